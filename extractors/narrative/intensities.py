"""Intensities and their falls: ``单位产品能耗由62kgce/t降至53kgce/t，降低14.5%``."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from msgspec.structs import replace

from extractors.narrative.falls import falls, parallel
from extractors.narrative.intensity_words import METRIC, OTHERS, amount_of, entity_of, of_others
from extractors.narrative.lexer import NUMBER, Item, Kind, items
from extractors.narrative.limits import limited
from extractors.narrative.sentence import (
    Figure,
    Setting,
    is_compared,
    years_of,
)
from extractors.narrative.side_by_side import side_by_side
from extractors.narrative.states import state_of

_TOP = {
    "energy_intensity": r"(?:[kg]*gce|tce|(?:千克|公斤|吨|克|kg|t)(?:标准煤|标煤))",
    "carbon_intensity": r"(?:(?:kg|t|吨|千克|公斤)?(?:CO2e?|二氧化碳)(?:当量)?|(?:吨|t)(?=/))",
    "material_intensity": r"(?:t|吨|kg|千克)",
    "water_intensity": r"(?:m3|立方米|吨|t|方)",
}
_BOTTOM = r"(?:/(?:百|千|万|亿)?(?:元|t|吨|[\u4e00-\u9fffA-Za-z]{1,4}?)(?:产品|工业|增加值|产值|总){0,3}(?![\u4e00-\u9fffA-Za-z])|/(?:万元|亿元|t|吨|[万百千]?[米平件台套条只个])(?:产品|工业)?(?:增加值|总?产值)?)"
_BARE = frozenset({"energy_intensity", "carbon_intensity"})
_LINK = re.compile(
    r"(?:量|强度|现状值?|现值|现在|目标[值年]?|基准[值期]|基准|目前|现状|实施前|实施后|现|分别|依次|约|为|是|达到?|到|将|可|由|从|基准年|"
    r"的|水平|指标|控制在|降低?|下降|至|减少|优化|提高|[:,;\"“”、(]|公司|企业|我司|年|到|目标|上年度|仅|已|实际|要|[落收压控做跌回升涨滑提][\u4e00-\u9fff]?(?:到|至)|不高于|不低于|不超过|不大于|逐年|持续|稳步|总体|呈|趋势|态势)*\Z"
)
_FROM = re.compile(r"(?:由|从)(?:20\d\d年)?(?:的|目前|现有|现状|约)*\Z")
_TOWARDS = re.compile(r"(?:至|到|为)(?:20\d\d年)?(?:的|约|了)*\Z")
_NOW = re.compile(
    r"(?:由|从)[^,;\d]{0,10}\Z|现状值?\Z|(?:实施前|目前|现在|现值)[^,;]{0,4}\Z|"
    r"(?:基准[年值期]?|现状|现值)(?:的|为|是|约|:){0,2}\Z|(?:改造|技改|建设|培育)前[^,;]{0,14}\Z"
)
"""Before a level: it is today's, from which the plan starts."""
_CHANGE = re.compile(r"(?:下降|降低|减少|降)(?:了|约)?\Z")
_TURN = re.compile(
    r"(?<=[\da-zA-Z元吨台件米])(?:逐步)?[下降升减增提优][低升降少加高化]?[到至为]?\Z"
)
"""What leads on to the next level, behind a unit: ``7.86m3/t降至``."""
_AGAINST = re.compile(r"[,;]?(?:相?较于?|(?:相)?比)(?:基准年|基期)?\(?20\d\d年\)?的?")
_YEAR_JUST_BEFORE = re.compile(r"20\d\d年度?(?:的|为|约|是){0,2}\Z")
_TOPIC = re.compile(r"[^,;:。\d]{0,12}[,:]")
"""Between a metric and its first dated level: ``一降再降，2022年…``."""
_UNTIL = re.compile(r"[;。]")
_OF_SEVERAL = 0.86


_HINT = re.compile(
    r"强度|单位|单耗|水耗|年均|[万亿]元(?:工业)?(?:增加值|产值|总产值)|吨(?:产品|[纱纸钢布丝])"
)
"""Without one of these a sentence states no intensity."""


@cache
def _series(key: str) -> re.Pattern[str]:
    """The levels of an intensity; made when first met, since compiling it takes milliseconds."""
    top, per = _TOP[key], "?" if key in _BARE else ""
    return re.compile(
        rf"(?<![\d.])(?:{NUMBER}(?:{top}{_BOTTOM}?)?[、和及与,](?:20\d\d年?)?){{0,4}}{NUMBER}{top}{_BOTTOM}{per}"
    )


def intensities(text: str, setting: Setting) -> list[Figure]:
    """The levels and the falls of intensities that a plain sentence states as the factory's own."""
    if not _HINT.search(text):
        return []
    metrics = list(METRIC.finditer(text))
    figures: list[Figure] = []
    for index, metric in enumerate(metrics):
        end = metrics[index + 1].start() if index + 1 < len(metrics) else len(text)
        if not of_others(text, metric):
            figures += _of_metric(text, metric, end, setting)
    beside = [] if figures else side_by_side(text, metrics, setting)
    return _rivals_less_sure(figures) + beside + parallel(text, metrics, setting)


def _rivals_less_sure(figures: list[Figure]) -> list[Figure]:
    """``产品A单位能耗62kgce/t，产品B单位能耗115kgce/t``: two levels at one time are of two things."""
    values: dict[tuple[str, int | None, str], set[Decimal]] = {}
    for figure in figures:
        values.setdefault(_told(figure), set()).add(figure.amount.value)
    return [
        replace(figure, confidence=min(figure.confidence, _OF_SEVERAL))
        if len(values[_told(figure)]) > 1
        else figure
        for figure in figures
    ]


