"""Annex 1 as arithmetic: figures → points, each formula with the policy's own numbers.

Shares, rates and drops are percent, money is 万元. Nothing here looks at a submission
(that is ``score_inputs``) or decides whether a claim stands (that is each rule's).
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from schemas.policy import Policy, Tier, points_of
from schemas.submission import ScoreItem


class Interpolation(Enum):
    """附件1 碳抵消比例 «其余按抵消比例折算得分» reads two ways; an open question to the office."""

    FROM_ZERO = "A"
    """``15 × p ÷ T``: jumps at the floor. Our default."""
    FROM_FLOOR = "B"
    """``15 × (p - 30) ÷ (T - 30)``: continuous at the floor."""


def s_re(share: float, tier: Tier, policy: Policy) -> float:
    """附件1 可再生能源使用: points for a renewable share (percent) within ``tier``.

    >>> round(s_re(12, edition().tiers[0], edition()), 2)
    4.8
    >>> s_re(30, edition().tiers[0], edition())
    8.0
    """
    return _full(ScoreItem.RENEWABLE_ENERGY, policy) * _portion(share, tier.renewable_full)


def s_invest(wan: float, policy: Policy) -> float:
    """附件1 技改项目: points for three years' retrofit investment (万元).

    >>> s_invest(1800, edition()), s_invest(3000, edition()), s_invest(-5, edition())
    (9.0, 15.0, 0.0)
    """
    return _full(ScoreItem.RETROFIT_INVESTMENT, policy) * _portion(
        wan, policy.scoring.retrofit_full_wan
    )


def annual_drop(intensities: Sequence[float]) -> float:
    """Compound yearly drop in percent over consecutive years' intensities (oldest first).

    «年均» is compound, over ``len - 1`` intervals (rules.md §5 no. 13). Raises ``ValueError``
    for fewer than two figures or for one that is not positive.

    >>> round(annual_drop([0.5, 0.48, 0.47]), 2)
    3.05
    """
    if len(intensities) < 2 or min(intensities) <= 0:
        raise ValueError("annual_drop needs two or more positive figures")
    portion: float = (intensities[-1] / intensities[0]) ** (1 / (len(intensities) - 1))
    return 100 * (1 - portion)


def s_effect(drop: float, policy: Policy) -> float:
    """附件1 技改成效: points for a yearly drop (percent); a rise gives 0.

    >>> round(s_effect(annual_drop([0.5, 0.48, 0.47]), edition()), 2)
    9.14
    >>> s_effect(annual_drop([0.5, 0.47, 0.45]), edition())
    15.0
    """
    return _full(ScoreItem.RETROFIT_EFFECT, policy) * _portion(
        drop, policy.scoring.annual_drop_full
    )


def s_offset(
    rate: float, tier: Tier, policy: Policy, mode: Interpolation = Interpolation.FROM_ZERO
) -> float:
    """附件1 碳抵消比例: points for an offset rate (percent); 30 itself counts as «30%以下».

    >>> policy = edition(); tier = policy.tiers[0]
    >>> s_offset(50, tier, policy), s_offset(50, tier, policy, Interpolation.FROM_FLOOR)
    (9.375, 6.0)
    >>> s_offset(30, tier, policy), s_offset(80, tier, policy)
    (0.0, 15.0)
    >>> round(s_offset(31, tier, policy), 2)
    5.81
    >>> round(s_offset(31, tier, policy, Interpolation.FROM_FLOOR), 2)
    0.3
    """
    floor = policy.scoring.offset_floor
    if rate <= floor:
        return 0.0
    full = _full(ScoreItem.CARBON_OFFSET, policy)
    if mode is Interpolation.FROM_ZERO:
        return full * _portion(rate, tier.offset_full)
    return full * _portion(rate - floor, tier.offset_full - floor)


def offset_rate_credited(green: float, other: float, residual: float, policy: Policy) -> float:
    """The offset rate (percent) that counts: green power and certificates up to their cap.

    All three in tCO2; ``residual`` must be positive, else ``ValueError`` (附件1 is silent on
    a factory with nothing left to offset).

    >>> offset_rate_credited(7000, 1000, 10000, edition())
    60.0
    """
    if residual <= 0:
        raise ValueError("no residual emissions to offset")
    capped = min(green, policy.scoring.green_power_cap / 100 * residual)
    return min(100.0, 100 * (capped + other) / residual)


def s_unit(use: float, benchmark: float, policy: Policy) -> float:
    """附件1 单耗水平: points for a unit consumption against its benchmark; lower is better.

    Both in one unit, ``benchmark`` positive. The bounds are inclusive (rules.md §5 no. 12).

    >>> [s_unit(use, 60, edition()) for use in (48, 60, 66, 66.1)]
    [10.0, 6.0, 3.0, 0.0]
    """
    scoring, ratio, edge = policy.scoring, use / benchmark, 1e-9
    if ratio <= 1 - scoring.unit_better / 100 + edge:
        return _full(ScoreItem.UNIT_CONSUMPTION, policy)
    if ratio <= 1 + edge:
        return scoring.unit_met_points
    return scoring.unit_near_points if ratio <= 1 + scoring.unit_worse / 100 + edge else 0.0


def _full(item: ScoreItem, policy: Policy) -> float:
    return points_of(item, policy).points


def _portion(value: float, full: float) -> float:
    return min(1.0, max(0.0, value) / full)
