"""Which nights are due: one for every day that is over, caught up after a stop. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from schemas.stored import NightState

OFFICE: Final = ZoneInfo("Asia/Shanghai")
CRON: Final = "0 2 * * *"
START: Final = time(2)
"""When the night begins; before it, yesterday is not over for us."""
CATCH_UP: Final = 7
"""Missed nights that are made up for, the latest ones."""
DEAD_AFTER: Final = 240.0
"""Seconds without a beat after which a running night counts as dead: with the watch every five
minutes it is noticed within ten."""
ATTEMPTS: Final = 3
"""How often a night that fails is tried; then it waits for a person."""


def due(now: datetime, known: Iterable[NightState]) -> tuple[date, ...]:
    """The days to report on that no finished night covers, oldest first.

    A workspace that never had a night owes the last day only. Whether a running night is dead is
    for the store to say, when it is taken.
    """
    nights = {night.day: night for night in known}
    last = last_day(now)
    first = max(min(nights, default=last), last - timedelta(days=CATCH_UP - 1))
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return tuple(day for day in days if _open(nights.get(day)))


def last_day(now: datetime) -> date:
    """The last day that is over for the office at ``now`` (02:00 begins the night after it)."""
    here = now.astimezone(OFFICE)
    return here.date() - timedelta(days=1 if here.time() >= START else 2)


def _open(night: NightState | None) -> bool:
    if night is None or night.state == "running":
        return True
    return night.state == "failed" and night.attempts < ATTEMPTS
