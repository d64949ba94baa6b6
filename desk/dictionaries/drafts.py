"""A new edition before anybody has saved it: what would stand in it, and what changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256

import msgspec
from msgspec import Struct

from desk.dictionaries.lines import Pasted, keys_of
from schemas.policy import Listed


class Change(Struct, frozen=True):
    """What becomes of the edition in force."""

    added: tuple[Listed, ...]
    altered: tuple[Listed, ...]
    gone: tuple[Listed, ...]

    @property
    def nothing(self) -> bool:
        return not (self.added or self.altered or self.gone)


class Draft(Struct, frozen=True):
    """The lines that were pasted, the edition that they would make, and how it differs."""

    pasted: Pasted
    listed: tuple[Listed, ...]
    change: Change

    @property
    def mark(self) -> str:
        """What names this very outcome: nothing is saved that was not looked at."""
        return sha256(msgspec.json.encode(self.listed)).hexdigest()[:32]


def draft(pasted: Pasted, current: Sequence[Listed], *, adding: bool) -> Draft:
    """The edition that the lines make: put to the one in force, or instead of it."""
    listed = _joined(current, pasted.listed) if adding else pasted.listed
    return Draft(pasted, listed, changed(current, listed))


def changed(before: Sequence[Listed], after: Sequence[Listed]) -> Change:
    """Who came, who is written otherwise now, who went."""
    old, new = _by_key(before), _by_key(after)
    was = [(entry, _met(entry, old)) for entry in after]
    return Change(
        added=tuple(entry for entry, other in was if other is None),
        altered=tuple(entry for entry, other in was if other not in (None, entry)),
        gone=tuple(entry for entry in before if _met(entry, new) is None),
    )


def _joined(current: Sequence[Listed], more: Sequence[Listed]) -> tuple[Listed, ...]:
    """The edition in force with what is said anew of a firm in its place, new firms at the end."""
    said, there = _by_key(more), _by_key(current)
    kept = tuple(_met(entry, said) or entry for entry in current)
    return (*kept, *(entry for entry in more if _met(entry, there) is None))


def _by_key(listed: Sequence[Listed]) -> dict[str, Listed]:
    return {key: entry for entry in listed for key in keys_of(entry)}


def _met(entry: Listed, others: Mapping[str, Listed]) -> Listed | None:
    """The same firm among ``others``: by its code, else by its name where the codes do not differ."""
    for key in keys_of(entry):
        other = others.get(key)
        if other and not (entry.uscc and other.uscc and entry.uscc != other.uscc):
            return other
    return None
