"""Which of several people's words on one finding stands. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Protocol, TypeVar

from schemas.desk import Ruling
from schemas.finding import Severity

WAITING: Final = "waiting"
"""A dismissed error that no second person has agreed to yet."""
OPEN: Final = ""


class Said(Protocol):
    """A row of Decision, or as much of it as standing needs."""

    @property
    def ruling(self) -> str:
        """A value of :class:`Ruling`."""


S = TypeVar("S", bound=Said)


def standing(said: Iterable[S]) -> S | None:
    """What stands of one finding's decisions, the oldest first: each withdrawal takes one back."""
    kept: list[S] = []
    for one in said:
        if one.ruling != Ruling.WITHDRAWN:
            kept.append(one)
        elif kept:
            kept.pop()
    return kept[-1] if kept else None


def effect(ruling: str, severity: str, agreed: bool | None) -> str:
    """What a standing decision means for its finding: an error is dismissed by two people only.

    ``agreed`` is the second person's word, ``None`` while there is none; a refused dismissal
    leaves the finding open.
    """
    if ruling != Ruling.DISMISSED or severity != Severity.ERROR:
        return ruling
    if agreed is None:
        return WAITING
    return ruling if agreed else OPEN
