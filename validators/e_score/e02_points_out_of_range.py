"""每项自评得分须在0分与附件1该项分值之间。

为什么：超出分值的得分抬高总分，说明填表人没有对照附件1，或把总分填进了单项。

反例：

>>> say(check(right({"self.waste_energy": 6.0}), policy))
error E02 “余能使用（适用时）”自评6分，超出0—4分。

正例：

>>> say(check(right({"self.waste_energy": 4.0}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, item_ground, plain
from validators.figures import claimed, number
from validators.points.claims import scored

RULE = Rule(
    code="E02",
    name="points-out-of-range",
    title="自评得分越界",
    severity=Severity.ERROR,
    speciality=Speciality.CLERICAL,
    citation="附件1 分值",
    message="“{item}”自评{points}分，超出0—{most}分。",
    inputs=("self_evaluation",),
)
_HAIR = 0.005


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Compare each claim with the row's points."""
    for row in scored(policy):
        read = claimed(submission, row.item)
        points = number(read)
        if read is None or points is None or -_HAIR <= points <= row.points + _HAIR:
            continue
        yield fault(
            RULE,
            [item_ground(row.item, read, policy)],
            item=row.label,
            points=plain(points),
            most=plain(row.points),
            expected=f"0—{plain(row.points)}分",
            actual=f"{plain(points)}分",
            fix=f"请按附件1把该项改为不高于{plain(row.points)}分，并同步修改小计和总分。",
        )
