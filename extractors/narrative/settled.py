"""Tier one: sentences that leave no doubt, settled in one linear pass without spaCy.

A figure is settled when its metric word stands directly before it (years and harmless words
between them aside), when years and amounts run in step (``2022—2024年…分别为9120、8890、8560吨标煤``),
or when the sentence says ``由…降至…``. Whatever compares, bounds or changes is settled as *no
figure*. Only a sentence where a metric and an amount that fits it stay unattached is left
open, for tier two (:mod:`extractors.narrative.attribution`).
"""

from __future__ import annotations

import re

from extractors.narrative import lexicon
from extractors.narrative.dating import UNDATED, dates, dates_the_end, trailing_year
from extractors.narrative.gaps import Gap, is_topic, looks_ahead, read_gap, runs_on, without_trend
from extractors.narrative.lexer import Amount, Item, Kind, family, items
from extractors.narrative.limits import is_high, is_low, limited
from extractors.narrative.reading import Reading
from extractors.narrative.sentence import (
    Figure,
    Setting,
    between,
    fits,
    is_compared,
    is_of_firm,
    is_ours,
    tense_of,
)
from schemas.quantities import YEARLY

_OF_TOPIC = 0.86
_AGAINST = re.compile(
    r"(?:较|(?<!占)比|相较|相比)于?(?:(20\d\d)年(?:度)?的?|上(?:一)?年(?:度)?的?)(?:约)?\Z"
)
_FROM_TODAY = re.compile(r"(?:由|从)(?:目前|当前|现状|现有|现在|现阶段|实施前|建设前)")
"""``由目前的35.2%提升至82%``: where it leads to is still to come, in whatever chapter."""
_LIST = re.compile(r"(?:总量|量|情况)?[、和及与,]|以及")
_ITS_FIGURE = re.compile(r"(?:年度?)?的?(?:约|近)?\d")
_SCOPE = re.compile(r"范围[一二三1-3]:?(?:约|为)?\Z")
_RESULT = re.compile(r",(?:仅|约|现)?(?:为|达到?)(?:约)?")
"""After a change: the level that it led to."""
_AFTER_TREND = re.compile(r"[^,;。\d]{2,10},(?:仅|约|现|实际)?(?:为|达到?)(?:约)?")
"""After a metric: that it changed, and then what it is: ``不升反降，为10.37万吨``."""
_AFTER_PERCENT = re.compile(
    r"[^;。]{0,40}[\d.]{1,6}(?:%|个百分点)(?:至|到|,(?:仅|约|现|实际)?(?:为|达到?|是|[收降]于|[降增升回][\u4e00-\u9fff]?[至到为]))(?:约)?"
)
"""After a metric: how much it changed, and then what it is: ``较上年减少2.3%，为14320吨标煤``."""


def settle(text: str, setting: Setting) -> Reading:
    """Reads a :func:`~extractors.narrative.lexer.plain` sentence from left to right."""
    reading = Reading(text, items(text), setting)
    for item in reading.items:
        if item.kind is Kind.YEAR:
            _take_year(reading, item)
        elif item.kind is Kind.METRIC:
            _take_metric(reading, item)
        elif item.kind is Kind.AMOUNT:
            _take_amount(reading, item)
        else:
            reading.metric = None
    reading.is_open = reading.is_open or _unattached(reading)
    return reading


def _take_year(reading: Reading, item: Item) -> None:
    named = _in_brackets(reading.text, item) and reading.bound
    if not named and not is_compared(reading.text, item) and not _is_anothers_base(reading, item):
        reading.year, reading.fresh = item, True


def _is_anothers_base(reading: Reading, item: Item) -> bool:
    """``到2027年,单位产品能耗由2024年的62kgce/t降至…``: the year of that figure alone, none of ours."""
    led = reading.text[max(item.start - 1, 0) : item.start] in ("由", "从")
    return led and reading.metric is None and bool(_ITS_FIGURE.match(reading.text, item.end))


def _in_brackets(text: str, item: Item) -> bool:
    return text[item.start - 1 : item.start] == "(" and text[item.end : item.end + 1] == ")"


def _take_metric(reading: Reading, item: Item) -> None:
    if not is_ours(reading.text, item):
        reading.metric = None
        return
    last = reading.metric
    reading.parallel = bool(
        last and not reading.bound and _LIST.fullmatch(reading.text[last.end : item.start])
    )
    reading.metric, reading.anchor, reading.bound, reading.began = item, item.end, False, False
    own = is_of_firm(reading.text, reading.items, item)
    reading.changed, reading.ceiling = False, 1.0 if own else _OF_TOPIC


def _take_amount(reading: Reading, item: Item) -> None:
    metric = reading.metric
    reading.is_open = reading.is_open or (reading.parallel and len(item.amounts) > 1)
    if metric is None or not fits(metric.metric, item):
        return
    gap = between(reading.text, reading.items, reading.anchor, item.start)
    if reading.parallel:
        reading.is_open = True
    elif reading.bound:
        _continue(reading, metric, item, gap)
    else:
        _begin(reading, metric, item, gap)


