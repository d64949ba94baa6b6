"""Bounds and ranges of the form's figures: ``不足1万吨标煤``, ``8000~10000吨``, ``控制在9500吨以内``.

A bound is a mention without a value: ``low`` or ``high`` hold what is stated.
"""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec.structs import replace

from extractors.narrative import limits
from extractors.narrative.lexer import Amount, Item, Kind, items
from extractors.narrative.sentence import (
    Figure,
    Setting,
    between,
    fits,
    is_compared,
    is_of_firm,
    is_ours,
    years_of,
)
from extractors.narrative.states import state_of

_LEAD = re.compile(
    r"(?:[总量]|为|均|都|已|仍|始终|连续[两三]年|长期|一直|在|约|控制|保持|维持|处于|尚|还|要|卡在|压在|目标|也|则|将|仅|力争|拟|计划|预计|确保|争取|长期|稳定|[,的:]|达到?|不低于|超过?|突破|"
    r"\(等价值\)|按等价值计?){0,8}"
)
_QUOTED = re.compile(
    r"(?:的企业|的工厂|,?(?:可)?得满分|的(?:标准|要求|门槛|准入|满分)|即可|方可|才)|标准|要求|应(?!用)|政策|规定|准入|门槛|占\d"
)
_HINT = re.compile(
    r"超|突破|不足|不到|低于|小于|少于|未达|不满|未满|大于|高于|不低|不少|不高|不小|不大|至少|逾|[≥≤<>]|以[上下内]|之内|多于|"
    r"[-~—–至到]{1,2}\d"
)
_POLICY = re.compile(
    r"得满分|的企业|得0分|规定|准入|门槛|不得|应大于|分档|(?<!第)三[类档]|的(?:重点)?(?:用能)?单位|即纳入|纳入[^,;]{0,8}管理|"
    r"申报条件|规模体量|或(?:者)?(?:工业总?)?产值"
)
"""The sentence quotes the policy's lines: its bounds are nobody's figures."""
_RANGE = re.compile(
    r"(?P<low>[\d.,]{1,16})(?P<scale>万?)(?:吨|t)?(?:标准煤|标煤|ce)?(?:-|~|—|–|至|到){1,2}(?P<high>[\d.,]{1,16})(?P<unit>.{1,24})"
)


def bounds(text: str, setting: Setting) -> list[Figure]:
    """The bounds that a plain sentence states for the factory's own figures."""
    if not _HINT.search(text) or _POLICY.search(text):
        return []
    found = items(text)
    figures = []
    for index, metric in enumerate(found):
        if metric.kind is Kind.METRIC and is_ours(text, metric):
            figures += _of_metric(text, found, index, setting)
    return figures


def _of_metric(text: str, found: tuple[Item, ...], index: int, setting: Setting) -> list[Figure]:
    metric = found[index]
    figures: list[Figure] = []
    at = metric.end
    for item in found[index + 1 :]:
        if item.kind is Kind.METRIC:
            break
        if item.kind is Kind.YEAR:
            continue
        figure = _bound(text, found, metric, item, at, setting)
        at = item.end
        if figure is None and not figures and not _more_years(text, found, metric, item):
            break
        figures += [figure] if figure else []
    return _joined(figures)


def _joined(figures: list[Figure]) -> list[Figure]:
    """``5000吨以上、1万吨以下`` as one range."""
    if len(figures) != 2:
        return figures
    first, second = figures
    open_ends = first.high is None and second.low is None and first.year == second.year
    return [replace(second, low=first.low)] if open_ends else figures


def _more_years(text: str, found: tuple[Item, ...], metric: Item, item: Item) -> bool:
    """Whether another year's amount follows: ``2026年13600吨标煤，2027年13000吨标煤以内``."""
    dated = any(word.kind is Kind.YEAR and 0 < word.start - item.end <= 2 for word in found)
    return dated and fits(metric.metric, item)


def _bound(
    text: str, found: tuple[Item, ...], metric: Item, item: Item, at: int, setting: Setting
) -> Figure | None:
    gap = between(text, found, at, item.start)
    if _QUOTED.search(gap) or _QUOTED.match(
        text[item.end + (2 if text[item.end :].startswith(("以上", "以下", "以内")) else 0) :]
    ):
        return None
    if item.kind is Kind.OTHER:
        return _range(text, found, metric, item, gap, setting)
    if len(item.amounts) != 1 or not fits(metric.metric, item):
        return None
    low, high = limits.is_low(text, item), limits.is_high(text, item)
    if low == high or not _plain(limits.before(gap)):
        return None
    amount = item.amounts[0]
    return _figure(
        text,
        found,
        metric,
        item,
        setting,
        low=amount if low else None,
        high=amount if high else None,
    )


def _plain(lead: str) -> bool:
    """Whether only harmless words stand between the metric (or the bound before) and the bound."""
    clause = lead.rpartition(";")[2]
    return bool(_LEAD.fullmatch(clause)) or bool(
        re.fullmatch(r"(?:以[内下上])?[;,、](?:到)?(?:年|底|末|,|控制在){0,4}", lead)
    )


def _range(
    text: str, found: tuple[Item, ...], metric: Item, item: Item, gap: str, setting: Setting
) -> Figure | None:
    match = _RANGE.fullmatch(item.text)
    if not match or not re.fullmatch(
        r"(?:总?量|为|约|均|大致|基本|维持|保持|稳定|长期|始终|处于|介于|在|近三年|[,的]){0,6}", gap
    ):
        return None
    series = items("综合能耗" + match["high"] + match["unit"])
    if len(series) < 2 or not fits(metric.metric, series[1]):
        return None
    top = series[1].amounts[0]
    low = Amount(Decimal(match["low"].replace(",", "")), 0, top.unit, item.text)
    return _figure(text, found, metric, item, setting, low=low, high=top)


def _figure(
    text: str,
    found: tuple[Item, ...],
    metric: Item,
    item: Item,
    setting: Setting,
    *,
    low: Amount | None,
    high: Amount | None,
) -> Figure:
    words = [
        w for w in found if w.kind is Kind.YEAR and w.end <= item.start and not is_compared(text, w)
    ]
    years = years_of(words[-1], setting) if words else ()
    year = years[0] if len(years) == 1 else None
    state = state_of(text, item, year, setting)
    sure = 0.9 if is_of_firm(text, found, metric) else 0.86
    shown = high or low
    assert shown is not None
    return Figure(metric.metric, shown, year, state, sure, metric.text, low=low, high=high)
