"""附件2-2合计行各列须等于上方各项目之和。

为什么：合计行常是旧版本留下的数，与明细不符时无法判断以哪个为准。
合计行不计入求和；某项未填或无法识别而对不上的，不说；只有分组小计、没有合计行的，不说。
明细之和超出或少于方案总投资、而合计行恰等于方案总投资的，由F13说。

反例：

>>> say(check(right({"totals.projects.total_investment": 8600.0}), policy))
warning F16 附件2-2“总投资额”合计8,600，逐项相加为8,650。

正例：

>>> say(check(right({"totals.projects.total_investment": 8650.0}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Read, Submission
from validators.f_finance import f13_annex_sum
from validators.faults import Ground, cell_ground, fault, plain, read_ground
from validators.figures import figure, number
from validators.form.annexes import added, column, sum_row
from validators.rounding import operand, room

RULE = Rule(
    code="F16",
    name="sum-row",
    title="合计行错误",
    severity=Severity.WARNING,
    speciality=Speciality.INVESTMENT,
    citation="附件2-2 合计行",
    message="附件2-2“{column}”合计{found}，逐项相加为{right}。",
    inputs=("tables.projects",),
)
_COLUMNS = {
    "total_investment": "总投资额",
    "equipment_investment": "设备投资额",
    "completed_investment": "已完成投资",
}


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Add up each money column that the sum row states."""
    row = sum_row(submission, "projects")
    for name, label in _COLUMNS.items():
        read = row.get(name)
        if read is None or number(read) is None:
            continue
        yield from _column(submission, name, label, read, policy)


def _column(
    submission: Submission, name: str, label: str, read: Read, policy: Policy
) -> Iterator[Finding]:
    reads = column(submission, "projects", name)
    listed = [part for part in reads.values() if number(part) is not None]
    found, right = number(read) or 0.0, added(listed)
    if not listed or len(listed) < len(reads):
        return
    if abs(found - right) <= max(policy.tolerance.sum_row_wan, room([read, *listed])):
        return
    if name == "total_investment" and _told_by_f13(submission, found, policy):
        return
    yield fault(
        RULE,
        [
            _ground(name, label, read),
            *(cell_ground("projects", i, name, r) for i, r in reads.items()),
        ],
        column=label,
        found=plain(found),
        right=plain(right),
        expected=f"{plain(right)}万元",
        actual=f"{plain(found)}万元",
        working=" + ".join(operand(number(part) or 0.0) for part in listed)
        + f" = {operand(right)}",
        fix=f"请把合计行“{label}”改为{plain(right)}，或核对各项目数额。",
    )


def _ground(name: str, label: str, read: Read) -> Ground:
    return read_ground(f"totals.projects.{name}", f"附件2-2合计行 {label}", read)


def _told_by_f13(submission: Submission, found: float, policy: Policy) -> bool:
    plan = figure(submission, "total_investment")
    if plan is None or abs(plan - found) > policy.tolerance.sum_row_wan:
        return False
    return any(True for _ in f13_annex_sum.check(submission, policy))
