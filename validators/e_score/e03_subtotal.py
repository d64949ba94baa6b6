"""一级指标小计须等于其下各项自评得分之和，且不超过该指标分值。

为什么：小计错，总分随之错；小计超过分值，说明计分口径有误。
组内有指标缺得分时无从相加，本条不说（E01说）；单项超出分值由E02说。
各项带小数而小计取整的，属四舍五入，只作提示。

反例：

>>> say(check(right({"subtotal.infrastructure": 16.0}), policy))
error E03 “基础设施”小计应为15，填报16。

正例：

>>> say(check(right({"subtotal.infrastructure": 15.0}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import GroupPoints, Policy
from schemas.submission import Read, SelfEvaluation, Submission
from validators.faults import fault, plain, read_ground
from validators.figures import number
from validators.points.claims import addition, claims, grounds, rounded_off, scored, total

RULE = Rule(
    code="E03",
    name="subtotal",
    title="一级指标小计错误",
    severity=Severity.ERROR,
    speciality=Speciality.CLERICAL,
    citation="附件1 一级指标（基础设施20分、能源使用12分、产品管理23分、自主减碳30分、碳抵消15分）",
    message="“{group}”小计应为{right}，填报{found}。",
    inputs=("self_evaluation",),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Add up each group that prints a sub-total."""
    sheet = submission.self_evaluation
    for group in policy.groups if sheet else ():
        read = sheet.subtotals.get(group.group) if sheet else None
        if sheet and read and number(read) is not None:
            yield from _group(sheet, group, read, policy)


def _group(
    sheet: SelfEvaluation, group: GroupPoints, read: Read, policy: Policy
) -> Iterator[Finding]:
    rows = scored(policy, group.group)
    parts = claims(sheet, rows)
    found = number(read) or 0.0
    most = group.points if parts is None else total(parts)
    gap = found - most if parts is None else abs(found - most)
    if gap <= policy.tolerance.total + 1e-9:
        return
    right = plain(most) if parts is not None else f"不超过{plain(most)}"
    yield fault(
        RULE,
        [
            read_ground(f"self_evaluation.subtotal.{group.group}", f"自评 {group.label}小计", read),
            *grounds(sheet, rows, policy),
        ],
        severity=Severity.INFO if parts and rounded_off(read, parts) else Severity.ERROR,
        group=group.label,
        right=right,
        found=plain(found),
        expected=right,
        actual=plain(found),
        working=addition(parts) if parts else "",
        fix=f"请把“{group.label}”小计改为{right}，并核对总分。",
    )
