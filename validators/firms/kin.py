"""Firms of a batch: who is whose sister, how one finding names several, who shares a value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from validators.firms.names import brand
from validators.twins.fingerprints import Fingerprint

_SHOWN: Final = 3
GROUP: Final = "疑为同一集团或关联企业"


def sisters(one: Fingerprint, other: Fingerprint) -> bool:
    """Whether two firms seem to be of one group: the same brand in their names."""
    name = brand(one.firm)
    return len(name) > 1 and name == brand(other.firm)


def named(others: Iterable[Fingerprint]) -> str:
    """The firms as a sentence names them, the first three of many."""
    names = list(dict.fromkeys(other.firm or other.name for other in others))
    shown = "、".join(names[:_SHOWN])
    return f"{shown}等{len(names)}家" if len(names) > _SHOWN else shown


def sharing(
    batch: Sequence[Fingerprint], values: Callable[[Fingerprint], Iterable[str]]
) -> Iterator[tuple[str, list[Fingerprint]]]:
    """Each value that several applicants state, with one fingerprint of each of them."""
    groups: dict[str, dict[str, Fingerprint]] = {}
    for one in batch:
        for value in dict.fromkeys(values(one)):
            groups.setdefault(value, {}).setdefault(one.who, one)
    return ((value, list(own.values())) for value, own in groups.items() if len(own) > 1)


def besides(one: Fingerprint, group: Iterable[Fingerprint]) -> list[Fingerprint]:
    """The others of a group."""
    return [other for other in group if other is not one]
