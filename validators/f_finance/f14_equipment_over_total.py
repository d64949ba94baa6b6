"""每个项目的设备投资额不得大于其总投资额。

为什么：设备投资是总投资的一部分；大于总投资多为两列填反或漏填土建、安装费用。
总投资印得较粗（如取整）而设备投资带小数的，四舍五入所致不说。

反例：

>>> say(check(right({"projects.1.equipment_investment": 2800.0}), policy))
error F14 第1项设备投资2,800万元大于总投资2,650万元。

正例：

>>> say(check(right({"projects.1.equipment_investment": 2650.0}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Read, Submission
from validators.faults import cell_ground, fault, plain
from validators.figures import number
from validators.form.annexes import column
from validators.rounding import half_unit

RULE = Rule(
    code="F14",
    name="equipment-over-total",
    title="设备投资额大于总投资额",
    severity=Severity.ERROR,
    speciality=Speciality.INVESTMENT,
    citation="附件2-2 总投资额、设备投资额",
    message="第{row}项设备投资{part}万元大于总投资{whole}万元。",
    inputs=("tables.projects",),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Compare the two columns row by row."""
    totals = column(submission, "projects", "total_investment")
    for row, read in column(submission, "projects", "equipment_investment").items():
        part, whole = number(read), number(totals.get(row))
        if part is None or whole is None or part <= whole + _room(totals[row], read, policy):
            continue
        yield fault(
            RULE,
            [
                cell_ground("projects", row, "equipment_investment", read),
                cell_ground("projects", row, "total_investment", totals[row]),
            ],
            row=row,
            part=plain(part),
            whole=plain(whole),
            expected=f"不大于{plain(whole)}万元",
            actual=f"{plain(part)}万元",
            fix="请核对该项目总投资额与设备投资额是否填反或填错。",
        )


def _room(whole: Read, part: Read, policy: Policy) -> float:
    coarser = (whole.decimals or 0) < (part.decimals or 0)
    return max(policy.tolerance.equipment_wan, half_unit(whole) if coarser else 0.0) + 1e-9
