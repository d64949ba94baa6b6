"""Photovoltaics, electricity, green power, savings, reductions and offsets of a sentence.

Each amount is named by the last cue before it («年发电», «节约标煤», «抵消») within its own
stretch of the sentence; what has no cue, or somebody else's, stays unsaid.
"""

from __future__ import annotations

import re

from msgspec import Struct

from extractors.narrative import lexicon
from extractors.narrative.lexer import Amount, Item, Kind
from extractors.narrative.limits import limited
from extractors.narrative.measures import family_of, measured
from extractors.narrative.physical_words import (
    BOUGHT_THEM,
    CUE,
    HINT,
    LIFE,
    NAMED_PART,
    NO_YEAR,
    NOT_BY,
    OFFSET_BY,
    OTHERS,
    SHARE_OF,
    TAKES_UP,
)
from extractors.narrative.physical_years import AGAINST, FROM, OVER_YEARS, years_told
from extractors.narrative.sentence import Figure, Setting, clause_before, stretch_before
from extractors.narrative.states import state_of

_FITS = {
    "green_power": ("electricity",),
    "offset_volume": ("co2", "mass"),
    "pv_generation": ("electricity",),
    "electricity": ("electricity",),
    "energy_saving": ("energy", "mass"),
    "carbon_reduction": ("co2", "mass"),
}
_SOLAR = re.compile(r"光伏|太阳能|Wp")
_OTHER_PLANT = re.compile(
    r"储能|余热|余压|热电|沼气|风电|风力|锅炉|热泵|机组|燃气|负荷|变压器|水电|农光"
)
_GENERATION_GAP = re.compile(r"(?:量|约|为|达到?|可|近|共|实际|总|能力|将|预计|[:,])*\Z")
_PART = re.compile(
    r"(?:站|办公区|生活区|食堂|宿舍|(?<!厂)区|生产|[峰谷平]段|车间|系统|设备|工序|产线|机|泵|炉|灯|照明|项目|改造前?|改造后|实施前|实施后|办公|生活|线|塔)(?:的|20\d\d年|年|全年|总)?\Z"
)
_AFTER_WORKS = re.compile(r"(?:改造|项目|工程|更新|更换)[^,;。]{0,6}后,")
_DECREASE = re.compile(r"(?:减少|下降|降低|压减|削减)(?:了)?(?:约|近|超过?|逾|不少于|不低于)?\Z")
_SAVED = re.compile(r"[节省]|减少|回收|替代")
_WHOLE = re.compile(r"合计|累计|全部|共计?|总计|总")
_TOTAL = re.compile(r"[,;]?(?:三年|[二两三四][者项])?(?:合计|总计|共计|共|累计)(?:约|为|达)?")
_TREND = re.compile(r"\A(?:逐年|稳步|持续|逐步)(?:递增|增加|提高|增长|下降|递减|上升|减少|提升),")
_OWN_USE = re.compile(r"自用|自发|消纳")
_BOUGHT = re.compile(r"外购|购入|净购|网购|市电|网电")


class _Named(Struct, frozen=True):
    metric: str
    cue: str
    sure: float


def quantities(text: str, setting: Setting) -> list[Figure]:
    """The quantities of a :func:`~extractors.narrative.lexer.plain` sentence, in reading order."""
    if not HINT.search(text):
        return []
    found = measured(text)
    figures: list[Figure] = []
    last: _Named | None = None
    at = 0
    for item in found:
        if item.kind is not Kind.AMOUNT:
            continue
        if _is_share_of_last(text, item, at):
            at = item.end
            continue
        last = _named(text, found, item, at, last)
        at = item.end
        if last is not None and not _vetoed(text, item):
            figures += _figures(text, found, item, last, setting)
    return figures


def _is_share_of_last(text: str, item: Item, at: int) -> bool:
    """``绿证8089吨,占剩余排放量50%;``: the share says no more than the amount before it."""
    return family_of(item) == "percent" and bool(TAKES_UP.fullmatch(text, at, item.start))


