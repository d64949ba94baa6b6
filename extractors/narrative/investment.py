"""Sums invested: 近3年节能技改投资 (附件1 技改项目) and the plan's own total (rule K04)."""

from __future__ import annotations

import re

from extractors.narrative.lexer import Amount, Item, Kind, family, items
from extractors.narrative.limits import limited
from extractors.narrative.sentence import Figure, Setting

_WINDOW = re.compile(r"(?:最?近|过去|前)(?:三|3)个?年|三年(?:来|间|累计)|3年累计")
_TOPIC = re.compile(
    r"技改|技术改造|(?:节能|降碳|减碳|低碳|绿色化?|能效|节电|节水)[^,;。\d]{0,10}(?:改造|技改|提升|更新|项目)|"
    r"(?:设备|工艺|系统)[^,;。\d]{0,6}(?:节能|低碳|能效)[^,;。\d]{0,4}(?:改造|提升)"
)
_INVEST = re.compile(r"投资|投入|资金")
_SUM = re.compile(
    r"(?:累计|合计|总计|共计|共|总)[^,;。\d]{0,14}\Z|(?:投资|投入)(?:总额|额|资金|金额)?(?:累计|合计|总计|共计|共|总额)?(?:达到?|为|约|超过?|:|是|完成|了)?\Z|(?:投|花)了\Z"
)
_TOTAL_WORD = re.compile(r"累计|合计|总计|共计|总投资|总投入|总额|共投|共完成|共实")
_OTHER_MONEY = re.compile(
    r"(?:节约|节省|效益|收益|利润|产值|收入|补助|奖励|补贴|贷款|成本|税|电费|资产|融资|研发|专项|其中|单项|资本)[^,;。]{0,14}\Z"
)
_QUOTED = re.compile(r"(?:及?以上)?[^,;。\d]{0,4}(?:得|为|可得|即得|获|的)?(?:满分|门槛)")
_SAVING = re.compile(r"节能|降碳|减碳|低碳|绿色|能效|节电")
_INNER = re.compile(r"其中,?(?:用于)?(?:节能|降碳)[^,;。\d]{0,14}\Z")
_SHORT_OF = re.compile(r"(?:不足|未达到?|低于|不到|距离?|达不到)\Z")
_REACHED = re.compile(r"(?:达到?了?|超过?|高于|大于|满足|不低于|[>≥])\Z")
"""Before the line of 附件1 that a sum is held against: ``投资额3620万元，超过3000万元``."""
_ASKED_BEHIND = re.compile(r"(?:及?以上)?的?[^,;。\d]{0,6}(?:要求|标准|门槛|条件|规定)")
_ASKED_BEFORE = re.compile(r"(?:要求|规定|标准|政策|门槛)[^,;。\d]{0,8}\Z")
_APART = re.compile(
    r"(?:未|不)(?:再)?(?:计入|纳入|列入|包含|包括)|不(?:属于|在[^,;。]{0,8}(?:之内|范围))"
)
_PARTED = re.compile(r"其中|包括|分别为?[^,;]{0,20}\Z")
_CLAUSE_END = re.compile(r"[,;:]")
_GOES_ON = re.compile(
    r"(?:以上|上述)?(?:[\d一二三四五六七八九十]{0,3}[项个])?(?:项目)?(?:累计|合计|总计|共计|共|总)"
)
_NOT_DONE = re.compile(
    r"计划|拟|预计|将(?!近)|规划|未来|下一步|今后|到20\d\d|力争|预算|目标|行业(?:平均|企业|内)|全省|全市|集团(?!有限|股份)|年?(?:及以前|以前|之前)|另有"
)
"""Before a sum: it is yet to be spent, or somebody else's."""