def _told(figure: Figure) -> tuple[str, int | None, str]:
    return figure.metric, figure.year, figure.tense


def _of_metric(text: str, metric: re.Match[str], end: int, setting: Setting) -> list[Figure]:
    key = metric.lastgroup or ""
    figures: list[Figure] = []
    at = metric.end()
    began = False
    for series in _series(key).finditer(text, metric.end(), end):
        gap = text[at : series.start()]
        found = (
            []
            if _stopped(gap, at == metric.end())
            else _levels(text, metric, series, setting, gap, began=began)
        )
        if not found:
            break
        figures += found
        began, at = bool(_FROM.search(gap)), series.end()
    return figures + falls(text, metric, end, setting)


def _stopped(gap: str, first: bool) -> bool:
    """Whether the words before an amount take it away from the metric."""
    if not first and _AGAINST.fullmatch(gap):
        return False
    if OTHERS.search(gap) or re.search(
        r"较|比|优于|(?<!不)(?<!力争)(?<!确保)(?<!目标)低于|(?<!不)高于|差|减少\d", gap
    ):
        return True
    plain = re.sub(r"20[0-4]\d年?(?:度|末|底)?", "", gap)
    if first and _CHANGE.search(plain):
        return True
    if first and plain != gap and _TOPIC.fullmatch(plain):
        return False
    return (
        not _LINK.fullmatch(plain)
        if first
        else not re.fullmatch(
            r"(?:[,;、和及]|实施后|实施前|[落收压控做跌回升涨滑提]到|(?:改造|技改|建设|培育|建成)后|期末|目标[值年]?|到|至|降|下降|降低|减少|优化|目标|为|达|的|[,:]|提高|力争|计划|预期|预计|规划|约){0,8}",
            plain,
        )
    )


def _levels(
    text: str,
    metric: re.Match[str],
    series: re.Match[str],
    setting: Setting,
    lead: str,
    *,
    began: bool,
) -> list[Figure]:
    key = metric.lastgroup or ""
    numbers = re.findall(rf"(?<![\d.]){NUMBER}(?!\d)(?!年)", re.sub(r"(?:CO|m)[23]", "", series[0]))
    unit = re.sub(rf"\A.*?{NUMBER}(?=[^\d.,、和及与])", "", _last_value(series[0]))
    unit = _TURN.sub("", unit)
    years = _years(text, metric, series, setting)
    if len(years) != len(numbers):
        years = _ends(text, metric, setting, lead, began)
    dated: tuple[int | None, ...] = years if len(years) == len(numbers) else (None,) * len(numbers)
    later = [int(year) for year in re.findall(r"(20\d\d)年", series[0])]
    if len(years) != len(numbers) == len(later) + 1 and not _YEAR_JUST_BEFORE.search(lead):
        dated = (None, *later)
    item = Item(Kind.AMOUNT, series.start(), series.end(), series[0])
    figures = [
        Figure(
            key,
            amount_of(number, unit),
            year,
            _state(text, item, year, setting, began=began),
            0.92,
            metric[0],
            entity_of(metric[0]),
        )
        for number, year in zip(numbers, dated, strict=True)
    ]
    return [limited(figure, text, item) for figure in figures]


def _ends(
    text: str, metric: re.Match[str], setting: Setting, lead: str, began: bool
) -> tuple[int, ...]:
    """``2022年至2024年…由…降至…``: the first and the last year of the span before the metric."""
    words = [w for w in items(text) if w.kind is Kind.YEAR and w.end <= metric.start()]
    span = years_of(words[-1], setting) if words else ()
    if len(span) < 2:
        ahead = {year for w in words for year in w.years if year > (setting.last or 9999)}
        return tuple(ahead) if began and len(ahead) == 1 else ()
    return (span[-1],) if began else (span[0],) if _FROM.search(lead) else ()


def _last_value(series: str) -> str:
    last = re.split(r"[、和及与,](?=\d)", series)[-1]
    return re.sub(r"\A20\d\d年(?:度)?", "", last)


def _state(text: str, item: Item, year: int | None, setting: Setting, *, began: bool) -> str:
    """``由…`` is today's, ``降至…`` is the goal's where no year says otherwise."""
    if year is not None:
        return state_of(text, item, year, setting)
    if _NOW.search(text, max(item.start - 24, 0), item.start):
        return "past"
    if began:
        return "past" if re.search(r"近[三3]年", text[: item.start]) else "goal"
    if re.search(r"目标值?[^,;]{0,6}\Z", text[: item.start]):
        return "goal"
    return state_of(text, item, year, setting)


def _years(
    text: str, metric: re.Match[str], series: re.Match[str], setting: Setting
) -> tuple[int, ...]:
    """The years that date a level: between metric and amount, else before the metric in its clause."""
    words = [w for w in items(text) if w.kind is Kind.YEAR and not w.partial]
    inside = [w for w in words if metric.end() <= w.start < series.start()]
    trailing = [w for w in words if w.start >= series.start() and w.end <= series.end()]
    own = [year for w in trailing if len(w.years) == 1 for year in w.years]
    if inside and len(own) == len(trailing):
        return (*years_of(inside[-1], setting), *own)
    begun = re.search(r"(?:由|从)[^,;]{0,4}\Z", text[metric.end() : series.start()])
    before = [
        w
        for w in words
        if w.end <= metric.start()
        and (w.start <= 4 or not _UNTIL.search(text, w.end, metric.start()))
    ]
    if begun or not before or is_compared(text, before[-1]):
        return ()
    return (*years_of(before[-1], setting), *own)
