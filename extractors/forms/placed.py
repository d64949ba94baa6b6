"""Slots with the heads that their columns stand under: the years, or before and after.

Some applicants add a row 可再生能源使用占比 or 单位产品能耗 to the three years. It shares its label with an
entry of the form that asks for before, after and effect, and is no answer to it.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from msgspec import structs

from extractors import grid
from extractors.forms import compared, staged, yearly
from extractors.forms.slots import Slot
from extractors.grammar import labels


class Placed(Slot, frozen=True):
    """A slot with the nearest head rows above it in its table."""

    years: yearly.Heads | None = None
    compared: compared.Heads | None = None


def settled(found: Sequence[Slot]) -> list[Slot]:
    """``found`` without compared entries reported by the year; one told nowhere else stays, in doubt."""
    told = {slot.key for slot in found if not _is_by_year(slot)}
    kept = (slot for slot in found if not (_is_by_year(slot) and _is_no_answer(slot, told, found)))
    return [_doubted(slot) if _is_by_year(slot) else slot for slot in kept]


def _is_by_year(slot: Slot) -> bool:
    """Whether a compared entry has a figure under each year, and no heads of its own nearer by."""
    if not isinstance(slot, Placed) or slot.years is None:
        return False
    if not slot.match.field.compared or staged.of(slot):
        return False
    heads, cells = slot.years.cells, grid.filled(slot.values)
    nearer = slot.compared is not None and slot.compared.row > slot.years.row
    aligned = all(any(grid.overlap(head, cell) for cell in cells) for head in heads)
    return not nearer and aligned and len(cells) == len(heads)


def _is_no_answer(slot: Slot, told: Set[str], found: Sequence[Slot]) -> bool:
    """Whether the entry has another row, or an entry of the years follows this one in its table."""
    return slot.key in told or any(
        other.match.field.yearly and other.table is slot.table and other.label.row > slot.label.row
        for other in found
    )


def _doubted(slot: Slot) -> Slot:
    sure = min(slot.match.confidence, labels.POSITION)
    flags = (*slot.match.flags, "by_position")
    return structs.replace(slot, match=structs.replace(slot.match, confidence=sure, flags=flags))
