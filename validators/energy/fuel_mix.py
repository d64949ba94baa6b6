"""The year's energy by kind, where one sentence of 一（三） lists it: what G07 and G10 add up.

Cautious: one sentence or one of its parts, one reporting year, one figure a kind, electricity and at least one more.
What is saved, planned, or of a single workshop is no list of what the factory used.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from msgspec import Struct

from schemas.submission import Submission
from validators.registers.energy import Fuel, fuels
from validators.wording.passages import Passage, passages

_UNITS: Final = {
    "power": r"(?P<times>[万亿]?)(?:kWh|千瓦·?时|度)|(?P<mega>MWh|兆瓦时)",
    "gas": r"(?P<times>[万亿]?)(?:N?m3|立方米?|标方|方)",
    "heat": r"(?P<times>[万亿]?)(?:GJ|吉焦|百万千焦)",
    "mass": r"(?P<times>万?)(?:吨|t)(?!标|[a-zA-Z])",
}
_BASE: Final = {"power": 1e-4, "gas": 1e-4, "heat": 1.0, "mass": 1.0}
_TIMES: Final = {"": 1.0, "万": 1e4, "亿": 1e8}
_NOT_WHOLE: Final = re.compile(
    r"节约|节省|节电|减少|预计|计划|目标|达产|新增|二期|外供|外售|上网|输出|车间|工序|项目"
)
_LISTS: Final = re.compile(r"电[^。]{0,20}\d")
_YEAR: Final = re.compile(r"(20\d\d)年")
_OTHER: Final = re.compile(
    r"绿电|绿色电力|生物质|氢|乙炔|高炉煤气|焦炉煤气|转炉煤气|热水|导热油|沼气|甲醇|压缩空气|氮气|氧气"
)


class Mix(Struct, frozen=True):
    """A year's energy by kind, in the measures of :class:`Fuel`; ``whole``: nothing is left out."""

    year: int
    amounts: dict[str, float]
    passage: Passage
    whole: bool


def fuel_mix(submission: Submission) -> Mix | None:
    """The one such list of the last reporting year told; ``None`` where there is none, or several."""
    found = [
        mix
        for passage in passages(submission, "一（三）")
        for said in _yearly(passage.sentence)
        if (mix := _mix(said, passage, submission)) is not None
    ]
    last = [mix for mix in found if mix.year == max(other.year for other in found)]
    return last[0] if len(last) == 1 else None


def _yearly(sentence: str) -> list[str]:
    """The sentence, or its parts where it tells a year in each: ``2023年…；2024年…``."""
    parts = sentence.split(";")
    return parts if all(_YEAR.search(part) for part in parts) else [sentence]


def _mix(said: str, passage: Passage, submission: Submission) -> Mix | None:
    if not _LISTS.search(said):
        return None
    years = set(map(int, _YEAR.findall(said)))
    if len(years) != 1 or not years <= set(submission.years) or _NOT_WHOLE.search(said):
        return None
    amounts: dict[str, float] = {}
    taken: list[tuple[int, int]] = []
    for fuel in fuels().values():
        hits = [hit for hit in _pattern(fuel).finditer(said) if not _within(hit.span(), taken)]
        if len(hits) > 1:
            return None
        for hit in hits:
            taken.append(hit.span())
            amounts[fuel.kind] = _amount(hit, fuel)
    if "electricity" not in amounts or len(amounts) < 2:
        return None
    return Mix(
        years.pop(),
        amounts,
        passage,
        not re.search(r"等(?:能源)?[，。；]?$|等[^级价效]|其他|其它", said)
        and not _OTHER.search(said),
    )


def _within(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in taken)


@cache
def _pattern(fuel: Fuel) -> re.Pattern[str]:
    names = "|".join(sorted(fuel.names.split("|"), key=len, reverse=True))
    return re.compile(
        rf"(?<!光伏)(?<!液化)(?:{names})(?:消费量?|消耗量?|使用量?|用量|自用电?量?|热量|电量|约|为|是|:|\s){{0,4}}"
        rf"(?P<value>\d[\d,]{{0,14}}(?:\.\d{{1,6}})?)\s*(?:{_UNITS[fuel.measure]})"
    )


def _amount(hit: re.Match[str], fuel: Fuel) -> float:
    parts = hit.groupdict()
    if parts.get("mega"):
        return float(hit["value"].replace(",", "")) * 0.1
    return float(hit["value"].replace(",", "")) * _TIMES[parts["times"] or ""] * _BASE[fuel.measure]
