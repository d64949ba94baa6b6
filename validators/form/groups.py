"""Pairs out of a group, at a cost that grows with its size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

_CROWD: Final = 12
_HEADS: Final = 3


def paired(members: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The pairs of a group; in a crowd each with the first :data:`_HEADS`, so that the cost stays linear."""
    if len(members) <= _CROWD:
        yield from combinations(members, 2)
        return
    for head in members[:_HEADS]:
        yield from ((head, other) for other in members if other > head)
