"""每个项目的已完成投资不得大于其总投资额。

为什么：已完成投资影响进度判断和近3年技改投资认定。超支在1%以内不说，10%以内警告，以上为错误。

反例：

>>> say(check(right({"projects.1.completed_investment": 3200.0}), policy))
error F15 第1项已完成投资3,200万元大于总投资2,650万元。

正例：

>>> say(check(right({"projects.1.completed_investment": 2650.0}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import cell_ground, fault, plain
from validators.figures import number
from validators.form.annexes import column
from validators.rounding import room

RULE = Rule(
    code="F15",
    name="completed-over-total",
    title="已完成投资大于总投资额",
    severity=Severity.ERROR,
    speciality=Speciality.INVESTMENT,
    citation="附件2-2 总投资额、已完成投资",
    message="第{row}项已完成投资{done}万元大于总投资{whole}万元。",
    inputs=("tables.projects",),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Compare the two columns row by row."""
    totals = column(submission, "projects", "total_investment")
    for row, read in column(submission, "projects", "completed_investment").items():
        done, whole = number(read), number(totals.get(row))
        if done is None or whole is None or whole <= 0:
            continue
        percent = 100 * (done - whole) / whole
        rounded = done - whole <= room((read, totals[row]))
        if rounded or percent <= policy.tolerance.overrun_warning + 1e-9:
            continue
        mild = percent <= policy.tolerance.overrun_error + 1e-9
        yield fault(
            RULE,
            [
                cell_ground("projects", row, "completed_investment", read),
                cell_ground("projects", row, "total_investment", totals[row]),
            ],
            severity=Severity.WARNING if mild else Severity.ERROR,
            row=row,
            done=plain(done),
            whole=plain(whole),
            expected=f"不大于{plain(whole)}万元",
            actual=f"{plain(done)}万元",
            working=f"({plain(done)} − {plain(whole)}) ÷ {plain(whole)} = {percent:.1f}%",
            compared=(done, whole),
            fix="请核对已完成投资和总投资额；确系超支的请说明。",
        )
