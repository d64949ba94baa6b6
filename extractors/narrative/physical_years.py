"""Which year a quantity of a sentence is of: a year word before it, the year it is compared with, or none."""

from __future__ import annotations

import re

from extractors.narrative.lexer import Item, Kind
from extractors.narrative.measures import family_of
from extractors.narrative.physical_words import PUT_TO_USE
from extractors.narrative.sentence import Setting, clause_before
from extractors.narrative.states import year_of

FROM = re.compile(r"(?:由|从)(?:目前|现有|现状|原来|的|约){0,2}\Z")
AGAINST = re.compile(r"(?:较|(?<!占)比)(?:(20\d\d)|上)年度?的\Z")
"""Before an amount: it is the level of the year that is compared with."""
OVER_YEARS = re.compile(r"三年|累计")
_SUMS_UP = re.compile(r"合计|累计|总计|总装机|总规模")


def years_told(
    text: str, found: tuple[Item, ...], item: Item, metric: str, setting: Setting
) -> tuple[int | None, ...]:
    """The year of each amount, ``None`` where none is told."""
    count = len(item.amounts)
    told = AGAINST.search(text, max(item.start - 12, 0), item.start)
    told = told or (PUT_TO_USE.match(text, item.end) if metric == "pv_capacity" else None)
    if told is not None and count == 1:
        return (int(told[1]),) if told[1] else (setting.years[-2:-1] or (None,))
    years = year_of(text, found, item, setting)
    if FROM.search(text, max(item.start - 8, 0), item.start):
        return (None,) * count
    return (None,) * count if len(years) != count or _sums_up(text, found, item) else years


def _sums_up(text: str, found: tuple[Item, ...], item: Item) -> bool:
    """``，合计5.2MWp``: the sum of what was dated before has no year of its own."""
    alike = [
        other.end
        for other in found
        if other.kind is Kind.AMOUNT
        and other.end <= item.start
        and family_of(other) == family_of(item)
    ]
    clause = clause_before(text, item.start)[-(item.start - max(alike, default=0)) :]
    over_years = family_of(item) == "power" or bool(OVER_YEARS.search(clause))
    return bool(alike) and over_years and bool(_SUMS_UP.search(clause)) and "20" not in clause
