"""成立日期须可识别，不早于1949年10月1日，不晚于申报，且早于报告期首年。

为什么：成立日期决定有无近3年数据，也用来核对营业执照。
以收件、封面、承诺三个日期中最晚的为申报日。首个报告年内或其后成立的，首年数据不完整，作警告
（rules.md原文“三个完整年度”与“近3年数据”不能同时成立，取后者）。空白由A03说，模板占位由A04说。

反例：

>>> say(check(right({"established_on": "2026-05-01"}), policy))
error B18 成立日期“2026-05-01”不合理：晚于申报日期2025-03。

正例：

>>> say(check(right({"established_on": "2003-08"}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import State, Submission
from validators.faults import fault, field_ground
from validators.figures import printed, text
from validators.form.days import earliest, latest
from validators.wording.leftovers import leftover

RULE = Rule(
    code="B18",
    name="established-date",
    title="成立日期异常",
    severity=Severity.ERROR,
    speciality=Speciality.CLERICAL,
    citation="附件2 基本信息表 一 成立日期、企业近3年经营情况",
    message="成立日期“{stated}”不合理：{reason}。",
    inputs=("raw:established_on",),
)
_FIRST = date(1949, 10, 1)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """At most one of the four reasons."""
    read = submission.fields["established_on"]
    if leftover(read):
        return
    found = _reason(submission, text(read)) if read.state is State.STATED else _UNREADABLE
    if found is None:
        return
    severity, reason = found
    yield fault(
        RULE,
        [field_ground(submission, "established_on")],
        severity=severity,
        stated=printed(read),
        reason=reason,
        actual=printed(read),
        fix="请对照营业执照核对成立日期，按“年-月-日”填写。",
    )


_UNREADABLE = (Severity.ERROR, "无法识别为日期")


def _reason(submission: Submission, stated: str) -> tuple[Severity, str] | None:
    first, last = earliest(stated), latest(stated)
    if first is None or last is None:
        return _UNREADABLE
    if last < _FIRST:
        return Severity.ERROR, "早于1949年10月1日"
    applied = _applied(submission)
    if applied and first > (latest(applied) or first):
        return Severity.ERROR, f"晚于申报日期{applied}"
    year = min(submission.years, default=None)
    if year and first > date(year, 1, 31):
        return Severity.WARNING, f"首个报告年（{year}年）内或其后成立，没有完整的近3年数据"
    return None


def _applied(submission: Submission) -> str:
    """The latest of the dates that the application bears, as stated."""
    stated = (
        submission.received or "",
        text(submission.fields.get("cover_date")),
        text(submission.fields.get("commitment_date")),
    )
    return max(
        (iso for iso in stated if latest(iso)), key=lambda iso: latest(iso) or _FIRST, default=""
    )
