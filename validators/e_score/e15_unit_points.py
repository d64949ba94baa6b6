"""单耗水平得分须与单耗和所引标杆、先进值之比相符：优于20%得10分，达到得6分，劣于10%以内得3分。

为什么：常把“优于先进值”当作优于20%计满分，或把实施后的目标值当作现状。
取基本信息表的实施前单耗与“行业先进值及引用标准”里同一单位的数，恰为20%、相等、10%均含本数；
表格的单位与所引先进值不同而自评说明写出同一单位两个数的，取说明的数。按印出的位数取有利的一头。只追究多报：自评说明也写着这两个数的为错误；说明没有写数的，
所指产品或标准可能另有一个，高出两档以上才警告，否则只作提示；两数相差一倍以上的，疑非同一产品，只作提示。
先进值不止一个或单位不同的，由专家评定，不说。

反例：

>>> told = {"energy_intensity.before": 52.0, "benchmark": "先进值60kgce/t（GB 36889）", "self.unit_consumption": 10.0}
>>> why = {"evidence.unit_consumption": "主要产品单耗52kgce/t，优于先进值60kgce/t"}
>>> say(check(right({**told, **why}), policy))
error E15 单耗52与标杆/先进值60（kgce/t）相比-13.33%，应得6分，自评10分。

正例：

>>> say(check(right({**told, **why, "self.unit_consumption": 6.0}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy, points_of
from schemas.submission import ScoreItem, Submission
from validators.faults import fault, item_ground, plain
from validators.figures import claimed, number
from validators.lacking import Lacking
from validators.points.claims import advice, weigh
from validators.points.score_formulas import s_unit
from validators.points.score_units import comparable, unit_consumption, unit_shown, unit_told
from validators.rounding import operand

_ITEM = ScoreItem.UNIT_CONSUMPTION
RULE = Rule(
    code="E15",
    name="unit-points",
    title="单耗水平得分复算",
    severity=Severity.ERROR,
    speciality=Speciality.ENERGY,
    citation="附件1 单耗水平（10分，优于标杆或先进值20%的得10分，达到得6分，劣于10%以内得3分，其余不得分）；附件2 基本信息表 二",
    message="单耗{use}与标杆/先进值{best}（{unit}）相比{gap}%，应得{right}分，自评{found}分。",
    inputs=("self_evaluation.unit_consumption", "energy_intensity.before", "benchmark"),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Compare the claim with the ratio of the two figures."""
    claim, pair = claimed(submission, _ITEM), unit_consumption(submission, policy)
    if pair is None:
        raise Lacking("与单耗同一单位的一个先进值")
    if claim is None:
        return
    use, best = pair[0].value, pair[1].value
    row, points = points_of(_ITEM, policy), s_unit(use, best, policy)
    most = s_unit(max(use - pair[0].room, 0.0), best, policy)
    severity = weigh(claim, points, most, 0.0, row, policy)
    if severity is None:
        return
    found = number(claim) or 0.0
    if severity is not Severity.INFO and not comparable(use, best, policy):
        severity = Severity.INFO
    elif severity is Severity.ERROR and not unit_told(submission, use, best):
        severity = (
            Severity.WARNING if found - most > policy.scoring.unit_met_points else Severity.INFO
        )
    right = plain(most)
    yield fault(
        RULE,
        [item_ground(_ITEM, claim, policy), *pair[0].grounds, *pair[1].grounds],
        severity=severity,
        use=plain(use),
        best=plain(best),
        unit=unit_shown(submission, pair[0]),
        gap=f"{100 * (use / best - 1):+.2f}".rstrip("0").rstrip("."),
        right=right,
        found=plain(found),
        expected=f"{right}分",
        actual=f"{plain(found)}分",
        working=f"({operand(use)} − {operand(best)}) ÷ {operand(best)} = {100 * (use / best - 1):.2f}%",
        fix=advice(severity, right, "自评所用单耗、标杆或先进值及其标准")
        if severity is not Severity.INFO
        else f"请核对现状单耗和先进值；与基本信息表同一口径的，应为{right}分。",
    )
