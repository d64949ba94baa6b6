"""A unit that is printed once for many figures, given to each of them.

``综合能耗(吨标准煤)2022年、2023年分别为7420、7250`` and ``2022年7420、2023年7250吨标准煤`` become
``…7420吨标准煤、7250吨标准煤``: what reads a sentence afterwards finds every figure with its unit.
"""

from __future__ import annotations

import re

from extractors.narrative.lexer import NUMBER
from extractors.narrative.rows import told_in_line

_UNITS = (
    r"[万亿]?(?:吨标准煤|吨标煤|tce|吨二氧化碳当量|吨二氧化碳|吨CO2e?|tCO2e?)|万吨|吨|[万亿]元|"
    r"[万亿]?(?:kWh|千瓦时|度)|MWp?|kWp?|%|[张个]"
)
_PER_UNIT = (
    r"(?:kgce|tce|gce|千克标准?煤|公斤标准?煤|吨标准?煤|吨二氧化碳|tCO2e?|kgCO2e?|吨|t|m3|立方米)"
    r"/(?:万元|亿元|kL|t|吨|[万百千]?[米平件台套条只个])"
)
_UNITS = rf"{_PER_UNIT}|{_UNITS}"
_ELIDED = re.compile(
    r"(?P<per>单位(?:产品|工业增加值|增加值|产值))(?P<first>[^,;、和及与。\d]{2,8})"
    r"(?P<rest>(?:(?:、|和|及|与|以及)(?:综合能耗|能耗|碳排放|取水|水耗|原材料(?:使用|消耗)|用水)(?:强度|量)?){1,3})"
)
_HEAD = re.compile(
    rf"(?<=[\u4e00-\u9fff])\((?:单位[::])?(?P<unit>{_UNITS})\)(?=[^\d])|(?<=[\u4e00-\u9fff])\((?P<unit_b>{_UNITS})\)(?=20\d\d)"
)
_BARE = re.compile(rf"(?<![\d.,A-Za-z(])(?!20[0-4]\d(?!\d|\.))(?P<n>{NUMBER})(?=[、,;。和及与]|\Z)")
_END = re.compile(r";(?!20\d\d年)|。|[\u4e00-\u9fff]\(")
_FOOT = re.compile(rf"\((?:以上)?单位(?:均)?(?:为|是|:)(?P<unit>{_UNITS})\)")
_ARROW = re.compile(
    rf"(?:(?<=[\u4e00-\u9fff)]),)?(?<![\d.])(?<!\d,)(?P<first>{NUMBER})(?P<own>{_UNITS})?→(?P<last>{NUMBER})(?P<unit>{_UNITS})"
)
_DATED = re.compile(
    rf"(?:20\d\d年度?(?:为|约|:)?{NUMBER}[、,和及与]){{1,5}}20\d\d年度?(?:为|约|:)?{NUMBER}(?P<unit>{_UNITS})(?![/A-Za-z])"
)
_ONE = re.compile(rf"(?P<n>(?<=[年度为约:]){NUMBER})(?=[、,和及与]20\d\d年)")


def spread(text: str) -> str:
    """A :func:`~extractors.narrative.lexer.plain` sentence with every figure beside its unit."""
    if "单位" in text:
        text = _ELIDED.sub(_in_full, text)
    text = told_in_line(text)
    if "20" not in text and "(" not in text and "→" not in text:
        return text
    text = _ARROW.sub(_from_to, text) if "→" in text else text
    text = _DATED.sub(_each, text)
    foot = _FOOT.search(text)
    if foot and _BARE.search(text, 0, foot.start()):
        return _over(text, foot)
    return ";".join(map(_headed, text.split(";"))) if _HEAD.search(text) else text


def _headed(part: str) -> str:
    head = _HEAD.search(part)
    return _under(part, head) if head else part


def _over(text: str, foot: re.Match[str]) -> str:
    """``…2023年4,098、2024年3,984(单位均为万kWh)``: the unit behind each of the bare figures before it."""
    unit = foot["unit"]
    told = _BARE.sub(lambda one: one["n"] + unit, text[: foot.start()])
    return told + text[foot.end() :]


def _in_full(match: re.Match[str]) -> str:
    """``单位产品能耗、碳排放``: the second is no total either."""
    rest = re.sub(r"(、|以及|和|及|与)(?=[综能碳取水原用])", rf"\1{match['per']}", match["rest"])
    return match["per"] + match["first"] + rest


def _from_to(match: re.Match[str]) -> str:
    """``3.42→2.95m3/t``: from where to where."""
    first, last = (float(match[key].replace(",", "").replace(" ", "")) for key in ("first", "last"))
    turn = "升至" if last > first else "降至"
    return f"由{match['first']}{match['own'] or match['unit']}{turn}{match['last']}{match['unit']}"


def _each(match: re.Match[str]) -> str:
    return _ONE.sub(lambda one: one["n"] + match["unit"], match[0])


def _under(text: str, head: re.Match[str]) -> str:
    """The bracketed unit taken away and put behind the bare figures after it."""
    unit = head["unit"] or head["unit_b"]
    close = _END.search(text, head.end())
    end = close.start() if close else len(text)
    told = _BARE.sub(lambda one: one["n"] + unit, text[head.end() : end])
    if told == text[head.end() : end]:
        return text
    return text[: head.start()] + told + text[end:]
