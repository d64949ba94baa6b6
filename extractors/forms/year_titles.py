"""The year that stands over figures instead of heading their column: a table a year, a block a year."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import structs

from extractors import grid
from extractors.forms.slots import Slot
from extractors.grammar.text import fold, is_blank, tidy
from extractors.grammar.units import is_unit
from schemas.document import Block, Cell, Paragraph, Table

_TITLE = re.compile(r"\D{0,12}(20[0-4]\d)年度?\D{0,16}")
_NEAR = 3
"""So many paragraphs above a table may be its title."""


def over(blocks: Sequence[Block], position: int) -> int | None:
    """The year that the title right above the table at ``position``, or its sheet's, names alone."""
    for block in reversed(blocks[max(position - _NEAR, 0) : position]):
        if not isinstance(block, Paragraph):
            break
        if not is_blank(block.text):
            return _year(block.text)
    table = blocks[position]
    return _year(table.title) if isinstance(table, Table) else None


def _year(text: str) -> int | None:
    found = _TITLE.fullmatch(fold(text))
    return int(found[1]) if found else None


def dated(slot: Slot, table: Table, year: int | None) -> Slot:
    """The slot with the year of the title row above it in its table, else ``year``."""
    if not slot.match.field.yearly or slot.match.label.year is not None:
        return slot
    told = _row_above(table, slot.label.row) or year
    full = grid.filled(slot.values)
    unit = next((tidy(cell.text) for cell in full if is_unit(tidy(cell.text))), "")
    figures = tuple(cell for cell in full if not unit or tidy(cell.text) != unit)
    if told is None or len(figures) != 1:
        return slot
    label = structs.replace(slot.match.label, year=told, unit=slot.match.label.unit or unit)
    match = structs.replace(slot.match, label=label)
    return structs.replace(slot, match=match, values=figures)


def _row_above(table: Table, row: int) -> int | None:
    """The year of the nearest row above that holds nothing but a title with a year."""
    for r in range(row - 1, -1, -1):
        line = grid.filled(grid.row_cells(table, r))
        if len(line) == 1 and _is_title(line[0], table):
            return _year(line[0].text)
    return None


def _is_title(cell: Cell, table: Table) -> bool:
    """Whether a cell alone in its row is a title: merged over columns, or the first of several."""
    return cell.column_span > 1 or (cell.column == 0 and len(table.rows[0]) > 1)
