"""Photovoltaic capacity and yield, place against place (K10)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import combinations
from typing import Final

from msgspec import Struct

from schemas.policy import Policy
from schemas.submission import Mention, Read, Row, Submission
from validators.faults import Ground, cell_ground, mention_ground, plain
from validators.figures import base_year, named_rows, number, printed
from validators.rounding import half_unit
from validators.wording.told import AHEAD, PAST, told


class Metric(Struct, frozen=True):
    """How a metric is called, counted and found in an annex row: pattern → factor to ``unit``."""

    word: str
    unit: str
    patterns: tuple[tuple[re.Pattern[str], float], ...]


_NUMBER: Final = r"(?<![\d.])(?<!\d,)(\d{1,3}(?:,\d{3}){1,3}(?:\.\d{1,4})?|\d{1,9}(?:\.\d{1,4})?)"
METRICS: Final = {
    "pv_capacity": Metric(
        "装机容量",
        "MW",
        (
            (re.compile(rf"{_NUMBER}(?:MWp?|兆瓦)(?!h|时|/)"), 1.0),
            (re.compile(rf"{_NUMBER}(?:kWp?|千瓦)(?!h|时)"), 1e-3),
        ),
    ),
    "pv_generation": Metric(
        "发电量", "万kWh", ((re.compile(rf"{_NUMBER}万(?:kWh|千瓦时|度)"), 1.0),)
    ),
}
_PHASES: Final = re.compile(
    r"[一二三四1-4]期|新增|其中|扩建|分别|累计|合计|总|届时|新建|车棚|#|号楼|号厂房"
)
_MIXED: Final = re.compile(r"储能|风电|余热|沼气|合计|总装机")
_SUMS: Final = re.compile(r"总|合计|累计|届时|达到")
_MOST: Final = 8


class Clash(Struct, frozen=True):
    """Two figures that should agree."""

    metric: str
    one: str
    other: str
    grounds: tuple[Ground, ...]


def among_text(submission: Submission, metric: str, policy: Policy) -> Clash | None:
    """Two different figures of what stands already, where no phases explain them."""
    last = base_year(submission)
    said = [
        m
        for m in told(submission, metric, policy, PAST)
        if not m.entity and m.year in (None, last) and not m.chapter.startswith(("三", "四"))
    ]
    values = sorted({number(m.read) or 0.0 for m in said})
    if len(values) != 2 or any(_PHASES.search(m.sentence) for m in said):
        return None
    low, high = (next(m for m in said if number(m.read) == value) for value in values)
    if _close(low.read, high.read, policy):
        return None
    one, other = (f"正文{m.chapter}的{_shown(m.read, metric)}" for m in (low, high))
    return Clash(metric, one, other, tuple(map(mention_ground, said)))


def against_annex(submission: Submission, metric: str, policy: Policy) -> Clash | None:
    """A planned figure against the only photovoltaic project of annex 2-2."""
    solar = [
        entry
        for entry in named_rows(submission, "projects")
        if "光伏" in printed(entry[1].get("name"))
    ]
    said = _planned(submission, metric, policy)
    if len(solar) != 1 or not said:
        return None
    index, row = solar[0]
    found = _in_row(row, metric)
    if found is None or any(_agrees(m.read, found[1], submission, metric, policy) for m in said):
        return None
    column, value = found
    one = "正文" + "、".join(dict.fromkeys(_shown(m.read, metric) for m in said))
    other = f"附件2-2的{plain(value)}{METRICS[metric].unit}"
    grounds = (*map(mention_ground, said), cell_ground("projects", index, column, row[column]))
    return Clash(metric, one, other, grounds)


def _planned(submission: Submission, metric: str, policy: Policy) -> list[Mention]:
    return [
        m
        for m in told(submission, metric, policy, AHEAD, "三")
        if not m.entity and not _SUMS.search(m.sentence)
    ]


def _in_row(row: Row, metric: str) -> tuple[str, float] | None:
    """The only figure of the row with the column that holds it; ``None`` for none or several."""
    found: list[tuple[str, float]] = []
    for column in ("name", "content", "benefit"):
        words = unicodedata.normalize("NFKC", printed(row.get(column)))
        if _MIXED.search(words):
            return None
        for pattern, factor in METRICS[metric].patterns:
            found += [
                (column, float(m[1].replace(",", "")) * factor) for m in pattern.finditer(words)
            ]
    return found[0] if len({value for _, value in found}) == 1 else None


def _agrees(said: Read, value: float, submission: Submission, metric: str, policy: Policy) -> bool:
    """Whether the figure is the row's, or the row's with what stands already."""
    standing = [number(m.read) or 0.0 for m in told(submission, metric, policy, PAST)][:_MOST]
    more: Sequence[float] = [
        0.0,
        *(sum(some) for n in (1, 2) for some in combinations(standing, n)),
    ]
    stated, limit = number(said) or 0.0, policy.narrative.solar_percent / 100
    return any(
        abs(stated - value - add) <= max(limit * (value + add), half_unit(said)) for add in more
    )


def _close(one: Read, other: Read, policy: Policy) -> bool:
    left, right = number(one) or 0.0, number(other) or 0.0
    room = half_unit(one) + half_unit(other) + 1e-9
    return abs(left - right) <= max(room, policy.narrative.solar_percent / 100 * right)


def _shown(read: Read, metric: str) -> str:
    return f"{plain(number(read) or 0.0)}{METRICS[metric].unit}"
