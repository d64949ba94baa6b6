"""余能使用得分须等于2分×利用率达到60%的余能种类，最高4分。

为什么：常把利用率不足60%的、或同一种余热的两处来源各算一种。
按余热、余压、余冷分种类（未明之处第9个问题）；没写利用率的按达到计。说明只举一例、写“等”或指向附件的，
另有一种可能写在别处，只作提示；得分越界由E02说，没有说明的由E22说。

反例：

>>> told = {"self.waste_energy": 4.0, "evidence.waste_energy": "余热利用率72%，余压利用率45%"}
>>> say(check(right(told), policy))
warning E12 余能利用1种（利用率≥60%），应得2分，自评4分。

正例：

>>> say(check(right({**told, "self.waste_energy": 2.0}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy, points_of
from schemas.submission import ScoreItem, Submission
from validators.faults import fault, item_ground, plain
from validators.figures import claimed, number
from validators.lacking import Lacking
from validators.points.score_formulas import s_waste
from validators.points.score_waste import waste
from validators.rounding import operand

_ITEM = ScoreItem.WASTE_ENERGY
RULE = Rule(
    code="E12",
    name="waste-points",
    title="余能得分复算",
    severity=Severity.WARNING,
    speciality=Speciality.ENERGY,
    citation="附件1 余能使用（4分，每使用一种余能且利用率达到60%以上得2分）",
    message="余能利用{kinds}种（利用率≥{least}%），应得{right}分，自评{found}分。",
    inputs=("self_evaluation.waste_energy",),
)
_OPEN = "余能使用说明列名{kinds}种，按列名可得{right}分，自评{found}分。"


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Compare the claim with the kinds that the explanation names."""
    claim, used = claimed(submission, _ITEM), waste(submission, policy)
    points, row = number(claim), points_of(_ITEM, policy)
    if used is None and points:
        raise Lacking("自评说明中的余能种类和利用率")
    if claim is None or used is None or points is None or points > row.points:
        return
    kinds = used.most(policy)
    right = s_waste(kinds, policy)
    if points <= right + 1e-9:
        return
    yield fault(
        RULE,
        [item_ground(_ITEM, claim, policy), *used.grounds],
        severity=Severity.WARNING if used.closed else Severity.INFO,
        template="" if used.closed else _OPEN,
        kinds=kinds,
        least=plain(policy.scoring.waste_energy_min_use),
        right=plain(right),
        found=plain(points),
        expected=f"{plain(right)}分",
        actual=f"{plain(points)}分",
        working=f"{operand(policy.scoring.waste_energy_each)} × {kinds} = {operand(right)}（{used.words}）",
        fix=f"请逐种写明余能来源和利用率；仅此{kinds}种的，把该项自评改为{plain(right)}分。",
    )