def _vetoed(text: str, item: Item) -> bool:
    # searched in place: a stretch cut off within 11361吨 would read 1吨
    begin = item.start - min(len(stretch_before(text, item.start)), 48)
    return any(words.search(text, begin, item.start) for words in (OTHERS, LIFE))


def _named(
    text: str, found: tuple[Item, ...], item: Item, at: int, last: _Named | None
) -> _Named | None:
    """What the amount is of; the metric before goes on where only a year or ``和`` stands between."""
    lead = stretch_before(text, item.start, at)
    family = family_of(item)
    if family == "power":
        return _solar(text, item, lead)
    if told := _told_otherwise(text, item, lead, family):
        return told
    if last is not None and _runs_on(lead, found, at, item, text):
        return last if family in _FITS.get(last.metric, ("power",)) else None
    goes_on = AGAINST.search(lead) or _TOTAL.fullmatch(lead)
    if last is not None and goes_on and family in _FITS.get(last.metric, ()):
        return last
    return _by_cue(text, item, lead, family)


def _by_cue(text: str, item: Item, lead: str, family: str) -> _Named | None:
    """What the last cue before the amount names."""
    cues = list(CUE.finditer(lead[-48:]))
    cue = cues[-1] if cues else None
    name = cue.lastgroup or "" if cue else ""
    if name == "pv_made":
        name = "pv_generation"
    if name == "electricity" and "绿" in clause_before(text, item.start):
        name = "green_power"
    if name == "coal":
        return _converted(text, item, family)
    if name == "green_power" and family in _FITS["offset_volume"]:
        name = "offset_volume"
    if name in _FITS and family in _FITS[name] and cue is not None:
        return _checked(name, cue, text, item, lead[-48:])
    level = cue is not None and cue[0] in ("排放总量", "碳排放量")
    return None if name and not level else _decrease(text, item, lead, family)


def _told_otherwise(text: str, item: Item, lead: str, family: str) -> _Named | None:
    """An amount that is named behind it, or whose own unit says what it is."""
    if family in _FITS["offset_volume"] and OFFSET_BY.match(text, item.end):
        return _Named("offset_volume", "抵消", 0.9)
    if item.text[-1] in "张个" and BOUGHT_THEM.fullmatch(lead) and "绿证" in text[: item.start]:
        return _Named("green_power", "绿证", 0.9)
    return None


def _runs_on(lead: str, found: tuple[Item, ...], at: int, item: Item, text: str) -> bool:
    years = [w.text for w in found if w.kind is Kind.YEAR and at <= w.start < item.start]
    rest = lead
    for year in years:
        rest = rest.replace(year, "")
    plain = re.sub(
        r"(?:逐步|稳步|逐年|将)?(?:因[^,;\d]{2,12}?)?(?:上升|下降|增加|增长|提高|减少|降低|提升|[降升增涨跌滑恢回][\u4e00-\u9fff]?)?(?:到|至)了?的?|[,、和及与的约为]",
        "",
        rest,
    )
    return plain == "" and bool(years or lead in ("、", "和", "及", "与"))


def _solar(text: str, item: Item, lead: str) -> _Named | None:
    """Capacity: MWp is photovoltaic by itself, MW by the nearest plant that is named."""
    unit = item.amounts[0].unit
    before = stretch_before(text, item.start)[-60:]
    behind = re.match(r"(?:的|[^,;。\d]{0,10}?)(?:光伏|太阳能)", text[item.end : item.end + 14])
    solar = max((m.start() for m in _SOLAR.finditer(before)), default=-1)
    other = max((m.start() for m in _OTHER_PLANT.finditer(before)), default=-1)
    if text[item.end : item.end + 1] == "/" or re.match(
        r"[^,;。\d]{0,4}(?:储能|农光)", text[item.end :]
    ):
        return None
    if behind or unit.endswith("p") or solar > other:
        return _Named("pv_capacity", "光伏", 0.95 if behind or unit.endswith("p") else 0.92)
    return None


def _converted(text: str, item: Item, family: str) -> _Named | None:
    """``节电45万kWh，折标煤135吨``: a saving where something was saved just before."""
    before = stretch_before(text, item.start)[-40:]
    if family not in ("energy", "mass") or not _SAVED.search(before):
        return None
    return _Named("energy_saving", "折标煤", 0.88)


