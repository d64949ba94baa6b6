"""Tables told by the background of their cells alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.readers import pdf
from schemas.document import Table
from tests.extractors.pdf_maker import Page, Pdf

ROWS = (("工厂名称", "某某化纤有限公司"), ("通讯地址", "某市某路1号"), ("联系人", "沈某某"))


def tables(path: Path, page: Page) -> list[list[list[str]]]:
    document = pdf.read(Pdf([page]).save(path / "a.pdf"), "a.pdf")
    found = (block for block in document.blocks if isinstance(block, Table))
    return [[[cell.text for cell in row] for row in table.rows] for table in found]


def filled(page: Page, gap: float, *, every: int = 1) -> Page:
    """``ROWS`` on filled cells ``gap`` apart; only each ``every``-th row is filled."""
    for n, (label, value) in enumerate(ROWS):
        top = 100 + 30 * n
        if n % every == 0:
            page.bar(60, top, 100 - gap, 30 - gap, 0.8).bar(160, top, 300, 30 - gap, 0.95)
        page.draw("0 g").text(70, top + 19, label).text(170, top + 19, value)
    return page


@pytest.mark.parametrize("gap", [0.0, 0.7, 1.5, 3.0])
def test_cells_without_lines(tmp_path: Path, gap: float) -> None:
    assert tables(tmp_path, filled(Page(), gap)) == [[list(row) for row in ROWS]]


def test_single_shaded_rows_are_no_tables(tmp_path: Path) -> None:
    assert tables(tmp_path, filled(Page(), 0.0, every=2)) == []


def test_lines_are_believed_before_shading(tmp_path: Path) -> None:
    page = filled(Page(), 0.0).grid([60, 460], [100, 190])
    page.line(60, 130, 460, 130).line(60, 160, 460, 160)
    assert [len(row) for row in tables(tmp_path, page)[0]] == [1, 1, 1]
