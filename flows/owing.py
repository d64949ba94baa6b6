"""Which nights the store still owes; asked without starting Prefect."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from flows.nights import CATCH_UP, due, last_day
from schemas.stored import NightState
from store import selectors_quality


def owed(now: datetime) -> tuple[date, ...]:
    """The days whose night is due and not done, the oldest first."""
    return due(now, _nights(now))


def failed(now: datetime) -> tuple[NightState, ...]:
    """The nights that failed and that nobody made good."""
    return tuple(night for night in _nights(now) if night.state == "failed")


def _nights(now: datetime) -> list[NightState]:
    last = last_day(now)
    return selectors_quality.nights(last - timedelta(days=CATCH_UP - 1), last)
