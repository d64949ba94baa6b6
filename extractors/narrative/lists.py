"""Parts listed behind one cue, and a level told behind its quota.

``年减碳量分别为：光伏1036吨，电机185吨`` names a part before each amount;
``能耗控制目标为15000吨，实际为14320吨标准煤`` gives the bound first and then what was reached.
"""

from __future__ import annotations

import re
from decimal import Decimal

from extractors.narrative.lexer import NUMBER, Amount, Item, Kind, items
from extractors.narrative.sentence import Figure, Setting, is_compared, stretch_before, years_of
from extractors.narrative.states import state_of

_COAL = r"(?:吨标准?煤|吨标煤|tce)"
_CARBON = r"(?:吨二氧化碳(?:当量)?|吨CO2e?|tCO2e?|吨)"
_HEAD = re.compile(
    r"(?:(?P<energy_saving>年?节能(?:总|能力)?量|年?节约标准?煤量?)|(?P<carbon_reduction>年?(?:减碳|降碳|碳减排|减排)量))"
    r"(?:分别|依次)?(?:约)?(?:(?<=[别次约])(?:为|是|达)|[为是]?:)(?:约)?:?"
)
_UNITS = {"energy_saving": _COAL, "carbon_reduction": _CARBON}
_PART = r"(?P<name>[\u4e00-\u9fffA-Za-z#]{{1,14}}?)(?:约|为)?(?P<n>{number})(?P<unit>{unit})(?P<end>[,、;和及]|\Z|。)"
_OTHERS = re.compile(r"行业|全省|全国|全市|园区|集团(?!有限|股份)|供应|客户|每|单位")
_SUM = re.compile(r"合计|共计?|总计|累计")
_QUOTA = re.compile(
    r"(?:(?P<energy_consumption>能耗|能源消费|用能)|(?P<emissions>碳排放|二氧化碳排放))[^,;。\d]{0,12}"
    r"(?:目标|指标|配额|限额|上限|额度)(?:值|量|总量)?(?:为|是|不超过|:|约|≤){0,3}"
    rf"{NUMBER}万?吨(?:标准煤|标煤|二氧化碳)?(?:以内)?(?:\([^()]{{0,12}}\))?[,;]"
    r"(?:[公我]司|企业|全年|当年|全厂){0,2}实际(?:完成|消费|消耗|排放|使用|发生|用能|能耗|综合能耗|碳排放|量|值|总量|约|为|是){0,4}"
    rf"(?P<n>{NUMBER})(?P<unit>万?吨)(?:标准煤|标煤|二氧化碳)?(?=[,;。(]|\Z)"
)


def listed(text: str, setting: Setting) -> list[Figure]:
    """The parts of a saving or a reduction; ``entity`` is the part's name."""
    head = _HEAD.search(text)
    if head is None or _OTHERS.search(stretch_before(text, head.start())):
        return []
    key = head.lastgroup or ""
    part = re.compile(_PART.format(number=NUMBER, unit=_UNITS[key]))
    figures, at = [], head.end()
    while match := part.match(text, at):
        if _SUM.search(match["name"]):
            break
        figures.append(_part(key, match, text, setting))
        at = match.end()
    return figures if len(figures) > 1 else []


def _part(key: str, match: re.Match[str], text: str, setting: Setting) -> Figure:
    item = Item(Kind.AMOUNT, match.start("n"), match.end("unit"), match["n"] + match["unit"])
    state = state_of(text, item, None, setting)
    return Figure(key, _amount(match), None, state, 0.92, match["name"], match["name"])


def reached(text: str, setting: Setting) -> list[Figure]:
    """The level of a past year that stands behind the quota it was held to."""
    match = _QUOTA.search(text)
    if match is None or _OTHERS.search(text, 0, match.start()):
        return []
    words = [
        w
        for w in items(text)
        if w.kind is Kind.YEAR and w.end <= match.start("n") and not is_compared(text, w)
    ]
    years = years_of(words[-1], setting) if words and not words[-1].partial else ()
    year = years[0] if len(years) == 1 else None
    if year is not None and setting.last is not None and year > setting.last:
        return []
    key = "energy_consumption" if match["energy_consumption"] else "emissions"
    return [Figure(key, _amount(match), year, "past", 0.9 if year else 0.86, "实际")]


def _amount(match: re.Match[str]) -> Amount:
    digits = match["n"].replace(",", "").replace(" ", "")
    decimals = len(digits.partition(".")[2])
    return Amount(Decimal(digits), decimals, match["unit"], match["n"] + match["unit"])
