"""Sub-totals and total of annex 1 recomputed: intervals, judged rows at the claim that evidence caps.

附件1 余能使用 is «适用时»: where a factory claims nothing for it, whether the rest is scaled up to 100
is open (rules.md §5 no. 8, ``switches.waste_na``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from schemas.finding import Score
from schemas.policy import Policy
from schemas.submission import ScoreGroup, ScoreItem


class Sum(Struct, frozen=True):
    """Points of several rows: at least ``low``, at most ``high``, of ``max``."""

    low: float
    high: float
    max: float


class Totals(Struct, frozen=True):
    """The sums by group and in all; ``None`` where a row is neither computed nor claimed."""

    groups: dict[ScoreGroup, Sum | None]
    whole: Sum | None
    passed: bool | None = None
    """Against the pass mark in force; ``None`` where there is none or the interval holds it."""


def totals(scores: Mapping[ScoreItem, Score] | Mapping[str, Score], policy: Policy) -> Totals:
    """Add up what ``scoring.score`` recomputed."""
    groups = {
        group.group: _sum(
            [scores[row.item] for row in policy.items if row.group is group.group],
            scores.get(ScoreItem.WASTE_ENERGY),
        )
        for group in policy.groups
    }
    whole = _whole(scores, groups, policy)
    return Totals(groups, whole, _passed(whole, policy))


def bounds(entry: Score) -> tuple[float, float] | None:
    """The least and the greatest points of a row; ``None`` where nothing tells.

    A row that an expert judges counts as claimed, but no more than its evidence bears out.
    """
    if entry.expert and entry.claimed is not None:
        points = entry.claimed if entry.computed is None else min(entry.claimed, entry.computed)
        return points, points
    if entry.computed is None:
        return None if entry.claimed is None else (entry.claimed, entry.claimed)
    low = entry.computed if entry.low is None else entry.low
    return (0.0 if entry.expert else low), entry.computed if entry.high is None else entry.high


def _sum(entries: Iterable[Score], optional: Score | None) -> Sum | None:
    low = high = most = 0.0
    for entry in entries:
        found = bounds(entry)
        if found is None and entry is not optional:
            return None
        least, greatest = found or (0.0, 0.0)
        low, high, most = low + least, high + greatest, most + entry.max
    return Sum(round(low, 4), round(high, 4), most)


def _whole(
    scores: Mapping[ScoreItem, Score] | Mapping[str, Score],
    groups: dict[ScoreGroup, Sum | None],
    policy: Policy,
) -> Sum | None:
    sums = [found for found in groups.values() if found is not None]
    if len(sums) < len(groups):
        return None
    low, high = sum(s.low for s in sums), sum(s.high for s in sums)
    most = sum(s.max for s in sums)
    waste = scores[ScoreItem.WASTE_ENERGY]
    if policy.switches.waste_na == "rescaled" and not waste.claimed:
        factor = most / (most - waste.max)
        low, high = low * factor, high * factor
    return Sum(round(low, 4), round(high, 4), most)


def _passed(whole: Sum | None, policy: Policy) -> bool | None:
    mark = policy.switches.pass_mark
    if whole is None or mark <= 0 or whole.low < mark <= whole.high:
        return None
    return whole.low >= mark
