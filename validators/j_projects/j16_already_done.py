"""重点项目应是拟开展的项目，不应大半已经完成。

为什么：正文四要求“拟开展的重点项目”，已建成的不能再算作方案的举措。
已完成投资合计超过总投资80%的说；另有项目在申报之前已经结束的也说，两种情况合为一条。
申报时间按收件、封面、承诺日期依次取，不明的只看投资。

反例：

>>> done = {"projects.1.completed_investment": 2500.0, "projects.2.completed_investment": 5500.0}
>>> say(check(right(done), policy))
warning J16 已完成投资占92%，请核对是否为拟建项目。

正例：

>>> say(check(right({"projects.1.completed_investment": 400.0}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import Ground, cell_ground, fault
from validators.figures import application_day, printed, text
from validators.form.annexes import added, column
from validators.form.periods import moment, read_period
from validators.rounding import operand

RULE = Rule(
    code="J16",
    name="already-done",
    title="已完成项目比例过高",
    severity=Severity.WARNING,
    speciality=Speciality.INVESTMENT,
    citation="附件2 正文四 拟开展的重点项目；附件2-2 建设期限、已完成投资",
    message="{problem}，请核对是否为拟建项目。",
    inputs=("tables.projects",),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Weigh what is spent, and look for projects that ended before the application."""
    ended = _ended(submission)
    spent, whole = _money(submission)
    share = spent / whole * 100 if whole else 0.0
    much = share > policy.projects.done_percent
    if not much and not ended:
        return
    names = column(submission, "projects", "name")
    said = [f"已完成投资占{operand(share, 0)}%"] if much else []
    said += [f"项目“{printed(names.get(i))}”在申报前已结束" for i in ended]
    problem = "，".join(said)
    yield fault(
        RULE,
        _grounds(submission, ended, much),
        problem=problem,
        expected=f"拟开展的项目，已完成投资不超过{operand(policy.projects.done_percent)}%",
        actual=problem,
        working=f"{operand(spent)} ÷ {operand(whole)} = {operand(share, 1)}%" if much else "",
        fix="已建成的项目请从附件2-2移出，写入正文一（二）；在建的请核对已完成投资。",
    )


def _money(submission: Submission) -> tuple[float, float]:
    parts = (
        column(submission, "projects", c) for c in ("completed_investment", "total_investment")
    )
    spent, whole = (added(reads.values()) for reads in parts)
    return spent, whole


def _ended(submission: Submission) -> list[int]:
    """The rows whose period ended, whatever it may mean, before the application's month."""
    applied = moment(application_day(submission)[:7])
    periods = {
        i: read_period(text(read)) for i, read in column(submission, "projects", "period").items()
    }
    return [
        i
        for i, period in periods.items()
        if applied and period and period.end and period.end.last < applied.first
    ]


def _grounds(submission: Submission, ended: list[int], much: bool) -> list[Ground]:
    cells = column(submission, "projects", "completed_investment") if much else {}
    periods = column(submission, "projects", "period")
    return [
        *(cell_ground("projects", i, "completed_investment", read) for i, read in cells.items()),
        *(cell_ground("projects", i, "period", periods[i]) for i in ended),
    ]
