"""Annex columns under heads of one's own wording, where the title says which annex it is.

The title names the list, the columns are as many as the form's and none stands out of place, the
numbers run, figures stand where the form asks for figures: then the form's order tells the rest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors import grid
from extractors.forms.columns import KINDS, Column, Columns
from extractors.forms.columns_meant import may_mean
from extractors.grammar import labels
from extractors.grammar.labels import Match
from extractors.grammar.text import fold, is_blank
from schemas.document import Cell, Table
from schemas.fields import Field, Type

_HEAD = re.compile(r"(?=.*[\u3400-\u9fffa-z])[^\d,，。;；]{1,20}")
_NUMBERS = re.compile(r"[(（]?(\d{1,3})[)）.、]?(?:\.0)?")
_NUMBERED = re.compile(r"附[件表]2[-—–.]([123])(?!\d)")
_NAMES = {
    "innovations": re.compile(r"创新成果|技术创新(?:清单|汇总|一览)"),
    "projects": re.compile(r"(?:重点|技改)项目(?:汇总|清单|一览|计划)?表?\Z"),
    "equipment": re.compile(r"设备(?:清单|一览|汇总|明细)"),
}
"""What the annexes' titles say, folded, in the order of their numbers."""
_FIGURES = (Type.MONEY, Type.NUMBER, Type.COUNT)
_TOP = 3


def find(table: Table, titles: Sequence[str]) -> tuple[Columns, ...]:
    """The head row of ``table`` under ``titles`` (nearest first): one, or none."""
    kind = _kind(titles)
    if not kind or (table.rows and len(table.rows[0]) < len(KINDS[kind])):
        return ()
    offers = (_at(table, kind, row) for row in range(min(_TOP, len(table.rows) - 1)))
    return next(((heads,) for heads in offers if heads), ())


def _kind(titles: Sequence[str]) -> str:
    """The annex that the nearest telling title names alone, ``""`` for none."""
    for title in titles:
        key = fold(title)
        numbered = _NUMBERED.search(key)
        named = [kind for kind, pattern in _NAMES.items() if pattern.search(key)]
        if numbered:
            named = [tuple(_NAMES)[int(numbered[1]) - 1]]
        if named:
            return named[0] if len(named) == 1 else ""
    return ""


def _at(table: Table, kind: str, row: int) -> Columns | None:
    fields = KINDS[kind]
    line = [cell for cell in grid.row_cells(table, row) if cell.row == row]
    plain = all(cell.row_span == 1 and _HEAD.fullmatch(fold(cell.text)) for cell in line)
    if len(line) != len(fields) or not plain or not _holds(table, row + 1, line, fields):
        return None
    matches = labels.assign([cell.text for cell in line], fields)
    if any(match.field != fields[i] for i, match in matches.items()):
        return None
    return Columns(
        kind,
        row,
        row + 1,
        tuple(
            _column(fields[i], cell, matches.get(i))
            for i, cell in enumerate(line)
            if i in matches or may_mean(cell.text, fields[i])
        ),
    )


def _column(field: Field, head: Cell, match: Match | None) -> Column:
    label = labels.label_of(head.text)
    known = match or Match(field, label, labels.POSITION, ("by_position",))
    return Column(field, head, known, label.unit)


def _holds(table: Table, first: int, line: Sequence[Cell], fields: tuple[Field, ...]) -> bool:
    """Whether the rows run 1, 2, 3 … and hold figures under the form's figures, words under words."""
    body = [row for row in table.rows[first:] if _NUMBERS.fullmatch(row[0].text.strip())]
    numbers = [int(found[1]) for row in body if (found := _NUMBERS.match(row[0].text.strip()))]
    if not numbers or numbers != list(range(1, len(numbers) + 1)):
        return False
    return all(
        _fits(field, [row[cell.column] for row in body])
        for field, cell in zip(fields[1:], line[1:], strict=True)
    )


def _fits(field: Field, cells: Sequence[Cell]) -> bool:
    told = [fold(cell.text) for cell in cells if not is_blank(cell.text)]
    figures = sum(text.replace(".", "").replace(",", "").isdigit() for text in told)
    if field.type in _FIGURES:
        return sum(any(map(str.isdigit, text)) for text in told) == len(told)
    return figures == 0 or field.key in ("model", "period", "remark")
