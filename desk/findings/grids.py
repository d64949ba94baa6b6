"""A stored table as a grid to look at: the rows around the lit cells, with their numbers and letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from typing import Final

from msgspec import Struct

from desk.findings.grounds import Ground
from desk.submissions.words import masked
from schemas.document import Cell, Document, Paragraph, Table
from schemas.place import SheetCell, Where, WordPlace

ROWS: Final = 60
COLUMNS: Final = 16
_ABOVE: Final = 8
_TEXT: Final = 400
_A1: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_PARAGRAPHS: Final = 4


class GridCell(Struct, frozen=True):
    """A cell as drawn; ``ground`` where it is lit."""

    text: str
    row_span: int
    column_span: int
    number: bool
    head: bool
    ground: Ground | None = None


class GridRow(Struct, frozen=True):
    """One row; ``name`` is its number in the sheet, empty in a Word table."""

    name: str
    lit: bool
    cells: tuple[GridCell, ...]


class Column(Struct, frozen=True):
    """A column's letter, and whether something in it is lit."""

    name: str
    lit: bool


class Grid(Struct, frozen=True):
    """What is shown of a table."""

    rows: tuple[GridRow, ...]
    columns: tuple[Column, ...] = ()
    above: int = 0
    below: int = 0
    """Rows that are left out on either side."""


class Line(Struct, frozen=True):
    """A paragraph, cut in three where a stretch of it is lit."""

    before: str
    lit: str
    after: str
    ground: Ground | None = None


Lit = Mapping[tuple[object, ...], Ground]


def spot_of(where: Where) -> tuple[object, ...]:
    """A place without the page and box of a printed copy."""
    if isinstance(where, WordPlace):
        return where.file, where.table, where.cell, where.paragraph
    if isinstance(where, SheetCell):
        return where.file, where.sheet, where.cell
    return (where,)


def table_of(document: Document, where: Where) -> Table | None:
    """The table that the place lies in."""
    return next((t for t in _tables(document.blocks) if _holds(t, where)), None)


def _tables(blocks: Iterable[object]) -> Iterator[Table]:
    """Outer tables after the ones inside them, so that the narrowest is found first."""
    for block in blocks:
        if not isinstance(block, Table):
            continue
        for row in block.rows:
            for cell in row:
                yield from _tables(cell.tables)
        yield block


def _holds(table: Table, where: Where) -> bool:
    if isinstance(where, SheetCell):
        return isinstance(table.where, SheetCell) and table.where.sheet == where.sheet
    if not isinstance(where, WordPlace) or not isinstance(table.where, WordPlace):
        return False
    if where.cell is None:
        return table.where.table == where.table
    spot = spot_of(where)
    return any(spot_of(cell.where) == spot for row in table.rows for cell in row)


def grid_of(table: Table, lit: Lit) -> Grid:
    """The table's rows around what is lit, at most :data:`ROWS` and :data:`COLUMNS`."""
    rows = [r for r, row in enumerate(table.rows) if any(spot_of(c.where) in lit for c in row)]
    columns = [c for row in table.rows for c, cell in enumerate(row) if spot_of(cell.where) in lit]
    top = _start(rows, len(table.rows), ROWS)
    left = _start(columns, len(table.rows[0]) if table.rows else 0, COLUMNS)
    window = [row[left : left + COLUMNS] for row in table.rows[top : top + ROWS]]
    sheet = isinstance(table.where, SheetCell)
    return Grid(
        tuple(_row(line, top + at, left, top, lit, sheet) for at, line in enumerate(window)),
        _columns(window, left, lit) if sheet else (),
        top,
        max(0, len(table.rows) - top - ROWS),
    )


def _start(lit: list[int], count: int, most: int) -> int:
    if count <= most or not lit:
        return 0
    return max(0, min(min(lit) - _ABOVE, count - most))


def _row(
    line: tuple[Cell, ...], number: int, left: int, top: int, lit: Lit, sheet: bool
) -> GridRow:
    cells = tuple(
        _cell(cell, lit)
        for at, cell in enumerate(line, start=left)
        if (max(cell.row, top), max(cell.column, left)) == (number, at)
    )
    name = str(_sheet_spot(line[0])[0] + number - line[0].row) if sheet and line else ""
    return GridRow(name, any(cell.ground for cell in cells), cells)


def _sheet_spot(cell: Cell) -> tuple[int, int]:
    """Row and column, from 1, of the cell in its sheet; of a merged one its first."""
    found = _A1.fullmatch(cell.where.cell) if isinstance(cell.where, SheetCell) else None
    if found is None:
        return cell.row + 1, cell.column + 1
    return int(found[2]), reduce(lambda sum_, letter: sum_ * 26 + ord(letter) - 64, found[1], 0)


def _letters(column: int) -> str:
    """28 → ``AB``."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _cell(cell: Cell, lit: Lit) -> GridCell:
    text = cell.text if len(cell.text) <= _TEXT else cell.text[: _TEXT - 1] + "…"
    number = cell.number is not None or bool(re.fullmatch(r"[-\d.,，%％ ]+", text))
    head = any(span.bold for span in cell.spans)
    ground = lit.get(spot_of(cell.where))
    shown = text if ground else masked(text)
    return GridCell(shown, cell.row_span, cell.column_span, number, head, ground)


def _columns(window: list[tuple[Cell, ...]], left: int, lit: Lit) -> tuple[Column, ...]:
    count = max((len(row) for row in window), default=0)
    return tuple(_column([row[at] for row in window], left + at, lit) for at in range(count))


def _column(cells: list[Cell], at: int, lit: Lit) -> Column:
    name = _letters(_sheet_spot(cells[0])[1] + at - cells[0].column)
    return Column(name, any(spot_of(cell.where) in lit for cell in cells))


def lines_of(document: Document, where: WordPlace, grounds: Iterable[Ground]) -> list[Line]:
    """The paragraph that the place names, with the ones around it."""
    told = [block for block in document.blocks if isinstance(block, Paragraph)]
    at = next((n for n, one in enumerate(told) if spot_of(one.where) == spot_of(where)), None)
    if at is None:
        return []
    lit = {spot_of(ground.evidence.where): ground for ground in grounds}
    near = told[max(0, at - _PARAGRAPHS) : at + _PARAGRAPHS + 1]
    return [_line(one, lit.get(spot_of(one.where))) for one in near if one.text.strip()]


def _line(paragraph: Paragraph, ground: Ground | None) -> Line:
    text = paragraph.numbering + paragraph.text
    if ground is None:
        return Line(masked(text[:_TEXT]), "", "")
    before, lit, after = parted(text, ground.evidence.mark or ground.evidence.text)
    return Line(before, lit, after, ground)


def parted(text: str, mark: str) -> tuple[str, str, str]:
    """``text`` cut around ``mark``; all of it is the middle where the mark does not stand in it."""
    before, found, after = text.partition(mark) if mark else ("", "", "")
    return (before, found, after) if found else ("", text, "")
