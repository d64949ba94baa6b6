"""Columns that a workbook hides: what nobody sees on the sheet is not handed in."""

from __future__ import annotations

from collections.abc import Collection

from msgspec import structs

from schemas.document import Cell

Rows = tuple[tuple[Cell, ...], ...]


def shown_columns(rows: Rows, hidden: Collection[int]) -> Rows:
    """``rows`` without the columns ``hidden``; cells keep their own address.

    A merged cell that reaches beyond them stays; a sheet without any other column stays whole.
    """
    width = len(rows[0]) if rows else 0
    left = [column for column in range(width) if column not in hidden]
    if not left or len(left) == width:
        return rows
    places = {column: place for place, column in enumerate(left)}
    known: dict[tuple[int, int], Cell] = {}
    return tuple(tuple(_moved(row[column], places, known) for column in left) for row in rows)


def _moved(cell: Cell, places: dict[int, int], known: dict[tuple[int, int], Cell]) -> Cell:
    at = (cell.row, cell.column)
    if at not in known:
        covered = range(cell.column, cell.column + cell.column_span)
        kept = [places[column] for column in covered if column in places]
        known[at] = structs.replace(cell, column=kept[0], column_span=len(kept))
    return known[at]
