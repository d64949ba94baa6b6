"""The quality report of one day: fetched, checked, counted. Its files are written by archive.py."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct, structs

from reports.checking import Suite, check_table
from reports.folded import Folded
from reports.material import gather
from reports.tally import tally
from schemas.quality import SCOPES, Checked, Quality
from validators.catalogue import cards


class Reported(Struct, frozen=True):
    """A report, and the suites behind its data checks as Great Expectations writes them."""

    quality: Quality
    suites: tuple[Suite, ...]


def report_of(day: date) -> Reported:
    """The report of ``day`` over what the store holds now."""
    material = gather(day)
    ran = list(_checks(material.folded))
    checks = tuple(one for checked, _ in ran for one in checked)
    known = {card.code: card for card in cards()}
    quality = tally(structs.replace(material, checks=checks), known)
    return Reported(quality, tuple(suite for _, suite in ran))


def _checks(folded: Folded) -> Iterator[tuple[tuple[Checked, ...], Suite]]:
    """The suite over the day, the last 30 days and the year; an empty part is not looked at."""
    columns, day = folded.columns, folded.day
    if not columns.names:
        return
    table = columns.table()
    starts = (day, folded.first, date(day.year, 1, 1))
    for scope, start in zip(SCOPES, starts, strict=True):
        mine = table["handed_on"] >= start.toordinal()
        if mine.any():
            part = table[mine].reset_index(drop=True)
            names = [name for name, wanted in zip(columns.names, mine, strict=True) if wanted]
            yield check_table(part, names, day, scope)
