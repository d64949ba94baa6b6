"""Long lists of ids in pieces that every database takes as a query's parameters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final, TypeVar

T = TypeVar("T")
AT_ONCE: Final = 500


def parts(rows: Iterable[T]) -> Iterator[list[T]]:
    """``rows`` in their order, at most :data:`AT_ONCE` at a time."""
    left = iter(rows)
    while some := list(islice(left, AT_ONCE)):
        yield some
