"""Figures that a narrow cell of a page broke: put together where that is certain enough."""

from __future__ import annotations

import pytest

from extractors.forms import values
from schemas.document import Cell
from schemas.place import PageBox, SheetCell, Where, WordPlace
from schemas.submission import State

PAGE = PageBox("a.pdf", 3)


@pytest.mark.parametrize(
    ("text", "where", "value"),
    [
        ("1\n8，015.2", PAGE, 18015.2),
        ("4\n3，963.4（等价值）", PAGE, 43963.4),
        ("36\n479.55", PAGE, 36479.55),
        ("0.587\n2（等价值）", PAGE, 0.5872),
        ("62.4\n53", PAGE, None),
        ("62\n53", PAGE, None),
        ("8560\n8700", PAGE, None),
        ("1\n8，015.2", WordPlace("a.docx"), None),
    ],
)
def test_broken_figures(text: str, where: Where, value: float | None) -> None:
    read = values.number_read(values.Origin(Cell(0, 0, text, where)), "万元")
    assert read.value == value
    assert read.state is (State.UNREADABLE if value is None else State.STATED)
    assert value is None or (read.confidence < 0.9 and "line_broken" in read.flags)


@pytest.mark.parametrize(
    ("text", "number", "value", "flags"),
    [
        ("11.3", 11.25, 11.25, ("display_rounded",)),
        ("12,850.5", 12850.5, 12850.5, ()),
        ("3000", 3000.0, 3000.0, ()),
        ("5", 12.0, 5.0, ()),
    ],
)
def test_what_a_workbook_stores(
    text: str, number: float, value: float, flags: tuple[str, ...]
) -> None:
    cell = Cell(0, 0, text, SheetCell("a.xlsx", "表", "B2"), number=number)
    read = values.number_read(values.Origin(cell), "万元")
    assert (read.value, read.flags, read.raw) == (value, flags, text)


def test_percent_cells_hold_a_hundredth() -> None:
    cell = Cell(0, 0, "12%", SheetCell("a.xlsx", "表", "B2"), number=0.12, flags=("percent_cell",))
    assert values.percent_read(values.Origin(cell)).value == 12.0
