"""People as a table: 姓名, 职务, 联系电话 as heads, 法定代表人 and 联系人 as rows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct, structs

from extractors import grid
from extractors.forms.slots import Slot
from extractors.grammar import labels
from extractors.grammar.text import fold
from schemas.document import Cell, Table
from schemas.fields import IDENTITY

_BY_KEY = {field.key: field for field in IDENTITY}
_OWNERS = {"legal_representative": "legal_representative_phone", "contact": "contact_phone"}
_PEOPLE = tuple(_BY_KEY[key] for key in _OWNERS)
_NAME = re.compile(r"姓名|名字|人员姓名")
_PHONE = re.compile(r"(?:联系|移动|手机)?(?:电话|手机|方式)(?:号码?)?|手机号码?")


class Staff(Struct, frozen=True):
    """The people's slots, and the cells that are no labels of anything else."""

    slots: tuple[Slot, ...] = ()
    cells: frozenset[tuple[int, int]] = frozenset()


def read(table: Table) -> Staff:
    """The people of ``table`` where it lists them a row each."""
    for row in range(len(table.rows) - 1):
        line = [cell for cell in grid.row_cells(table, row) if cell.row == row]
        name = next((c for c in line if _NAME.fullmatch(fold(c.text))), None)
        phone = next((c for c in line if _PHONE.fullmatch(fold(c.text))), None)
        heads = not any(labels.best(cell.text, _PEOPLE) for cell in line)
        if heads and name is not None and phone is not None and 0 < name.column < phone.column:
            return _below(table, row, name, phone)
    return Staff()


def _below(table: Table, row: int, name: Cell, phone: Cell) -> Staff:
    slots: list[Slot] = []
    taken = {(cell.row, cell.column) for cell in table.rows[row]}
    for r in range(row + 1, min(row + 6, len(table.rows))):
        person = table.rows[r][0]
        match = labels.best(person.text, _PEOPLE)
        if match is None:
            break
        slots.extend(
            _person(match, person, table.rows[r][name.column], table.rows[r][phone.column])
        )
        taken |= {(cell.row, cell.column) for cell in table.rows[r]}
    return Staff(tuple(slots), frozenset(taken)) if slots else Staff()


def _person(match: labels.Match, label: Cell, name: Cell, phone: Cell) -> Iterator[Slot]:
    yield Slot(match, label, (name,))
    number = structs.replace(match, field=_BY_KEY[_OWNERS[match.field.key]])
    told = structs.replace(number.label, bare=f"{number.label.bare}电话")
    yield Slot(structs.replace(number, label=told), label, (phone,))
