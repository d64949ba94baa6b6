"""Which year dates an amount of a settled sentence."""

from __future__ import annotations

import re

from extractors.narrative.lexer import Item, Kind
from extractors.narrative.reading import Reading
from extractors.narrative.sentence import governs, years_of
from schemas.quantities import YEARLY

UNDATED: tuple[tuple[int | None, ...], float] = ((None,), 0.9)
"""No year, and how sure that is."""


def dates(
    reading: Reading, metric: Item, item: Item, *, began: bool, ended: bool
) -> tuple[tuple[int | None, ...], float] | None:
    """The year of each amount with how sure that is; ``None`` where they do not run in step."""
    count = len(item.amounts)
    trailing = trailing_year(reading, item)
    if trailing is not None and count == 1:
        return (trailing,), 0.97
    if ended and not reading.fresh and (ahead := _year_ahead(reading, metric)):
        return ((ahead.years[0],), 0.93) if count == 1 else None
    word = reading.year
    span = years_of(word, reading.setting)
    if count == 1 and len(span) > 1 and (began or ended):
        return (span[0] if began else span[-1],), 0.93
    if word is None or (ended and not reading.fresh) or not _in_force(reading, word, metric, item):
        return UNDATED if count == 1 else None
    return None if word.partial else _of_word(word, span, count, metric)


def _of_word(
    word: Item, years: tuple[int, ...], count: int, metric: Item
) -> tuple[tuple[int | None, ...], float] | None:
    """The years that a word in force stands for, one for each amount."""
    if word.last and not years and count == 1:
        return (None,), 0.85
    if len(years) == count:
        return years, 0.97 if not word.last else 0.92
    return UNDATED if count == 1 and metric.metric not in YEARLY else None


def _year_ahead(reading: Reading, metric: Item) -> Item | None:
    """``到2027年，综合能耗从2024年的…下降至…``: the goal's year stands before the metric."""
    last = reading.setting.last or 9999
    words = [w for w in reading.items if w.kind is Kind.YEAR and w.end <= metric.start]
    alone = len(words) == 1 and len(words[0].years) == 1 and words[0].years[0] > last
    return words[0] if alone else None


def dates_the_end(reading: Reading, metric: Item) -> bool:
    """``到2027年，综合能耗由11260吨降至10200吨``: a single year before the metric dates the second."""
    word = reading.year
    return word is not None and len(word.years) == 1 and word.end <= metric.start


def _in_force(reading: Reading, word: Item, metric: Item, item: Item) -> bool:
    """A year after the metric dates the amount; one before must not date some event instead."""
    if word.start > metric.start:
        return not re.search(r"建成|投产|实施|获", reading.text[word.end : item.start])
    return governs(reading.text, word, metric)


def trailing_year(reading: Reading, item: Item) -> int | None:
    """``8560吨标煤（2024年）``."""
    for other in reading.items:
        if other.kind is Kind.YEAR and 0 < other.start - item.end <= 8 and len(other.years) == 1:
            inside = reading.text[item.end : other.start]
            closed = reading.text[other.end : other.end + 1] == ")"
            if closed and re.fullmatch(r"(?:\([^()\d]{0,4}\))?\(", inside):
                return other.years[0]
    return None
