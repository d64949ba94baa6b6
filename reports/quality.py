"""The quality report of one day: fetched, checked, counted. Its files are written by archive.py."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from reports.checking import check
from reports.material import MONTH, gather, year_of
from reports.tally import tally
from schemas.quality import SCOPES, Checked, Quality
from schemas.stored import Kept
from validators.catalogue import cards


def report_of(day: date) -> Quality:
    """The report of ``day`` over what the store holds now."""
    year = year_of(day)
    checks = tuple(_checks(year, day))
    return tally(gather(day, year, checks), {card.code: card for card in cards()})


def _checks(year: Sequence[Kept], day: date) -> Iterator[Checked]:
    """The suite over the day, the last 30 days and the year; an empty part is not looked at."""
    first = day - timedelta(days=MONTH - 1)
    parts = (
        [kept for kept in year if kept.handed_on == day],
        [kept for kept in year if kept.handed_on >= first],
        [kept for kept in year if kept.handed_on.year == day.year],
    )
    for scope, kept in zip(SCOPES, parts, strict=True):
        if kept:
            yield from check(kept, day, scope)
