"""Intensities and their falls: ``单位产品能耗由62kgce/t降至53kgce/t，降低14.5%``."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from extractors.narrative.lexer import NUMBER, Amount, Item, Kind, items
from extractors.narrative.limits import limited
from extractors.narrative.sentence import (
    Figure,
    Setting,
    is_compared,
    years_of,
)
from extractors.narrative.states import state_of

_PER = r"(?:单位(?:产品|工业增加值|增加值|工业总产值|产值)|(?:每)?(?:万|亿)元(?:工业)?(?:增加值|总?产值|GDP)?|吨(?:产品|[纱纸钢布丝])|每吨产品|产品)"
METRIC = re.compile(
    r"(?=[单每万亿吨产碳二排能原水取]|..单耗)(?:"
    rf"(?P<carbon_intensity>{_PER}(?:的)?(?:碳|二氧化碳|温室气体|CO2)排放(?:强度|总?量)?|碳排放强度|碳强度|排放强度|单位碳排放|"
    r"(?:二氧化碳|碳)排放量?(?=(?:由|从|为|约)?[\d.]{1,8}(?:k?g|t|吨|千克)?(?:CO2e?|二氧化碳)(?:当量)?/))|"
    rf"(?P<energy_intensity>{_PER}(?:的)?(?:综合|平均)?(?:能耗|能源消耗|能源消费)(?:强度|量)?|能耗强度|能源消耗强度|单位能耗)|"
    rf"(?P<material_intensity>{_PER}(?:的)?(?:原材?料|原辅材料|材料)(?:使用|消耗|用|单耗)?量?|(?:原材?料|[\u4e00-\u9fff]{{2}})单耗(?!水平))|"
    rf"(?P<water_intensity>{_PER}(?:的)?(?:取水|用水|新水|耗水|水耗)(?:量)?|水耗|取水单耗|水资源单耗))"
)
_TOP = {
    "energy_intensity": r"(?:[kg]*gce|tce|(?:千克|公斤|吨|克|kg|t)(?:标准煤|标煤))",
    "carbon_intensity": r"(?:(?:kg|t|吨|千克|公斤)?(?:CO2e?|二氧化碳)(?:当量)?|(?:吨|t)(?=/))",
    "material_intensity": r"(?:t|吨|kg|千克)",
    "water_intensity": r"(?:m3|立方米|吨|t|方)",
}
_BOTTOM = r"(?:/(?:百|千|万|亿)?(?:元|t|吨|[\u4e00-\u9fffA-Za-z]{1,4}?)(?:产品|工业|增加值|产值|总){0,3}(?![\u4e00-\u9fffA-Za-z])|/(?:万元|亿元|t|吨|[万百千]?[米平件台套条只个])(?:产品|工业)?(?:增加值|总?产值)?)"
_BARE = frozenset({"energy_intensity", "carbon_intensity"})
PERCENT = re.compile(rf"(?<![\d.])({NUMBER})%")
_LINK = re.compile(
    r"(?:量|强度|现状值?|目标值?|目前|现状|实施前|实施后|现|分别|依次|约|为|是|达到?|到|将|可|由|从|基准年|"
    r"的|水平|指标|控制在|降低?|下降|至|减少|优化|提高|[:,;\"“”、(]|公司|企业|我司|年|到|目标|上年度|仅|已|实际|不高于|不低于|不超过|不大于|逐年|持续|稳步|总体|呈|趋势|态势)*\Z"
)
_FROM = re.compile(r"(?:由|从)(?:20\d\d年)?(?:的|目前|现有|现状|约)*\Z")
_TOWARDS = re.compile(r"(?:至|到|为)(?:20\d\d年)?(?:的|约|了)*\Z")
_FALL = re.compile(
    r"(?:下降|降低|降幅|减少|降)(?:率|幅度|比例|了|约|达到?|为|超过|至少|不低于|不少于|:|到)*\Z"
)
OTHERS = re.compile(
    r"供应商|供应链|客户|上游|下游|全国|全省|我国|我省|国内|全市|全县|行业平均|行业(?:先进|标杆|准入|基准)|同行|限额|限定值|先进值|标杆值|基准水平|标杆水平|准入值|规定的|标准(?:为|要求|规定)|"
    r"省内同|市内|县域|区域|业内|同类型?(?:企业|工厂)|规上工业|规模以上|下达|政府|考核|[四五]年来|浙江省[“\"]|集团(?!有限|股份)|五年规划|[“\"]?十[二三四]五|GDP|《"
)
_CHANGE = re.compile(r"(?:下降|降低|减少|降)(?:了|约)?\Z")
_NEXT_YEAR = re.compile(r"[,;、]20\d\d年(?:度)?(?:同比|再)?(?:下降|降低|减少)")
_AGAINST = re.compile(r"[,;]?(?:较|比)20\d\d年的?")
_UNTIL = re.compile(r"[;。]")
_ITS = {"增加值": "增加值", "产值": "产值", "产品": "产品"}


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
        if not _others(text, metric):
            figures += _of_metric(text, metric, end, setting)
    return figures + _parallel(text, metrics, setting)


def _others(text: str, metric: re.Match[str]) -> bool:
    clause = re.split(r"[,;。]", text[: metric.start()])[-1]
    behind = re.split(r"[,;。(]", text[metric.end() : metric.end() + 24])[0]
    before = text[max(metric.start() - 40, 0) : metric.start()]
    head = re.search(r"《|GDP|[“\"]十[二三四]五|全国|全省规|协会", before)
    return bool(OTHERS.search(clause) or OTHERS.search(behind) or head)


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
    return figures + _falls(text, metric, end, setting)


def _stopped(gap: str, first: bool) -> bool:
    """Whether the words before an amount take it away from the metric."""
    if not first and _AGAINST.fullmatch(gap):
        return False
    if OTHERS.search(gap) or re.search(r"较|比|优于|(?<!不)低于|(?<!不)高于|差|减少\d", gap):
        return True
    plain = re.sub(r"20[0-4]\d年?(?:度|末|底)?", "", gap)
    if first and _CHANGE.search(plain):
        return True
    return (
        not _LINK.fullmatch(plain)
        if first
        else not re.fullmatch(
            r"(?:[,;、和及]|实施后|实施前|改造后|期末|目标值?|到|至|降|下降|降低|减少|优化|目标|为|达|的|,|提高|力争|计划|约){0,8}",
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
    years = _years(text, metric, series, setting)
    if len(years) != len(numbers):
        years = _ends(text, metric, setting, lead, began)
    dated: tuple[int | None, ...] = years if len(years) == len(numbers) else (None,) * len(numbers)
    item = Item(Kind.AMOUNT, series.start(), series.end(), series[0])
    figures = [
        Figure(
            key,
            amount_of(number, unit),
            year,
            _state(text, item, year, setting, began=began),
            0.92,
            metric[0],
            _entity(metric[0]),
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
        return ()
    return (span[-1],) if began else (span[0],) if _FROM.search(lead) else ()


def _last_value(series: str) -> str:
    return re.split(r"[、和及与,](?=\d)", series)[-1]


def amount_of(number: str, unit: str) -> Amount:
    """An amount as printed, in ``unit``."""
    digits = number.replace(",", "").replace(" ", "")
    return Amount(Decimal(digits), len(digits.partition(".")[2]), unit, number + unit)


def _entity(word: str) -> str:
    return next((short for long, short in _ITS.items() if long in word), "")


def _state(text: str, item: Item, year: int | None, setting: Setting, *, began: bool) -> str:
    """``由…`` is today's, ``降至…`` is the goal's where no year says otherwise."""
    if year is not None:
        return state_of(text, item, year, setting)
    if re.search(
        r"(?:由|从)[^,;\d]{0,10}\Z|现状值?\Z|实施前[^,;]{0,4}\Z|目前[^,;]{0,4}\Z",
        text[: item.start],
    ):
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


def _falls(text: str, metric: re.Match[str], end: int, setting: Setting) -> list[Figure]:
    """``降低14.5%`` behind a metric; a yearly mean is no fall of the whole period."""
    figures: list[Figure] = []
    at = 0
    for percent in PERCENT.finditer(text, metric.end(), end):
        if figures and not _NEXT_YEAR.fullmatch(text, at, percent.start()):
            break
        clause = re.split(r"[;。]", text[metric.end() : percent.start()])[-1]
        if (
            "年均" in clause
            or not _FALL.search(clause)
            or "分别" in clause
            or OTHERS.search(clause)
        ):
            continue
        figures.append(_fall(text, metric, percent, setting))
        at = percent.end()
    return figures


def _fall(text: str, metric: re.Match[str], percent: re.Match[str], setting: Setting) -> Figure:
    item = Item(Kind.AMOUNT, percent.start(), percent.end(), percent[0])
    amount = amount_of(percent[1], "%")
    year = _fall_year(text, percent, setting)
    figure = Figure(
        f"{metric.lastgroup}.effect",
        amount,
        year,
        state_of(text, item, year, setting),
        0.92,
        metric[0],
        _entity(metric[0]),
    )
    return limited(figure, text, item)


def _fall_year(text: str, percent: re.Match[str], setting: Setting) -> int | None:
    words = [
        w
        for w in items(text)
        if w.kind is Kind.YEAR
        and not w.partial
        and w.end <= percent.start()
        and not _is_base(text, w)
    ]
    years = years_of(words[-1], setting) if words else ()
    return years[0] if len(years) == 1 else None


def _is_base(text: str, word: Item) -> bool:
    """``较2024年``, ``由2022年的…`` say from where, not when."""
    return is_compared(text, word) or bool(re.search(r"(?:由|从|以|较)\Z", text[: word.start]))


def _parallel(text: str, metrics: list[re.Match[str]], setting: Setting) -> list[Figure]:
    """``…，分别下降13.0%和19.4%`` after as many metrics."""
    match = re.search(
        r"分别(?:(?:较|比)[^,;]{2,10}?)?(?:下降|降低|减少)(?P<all>(?:[\d.]{1,6}%(?:以上)?[、和及,]{0,2}){2,4})",
        text,
    )
    if not match:
        return []
    percents = list(PERCENT.finditer(text, match.start("all"), match.end("all")))
    own = [m for m in metrics if m.end() <= match.start() and not _others(text, m)]
    distinct = list({m.lastgroup: m for m in own}.values())
    if len(distinct) != len(percents):
        return []
    return [_fall(text, m, p, setting) for m, p in zip(distinct, percents, strict=True)]
