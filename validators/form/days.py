"""ISO days and months as the first and the last day that they may mean."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_ISO = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")


def earliest(iso: str) -> date | None:
    """The first day of an ISO day or month, ``None`` for other text.

    >>> earliest("2025-03"), latest("2025-02"), earliest("三月")
    (datetime.date(2025, 3, 1), datetime.date(2025, 2, 28), None)
    """
    found = _ISO.fullmatch(iso)
    return _day(found, 1) if found else None


def latest(iso: str) -> date | None:
    """The last day of an ISO day or month, ``None`` for other text."""
    found = _ISO.fullmatch(iso)
    if found is None or not 1 <= int(found[2]) <= 12:
        return None
    return _day(found, monthrange(int(found[1]), int(found[2]))[1])


def _day(found: re.Match[str], day: int) -> date | None:
    try:
        return date(int(found[1]), int(found[2]), int(found[3] or day))
    except ValueError:
        return None
