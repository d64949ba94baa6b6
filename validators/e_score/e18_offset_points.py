"""碳抵消得分须与碳抵消比例和所在档满分线相符，30%及以下得0分。

为什么：常见把目标年的抵消率当作现状计分，或用错档位的满分线。
“其余按抵消比例折算得分”有两种读法：15×p÷满分线，或自30%起线性折算；自评落在两者之间不追究。
恰为30%时按“以下包括本数”得0分，因原文可争议，降为警告。少报只作提示，取整所致降为警告。

反例：

>>> say(check(right({"offset_rate.before": 50.0, "self.carbon_offset": 12.0}), policy))
error E18 碳抵消比例50%（1档满分线80%），应得6—9.38分，自评12分。

正例：

>>> say(check(right({"offset_rate.before": 50.0, "self.carbon_offset": 9.4}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy, Tier, points_of
from schemas.submission import ScoreItem, Submission
from validators.faults import fault, field_ground, item_ground, plain
from validators.figures import base_year, claimed, figure, number
from validators.lacking import Lacking
from validators.points.claims import weigh
from validators.points.score_formulas import Interpolation, s_offset
from validators.points.score_inputs import Input, offset_rate
from validators.rounding import operand
from validators.slips import fraction_slips, sure_tier

_ITEM: Final = ScoreItem.CARBON_OFFSET
RULE = Rule(
    code="E18",
    name="offset-points",
    title="碳抵消得分复算",
    severity=Severity.ERROR,
    speciality=Speciality.CARBON,
    citation="附件1 碳抵消比例（15分，按上年度综合能耗分80%、70%、60%三档；30%以下得0分；其余按抵消比例折算得分）",
    message="碳抵消比例{rate}%（{tier}档满分线{full}%），应得{right}分，自评{found}分。",
    inputs=("self_evaluation.carbon_offset", "energy_consumption.*"),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Compare the claim with what both readings of the clause give."""
    claim, rate, level = (
        claimed(submission, _ITEM),
        offset_rate(submission),
        sure_tier(submission, policy),
    )
    if rate is None:
        raise Lacking("碳抵消比例")
    if claim is None or level is None or "offset_rate.before" in fraction_slips(submission):
        return
    low, high = _least(rate.least, level, policy), _most(_upper(rate, policy), level, policy)
    row = points_of(_ITEM, policy)
    severity = weigh(claim, low, high, policy.tolerance.score, row, policy)
    if severity is Severity.ERROR and _at_the_floor(rate.high, number(claim), level, policy):
        severity = Severity.WARNING
    if severity is None:
        return
    least, most = _least(rate.value, level, policy), _most(rate.value, level, policy)
    right = plain(round(most, 2)) if most - least < 0.005 else _span(least, most)
    found = plain(number(claim) or 0.0)
    energy = field_ground(submission, f"energy_consumption.{base_year(submission)}")
    yield fault(
        RULE,
        [item_ground(_ITEM, claim, policy), *rate.grounds, energy],
        severity=severity,
        rate=plain(rate.value),
        tier=level.number,
        full=plain(level.offset_full),
        right=right,
        found=found,
        expected=f"{right}分",
        actual=f"{found}分",
        working=_working(rate.value, level, row.points, policy),
        fix=_fix(submission, number(claim) or 0.0, level, policy),
    )


def _upper(rate: Input, policy: Policy) -> float:
    """The greatest rate that rounding allows; a rate printed at the floor stays there."""
    return rate.high if rate.high <= policy.scoring.offset_floor else rate.most


def _least(rate: float, level: Tier, policy: Policy) -> float:
    return s_offset(rate, level, policy, Interpolation.FROM_FLOOR)


def _most(rate: float, level: Tier, policy: Policy) -> float:
    return s_offset(rate, level, policy, Interpolation.FROM_ZERO)


def _span(least: float, most: float) -> str:
    return f"{plain(round(least, 2))}—{plain(round(most, 2))}"


def _at_the_floor(rate: float, points: float | None, level: Tier, policy: Policy) -> bool:
    just_above = policy.scoring.offset_floor + 1e-6
    if abs(rate - policy.scoring.offset_floor) > 1e-6:
        return False
    return (points or 0.0) <= _most(just_above, level, policy) + policy.tolerance.score


def _working(rate: float, level: Tier, points: float, policy: Policy) -> str:
    floor, full, shown = policy.scoring.offset_floor, level.offset_full, operand(rate)
    if rate <= floor:
        return f"{shown}% ≤ {operand(floor)}%，得0分"
    if rate >= full:
        return f"{shown}% ≥ {operand(full)}%，得{operand(points)}分"
    straight = f"{operand(points)} × {shown} ÷ {operand(full)}"
    gliding = (
        f"{operand(points)} × ({shown} − {operand(floor)}) ÷ ({operand(full)} − {operand(floor)})"
    )
    most, least = _most(rate, level, policy), _least(rate, level, policy)
    return f"{straight} = {operand(most, 2)}；{gliding} = {operand(least, 2)}"


def _fix(submission: Submission, claim: float, level: Tier, policy: Policy) -> str:
    goal = figure(submission, "offset_rate.after")
    by_goal = goal is not None and abs(_most(goal, level, policy) - claim) <= policy.tolerance.score
    hint = "自评与实施后目标值一致，应按现状抵消比例计分；" if by_goal else ""
    return f"{hint}请按现状抵消比例修改该项自评，或补充抵消量及剩余排放量的依据。"
