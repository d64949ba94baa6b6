"""Yearly mean falls: ``能耗强度年均下降5.6%`` (附件1 技改成效)."""

from __future__ import annotations

import re

from msgspec.structs import replace

from extractors.narrative.intensity_words import METRIC, OTHERS, PERCENT, amount_of
from extractors.narrative.lexer import Item, Kind
from extractors.narrative.limits import limited
from extractors.narrative.sentence import Figure, Setting, stretch_before
from extractors.narrative.states import state_of

_ASKED = re.compile(
    r"(?:及?以上)?[\"“”]?的?(?:即|可|才|方)?得?(?:要求|标准|满分|\d{1,2}分|目标要求|门槛)"
)
_AT_LEAST = re.compile(r"至少|不低于|不少于")
_TO_ANOTHER = re.compile(r"(?:-|~|—|–|至|到){1,2}\d")
"""An interval: neither of its ends is the fall."""
_AT_A_RATE = re.compile(r"的?(?:速度|幅度)(?:下降|降低|递减)")


def annual_drops(text: str, setting: Setting) -> list[Figure]:
    """``年均下降5.6%`` and ``以年均6%的速度下降``; of which intensity is the entity."""
    if "年均" not in text:
        return []
    figures = []
    for percent in PERCENT.finditer(text):
        lead = stretch_before(text, percent.start())[-40:]
        clause = re.split(r"[,;。]", lead)[-1]
        falls = re.search(r"年均[^,;。\d]{0,14}\Z", clause) and re.search(r"[降减]", clause)
        rate = clause.endswith("年均") and _AT_A_RATE.match(text, percent.end())
        if not (falls or rate) or OTHERS.search(text[: percent.start()][-60:]):
            continue
        if _ASKED.match(text, percent.end()) or _TO_ANOTHER.match(text, percent.end()):
            continue
        if re.search(r"增长|提高", clause.rpartition("年均")[2]):
            continue
        item = Item(Kind.AMOUNT, percent.start(), percent.end(), percent[0])
        state = state_of(text, item, None, setting)
        what = _what(lead)
        figure = Figure(
            "annual_drop", amount_of(percent[1], "%"), None, state, 0.92, "年均下降", what
        )
        least = _AT_LEAST.search(clause) is not None
        figures.append(replace(figure, low=figure.amount) if least else limited(figure, text, item))
    return figures


def _what(lead: str) -> str:
    found = re.findall(r"碳|排放|能耗|能源|水|原材料", lead)
    last = found[-1] if found else ""
    intensity = bool(METRIC.search(lead)) or "强度" in lead
    word = "碳排放" if last in ("碳", "排放") else "能耗" if last in ("能耗", "能源") else last
    return f"{word}强度" if word and intensity else word
