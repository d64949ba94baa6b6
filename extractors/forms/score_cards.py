"""A self-evaluation of one small table an indicator (``二级指标 | 生态设计 | 自评得分 | 4``), made one table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import structs

from extractors import grid
from extractors.forms.score_heads import CLAIMED, EXPLAINED, items
from extractors.grammar import labels
from extractors.grammar.text import fold
from schemas.document import Cell, Table
from schemas.fields import Field

_LEAST = 5
_MOST_CELLS = 30
_HEAD = ("二级指标", "自评得分", "自评说明")
_Row = tuple[Cell, Cell, Cell]
"""An indicator, its claim and why."""


def tabulated(tables: Sequence[Table]) -> Table | None:
    """The cards among ``tables`` as rows under one head; ``None`` where they are too few."""
    return _under_a_head([row for row in map(_row, tables) if row is not None])


def unstacked(table: Table) -> Table | None:
    """A table of labelled rows beside each indicator (``自评说明 | …``, ``自评得分 | …``), a row each."""
    found = items(table, _LEAST)
    if not found or any(each.cell.row_span < 2 for each in found):
        return None
    rows = [_stacked(table, each.cell) for each in found]
    return _under_a_head([row for row in rows if row is not None])


def _under_a_head(rows: Sequence[_Row]) -> Table | None:
    names = {fold(row[0].text) for row in rows}
    if len(names) < _LEAST or len(names) < len(rows):
        return None
    first = rows[0][0]
    head = tuple(Cell(0, c, text, first.where) for c, text in enumerate(_HEAD))
    body = (
        tuple(
            structs.replace(cell, row=r, column=c, row_span=1, column_span=1)
            for c, cell in enumerate(row)
        )
        for r, row in enumerate(rows, start=1)
    )
    return Table((head, *body), first.where)


def _stacked(table: Table, name: Cell) -> _Row | None:
    rows = range(name.row, name.row + name.row_span)
    own = [cell for cell in grid.right_of(table, name) if cell.row in rows]
    claim = _labelled(table, own, CLAIMED)
    why = _labelled(table, own, EXPLAINED)
    return None if claim is None else (name, claim, why or structs.replace(name, text=""))


def _row(table: Table) -> _Row | None:
    """The indicator, its claim and why, where a table labels a claim for one indicator alone."""
    found = items(table, 1)
    if len(found) != 1 or len(grid.cells(table)) > _MOST_CELLS:
        return None
    claim, why = _beside(table, CLAIMED), _beside(table, EXPLAINED)
    name = found[0].cell
    if claim is None:
        return None
    return name, claim, why or structs.replace(name, text="")


def _beside(table: Table, field: Field) -> Cell | None:
    return _labelled(table, grid.cells(table), field)


def _labelled(table: Table, cells: Iterable[Cell], field: Field) -> Cell | None:
    """The cell right of the one among ``cells`` that is the label of ``field``."""
    for cell in cells:
        match = labels.best(cell.text, (field,))
        if match is not None and match.confidence >= labels.SYNONYM:
            return next(iter(grid.right_of(table, cell)), None)
    return None
