"""每个重点项目的建设期限须在方案实施周期之内。

为什么：周期之外的项目不能算作本方案的举措和成效。
容许相差1个月。已有投资完成的项目可以早于方案开始，只作提示；只写年份、季度的按整段判断，
期限写法不明确（如“12个月”）的不说。结束早于开始的由J03说。

反例：

>>> say(check(right({"projects.1.period": "2024.6-2025.3"}), policy))
warning J02 第1项期限2024.6-2025.3超出方案实施周期2025-03至2027-12。

正例：

>>> say(check(right({"projects.1.period": "2025.4-2026.6"}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Row, Submission
from validators.faults import cell_ground, fault, field_ground
from validators.figures import number, rows, text
from validators.form.periods import Period, moment, read_period

RULE = Rule(
    code="J02",
    name="outside-plan",
    title="建设期限超出方案实施周期",
    severity=Severity.WARNING,
    speciality=Speciality.PROCESS,
    citation="附件2 基本信息表 二 方案实施周期；附件2-2 建设期限",
    message="第{row}项期限{period}超出方案实施周期{plan}。",
    inputs=("period_start", "period_end", "tables.projects"),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Compare each project's period with the plan's."""
    start, end = (text(submission.fields[key]) for key in ("period_start", "period_end"))
    plan = Period(moment(start), moment(end))
    if plan.start is None or plan.end is None or plan.end.last < plan.start.first:
        return
    for position, row in rows(submission, "projects"):
        severity = _severity(row, plan, policy.tolerance.months)
        if severity is None:
            continue
        shown = row["period"].raw.strip()
        yield fault(
            RULE,
            [
                cell_ground("projects", position, "period", row["period"]),
                *(field_ground(submission, key) for key in ("period_start", "period_end")),
            ],
            severity=severity,
            row=position,
            period=shown,
            plan=f"{start}至{end}",
            expected=f"{start}至{end}之内",
            actual=shown,
            fix="请调整该项目建设期限或方案实施周期；已先行开工的请填写已完成投资。",
        )


def _severity(row: Row, plan: Period, months: int) -> Severity | None:
    period = read_period(text(row.get("period")))
    if period is None or _backwards(period):
        return None
    if plan.end and period.end and period.end.first > plan.end.last + months:
        return Severity.WARNING
    if plan.start and period.start and period.start.last < plan.start.first - months:
        started = (number(row.get("completed_investment")) or 0.0) > 0
        return Severity.INFO if started else Severity.WARNING
    return None


def _backwards(period: Period) -> bool:
    return bool(period.start and period.end and period.end.last < period.start.first)
