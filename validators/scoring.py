"""Annex 1 recomputed: each row's points from the figures that the submission itself states.

Where the text allows two readings the points have bounds; where only an expert can judge, the
row is marked ``expert`` and ``computed`` is the most that the evidence named bears out. A
computation rests on what is stated, never on what is claimed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Final

from msgspec import structs

from schemas.finding import Evidence, Score
from schemas.policy import Policy, points_of
from schemas.submission import Read, ScoreItem, Submission
from validators.faults import Ground, field_ground, plain
from validators.figures import claimed, number, tier
from validators.memory import remembered
from validators.points.admission import large_enough, scale
from validators.points.score_formulas import (
    Interpolation,
    s_effect,
    s_invest,
    s_offset,
    s_re,
    s_unit,
)
from validators.points.score_inputs import (
    Input,
    annual_drops,
    dependable,
    offset_rate,
    renewable_share,
    retrofit_investment,
)
from validators.points.score_judged import (
    Judged,
    judged_cases,
    judged_eco,
    judged_factory,
    judged_general,
    judged_special,
    judged_system,
    judged_waste,
)
from validators.points.score_totals import totals
from validators.points.score_units import comparable, unit_consumption
from validators.points.tier_claims import computed as computed_tier
from validators.slips import fraction_slips

EXPERT: Final = "需专家评定"
_NO_FIGURE: Final = "材料未给出可供复算的数据"
_Points = Callable[[float], float]


@remembered
def score(submission: Submission, policy: Policy) -> dict[str, Score]:
    """Claimed and recomputed points by row of annex 1 (keys: ``ScoreItem`` values, all 14)."""
    return {row.item.value: _row(submission, row.item, policy) for row in policy.items}


def total(scores: dict[str, Score], policy: Policy) -> tuple[float, float] | None:
    """The least and the greatest sum of the scored rows (``score_totals`` for sums by group).

    ``None`` where a row is neither computed nor claimed (余能使用 may be left out).
    """
    whole = totals(scores, policy).whole
    return (whole.low, whole.high) if whole else None


def _row(submission: Submission, item: ScoreItem, policy: Policy) -> Score:
    computed = _COMPUTED.get(item)
    found = computed(submission, policy) if computed else _judged(submission, item, policy)
    claim = _claimed(claimed(submission, item))
    return structs.replace(found, max=points_of(item, policy).points, claimed=claim)


def _judged(submission: Submission, item: ScoreItem, policy: Policy) -> Score:
    """A row that only an expert can judge: the most that its evidence bears out."""
    found = _JUDGED[item](submission, policy)
    return Score(
        0,
        computed=None if found.points is None else _tidy(found.points),
        basis=f"{EXPERT}：{found.basis}",
        evidence=_evidence(found.grounds),
        expert=True,
    )


def _claimed(read: Read | None) -> float | None:
    """Points; for the admission rows 1 (符合) or 0 (不符合)."""
    if read is not None and isinstance(read.value, bool):
        return float(read.value)
    return number(read)


def _scale(submission: Submission, policy: Policy) -> Score:
    """规模体量 as 1 (met) or 0 (not met): it carries no points."""
    found = scale(submission)
    if found is None or (None in (found.energy, found.output) and not large_enough(found, policy)):
        return Score(0, basis="上年度综合能耗、产值不全，无法判定")
    keys = [key for key in found.keys if key in submission.fields]
    energy = "—" if found.energy is None else plain(found.energy)
    output = "—" if found.output is None else plain(found.output / 10000)
    basis = f"{found.year}年综合能耗{energy}吨标准煤、产值{output}亿元"
    met = large_enough(found, policy)
    return Score(
        0,
        computed=float(met),
        basis=("符合：" if met else "不符合：") + basis,
        evidence=_evidence(field_ground(submission, key) for key in keys),
    )


def _renewable(submission: Submission, policy: Policy) -> Score:
    share, level = renewable_share(submission, policy), computed_tier(submission, policy)
    if share is None or level is None or "renewable_share.before" in fraction_slips(submission):
        return _silent(submission, policy)
    basis = f"占比{plain(share.value)}%，{level.tier.label}满分线{level.tier.renewable_full:g}%"
    return _scored(share, basis, lambda p: s_re(p, level.tier, policy), [level.ground])


def _offset(submission: Submission, policy: Policy) -> Score:
    rate, level = offset_rate(submission), computed_tier(submission, policy)
    if rate is None or level is None or "offset_rate.before" in fraction_slips(submission):
        return _silent(submission, policy)
    basis = f"抵消{plain(rate.value)}%，{level.tier.label}满分线{level.tier.offset_full:g}%"
    found = _scored(rate, basis, lambda p: s_offset(p, level.tier, policy), [level.ground])
    low = min(s_offset(rate.low, level.tier, policy, mode) for mode in Interpolation)
    high = max(s_offset(rate.high, level.tier, policy, mode) for mode in Interpolation)
    if low == high:
        return found
    here = {s_offset(rate.value, level.tier, policy, mode) for mode in Interpolation}
    note = "；“其余按抵消比例折算”有两种读法" if len(here) > 1 else ""
    return structs.replace(found, low=_tidy(low), high=_tidy(high), basis=found.basis + note)


def _silent(submission: Submission, policy: Policy) -> Score:
    lacking = "" if tier(submission, policy) else "（缺上年度综合能耗，档位不明）"
    return Score(0, basis=_NO_FIGURE + lacking)


def _investment(submission: Submission, policy: Policy) -> Score:
    money = retrofit_investment(submission, policy)
    if money is None:
        return Score(0, basis=_NO_FIGURE)
    full = policy.scoring.retrofit_full_wan
    basis = f"投资{plain(money.value)}万元，满分{full:g}万元"
    return _scored(money, basis, lambda wan: s_invest(wan, policy))


def _effect(submission: Submission, policy: Policy) -> Score:
    drop = annual_drops(submission, policy)
    if drop is None:
        return Score(0, basis=_NO_FIGURE)
    if not dependable(submission, policy):
        return Score(0, basis="三年数据不全、疑似单位错位或前后不合，未复算")
    best = Input(drop.value, drop.value, drop.high, drop.grounds, drop.basis)
    return _scored(best, f"年均下降{plain(round(drop.value, 2))}%", lambda d: s_effect(d, policy))


def _unit(submission: Submission, policy: Policy) -> Score:
    found = unit_consumption(submission, policy)
    if found is None:
        return Score(0, basis=f"{EXPERT}：引用的先进值或单位不止一个", expert=True)
    use, best = found
    if not comparable(use.value, best.value, policy):
        words = f"单耗{plain(use.value)}与所引先进值{plain(best.value)}相差过大，疑非同一产品或口径"
        return Score(0, basis=f"{EXPERT}：{words}", expert=True)
    basis = f"单耗{plain(use.value)}，标杆或先进值{plain(best.value)}"
    return _scored(use, basis, lambda value: s_unit(value, best.value, policy), best.grounds)


def _scored(figure: Input, words: str, points: _Points, more: Iterable[Ground] = ()) -> Score:
    """The points of a figure, with bounds where its sources give different points."""
    low, high = sorted((_tidy(points(figure.low)), _tidy(points(figure.high))))
    return Score(
        0,
        computed=_tidy(points(figure.value)),
        low=low if low != high else None,
        high=high if low != high else None,
        basis=f"{words}（{figure.basis}）",
        evidence=_evidence([*figure.grounds, *more]),
    )


def _evidence(grounds: Iterable[Ground]) -> tuple[Evidence, ...]:
    return tuple(ground.evidence for ground in grounds)


def _tidy(points: float) -> float:
    return round(points, 4)


_COMPUTED: Final[dict[ScoreItem, Callable[[Submission, Policy], Score]]] = {
    ScoreItem.ADMISSION_SCALE: _scale,
    ScoreItem.RENEWABLE_ENERGY: _renewable,
    ScoreItem.UNIT_CONSUMPTION: _unit,
    ScoreItem.RETROFIT_INVESTMENT: _investment,
    ScoreItem.RETROFIT_EFFECT: _effect,
    ScoreItem.CARBON_OFFSET: _offset,
}
_JUDGED: Final[dict[ScoreItem, Callable[[Submission, Policy], Judged]]] = {
    ScoreItem.ADMISSION_FACTORY: judged_factory,
    ScoreItem.ENERGY_SYSTEM: partial(judged_system, ScoreItem.ENERGY_SYSTEM),
    ScoreItem.CARBON_SYSTEM: partial(judged_system, ScoreItem.CARBON_SYSTEM),
    ScoreItem.SPECIAL_EQUIPMENT: judged_special,
    ScoreItem.GENERAL_EQUIPMENT: judged_general,
    ScoreItem.WASTE_ENERGY: judged_waste,
    ScoreItem.ECO_DESIGN: judged_eco,
    ScoreItem.CARBON_MANAGEMENT: judged_cases,
}