_PLAN_TOTAL = re.compile(
    r"(?:本|建设|该|整个|培育){0,4}方案(?:的|计划|预计|拟|共|合计|估算){0,3}(?:总投资|投资总额|投资(?=\Z|估算|概算|合计|共计|约|为))(?:算下来|要|额|约|为|达|共计|合计|估算|规模|共|:|预计|计划){0,4}\Z|"
    r"(?:零碳|近零碳|\(近零碳\)){0,3}工厂(?:培育)?建设(?:方案|项目)?(?:的|计划|预计|拟){0,2}总投资(?:额|约|为|达|共计|合计|估算|:|预计|计划){0,4}\Z|"
    r"(?:\d{1,2}|[一二两三四五六七八九十]{1,3})(?:个|项|大|类)(?:类)?(?:重点|节能|降碳|低碳|减碳|建设|改造|技改|节能降碳|主要|零碳|近零碳|工程){0,6}"
    r"(?:项目|工程),?(?:的|计划|预计|拟){0,2}(?:总|(?:共|合计|总计|共计)总?)投资(?:额|约|为|达|共计|合计|总额|估算|:|预计|计划){0,4}\Z|"
    r"项目(?:合计|共计|总计|共有?|总数为?)?(?:\d{1,2}|[一二两三四五六七八九十]{1,3})(?:个|项|大),?(?:的|计划|预计|拟){0,2}(?:总|(?:共|合计|总计|共计)总?)投资(?:额|约|为|达|共计|合计|总额|估算|:|预计|计划){0,4}\Z|"
    r"(?:上述|以上|全部|所有)(?:重点|建设|节能降碳){0,3}项目(?:的|计划|预计|拟){0,2}(?:总|(?:共|合计|总计|共计)总?)投资(?:额|约|为|达|共计|合计|总额|:){0,4}\Z|"
    r"(?:方案|项目),?投资总额(?:约|为|达|:){0,2}\Z|重点项目(?:的|计划|预计|合计|共计|总计){0,3}总投资(?:额|约|为|达|共计|合计|估算|概算|:){0,4}\Z|"
    r"(?:方案)?(?:计划|预计|合计|共计|估算)总投资(?:额|约|为|达|共计|合计|:){0,3}\Z|"
    r"(?:\d{1,2}|[一二两三四五六七八九十]{1,3})(?:个|项|大)(?:重点|建设|节能降碳){0,2}(?:项目|工程),?投资(?:合计|总计|共计)(?:约|为|达)?\Z"
)
_FORMER = re.compile(
    r"(?:可研|可行性研究|初步(?:设计|方案|测算|估算)|最初|原(?:计划|定|方案|估算|报)|曾|调整前|优化前|情景)[^,;。]{0,24}\Z"
)
"""Before a plan's total: it was once thought of, and changed since."""
_ELSEWHERE = re.compile(r"行业|同行|全省|全市|全县|园区|集团(?!有限|股份)|子公司|母公司|客户")
_ONE_PROJECT = re.compile(
    r"其中|(?:该|本|此)(?:项目|工程)|[^点有述个项部大,;。](?:项目|工程|电站)[^,;。]{0,4}\Z|单个|每个"
)


def retrofits(
    text: str, setting: Setting, *, lenient: bool = False, before: str = ""
) -> list[Figure]:
    """What a :func:`~extractors.narrative.lexer.plain` sentence says was invested in retrofits in three years.

    ``before`` is the sentence before, which may hold the window and the topic. ``lenient`` is
    for a cell that explains the row 技改项目, where the window goes without saying.
    """
    if not _INVEST.search(text):
        return []
    lead = before[-160:] if _GOES_ON.match(text) else ""
    if not (lenient or _TOPIC.search(lead + text)):
        return []
    window = _is_three_years(lead + text, setting)
    if not (window or lenient):
        return []
    sums = [item for item in items(text) if _is_sum(text, item)]
    if len(sums) > 1:
        sums = [item for item in sums if not _is_line(text, item)]
    chosen = _saving_part(text, _chosen(text, sums))
    if chosen is None or _NOT_DONE.search(lead + text[: chosen.start]):
        return []
    if _APART.search(text, chosen.end):
        return []
    sure = 0.95 if window and len(sums) == 1 and not lead else 0.92 if window else 0.88
    return [limited(_figure("retrofit_investment", chosen.amounts[0], "past", sure), text, chosen)]


def _is_three_years(text: str, setting: Setting) -> bool:
    named = bool(_WINDOW.search(text)) or _since(text, setting)
    return named or _spans_three_years(text, setting)


