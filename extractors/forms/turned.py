"""Tables turned or cut, so that one way of reading fits them all; every cell keeps its place."""

from __future__ import annotations

from msgspec import structs

from schemas.document import Cell, Table


def transposed(table: Table) -> Table:
    """The table with rows and columns exchanged: fields down, items across."""
    known: dict[tuple[int, int], Cell] = {}
    width = len(table.rows[0]) if table.rows else 0
    rows = tuple(tuple(_turned(row[c], known) for row in table.rows) for c in range(width))
    return structs.replace(table, rows=rows)


def _turned(cell: Cell, known: dict[tuple[int, int], Cell]) -> Cell:
    at = (cell.row, cell.column)
    if at not in known:
        known[at] = structs.replace(
            cell,
            row=cell.column,
            column=cell.row,
            row_span=cell.column_span,
            column_span=cell.row_span,
        )
    return known[at]


def cut(table: Table, start: int, stop: int) -> Table:
    """The columns ``[start, stop)`` as a table of their own; a cell that reaches beyond is clipped."""
    known: dict[tuple[int, int], Cell] = {}
    rows = tuple(
        tuple(_clipped(cell, start, stop, known) for cell in row[start:stop]) for row in table.rows
    )
    return structs.replace(table, rows=rows)


def _clipped(cell: Cell, start: int, stop: int, known: dict[tuple[int, int], Cell]) -> Cell:
    at = (cell.row, cell.column)
    if at not in known:
        first = max(cell.column, start)
        last = min(cell.column + cell.column_span, stop)
        known[at] = structs.replace(cell, column=first - start, column_span=last - first)
    return known[at]
