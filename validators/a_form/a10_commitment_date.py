"""承诺日期须填写，不晚于收件日期，也不早于收件前一年。

为什么：日期错，承诺就不能证明是为本次申报作出的。
收件日期未知时，只与封面日期比：晚于封面所在年份且超过60天为晚，早于封面一年以上为早。
缺失、晚于为错误，过早为警告；Word文件上签字、日期都空着，只作警告（随纸质件签署）。

反例：

>>> say(check(right({"commitment_date": "2052-03-01", "received": "2025-03-20"}), policy))
error A10 承诺日期“2052-03-01”晚于收件日期2025-03-20。
>>> say(check(right({"commitment_date": "2023-03-01"}), policy))
warning A10 承诺日期“2023-03-01”比封面日期2025-03早一年以上。

正例：

>>> say(check(right({"received": "2025-03-20"}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Read, State, Submission
from validators.faults import fault, field_ground
from validators.figures import text
from validators.form.days import earliest, latest
from validators.form.unread import from_paper

RULE = Rule(
    code="A10",
    name="commitment-date",
    title="承诺日期缺失或异常",
    severity=Severity.ERROR,
    speciality=Speciality.CLERICAL,
    citation="附件2 基本信息表 材料真实性承诺 日期",
    message="承诺日期“{date}”晚于{against}。",
)
_MISSING = "“材料真实性承诺”未填写日期。"
_UNREADABLE = "承诺日期“{date}”无法识别为日期。"
_OLD = "承诺日期“{date}”比{against}早一年以上。"
_FIX = "请核对承诺日期，按签署当日填写。"
_YEAR, _DAY, _APART = timedelta(days=365), timedelta(days=1), timedelta(days=60)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Missing, unreadable, too late, too early: at most one of them."""
    read = submission.fields.get("commitment_date")
    if read is None:
        return
    if read.state is State.STATED:
        yield from _compared(submission, text(read))
        return
    missing = read.state is State.BLANK or not any(char.isdigit() for char in read.raw)
    yield fault(
        RULE,
        [field_ground(submission, "commitment_date")],
        severity=Severity.WARNING if missing and _on_paper(submission, read) else None,
        template=_MISSING if missing else _UNREADABLE,
        date=read.raw.strip(),
        fix=_FIX,
    )


def _on_paper(submission: Submission, read: Read) -> bool:
    """Whether signature and date both await the paper copy of a Word file."""
    signed = submission.fields.get("commitment_signed")
    return signed is not None and not signed.value and not from_paper(submission, read.where)


def _compared(submission: Submission, stated: str) -> Iterator[Finding]:
    cover = text(submission.fields.get("cover_date"))
    known = submission.received or cover
    first, last, reference = earliest(stated), latest(stated), latest(known)
    if first is None or last is None or reference is None:
        return
    late = first > _limit(reference, bool(submission.received))
    if not late and last >= reference - _YEAR - _DAY:
        return
    keys = ["commitment_date"] if submission.received else ["commitment_date", "cover_date"]
    yield fault(
        RULE,
        [field_ground(submission, key) for key in keys],
        severity=None if late else Severity.WARNING,
        template="" if late else _OLD,
        date=stated,
        against=f"收件日期{known}" if submission.received else f"封面日期{cover}",
        expected=f"不晚于{known}" if late else f"{known}之前一年内",
        actual=stated,
        fix=_FIX,
    )


def _limit(reference: date, received: bool) -> date:
    """The last day that is not too late."""
    return reference + _DAY if received else max(date(reference.year, 12, 31), reference + _APART)
