"""What one report is counted from, fetched once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from msgspec import Struct

from schemas.facts import Facts
from schemas.quality import Checked
from schemas.stored import Kept, Line, Load, NightState, RuleCount, Ruling
from store import selectors_quality

WEEK: Final = 7
MONTH: Final = 30
BASELINE: Final = 365
"""Days before the month that the drift is measured against."""


class Material(Struct, frozen=True):
    """The rows behind the report of ``day``: the day, the week before it, the month up to it."""

    day: date
    lines: tuple[Line, ...]
    """Versions handed in during the month up to ``day``, and the week before it began."""
    today: tuple[RuleCount, ...]
    month: tuple[RuleCount, ...]
    facts: tuple[Facts, ...]
    """The month's current versions."""
    baseline: tuple[Facts, ...]
    rulings: tuple[Ruling, ...]
    loads: tuple[Load, ...]
    readings: tuple[int, int, int]
    nights: tuple[NightState, ...]
    checks: tuple[Checked, ...] = ()


def gather(day: date, year: Sequence[Kept], checks: tuple[Checked, ...] = ()) -> Material:
    """Everything that the report of ``day`` needs; ``year`` are the lines of :func:`year_of`."""
    first = day - timedelta(days=MONTH - 1)
    return Material(
        day=day,
        lines=tuple(selectors_quality.lines(first, day)),
        today=tuple(selectors_quality.rule_counts(day, day)),
        month=tuple(selectors_quality.rule_counts(first, day)),
        facts=tuple(kept.facts for kept in year if kept.handed_on >= first),
        baseline=tuple(kept.facts for kept in year if kept.handed_on < first),
        rulings=tuple(selectors_quality.rulings()),
        loads=tuple(selectors_quality.loads()),
        readings=selectors_quality.second_readings(first, day),
        nights=tuple(selectors_quality.nights(day, day)),
        checks=checks,
    )


def year_of(day: date) -> list[Kept]:
    """The current versions of the month up to ``day`` and of the baseline before it, read once."""
    return list(selectors_quality.facts(day - timedelta(days=MONTH - 1 + BASELINE), day))
