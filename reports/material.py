"""What one report is counted from, fetched once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from msgspec import Struct

from reports.folded import MONTH, Folded
from schemas.quality import Checked
from schemas.stored import Judged, Kept, Line, Load, NightState, Pair, Punctual, RuleCount, Times
from store import selectors_people, selectors_quality

WEEK: Final = 7
BASELINE: Final = 365
"""Days before the month that the drift is measured against."""


class Material(Struct, frozen=True):
    """The rows behind the report of ``day``: the day, the week before it, the month up to it."""

    day: date
    lines: tuple[Line, ...]
    """Versions handed in during the month up to ``day``, and the week before it began."""
    today: tuple[RuleCount, ...]
    month: tuple[RuleCount, ...]
    folded: Folded
    judged: tuple[Judged, ...]
    """The rulings that stand."""
    by_each: tuple[Judged, ...]
    """Everybody's own latest rulings, whether they stand or not."""
    pairs: tuple[Pair, ...]
    loads: tuple[Load, ...]
    punctual: tuple[Punctual, ...]
    corrected: dict[tuple[str, str], int] | None
    """(field, format) → month's versions in which people put it right; ``None``: nobody ever has."""
    readings: tuple[int, int, int]
    nights: tuple[NightState, ...]
    times: tuple[Times, ...]
    unread: tuple[str, ...]
    without_line: int
    checks: tuple[Checked, ...] = ()


def gather(day: date) -> Material:
    """Everything that the report of ``day`` needs; the checks are added by who runs them."""
    first = day - timedelta(days=MONTH - 1)
    start = first - timedelta(days=BASELINE)
    folded, unread = Folded(day), []
    for kept in selectors_quality.facts(start, day):
        if isinstance(kept, Kept):
            folded.add(kept)
        else:
            unread.append(kept)
    return Material(
        day=day,
        lines=tuple(selectors_quality.lines(first, day)),
        today=tuple(selectors_quality.rule_counts(day, day)),
        month=tuple(selectors_quality.rule_counts(first, day)),
        folded=folded,
        judged=tuple(selectors_people.judged()),
        by_each=tuple(selectors_people.judged(of_each=True)),
        pairs=tuple(selectors_people.pairs()),
        loads=tuple(selectors_people.loads()),
        punctual=tuple(selectors_people.punctual(first, day)),
        corrected=selectors_people.corrected(first, day),
        readings=selectors_people.second_readings(first, day),
        nights=tuple(selectors_quality.nights(day, day)),
        times=tuple(selectors_quality.times(first, day)),
        unread=tuple(unread),
        without_line=selectors_quality.without_line(start, day),
    )
