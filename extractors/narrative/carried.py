"""A year that an earlier sentence named: ``2024年，生产平稳。全年综合能耗8560吨标煤。``"""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec.structs import replace

from extractors.narrative.lexer import Kind, items
from extractors.narrative.sentence import Figure, Setting, is_compared
from schemas.quantities import CARRIED, YEARLY

_OPENS = re.compile(r"\A(?:\([一二三四五六七八九十\d]\)|其中|在)?20\d\d年")
_GENERAL = re.compile(r"目前|现有|每年|年均|近年|历年|设计|一般|通常|预计|计划|目标|力争|如下")
_SURE = 0.86
_DATED = YEARLY | {"electricity", "renewable_share"}
"""What is stated of one year: a year in force dates it."""


def year_in_force(text: str, setting: Setting, before: int | None) -> int | None:
    """The reporting year that a sentence puts in force for the next, ``None`` where it is open."""
    words = [item for item in items(text) if item.kind is Kind.YEAR]
    if not words:
        return before
    first = words[0]
    named = {word.years for word in words if not is_compared(text, word)}
    alone = len(named) == 1 and len(first.years) == 1 and not first.partial
    opens = bool(_OPENS.match(text)) and first.start <= 6
    return first.years[0] if alone and opens and first.years[0] in setting.years else None


def carried(text: str, figures: Iterable[Figure], year: int | None) -> list[Figure]:
    """The figures, those without a year of their own dated by the sentence before."""
    listed = list(figures)
    named = any(item.kind is Kind.YEAR for item in items(text))
    if year is None or named or _GENERAL.search(text):
        return listed
    return [_dated(figure, year) for figure in listed]


def _dated(figure: Figure, year: int) -> Figure:
    if figure.metric not in _DATED or figure.year is not None or figure.tense != "past":
        return figure
    amount = replace(figure.amount, flags=(*figure.amount.flags, CARRIED))
    return replace(figure, year=year, amount=amount, confidence=min(figure.confidence, _SURE))