def _decrease(text: str, item: Item, lead: str, family: str) -> _Named | None:
    """``综合能耗…减少335吨``: the change of a level that was named before."""
    if not _DECREASE.search(lead) or family not in ("energy", "co2", "mass"):
        return None
    if OVER_YEARS.search(clause_before(lead, len(lead))):
        return None
    levels = list(lexicon.METRIC.finditer(text, 0, item.start))
    metric = levels[-1].lastgroup if levels else ""
    if levels and lexicon.NOT_TOTAL.search(clause_before(text, levels[-1].start())):
        return None
    name = {"energy_consumption": "energy_saving", "emissions": "carbon_reduction"}.get(
        metric or ""
    )
    return _Named(name, "减少", 0.85) if name else None


def _checked(name: str, cue: re.Match[str], text: str, item: Item, lead: str) -> _Named | None:
    gap = _TREND.sub("", lead[cue.end() :])
    if len(gap) > 16 or re.search(r"[降减升增]|占|较|比", gap):
        return None
    if name == "electricity" and _of_a_part(text, item, clause_before(lead, cue.start())):
        return None
    if NO_YEAR.search(clause_before(text, item.start)) or _of_months(text, item):
        return None
    if name == "pv_generation" and not _is_solar(text, item):
        return None
    if name == "offset_volume" and (SHARE_OF.match(text, item.end) or NOT_BY.search(gap)):
        return None
    if name == "energy_saving" and family_of(item) == "mass" and not _of_coal(cue[0] + gap):
        return None
    return _Named(name, cue[0], 0.93 if len(gap) <= 6 else 0.86)


def _of_a_part(text: str, item: Item, clause: str) -> bool:
    """``空压站改造后，年用电由…``: what a machine or a project uses is no use of the factory."""
    if NAMED_PART.search(stretch_before(text, item.start)):
        return True
    return bool(_PART.search(clause) or _AFTER_WORKS.search(stretch_before(text, item.start)))


def _of_months(text: str, item: Item) -> bool:
    """``2024年1-6月累计用电1862万kWh``: what some months took is no year's."""
    words = [w for w in measured(text) if w.kind is Kind.YEAR and w.end <= item.start]
    return bool(words) and words[-1].partial


def _of_coal(words: str) -> bool:
    return "煤" in words or "节能" in words


def _is_solar(text: str, item: Item) -> bool:
    before = text[: item.start]
    solar = max((m.start() for m in _SOLAR.finditer(before)), default=-1)
    other = max((m.start() for m in _OTHER_PLANT.finditer(before)), default=-1)
    return solar > other


def _figures(
    text: str, found: tuple[Item, ...], item: Item, named: _Named, setting: Setting
) -> list[Figure]:
    years = years_told(text, found, item, named.metric, setting)
    return [
        _stated(
            text,
            item,
            named,
            amount,
            year,
            _state(text, item, year, setting),
        )
        for amount, year in zip(item.amounts, years, strict=True)
    ]


def _state(text: str, item: Item, year: int | None, setting: Setting) -> str:
    """``由3.2MWp增加到5.2MWp``: where it starts from is today's."""
    today = year is None and FROM.search(text, max(item.start - 8, 0), item.start)
    return "past" if today else state_of(text, item, year, setting)


def _stated(
    text: str, item: Item, named: _Named, amount: Amount, year: int | None, state: str
) -> Figure:
    sure = min(named.sure, 0.88 if "approx" in amount.flags else 1.0)
    entity = _entity(named, text, item)
    figure = Figure(named.metric, amount, year, state, sure, named.cue, entity)
    return limited(figure, text, item)


def _entity(named: _Named, text: str, item: Item) -> str:
    lead = clause_before(text, item.start)
    if named.metric == "pv_generation" and _OWN_USE.search(lead):
        return "自用"
    if named.metric == "electricity" and _BOUGHT.search(lead):
        return "外购"
    totals = named.metric in ("energy_saving", "carbon_reduction", "offset_volume")
    return "合计" if totals and _WHOLE.search(lead) else ""
