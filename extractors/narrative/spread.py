"""A unit that is printed once for many figures, given to each of them.

``综合能耗(吨标准煤)2022年、2023年分别为7420、7250`` and ``2022年7420、2023年7250吨标准煤`` become
``…7420吨标准煤、7250吨标准煤``: what reads a sentence afterwards finds every figure with its unit.
"""

from __future__ import annotations

import re

from extractors.narrative.lexer import NUMBER

_UNITS = (
    r"[万亿]?(?:吨标准煤|吨标煤|tce|吨二氧化碳当量|吨二氧化碳|吨CO2e?|tCO2e?)|万吨|吨|[万亿]元|"
    r"[万亿]?(?:kWh|千瓦时|度)|MWp?|kWp?|%"
)
_ELIDED = re.compile(
    r"(?P<per>单位(?:产品|工业增加值|增加值|产值))(?P<first>[^,;、和及与。\d]{2,8})"
    r"(?P<rest>(?:(?:、|和|及|与|以及)(?:综合能耗|能耗|碳排放|取水|水耗|原材料(?:使用|消耗)|用水)(?:强度|量)?){1,3})"
)
_HEAD = re.compile(
    rf"(?<=[\u4e00-\u9fff])\((?:单位[::])?(?P<unit>{_UNITS})\)(?=[^\d])|(?<=[\u4e00-\u9fff])\((?P<unit_b>{_UNITS})\)(?=20\d\d)"
)
_BARE = re.compile(rf"(?<![\d.,A-Za-z(])(?!20[0-4]\d(?!\d|\.))(?P<n>{NUMBER})(?=[、,;。和及与]|\Z)")
_END = re.compile(r"[;。]|[\u4e00-\u9fff]\(")
_DATED = re.compile(
    rf"(?:20\d\d年度?(?:为|约|:)?{NUMBER}[、,和及与]){{1,5}}20\d\d年度?(?:为|约|:)?{NUMBER}(?P<unit>{_UNITS})(?![/A-Za-z])"
)
_ONE = re.compile(rf"(?P<n>(?<=[年度为约:]){NUMBER})(?=[、,和及与]20\d\d年)")


def spread(text: str) -> str:
    """A :func:`~extractors.narrative.lexer.plain` sentence with every figure beside its unit."""
    if "单位" in text:
        text = _ELIDED.sub(_in_full, text)
    if "20" not in text and "(" not in text:
        return text
    text = _DATED.sub(_each, text)
    head = _HEAD.search(text)
    return _under(text, head) if head else text


def _in_full(match: re.Match[str]) -> str:
    """``单位产品能耗、碳排放``: the second is no total either."""
    rest = re.sub(r"(、|以及|和|及|与)(?=[综能碳取水原用])", rf"\1{match['per']}", match["rest"])
    return match["per"] + match["first"] + rest


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
