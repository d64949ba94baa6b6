"""绿证、绿电抵扣的部分不得超过剩余排放量的50%。

为什么：超过的部分不计，只靠绿证、绿电拿不到任何一档的满分；企业常按全额计入抵消比例。
抵扣量和剩余排放量取自评说明写明的；没写剩余排放量的取上年度碳排放总量（未明之处第3个问题），降为警告。
说明只列绿证、绿电两种手段而抵消比例超过50%的，同样说。按说明计入的比例不高于可计比例的不说。
正文三（三）写明计划抵消的吨数和剩余排放量、目标超过50%而绿证绿电占比超过上限的，警告。

反例：

>>> told = {"offset_rate.before": 80.0, "self.carbon_offset": 15.0,
...         "evidence.carbon_offset": "剩余排放量10000吨，其中绿证抵扣7000吨、CCER抵扣1000吨，抵消比例80%"}
>>> say(check(right(told), policy))
error E19 绿证、绿电抵扣7,000吨，超过剩余排放量10,000吨的50%，最多计5,000吨，抵消比例应为60%。

正例：

>>> less = {**told, "evidence.carbon_offset": "剩余排放量10000吨，其中绿证抵扣5000吨、CCER抵扣3000吨"}
>>> say(check(right(less), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import ScoreItem, Submission
from validators.energy.offsets import Offsets, offsets, only_green, planned_green
from validators.faults import fault, field_ground, item_ground, plain
from validators.figures import claimed, figure
from validators.lacking import Lacking
from validators.points.score_inputs import Input, offset_rate
from validators.rounding import operand
from validators.slips import fraction_slips

_ITEM = ScoreItem.CARBON_OFFSET
RULE = Rule(
    code="E19",
    name="green-power-cap",
    title="绿证绿电超过剩余排放50%",
    severity=Severity.ERROR,
    speciality=Speciality.CARBON,
    citation="附件1 碳抵消比例（绿证、绿电抵扣上限不得超过剩余排放量的50%）",
    message="绿证、绿电抵扣{green}吨，超过剩余排放量{residual}吨的{cap}%，最多计{most}吨，抵消比例应为{right}%。",
    inputs=("self_evaluation.carbon_offset",),
)
_ONLY = "抵消手段只有绿证、绿电，抵消比例{found}%超过剩余排放量{cap}%的上限，最多计{cap}%。"
_GOAL = (
    "三（三）计划以绿证、绿电抵消{green}吨，占剩余排放量{residual}吨的{share}%，超过{cap}%的上限。"
)
_WHOLE = 130.0
"""Percent of the residual above which the two figures are not of one kind (several years' purchases)."""
_FIX = "请按上限重算碳抵消比例和该项自评，或补充其他抵消手段的凭证。"


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Compare what green power covers with the cap, as reached and as planned."""
    yield from _reached(submission, policy)
    yield from _planned(submission, policy)


def _planned(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """The amounts of 三（三）: a goal that the cap does not allow."""
    planned, goal = planned_green(submission, policy), figure(submission, "offset_rate.after")
    cap = policy.scoring.green_power_cap
    if planned is None or goal is None or goal <= cap:
        return
    green, residual, ground = planned
    share = 100 * green / residual
    if share <= cap + policy.tolerance.offset_rate_points or share > _WHOLE:
        return
    yield fault(
        RULE,
        [ground, field_ground(submission, "offset_rate.after")],
        severity=Severity.WARNING,
        template=_GOAL,
        green=plain(green),
        residual=plain(residual),
        share=plain(round(share, 2)),
        cap=plain(cap),
        expected=f"不高于{plain(cap)}%",
        actual=f"{plain(round(share, 2))}%",
        working=f"{operand(green)} ÷ {operand(residual)} = {operand(share, 2)}%",
        fix="请调整抵消手段的构成，超过上限的部分改用其他手段。",
    )


def _reached(submission: Submission, policy: Policy) -> Iterator[Finding]:
    claim, rate = claimed(submission, _ITEM), offset_rate(submission)
    if claim is None or rate is None or "offset_rate.before" in fraction_slips(submission):
        return
    grounds = [item_ground(_ITEM, claim, policy), *rate.grounds]
    used, room = offsets(submission, policy), policy.tolerance.offset_rate_points
    cap = policy.scoring.green_power_cap
    if used is not None:
        if used.green > used.cap(policy) and rate.value > used.credited(policy) + room:
            yield _over(used, rate, policy)
    elif not only_green(submission):
        if rate.value > 0:
            raise Lacking("绿证、绿电抵扣量")
    elif rate.low > cap + room:
        yield fault(
            RULE,
            grounds,
            template=_ONLY,
            found=plain(rate.low),
            cap=plain(cap),
            expected=f"不高于{plain(cap)}%",
            actual=f"{plain(rate.low)}%",
            fix=_FIX,
        )


def _over(used: Offsets, rate: Input, policy: Policy) -> Finding:
    cap, right = policy.scoring.green_power_cap, used.credited(policy)
    return fault(
        RULE,
        [*used.grounds, *rate.grounds],
        severity=None if used.stated else Severity.WARNING,
        green=plain(used.green),
        residual=plain(used.residual),
        cap=plain(cap),
        most=plain(used.cap(policy)),
        right=plain(round(right, 2)),
        expected=f"{plain(round(right, 2))}%",
        actual=f"{plain(rate.value)}%",
        working=f"(min({operand(used.green)}, {operand(used.residual)} × {operand(cap)}%)"
        f" + {operand(used.other)}) ÷ {operand(used.residual)} = {operand(right, 2)}%",
        fix=_FIX,
    )