def _saving_part(text: str, chosen: Item | None) -> Item | None:
    """``技术改造投资2.1亿元，其中节能技改1.26亿元``: what was spent on saving energy counts."""
    if chosen is None or _SAVING.search(text, 0, chosen.start):
        return chosen
    inner = [
        item
        for item in items(text)
        if item.kind is Kind.AMOUNT
        and item.start > chosen.start
        and family(item.amounts[0].unit) == "money"
        and _INNER.search(text, chosen.end, item.start)
    ]
    return inner[0] if inner else chosen


def _since(text: str, setting: Setting) -> bool:
    """``自2022年以来`` for the first of three reporting years."""
    first = re.search(r"(20\d\d)年(?:以来|至今|起)", text)
    return bool(first and len(setting.years) >= 3 and int(first[1]) == setting.years[-3])


def _spans_three_years(text: str, setting: Setting) -> bool:
    """``2022—2024年`` for the three reporting years, printed as a range or a list."""
    named = {year for item in items(text) if item.kind is Kind.YEAR for year in item.years}
    if len(setting.years) >= 3 and set(setting.years[-3:]) == named:
        return True
    for item in items(text):
        if item.kind is Kind.YEAR and len(item.years) >= 3:
            return not setting.years or sorted(item.years)[-3:] == list(setting.years[-3:])
    return False


def _is_sum(text: str, item: Item) -> bool:
    if (
        item.kind is not Kind.AMOUNT
        or family(item.amounts[0].unit) != "money"
        or len(item.amounts) > 1
    ):
        return False
    if _is_part(text, item.start):
        return False
    if _OTHER_MONEY.search(text, 0, item.start) and not _SUM.search(text, 0, item.start):
        return False
    if _SHORT_OF.search(text, 0, item.start) or "满分" in _lead(text, item):
        return False
    quoted = _QUOTED.match(text, item.end)
    return not (quoted and item.amounts[0].value in (3000,))


def _is_line(text: str, item: Item) -> bool:
    asked = _ASKED_BEHIND.match(text, item.end) or _ASKED_BEFORE.search(text, 0, item.start)
    held_against = asked or _REACHED.search(text, 0, item.start)
    return item.amounts[0].value == 3000 and held_against is not None


def _is_part(text: str, at: int) -> bool:
    """Whether a sum stands in brackets or behind 其中: one of those that the total is made of."""
    lead = text[:at]
    return lead.count("(") > lead.count(")") or bool(_PARTED.search(lead))


def _chosen(text: str, sums: list[Item]) -> Item | None:
    """The only sum, or the only one of several that the sentence calls the total."""
    if len(sums) == 1:
        return sums[0]
    totals = [item for item in sums if _TOTAL_WORD.search(_lead(text, item))]
    return totals[0] if len(totals) == 1 else None


def _lead(text: str, item: Item) -> str:
    return _CLAUSE_END.split(text[max(item.start - 24, 0) : item.start])[-1]


def totals(text: str, setting: Setting) -> list[Figure]:
    """The plan's whole investment, where the words leave no doubt that it is not one project's."""
    if "投资" not in text:
        return []
    figures = []
    for item in items(text):
        if item.kind is not Kind.AMOUNT or family(item.amounts[0].unit) != "money":
            continue
        lead = text[max(item.start - 60, 0) : item.start]
        if len(item.amounts) > 1 or not _PLAN_TOTAL.search(lead) or _is_one_project(lead):
            continue
        if _QUOTED.match(text, item.end) or _ELSEWHERE.search(lead) or _FORMER.search(lead):
            continue
        figures.append(_figure("total_investment", item.amounts[0], "planned", 0.93))
    return figures if len(figures) == 1 else []


def _is_one_project(lead: str) -> bool:
    clause = re.split(r"[;。]", lead)[-1]
    return bool(_ONE_PROJECT.search(re.sub(r"总?投资.{0,8}\Z", "", clause)))


def _figure(metric: str, amount: Amount, tense: str, sure: float) -> Figure:
    hedged = 0.88 if "approx" in amount.flags else 1.0
    return Figure(metric, amount, None, tense, min(sure, hedged), "投资")
