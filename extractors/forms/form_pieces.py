"""Which of the tables around the form make it up, and which only share some of its labels.

A consultant's address and telephone, milestones, other firms of the group may stand in tables of
their own near the form. Pieces of one form state different entries; such a table repeats a few.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors import grid
from extractors.forms.slots import Slot


def own(found: Sequence[Sequence[Slot]]) -> list[int]:
    """The positions in ``found`` (the slots of each table) of the form's own pieces, in order.

    A small table at least half of whose entries larger ones state already is none of them. Two
    copies of the form are about as large as each other, and both stay.
    """
    stated = [set(_stated(slots)) for slots in found]
    known: set[tuple[str, int | None]] = set()
    kept: list[int] = []
    for i in sorted(range(len(found)), key=lambda i: -len(stated[i])):
        repeats = 2 * len(stated[i] & known) >= max(1, len(stated[i]))
        if not (repeats and 2 * len(stated[i]) <= len(known)):
            kept.append(i)
            known |= stated[i]
    return sorted(kept)


def _stated(slots: Sequence[Slot]) -> Iterator[tuple[str, int | None]]:
    """The entries that have a value; in a table a year each has its own."""
    for slot in slots:
        if any(grid.filled(slot.values)):
            yield slot.key, slot.match.label.year
