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
from extractors.narrative.sentence import Figure, Setting, clause_before, stretch_before
from extractors.narrative.states import state_of, year_of

_CUE = re.compile(
    r"(?P<none>节电|(?:减少|降低|替代)[^,;\d]{0,6}(?:用电|外购电|购电|电量)|节约用?电|余电|上网|剩余(?:碳|二氧化碳|温室气体)?排放|排放总量|(?<!抵消)(?<!减少)碳排放量|上限|配额|储能|电费|"
    r"占[^,;\d]{0,8}用电|抵消(?:率|比例)|节能率|满分|门槛|用水|蒸汽|节水|废|原料|产量|产能|年产|补贴|排放因子)|"
    r"(?P<pv_made>发绿电)|(?P<green_power>绿色?电力?(?:交易)?|绿证)|"
    r"(?P<offset_volume>(?:抵消|抵扣)(?:掉|了|剩余|碳|二氧化碳|温室气体|的|CO2){0,4}(?:排放)?量?|CCER(?:减排量)?|核证自愿减排量|碳普惠(?:减排量|核证减排量)?)|"
    r"(?P<pv_generation>(?:年均?|实际|总|全年|光伏)?发电量?|自发自用|光伏(?:自用电?|电|自用)量?|光伏(?:约)?\Z|自用(?:光伏)?电量|其中自用|消纳)|"
    r"(?P<electricity>(?<!占总)(?<!占全厂)用电(?:总量|量)?|电力(?:消耗|消费)(?:总量|量)?|耗电(?:总量|量)?|(?:消耗|外购|购入|净购入|网购)电[力量]?(?:总量|量)?|购电量|市电|网电)|"
    r"(?P<energy_saving>节能(?:总量|量|能力)|(?:实现|可|年|累计|合计|总|计|共)节能|节能(?:约|近)?\Z|(?:节约|节省|少用|减少)(?:标准?煤|能耗|能源|用能|综合能耗|能源消耗|标准煤消耗)(?:量|总量)?|节标准?煤|少用|(?<=[年,;、])能耗(?:减少|降低|下降)(?:了|约)?\Z)|"
    r"(?P<carbon_reduction>(?:减少|降低|削减|减排)(?:的)?(?:二氧化碳|CO2|碳|温室气体)(?:的)?(?:排放)?(?:总?量)?|(?:减少|削减)排放量?|减碳(?:量|总量)?|降碳(?:量)?|碳减排量?|减排(?!路径|措施|目标|潜力|技术|项目|任务|工作|效益)(?:量|总量)?|减碳)|"
    r"(?P<coal>折(?:合|算)?(?:成)?标?准?煤?)"
)
_HINT = re.compile(
    r"[MkG]W|千瓦|兆瓦|\d万?度|绿证|节能|节约|节省|节标|节电|少用|减少|下降\d|减碳|减排|降碳|抵消|抵扣|CCER|碳普惠|核证|削减"
)
"""Without one of these a sentence states none of them."""
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
_OTHERS = re.compile(
    r"全国|全社会|规上|规模以上|全省|我国|我省|国内|全市|全县|全区|全镇|园区|行业(?:平均|企业|协会|标杆|内)|全行业|同行|协会|头部|标杆企业|某[^某]{0,6}企业|"
    r"案例|集团(?!有限|股份)|母公司|子公司|供应链|供应商|客户|上游|下游|政策|规定|《|每吨|单台|每台|单机|吨产品|吨纸|单位产品|其他企业|企业[A-Z]|下达|政府|考核|每(?:兆瓦|千瓦|万|百|平方米?|立方米?|公斤|千克|千升|套|件|只|片|米|辆|张|个|度|[A-Za-z])|(?<![\d.])[一1](?:辆|张|吨|度)|集群"
)
_PART = re.compile(
    r"(?:站|办公区|生活区|食堂|宿舍|(?<!厂)区|生产|[峰谷平]段|车间|系统|设备|工序|产线|机|泵|炉|灯|照明|项目|改造前?|改造后|实施前|实施后|办公|生活|线|塔)(?:的|年|全年|总)?\Z"
)
_AFTER_WORKS = re.compile(r"(?:改造|项目|工程|更新|更换)[^,;。]{0,6}后,")
_NO_YEAR = re.compile(
    r"(?:月|日|天)均|[单当每][月日天]|最[高低大小]|峰值|(?<!年)(?<!\d)\d{1,2}月(?:份)?(?:最|发|用|达|,)"
)
"""In an amount's clause: it is of a month or a day."""
_LIFE = re.compile(r"(?<!\d)\d{2}年(?:累计|总|合计|期?内|运营)|(?:生命|寿命|全生命)周?期内?")
_DECREASE = re.compile(r"(?:减少|下降|降低|压减|削减)(?:了)?(?:约|近)?\Z")
_SAVED = re.compile(r"节|减少|回收|替代")
_WHOLE = re.compile(r"合计|累计|全部|共计?|总计|总")
_TOTAL = re.compile(r",?(?:三年)?(?:合计|总计|共计|共|累计)(?:约|为|达)?")
_OVER_YEARS = re.compile(r"三年|累计")
_FROM = re.compile(r"(?:由|从)(?:目前|现有|现状|原来|的|约){0,2}\Z")
_TREND = re.compile(r"\A(?:逐年|稳步|持续|逐步)(?:递增|增加|提高|增长|下降|递减|上升|减少|提升),")
_SUMS_UP = re.compile(r"合计|累计|总计|总装机|总规模")
_AGAINST = re.compile(r"(?:较|(?<!占)比)(?:(20\d\d)|上)年度?的\Z")
"""Before an amount: it is the level of the year that is compared with."""
_PUT_TO_USE = re.compile(
    r"(?:光伏)?(?:已|计划|拟|预计|将|于){0,3}(20\d\d)年(?!\d{1,2}月)[^,;。]{0,3}(?:投运|建成|并网|投产|投用)"
)
_SHARE_OF = re.compile(r"(?:二氧化碳|CO2|当量|排放量?){0,2}的?约?\d{1,3}(?:\.\d{1,4})?%")
"""``抵消剩余排放80929吨的45%``: the amount is what the share is of."""
_OWN_USE = re.compile(r"自用|自发|消纳")
_BOUGHT = re.compile(r"外购|购入|净购|网购|市电|网电")


