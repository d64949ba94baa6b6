"""附件2-2各项目总投资额之和不得超过方案总投资，一般应相等。

为什么：两处口径不一，投资强度和资金可行性无从判断。
附件2-2可以只列重点项目，合计小于总投资只作警告；合计超过总投资，1%以内容许，5%以内警告，5%以上为错误。
按印出的位数（如亿元）四舍五入所能解释的差额不说。某项投资额未填或无法识别时，只在已超过总投资时说。

反例：

>>> say(check(right({"projects.2.total_investment": 6950.0}), policy))
error F13 附件2-2总投资合计9,600万元，与方案总投资8,650万元相差10.98%。

正例：

>>> say(check(right({"total_investment": 8650.0}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Read, Submission
from validators.faults import cell_ground, fault, field_ground, plain
from validators.figures import figure, number
from validators.form.annexes import added, column
from validators.rounding import operand, room

RULE = Rule(
    code="F13",
    name="annex-sum",
    title="附件2-2投资合计与方案总投资不符",
    severity=Severity.ERROR,
    speciality=Speciality.INVESTMENT,
    citation="附件2 基本信息表 二 方案总投资；附件2-2 总投资额",
    message="附件2-2总投资合计{parts}万元，与方案总投资{whole}万元相差{gap}%。",
    inputs=("total_investment", "tables.projects"),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Add up the projects and compare with the plan."""
    whole = figure(submission, "total_investment") or 0.0
    reads = column(submission, "projects", "total_investment")
    listed = [read for read in reads.values() if number(read) is not None]
    if whole <= 0 or not listed:
        return
    parts = added(listed)
    over = parts - whole
    severity = _severity(over, whole, policy)
    plan = submission.fields["total_investment"]
    if severity is None or abs(over) <= room([plan, *listed]):
        return
    if over < 0 and len(listed) < len(reads):
        return
    yield _finding(submission, reads, parts, whole, severity)


def _severity(over: float, whole: float, policy: Policy) -> Severity | None:
    percent = 100 * over / whole
    if abs(percent) <= policy.tolerance.annex_sum_warning + 1e-9:
        return None
    return Severity.ERROR if percent > policy.tolerance.annex_sum_error else Severity.WARNING


def _finding(
    submission: Submission, reads: dict[int, Read], parts: float, whole: float, severity: Severity
) -> Finding:
    grounds = [cell_ground("projects", i, "total_investment", read) for i, read in reads.items()]
    return fault(
        RULE,
        [field_ground(submission, "total_investment"), *grounds],
        severity=severity,
        parts=plain(parts),
        whole=plain(whole),
        gap=plain(round(100 * abs(parts - whole) / whole, 2)),
        expected=f"{plain(whole)}万元",
        actual=f"{plain(parts)}万元",
        working=_working(list(reads.values()), parts),
        fix="请核对附件2-2各项目总投资额与方案总投资，改正其中一处；只列重点项目的请注明。",
    )


def _working(reads: Sequence[Read], parts: float) -> str:
    terms = " + ".join(operand(value) for read in reads if (value := number(read)) is not None)
    return f"{terms} = {operand(parts)}"
