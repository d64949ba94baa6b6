"""A row for each figure of a compared entry: ``单位产品取水量（培育建设实施前） | 3.7 | m3/t``.

The stage stands in the label; the row has one figure, and perhaps its unit beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import structs

from extractors import grid
from extractors.forms import values
from extractors.forms.slots import Slot
from extractors.grammar.numbers import read_free_number
from extractors.grammar.text import fold, nfkc, tidy
from extractors.grammar.units import is_unit
from schemas.document import Cell
from schemas.fields import Field, Type
from schemas.submission import Read

_STAGES = (
    ("before", re.compile(r"(?:实施|建设|改造|培育)前|现状值?|基准值|基期值?")),
    ("after", re.compile(r"(?:实施|建设|改造|培育)后|目标值?")),
    ("effect", re.compile(r"成效|降幅|降低率|变化率|变化幅度|提升幅度")),
)

_DATED = re.compile(r"(20[0-4]\d)\s?年?度?末?\s{0,2}[(]?(?:[:])?([\u3400-\u9fff]{2,8})[)]?")
_LATER = re.compile(r"目标|预期|后")


def heads(texts: Sequence[str]) -> list[str]:
    """Column heads without the year that stands for a stage: ``2024年（现状）`` is 现状.

    Of several milestones (``2025年目标``, ``2027年目标``) the last is the one to be compared with.
    """
    dated = [_DATED.fullmatch(nfkc(text).strip()) for text in texts]
    last = max((int(found[1]) for found in dated if found), default=0)
    return [_stage(text, found, last) for text, found in zip(texts, dated, strict=True)]


def _stage(text: str, found: re.Match[str] | None, last: int) -> str:
    if found is None:
        return text
    return "" if _LATER.search(found[2]) and int(found[1]) < last else found[2]


def of(slot: Slot) -> str:
    """``before``, ``after`` or ``effect`` where the label says which of the three its row is."""
    key = fold(slot.match.label.text)
    found = [name for name, word in _STAGES if word.search(key)]
    return found[0] if len(found) == 1 else ""


def reads(slot: Slot, stage: str) -> dict[str, Read]:
    """The figure of a row that states one, and its unit."""
    field = slot.match.field
    unit = next((c for c in slot.values if is_unit(tidy(c.text))), None)
    cells = [c for c in grid.filled(slot.values) if c is not unit]
    empty = structs.replace(slot.label, text="", number=None)
    cell = next(iter(cells), empty)
    found = {f"{field.key}.{stage}": _figure(field, stage, slot, cell)}
    if field.unit != "free" or stage == "effect":
        return found
    told = _unit(slot, unit, cell)
    return found | ({f"{field.key}.unit": told} if told else {})


def _figure(field: Field, stage: str, slot: Slot, cell: Cell) -> Read:
    source = values.origin(cell, slot.match)
    nothing = values.empty_read(source)
    if nothing is not None:
        return nothing
    if stage == "effect" or field.type is Type.PERCENT:
        return values.percent_read(structs.replace(source, unit=""))
    return values.number_read(source, "free")


def _unit(slot: Slot, unit: Cell | None, cell: Cell) -> Read | None:
    if unit is not None:
        return values.text_read(values.origin(unit, slot.match))
    source = values.origin(cell, slot.match)
    inline = read_free_number(cell.text).printed_unit
    printed = slot.match.label.unit or inline
    return values.made(source, tidy(printed), 0.97) if printed else None
