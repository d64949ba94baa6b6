"""结束时间不得早于开始时间：方案实施周期和每个重点项目的建设期限都如此。

为什么：起止颠倒多为笔误，进度、投产和考核时间都无从确定。写法不明确的期限不说。

反例：

>>> say(check(right({"projects.2.period": "2027.3-2025.12"}), policy))
error J03 第2项结束时间早于开始时间：2027.3-2025.12。

正例：

>>> say(check(right({"projects.2.period": "2025.3-2027.12"}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import cell_ground, fault, field_ground
from validators.figures import rows, text
from validators.form.periods import Moment, moment, read_period

RULE = Rule(
    code="J03",
    name="backwards",
    title="结束早于开始",
    severity=Severity.ERROR,
    speciality=Speciality.CLERICAL,
    citation="附件2-2 建设期限；附件2 基本信息表 二 方案实施周期",
    message="第{row}项结束时间早于开始时间：{period}。",
)
_PLAN: Final = "方案实施周期结束时间早于开始时间：{period}。"
_FIX: Final = "请核对起止年月。"
_EXPECTED: Final = "结束不早于开始"


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Look at the plan's period and at each project's."""
    yield from _plan(submission)
    for position, row in rows(submission, "projects"):
        period = read_period(text(row.get("period")))
        if period is None or not _before(period.end, period.start):
            continue
        read = row["period"]
        shown = read.raw.strip()
        ground = cell_ground("projects", position, "period", read)
        yield fault(
            RULE, [ground], row=position, period=shown, expected=_EXPECTED, actual=shown, fix=_FIX
        )


def _plan(submission: Submission) -> Iterator[Finding]:
    keys = ("period_start", "period_end")
    start, end = (text(submission.fields.get(key)) for key in keys)
    if not _before(moment(end), moment(start)):
        return
    shown = f"{start}至{end}"
    grounds = [field_ground(submission, key) for key in keys]
    yield fault(
        RULE, grounds, template=_PLAN, period=shown, expected=_EXPECTED, actual=shown, fix=_FIX
    )


def _before(end: Moment | None, start: Moment | None) -> bool:
    return end is not None and start is not None and end.last < start.first