def _begin(reading: Reading, metric: Item, item: Item, gap: str) -> None:
    """The first amount after a metric word."""
    year = reading.year
    dated = year is not None and metric.end <= year.start < item.start
    bond = read_gap(without_trend(gap, dated=dated), metric.metric)
    if _is_passed_over(gap):
        reading.anchor = item.end
        return
    resulting = reading.changed and bool(_RESULT.fullmatch(gap))
    resulting = resulting or bool(_AFTER_PERCENT.fullmatch(gap))
    resulting = resulting or (bond is Gap.CHANGE and bool(_AFTER_TREND.fullmatch(gap)))
    if bond is Gap.TOWARDS or resulting or (bond in (Gap.LINK, Gap.FROM) and not reading.changed):
        _bind(reading, metric, item, began=bond is Gap.FROM)
    elif bond is Gap.CHANGE:
        reading.anchor, reading.changed = item.end, True
    elif bond is Gap.COMPARED and _bind_compared(reading, metric, item):
        reading.changed = True
    elif bond is Gap.OPEN and dated and is_topic(gap) and family(item.amounts[0].unit) != "mass":
        reading.ceiling = _OF_TOPIC
        _bind(reading, metric, item)
    elif bond in (Gap.OPEN, Gap.COMPARED) and not reading.changed:
        reading.is_open = True
    elif bond is Gap.NONE and (is_low(reading.text, item) or is_high(reading.text, item)):
        reading.anchor, reading.changed = item.end, True  # the level itself may follow
    else:
        reading.metric = None


def _is_passed_over(gap: str) -> bool:
    """当量值 or 范围一 comes first: 等价值 or the total may follow."""
    calorific = "当量" in gap and "等价" not in gap and "二氧化碳当量" not in gap
    return calorific or bool(_SCOPE.search(gap))


def _continue(reading: Reading, metric: Item, item: Item, gap: str) -> None:
    """A further amount of the same metric: another year's, or the end of ``由…降至…``."""
    towards = bool(lexicon.TOWARDS.search(gap))
    ahead = metric.metric not in YEARLY and looks_ahead(gap)
    if read_gap(gap, metric.metric) is Gap.COMPARED:
        reading.is_open = not _bind_compared(reading, metric, item) or reading.is_open
    elif ((reading.fresh or trailing_year(reading, item)) and (towards or runs_on(gap))) or ahead:
        _bind(reading, metric, item, ended=reading.began or ahead)
    elif (reading.began and towards) or (reading.figures_bounded and _RESULT.fullmatch(gap)):
        _bind(reading, metric, item, ended=reading.began)


def _bind_compared(reading: Reading, metric: Item, item: Item) -> bool:
    """``较2023年的8890吨标煤``: the level of the year that is compared with, where it is named."""
    named = _AGAINST.search(reading.text, max(item.start - 16, 0), item.start)
    if named is None or len(item.amounts) != 1 or _is_excluded(item.amounts[0], metric.metric):
        return False
    before = reading.setting.years[-2:-1]
    year, amount = int(named[1]) if named[1] else next(iter(before), None), item.amounts[0]
    tense = tense_of(reading.text, named.start(), item.start, year, reading.setting)
    sure = _sure(0.95, metric, amount)
    reading.figures.append(Figure(metric.metric, amount, year, tense, sure, metric.text))
    reading.anchor = item.end
    return True


def _bind(
    reading: Reading, metric: Item, item: Item, *, began: bool = False, ended: bool = False
) -> None:
    waits = began and dates_the_end(reading, metric)
    dated = UNDATED if waits else dates(reading, metric, item, began=began, ended=ended)
    if dated is None or len(dated[0]) != len(item.amounts):
        reading.metric = None
        return
    years, sure = dated[0], min(dated[1], reading.ceiling)
    start = reading.year.start if reading.year else 0
    for amount, year in zip(item.amounts, years, strict=True):
        tense = _tense(reading, item, year, start, began=began, ended=ended)
        if not _is_excluded(amount, metric.metric) and not lexicon.FULL_SCORE.match(
            reading.text, item.end
        ):
            figure = Figure(
                metric.metric, amount, year, tense, _sure(sure, metric, amount), metric.text
            )
            reading.figures.append(
                figure if metric.metric in YEARLY else limited(figure, reading.text, item)
            )
    reading.bound, reading.anchor, reading.fresh, reading.began = True, item.end, waits, began


def _tense(
    reading: Reading, item: Item, year: int | None, start: int, *, began: bool, ended: bool
) -> str:
    if began and (year is None or year <= (reading.setting.last or year)):
        return "past"
    ahead = reading.setting.chapter[:1] in ("二", "三", "四")
    if ended and year is None and (ahead or _FROM_TODAY.search(reading.text[: item.start])):
        return "goal"
    return tense_of(reading.text, start, item.start, year, reading.setting)


def _is_excluded(amount: Amount, metric: str) -> bool:
    """A 当量值 is never laid beside the form's figure; a bound is no level of a year."""
    bounded = "bound_ge" in amount.flags or "bound_le" in amount.flags
    return "basis_cal" in amount.flags or (bounded and metric in YEARLY)


def _sure(base: float, metric: Item, amount: Amount) -> float:
    loose = 0.9 if not lexicon.SURE_WORDS.search(metric.text) else 1.0
    loose = (
        0.85
        if metric.text.endswith("能耗") and "总" not in metric.text and "综合" not in metric.text
        else loose
    )
    hedged = 0.88 if "approx" in amount.flags else 1.0
    return min(base, loose, hedged)


def _unattached(reading: Reading) -> bool:
    """Whether an amount stands before the only metric word that it fits: ``8560吨标煤的综合能耗``."""
    if reading.figures or reading.metric is None or reading.bound:
        return False
    metric = reading.metric
    return any(
        item.kind is Kind.AMOUNT and item.end <= metric.start and fits(metric.metric, item)
        for item in reading.items
    )
