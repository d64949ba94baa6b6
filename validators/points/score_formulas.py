"""Annex 1 as arithmetic: figures → points, each formula with the policy's own numbers.

Shares, rates and drops are percent, money is 万元. Nothing here looks at a submission
(that is ``score_inputs`` and ``score_evidence``) or decides whether a claim stands (that is each
rule's). Where the text reads two ways the reading in force is ``policy.switches``.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from itertools import pairwise

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


def annual_drop(intensities: Sequence[float], intervals: int = 0) -> float:
    """Compound yearly drop in percent over consecutive years' intensities (oldest first).

    Over ``len - 1`` intervals unless told otherwise. Raises ``ValueError`` for fewer than two
    figures or for one that is not positive.

    >>> round(annual_drop([0.5, 0.48, 0.47]), 2)
    3.05
    """
    _positive(intensities)
    steps = intervals or len(intensities) - 1
    portion: float = (intensities[-1] / intensities[0]) ** (1 / steps)
    return 100 * (1 - portion)


def mean_drop(intensities: Sequence[float], intervals: int = 0) -> float:
    """The arithmetic mean of the yearly drops, in percent; else as ``annual_drop``.

    >>> round(mean_drop([0.5, 0.48, 0.47]), 2)
    3.04
    """
    _positive(intensities)
    drops = [1 - later / earlier for earlier, later in pairwise(intensities)]
    return 100 * sum(drops) / (intervals or len(drops))


def yearly_drop(intensities: Sequence[float], policy: Policy) -> float:
    """The yearly drop by the reading in force (rules.md §5 no. 13: 复合或算术, 两段或三段).

    >>> round(yearly_drop([0.5, 0.48, 0.47], edition()), 2)
    3.05
    """
    switches = policy.switches
    by_default = switches.drop_intervals == len(intensities) - 1
    steps = 0 if by_default else switches.drop_intervals
    drop = annual_drop if switches.drop_mean == "compound" else mean_drop
    return drop(intensities, steps)


def _positive(intensities: Sequence[float]) -> None:
    if len(intensities) < 2 or min(intensities) <= 0:
        raise ValueError("a yearly drop needs two or more positive figures")


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


def s_offset(rate: float, tier: Tier, policy: Policy, mode: Interpolation | None = None) -> float:
    """附件1 碳抵消比例: points for an offset rate (percent), by ``mode`` or the reading in force.

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
    floor, switches = policy.scoring.offset_floor, policy.switches
    if rate < floor or (rate == floor and switches.offset_30_inclusive):
        return 0.0
    full = _full(ScoreItem.CARBON_OFFSET, policy)
    if (mode or Interpolation(switches.offset_interp)) is Interpolation.FROM_ZERO:
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

    Both in one unit, ``benchmark`` positive. Whether the bounds are inclusive is open (rules.md
    §5 no. 12).

    >>> [s_unit(use, 60, edition()) for use in (48, 60, 66, 66.1)]
    [10.0, 6.0, 3.0, 0.0]
    """
    scoring, ratio = policy.scoring, use / benchmark
    edge = 1e-9 if policy.switches.unit_inclusive else -1e-9
    if ratio <= 1 - scoring.unit_better / 100 + edge:
        return _full(ScoreItem.UNIT_CONSUMPTION, policy)
    if ratio <= 1 + edge:
        return scoring.unit_met_points
    return scoring.unit_near_points if ratio <= 1 + scoring.unit_worse / 100 + edge else 0.0


def s_waste(kinds: int, policy: Policy) -> float:
    """附件1 余能使用: 2 points for each kind of waste energy used well enough, 4 at most.

    >>> [s_waste(kinds, edition()) for kinds in (0, 1, 2, 3)]
    [0.0, 2.0, 4.0, 4.0]
    """
    return min(_full(ScoreItem.WASTE_ENERGY, policy), policy.scoring.waste_energy_each * kinds)


def s_eco(aspects: int, policy: Policy) -> float:
    """附件1 生态设计: 1 point for each aspect with a practice of its own, 5 at most.

    >>> s_eco(2, edition()), s_eco(9, edition())
    (2.0, 5.0)
    """
    return min(_full(ScoreItem.ECO_DESIGN, policy), policy.scoring.eco_design_each * aspects)


def s_cases(cases: int, policy: Policy) -> float:
    """附件1 碳管理: 2 points for each case, 8 at most.

    >>> s_cases(3, edition()), s_cases(5, edition())
    (6.0, 8.0)
    """
    return min(
        _full(ScoreItem.CARBON_MANAGEMENT, policy), policy.scoring.carbon_management_each * cases
    )


def s_system(item: ScoreItem, present: int, of: int, policy: Policy) -> float:
    """附件1 两项信息化系统: no part scale is given; ours, for the expert: points × present ÷ of.

    >>> s_system(ScoreItem.CARBON_SYSTEM, 4, 5, edition())
    4.0
    """
    return _full(item, policy) * _portion(present, of)


def s_special(backward: float, of: float, policy: Policy) -> float:
    """附件1 专用设备能效 «按比例酌情扣分»: ours, for the expert: 5 × (1 - backward ÷ of).

    >>> s_special(2, 10, edition())
    4.0
    """
    return _full(ScoreItem.SPECIAL_EQUIPMENT, policy) * (1 - _portion(backward, of))


def s_general(first: float, second: float, third: float, policy: Policy) -> float:
    """附件1 通用设备能效: machines of grade 1, of grade 2, of grade 3 or worse → points.

    All of grade 1: 5; all of grade 2 or better: 3; else 3 × (1 - third ÷ all). A mix of 1 and 2
    is open (rules.md §5 no. 10). Raises ``ValueError`` where there is no machine.

    >>> s_general(6, 4, 0, edition()), s_general(4, 0, 0, edition()), s_general(6, 2, 2, edition())
    (3.0, 5.0, 2.4000000000000004)
    """
    count = first + second + third
    if count <= 0:
        raise ValueError("no machine to grade")
    full, met = _full(ScoreItem.GENERAL_EQUIPMENT, policy), policy.scoring.general_met_points
    if third:
        return met * (1 - third / count)
    if not second:
        return full
    mixed = policy.switches.generic_mix == "interpolated"
    return met + (full - met) * first / count if mixed else met


def _full(item: ScoreItem, policy: Policy) -> float:
    return points_of(item, policy).points


def _portion(value: float, full: float) -> float:
    return min(1.0, max(0.0, value) / full)
