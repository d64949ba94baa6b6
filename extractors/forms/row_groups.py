"""Rows of a list that head a group of its rows: 一、节能改造类, with sums or without."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors import grid
from extractors.forms.columns import Column, Columns
from extractors.grammar.text import fold, is_blank
from schemas.document import Cell, Table
from schemas.fields import Type

_GROUP = re.compile(r"[(]?(?:[一二三四五六七八九十]{1,3}|[ivx]{1,4})[)、.]*")
_GROUP_WORDS = 2
_KIND = re.compile(r"(?:设备|设施|系统|项目|工程|车间|类)(?:[(][^()]*[)])?[:：]?\Z")


def is_group(line: Sequence[Cell], heads: Columns) -> bool:
    """A group's title over its rows: 一、二、… under 序号, beside nothing but a name."""
    under = {c.field.key: c.head for c in heads.columns if c.field.key in ("seq", "name")}
    if len(under) < 2 or not _GROUP.fullmatch(fold(line[0].text)):
        return False
    return grid.overlap(line[0], under["seq"]) > 0 and grid.overlap(line[1], under["name"]) > 0


def names_a_group(table: Table, row: int, cell: Cell, heads: Columns) -> bool:
    """A group's title alone under the names, without a number, right above a numbered row."""
    under = {c.field.key: c.head for c in heads.columns if c.field.key in ("seq", "name")}
    if len(under) < 2 or row + 1 >= len(table.rows) or not _KIND.search(fold(cell.text)):
        return False
    number = fold(table.rows[row + 1][under["seq"].column].text)
    return cell.column == under["name"].column and number.isdigit()


def sums_a_group(table: Table, row: int, heads: Columns) -> bool:
    """A group's row with its sums: 一 above 1.1 or 1 above 1.1, a name, figures, no other words."""
    under = {c.field.key: cell_under(table, row, c) for c in heads.columns}
    if "seq" not in under or "name" not in under or row + 1 >= len(table.rows):
        return False
    words = [c for c in heads.columns if c.field.type is Type.TEXT and c.field.key != "name"]
    if len(words) < _GROUP_WORDS or any(not is_blank(under[c.field.key].text) for c in words):
        return False
    number = fold(under["seq"].text)
    following = fold(table.rows[row + 1][under["seq"].column].text)
    if _GROUP.fullmatch(number):
        return following[:1].isdigit() or following[1:2].isdigit()
    return number.isdigit() and following.startswith((f"{number}.", f"{number}-", f"({number}."))


def cell_under(table: Table, row: int, column: Column) -> Cell:
    """The row's cell under a head; of several under one head the first that is filled."""
    first = column.head.column
    if column.head.column_span == 1:
        return table.rows[row][first]
    under = table.rows[row][first : first + column.head.column_span]
    return next((cell for cell in under if not grid.empty(cell)), table.rows[row][first])
