"""Entries of an annex row told on lines of their own under it: ``项目内容 | 建设光伏 …`` over all columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import structs

from extractors import grid
from extractors.forms.columns import KINDS, Column, Columns
from extractors.forms.models import Line
from extractors.grammar import labels
from schemas.document import Cell, Table

Told = tuple[tuple[Column, Cell], ...]
"""Columns that the head lacks, with their values."""


def of(table: Table, row: int, heads: Columns) -> Told:
    """What a row states as labels with values merged over columns; empty for a row of data."""
    line = [cell for cell in grid.row_cells(table, row) if cell.row == row]
    known = {column.field.key for column in heads.columns}
    told: list[tuple[Column, Cell]] = []
    for cell, after in list(pairwise(line))[::2]:
        match = labels.best(cell.text, KINDS[heads.kind])
        if match is None or match.confidence < labels.SYNONYM or match.field.key in known:
            return ()
        told.append((Column(match.field, cell, match, match.label.unit), after))
    wide = any(after.column_span > 1 for _, after in told)
    return tuple(told) if wide and len(line) == 2 * len(told) else ()


def added(line: Line, told: Told) -> Line:
    """The line with what the rows under it state."""
    cells = {column.field.key: cell for column, cell in told}
    return Line({**line.cells, **cells}, line.row, line.sure)


def widened(heads: Columns, told: Sequence[Told]) -> Columns:
    """The head with the columns that only such rows name."""
    more = {column.field.key: column for entries in told for column, _ in entries}
    return structs.replace(heads, columns=(*heads.columns, *more.values())) if more else heads
