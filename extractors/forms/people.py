"""Persons and their telephones: whose number 联系电话 is, and 联系人及电话 taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import structs

from extractors import grid
from extractors.forms.slots import Slot
from schemas.document import Cell
from schemas.fields import IDENTITY

_BY_KEY = {field.key: field for field in IDENTITY}
_PHONES = frozenset(
    (
        "联系电话",
        "电话",
        "联系方式",
        "手机",
        "手机号",
        "手机号码",
        "移动电话",
        "电话号码",
        "联系手机",
    )
)
_OWNERS = {"legal_representative": "legal_representative_phone", "contact": "contact_phone"}
_BOTH = re.compile(r"(.{2,8}?)(?:姓名)?(?:及其?|和|与|/|、)(?:联系)?(?:电话|方式|手机)(?:号码?)?")
_NUMBER = re.compile(r"[+(\d][\d\s+()（）/、;；,，-]{5,60}\Z")
_SURE = 0.95


def settled(found: Sequence[Slot]) -> list[Slot]:
    """The slots with each telephone under its owner.

    联系方式 and the like belong to the person whose label stands before them.
    """
    parts = [slot for entry in found for slot in _parted(entry)]
    explicit = {slot.key for slot in parts if slot.match.label.bare not in _PHONES}
    person = "contact"
    owned: list[Slot] = []
    for slot in parts:
        person = slot.key if slot.key in _OWNERS else person
        owned.append(_owned(slot, _OWNERS[person], explicit))
    return owned


def _owned(slot: Slot, owner: str, explicit: set[str]) -> Slot:
    vague = slot.match.label.bare in _PHONES
    if not vague or owner in explicit or owner == slot.key:
        return slot
    match = structs.replace(slot.match, field=_BY_KEY[owner], confidence=_SURE)
    return structs.replace(slot, match=match)


def _parted(slot: Slot) -> Iterator[Slot]:
    """``联系人及电话`` as two slots: the name and the number that its value states."""
    both = _BOTH.fullmatch(slot.match.label.bare)
    person = next((key for key, phone in _OWNERS.items() if phone == slot.key), None)
    cell = next(iter(grid.filled(slot.values)), None)
    if not both or person is None or cell is None:
        yield slot
        return
    number = _NUMBER.search(cell.text.strip())
    name = cell.text.strip()[: number.start()] if number else cell.text.strip()
    yield _with(slot, person, structs.replace(cell, text=name.strip(" /、,，;；:：\n")))
    if number is not None:  # else another label may hold it: 法定代表人及电话 | 沈某 | 手机 | …
        yield _with(slot, slot.key, structs.replace(cell, text=number[0]))


def _with(slot: Slot, key: str, value: Cell) -> Slot:
    match = structs.replace(slot.match, field=_BY_KEY[key], confidence=_SURE)
    return structs.replace(slot, match=match, values=(value,))
