"""Machines by number: ``空压机6台``, ``2台1.5MW沼气发电机组`` (rule K09)."""

from __future__ import annotations

import re
from decimal import Decimal

from extractors.narrative.lexer import Amount, Item, Kind
from extractors.narrative.measures import measured
from extractors.narrative.sentence import Figure, Setting
from extractors.narrative.states import state_of, year_of

_KIND = r"(?:压缩机|机组|机床|[机器泵塔炉床车]|设备|装置|箱|流量计)"
_UNIT = r"(?:台套|台\(套\)|台/套|台|套)(?![产线装])"
_COUNT = re.compile(rf"(?<![\d.])(?P<n>\d{{1,5}})余?{_UNIT}")
_BEFORE = re.compile(
    rf"(?P<name>[\u4e00-\u9fffA-Za-z0-9#-]{{0,12}}{_KIND})(?:共计?|合计|约|各|有|总计|更换|更新|淘汰|购置|新增|仅余?|还有|尚有|还剩|[余剩](?:下|余)?|\(){{0,2}}\Z"
)
_AFTER = re.compile(
    r"(?:[\d.]{1,7}[A-Za-z0-9/·]{1,6}|[A-Z]{1,4}\d{1,3}(?:型|系列)?)?(?P<name>[\u4e00-\u9fffA-Z]{0,10}?(?:压缩机|机组|机床|[机器泵塔炉床](?![组床]|的(?!淘汰|更新|更换|替换|改造|购置|安装))|换热器|流量计))"
)
_VERB = re.compile(
    r"\A.*(?:现有|拥有|建有|配置|配备|购置|购入|购买|新增|新购|更新|更换|换装|替换|淘汰|安装|包括|采用|设有|改造|引进|拟|为|有|将|的|至|成|装|投用|新建|建设|原|公司|全厂|企业|共)"
)
_JOINED = re.compile(rf"{_KIND}[、和及与]\Z")
"""``分子泵与干泵38台``: the number is of both kinds together."""
_OTHERS = re.compile(
    r"全国|全省|全市|园区|行业|同行|客户|供应商|集团(?!有限)|20[0-3]\d年(?:以|之)?前|每万|年产|产能|生产能力"
)
_SOME_OF_THEM = re.compile(r"(?:其中)?(?:变频|工频|备用|在用|主)机")
"""No kind of machine: some of those that were counted before."""
_GONE = re.compile(r"(?:已|全部)[^,;。]{0,10}(?:关停|停用|拆除|淘汰)")


def machines(text: str, setting: Setting) -> list[Figure]:
    """How many of which machine the sentence states."""
    if "台" not in text and "套" not in text:
        return []
    figures = []
    for match in _COUNT.finditer(text):
        name = _name(text, match)
        item = Item(Kind.AMOUNT, match.start(), match.end(), match[0])
        near = re.split(r"[;。]", text[: match.start()])[-1][-40:]
        if name and not _OTHERS.search(near) and not _GONE.search(text, match.end()):
            figures.append(_figure(text, match, item, name, setting))
    return figures


def _name(text: str, match: re.Match[str]) -> str:
    lead = re.split(r"[,;。、:和及与)]", text[: match.start()])[-1]
    before = _BEFORE.search(lead[-20:])
    if before and _JOINED.search(text[: match.start() - len(lead)][-12:]):
        return ""
    if before:
        name = _VERB.sub("", before["name"])
        return "" if _SOME_OF_THEM.fullmatch(name) else name
    after = _AFTER.match(text, match.end())
    return after["name"] if after and not lead.endswith("其中") else ""


def _figure(text: str, match: re.Match[str], item: Item, name: str, setting: Setting) -> Figure:
    amount = Amount(Decimal(match["n"]), 0, "台", match[0])
    years = year_of(text, measured(text), item, setting)
    year = years[0] if len(years) == 1 else None
    state = (
        "past" if text[: match.start()].endswith("原有") else state_of(text, item, year, setting)
    )
    return Figure("equipment_count", amount, year, state, 0.92, "台数", entity=name)
