"""Columns that applicants add beside a form's values: remarks, sources, who is in charge."""

from __future__ import annotations

from extractors import grid
from extractors.forms import anchors
from extractors.grammar import labels
from extractors.grammar.text import fold
from schemas.document import Cell, Table
from schemas.fields import Field

_HEADS = frozenset(
    (
        "备注",
        "说明",
        "备注说明",
        "填报说明",
        "填写说明",
        "填表说明",
        "填写要求",
        "数据来源",
        "来源",
        "数据出处",
        "依据",
        "填报依据",
        "证明材料",
        "佐证材料",
        "责任部门",
        "填报部门",
        "填报人",
        "审核意见",
    )
)


def beside(table: Table, fields: tuple[Field, ...]) -> frozenset[tuple[int, int]]:
    """The anchors of cells in columns headed 备注 and the like, heads included.

    A cell right of one of the form's labels is that label's value, whatever heads its column.
    """
    heads = [
        cell for cell in grid.cells(table) if fold(cell.text) in _HEADS and _crowns(table, cell)
    ]
    found = {(head.row, head.column) for head in heads}
    for head in heads:
        for row in range(head.row + 1, len(table.rows)):
            cell = table.rows[row][head.column]
            if labels.best(cell.text, anchors.COMPARED_HEADS) and cell.row == row:
                break  # other heads: from here on the column is another
            if _under(head, cell) and not _labelled(table, cell, fields):
                found.add((cell.row, cell.column))
    return frozenset(found)


def _crowns(table: Table, head: Cell) -> bool:
    """Whether the cell heads a column: it ends a row that has other heads, and something is below."""
    line = [cell for cell in grid.row_cells(table, head.row) if cell.row == head.row]
    last = head.column + head.column_span == len(table.rows[0])
    return last and len(line) >= 3 and head.row + head.row_span < len(table.rows)


def _under(head: Cell, cell: Cell) -> bool:
    return cell.column == head.column and cell.column_span == head.column_span


def _labelled(table: Table, cell: Cell, fields: tuple[Field, ...]) -> bool:
    left = table.rows[cell.row][cell.column - 1] if cell.column else None
    match = labels.best(left.text, fields) if left is not None else None
    return match is not None and match.confidence >= labels.SYNONYM
