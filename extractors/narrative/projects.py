"""What a single project costs: ``余热回收改造项目计划投资1200万元`` (rules F13, J and K)."""

from __future__ import annotations

import re

from extractors.narrative.lexer import Item, Kind, family, items
from extractors.narrative.sentence import Figure, Setting

_COST = re.compile(
    r"(?:总|计划|预计|计划总|预计总|拟|估算|概算|项目)?(?:投资(?:总?额|规模|估算|概算)?|投入(?:资金)?)(?:约为?|为|共|合计|共计|达|预计|计划|:|估算){0,3}\Z"
)
_NOT_IT = re.compile(
    r"累计|近[三3]年|过去|技改(?:项目)?(?:完成)?投|技改资金|方案|合计|总计|设备投资|其中设备|完成投资|已投入|已完成|研发|带动|未来|阶段|资产|"
    r"\d{1,2}(?:个|项|大)|[一二三四五六七八九十](?:个|项|大)(?:重点)?项目|20\d\d年(?:度)?(?:计划)?投资\Z|分别"
)
_ENDS = r"(?:项目|工程|改造|升级|系统|平台|电站|光伏|车棚|建设|更新|替代|替换|回收|利用|治理|提升)"
_NAMED = re.compile(
    rf"(?P<name>[^,;。:()]{{2,30}}?{_ENDS})(?=[,;。:()]|$|总|计划|预计|拟|投资|已|将)"
)
_CALLED = re.compile(r"项目名称:(?P<name>[^,;。:]{2,40})")
_NUMBERING = re.compile(
    r"\A(?:\(\d{1,2}\)|\d{1,2}(?:[、:)]|\.(?!\d))|\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}(?:是|、|为)|项目[一二三四五六七八九十\d]{1,2}[:、]?|第[一二三四五六七八九十]{1,2}[、,]?)"
)
_SHORTEST = 4
_OTHERS = re.compile(r"全国|全省|全市|行业|集团(?!有限)|园区(?!内)")


def costs(text: str, setting: Setting, before: str) -> list[Figure]:
    """The investment of the project that the sentence, or the heading before it, names."""
    if "投" not in text:
        return []
    figures = []
    for item in items(text):
        if (
            item.kind is Kind.AMOUNT
            and len(item.amounts) == 1
            and family(item.amounts[0].unit) == "money"
        ):
            figures += _of_amount(text, item, setting, before)
    return figures


def _of_amount(text: str, item: Item, setting: Setting, before: str) -> list[Figure]:
    lead = re.split(r"[;。]|其中|[里中],", text[: item.start])[-1]
    clause = re.split(r"[,(:]", lead)[-1]
    planned_of = re.search(r"占计划投资\Z", lead)
    if not _COST.search(clause) and not planned_of:
        return []
    if (_NOT_IT.search(lead[-40:]) and not planned_of) or _OTHERS.search(lead):
        return []
    name, sure = _name(text, lead, before)
    if not name and setting.chapter[:1] not in ("三", "四"):
        return []
    hedged = 0.88 if "approx" in item.amounts[0].flags else 1.0
    state = (
        "past"
        if setting.chapter.startswith("一") and not re.search(r"计划|拟|预计", lead)
        else "planned"
    )
    return [
        Figure(
            "project_investment",
            item.amounts[0],
            None,
            state,
            min(sure, hedged),
            "投资",
            entity=name,
        )
    ]


def _name(text: str, lead: str, before: str) -> tuple[str, float]:
    """The project's name: before the sum, at the sentence's head, or in the sentence before."""
    inside = [m["name"] for m in _NAMED.finditer(_NUMBERING.sub("", lead))]
    name = _clean(inside[0]) if inside else ""
    if len(name) >= _SHORTEST and not re.search(r"\d(?:台|套)", name):
        return name, 0.9
    if called := _CALLED.search(text):
        return called["name"], 0.9
    heading = _NUMBERING.match(before)
    if heading:
        return _clean(re.split(r"[,;。:]", before[heading.end() :])[0])[:40], 0.9
    return "", 0.8


def _clean(name: str) -> str:
    return re.sub(
        r"\A(?:20\d\d年(?:度)?|其中|本|该|实施|建设|开展|推进|拟|计划|公司)+|(?:项目|工程)\Z",
        "",
        name,
    )
