"""Two of the form's labels in one cell (``成立日期 / 注册资本``), their values side by side or in one cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import structs

from extractors import grid
from extractors.forms.slots import Slot
from extractors.grammar import labels
from extractors.grammar.text import nfkc
from schemas.document import Cell
from schemas.fields import Field

_BETWEEN_LABELS = re.compile(r"\s*[/、\n&]\s*|\s*(?:及|和|与)\s*|\s{2,}")
_BETWEEN_VALUES = re.compile(r"\s*[/;；、\n]\s*|\s{2,}|[,，](?!\d{3})\s*")
_LONGEST = 30
_LONGEST_VALUE = 200


def parted(found: Sequence[Slot], fields: tuple[Field, ...]) -> Iterator[Slot]:
    """The slots with each double label taken apart, where its values fall into two as well."""
    for slot in found:
        yield from _two(slot, fields) or (slot,)


def _two(slot: Slot, fields: tuple[Field, ...]) -> tuple[Slot, ...]:
    if len(slot.label.text) > _LONGEST:
        return ()
    words = _BETWEEN_LABELS.split(nfkc(slot.label.text).strip())
    if len(words) != 2:
        return ()
    matches = [match for word in words if (match := labels.best(word, fields))]
    if any(match.confidence < labels.SYNONYM for match in matches):
        return ()
    if len({match.field.key for match in matches}) < 2:
        return ()
    parts = _values(slot.values)
    return tuple(
        Slot(match, slot.label, (cell,), slot.table)
        for match, cell in zip(matches, parts, strict=False)
    )


def _values(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    full = grid.filled(cells)
    if len(full) == 2:
        return full
    if len(full) != 1 or len(full[0].text) > _LONGEST_VALUE:
        return ()
    texts = [part for part in _BETWEEN_VALUES.split(nfkc(full[0].text).strip()) if part]
    if len(texts) != 2:
        return ()
    return tuple(structs.replace(full[0], text=text, number=None, spans=()) for text in texts)