class _Named(Struct, frozen=True):
    metric: str
    cue: str
    sure: float


def quantities(text: str, setting: Setting) -> list[Figure]:
    """The quantities of a :func:`~extractors.narrative.lexer.plain` sentence, in reading order."""
    if not _HINT.search(text):
        return []
    found = measured(text)
    figures: list[Figure] = []
    last: _Named | None = None
    at = 0
    for item in found:
        if item.kind is not Kind.AMOUNT:
            continue
        last = _named(text, found, item, at, last)
        at = item.end
        if last is not None and not _vetoed(text, item):
            figures += _figures(text, found, item, last, setting)
    return figures


def _vetoed(text: str, item: Item) -> bool:
    # searched in place: a stretch cut off within 11361吨 would read 1吨
    begin = item.start - min(len(stretch_before(text, item.start)), 48)
    return any(words.search(text, begin, item.start) for words in (_OTHERS, _LIFE))


def _named(
    text: str, found: tuple[Item, ...], item: Item, at: int, last: _Named | None
) -> _Named | None:
    """What the amount is of; the metric before goes on where only a year or ``和`` stands between."""
    lead = stretch_before(text, item.start, at)
    family = family_of(item)
    if family == "power":
        return _solar(text, item, lead)
    if last is not None and _runs_on(lead, found, at, item, text):
        return last if family in _FITS.get(last.metric, ("power",)) else None
    goes_on = _AGAINST.search(lead) or _TOTAL.fullmatch(lead)
    if last is not None and goes_on and family in _FITS.get(last.metric, ()):
        return last
    cues = list(_CUE.finditer(lead[-48:]))
    cue = cues[-1] if cues else None
    name = cue.lastgroup or "" if cue else ""
    if name == "pv_made":
        name = "pv_generation"
    if name == "electricity" and "绿" in clause_before(text, item.start):
        name = "green_power"
    if name == "coal":
        return _converted(text, item, family)
    if name in _FITS and family in _FITS[name] and cue is not None:
        return _checked(name, cue, text, item, lead[-48:])
    level = cue is not None and cue[0] in ("排放总量", "碳排放量")
    return None if name and not level else _decrease(text, item, lead, family)


def _runs_on(lead: str, found: tuple[Item, ...], at: int, item: Item, text: str) -> bool:
    years = "".join(
        word.text for word in found if word.kind is Kind.YEAR and at <= word.start < item.start
    )
    rest = lead
    for word in found:
        if word.kind is Kind.YEAR and at <= word.start < item.start:
            rest = rest.replace(word.text, "")
    plain = re.sub(
        r"(?:逐步|稳步|逐年|将)?(?:上升|下降|增加|增长|提高|减少|降低|提升|降|升|增)?(?:到|至)了?的?|[,、和及与的约为]",
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
    if _NO_YEAR.search(clause_before(text, item.start)):
        return None
    if name == "pv_generation" and not _is_solar(text, item):
        return None
    if name == "offset_volume" and _SHARE_OF.match(text, item.end):
        return None
    if name == "energy_saving" and family_of(item) == "mass" and not _of_coal(cue[0] + gap):
        return None
    return _Named(name, cue[0], 0.93 if len(gap) <= 6 else 0.86)


def _of_a_part(text: str, item: Item, clause: str) -> bool:
    """``空压站改造后，年用电由…``: what a machine or a project uses is no use of the factory."""
    return bool(_PART.search(clause) or _AFTER_WORKS.search(stretch_before(text, item.start)))


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
    years = _years(text, found, item, named, setting)
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
    today = year is None and _FROM.search(text, max(item.start - 8, 0), item.start)
    return "past" if today else state_of(text, item, year, setting)


def _years(
    text: str, found: tuple[Item, ...], item: Item, named: _Named, setting: Setting
) -> tuple[int | None, ...]:
    """The year of each amount, ``None`` where none is told."""
    count = len(item.amounts)
    told = _AGAINST.search(text, max(item.start - 12, 0), item.start)
    told = told or (_PUT_TO_USE.match(text, item.end) if named.metric == "pv_capacity" else None)
    if told is not None and count == 1:
        return (int(told[1]),) if told[1] else (setting.years[-2:-1] or (None,))
    years = year_of(text, found, item, setting)
    return (None,) * count if len(years) != count or _sums_up(text, found, item) else years


def _sums_up(text: str, found: tuple[Item, ...], item: Item) -> bool:
    """``，合计5.2MWp``: the sum of what was dated before has no year of its own."""
    clause = clause_before(text, item.start)
    alike = any(
        other.kind is Kind.AMOUNT
        and other.end <= item.start
        and family_of(other) == family_of(item)
        for other in found
    )
    over_years = family_of(item) == "power" or bool(_OVER_YEARS.search(clause))
    return alike and over_years and bool(_SUMS_UP.search(clause)) and "20" not in clause


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
