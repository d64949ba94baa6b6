"""Figures that run over their cell's border stay whole or say that they are not sure."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.readers import pdf
from schemas.document import Cell, Table
from tests.extractors.pdf_maker import Page, Pdf

SIZE = 10.0
XS = [72.0, 112.0, 152.0, 192.0]


def row(tmp_path: Path, *runs: tuple[float, str]) -> list[Cell]:
    """The cells of a table's second row, drawn as ``runs`` of characters half a size wide."""
    page = Page().grid(XS, [100.0, 125.0, 150.0])
    for x, head in zip(XS, ("总投资", "设备", "完成"), strict=False):
        page.text(x + 4, 115, head, SIZE)
    for x, text in runs:
        page.text(x, 140, text, SIZE)
    document = pdf.read(Pdf([page]).save(tmp_path / "a.pdf"), "a.pdf")
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    return list(table.rows[1])


def test_a_figure_over_the_border_is_one_figure(tmp_path: Path) -> None:
    cells = row(tmp_path, (76, "12,345.6"), (170, "210"))
    assert [cell.text for cell in cells] == ["12,345.6", "", "210"]
    assert [cell.certainty for cell in cells] == [1.0, 1.0, 1.0]


def test_the_neighbour_keeps_its_own_figure(tmp_path: Path) -> None:
    cells = row(tmp_path, (76, "1,402,345.6"), (140, "2"), (156, "210"))
    assert [cell.text for cell in cells] == ["1,402,345.6", "2", "210"]
    assert [cell.certainty for cell in cells] == [1.0, 1.0, 1.0]


@pytest.mark.parametrize("second", [116.3, 117.0, 118.0])
def test_figures_that_meet_are_right_or_doubtful(tmp_path: Path, second: float) -> None:
    cells = row(tmp_path, (76, "12,345.6"), (second, "210"))
    right = [cell.text for cell in cells] == ["12,345.6", "210", ""]
    assert right or all(
        cell.certainty < 0.9 and "over_border" in cell.flags for cell in cells if cell.text
    )
