"""各日期须先后有序：报告期末年结束在前，封面日期在后，不晚于收件；承诺与封面日期相近。

为什么：数据还没有发生就已填报，或封面晚于收件，说明日期或数据有误。
成立日期由B18说；承诺日期晚于收件、早一年以上由A10说；承诺与封面相差60天以上只作警告。

反例：

>>> say(check(right({"cover_date": "2024-03", "commitment_date": "2024-03-10"}), policy))
error B19 日期顺序异常：报告期末年（2024-12-31）应早于封面日期（2024-03）。

正例：

>>> say(check(right({"cover_date": "2025-03-20", "received": "2025-03-25"}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import Ground, fault, field_ground, read_ground
from validators.figures import text
from validators.form.days import earliest, latest

RULE = Rule(
    code="B19",
    name="date-order",
    title="日期先后顺序错误",
    severity=Severity.ERROR,
    speciality=Speciality.CLERICAL,
    citation="附件2 封面；附件2 基本信息表 年度、材料真实性承诺日期",
    message="日期顺序异常：{a}（{da}）应早于{b}（{db}）。",
    inputs=("cover_date",),
)
_APART = "承诺日期（{da}）与封面日期（{db}）相差{days}天，请核对。"
_DAY, _YEAR = timedelta(days=1), timedelta(days=365)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """The cover against the last reported year, against receipt, against the commitment."""
    cover = text(submission.fields["cover_date"])
    first, last = earliest(cover), latest(cover)
    if first is None or last is None:
        return
    ground = field_ground(submission, "cover_date")
    year = max(submission.years, default=None)
    if year is not None and last < date(year, 12, 31):
        heads = [
            read_ground("years", "年度", c) for c in submission.year_cells if str(year) in c.raw
        ]
        yield _wrong([ground, *heads], ("报告期末年", f"{year}-12-31"), ("封面日期", cover))
    received = latest(submission.received or "")
    if received is not None and first > received + _DAY:
        yield _wrong([ground], ("封面日期", cover), ("收件日期", submission.received or ""))
    yield from _apart(submission, first, last, policy)


def _wrong(grounds: list[Ground], before: tuple[str, str], after: tuple[str, str]) -> Finding:
    return fault(
        RULE,
        grounds,
        a=before[0],
        da=before[1],
        b=after[0],
        db=after[1],
        expected=f"{after[0]}晚于{before[1]}",
        actual=after[1],
        fix=f"请核对{before[0]}与{after[0]}，年度数据以全年实绩为准。",
    )


def _apart(submission: Submission, first: date, last: date, policy: Policy) -> Iterator[Finding]:
    """The commitment far from the cover, within what A10 lets pass."""
    read = submission.fields.get("commitment_date")
    signed = text(read)
    start, end = earliest(signed), latest(signed)
    if read is None or start is None or end is None:
        return
    gap = max(start - last, first - end)
    if not timedelta(days=policy.form.dates_apart_days) < gap <= _YEAR:
        return
    if start > date(last.year, 12, 31):
        return
    yield fault(
        RULE,
        [field_ground(submission, "commitment_date"), field_ground(submission, "cover_date")],
        severity=Severity.WARNING,
        template=_APART,
        da=signed,
        db=text(submission.fields["cover_date"]),
        days=gap.days,
        expected=f"{policy.form.dates_apart_days}天以内",
        actual=f"{gap.days}天",
        fix="请核对承诺日期和封面日期，按实际签署、编制日期填写。",
    )
