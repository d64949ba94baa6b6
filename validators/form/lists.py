"""Lists of factories that the office keeps: who is on one."""

from __future__ import annotations

from collections import deque
from typing import Final

from msgspec import Struct

from schemas.policy import Listed
from schemas.submission import Submission
from validators.figures import printed
from validators.firms.credit_code import credit_code
from validators.firms.names import normalised


class _Index(Struct, frozen=True):
    """A list by what its entries are known by: a list of thousands is asked for every plan."""

    listed: tuple[Listed, ...]
    coded: dict[str, Listed]
    named: dict[str, Listed]


_KEPT: Final[deque[_Index]] = deque(maxlen=4)
"""The last lists that were asked, each compared by identity."""


def entry_of(submission: Submission, listed: tuple[Listed, ...]) -> Listed | None:
    """The firm's entry: by its code where the entry has one, else by exactly its name."""
    index = _index(listed)
    found = index.coded.get(credit_code(submission))
    if found is not None:
        return found
    name = normalised(printed(submission.fields.get("factory_name")))
    return index.named.get(name) if name else None


def _index(listed: tuple[Listed, ...]) -> _Index:
    for index in tuple(_KEPT):
        if index.listed is listed:
            return index
    made = _Index(
        listed,
        {entry.uscc: entry for entry in reversed(listed) if entry.uscc},
        {normalised(entry.name): entry for entry in reversed(listed) if not entry.uscc},
    )
    _KEPT.append(made)
    return made
