"""方案实施周期一般不超过4年、不少于1年，并在2025年1月至2029年12月之间。

为什么：培育建设周期一般不超过4年，自名单公布起4年内未申请认定的自动退出。
按起止月份连头带尾计月，容许1个月；超过48个月为错误，过短或过早过晚为警告，
晚于政策标题的2027年12月只作提示。多个问题合为一条，以最重的为准；只写年份的超长降为警告。起止颠倒由J03说。

反例：

>>> say(check(right({"period_start": "2025-01", "period_end": "2029-12"}), policy))
error J04 方案实施周期60个月，超过4年（48个月）。

正例：

>>> say(check(right({"period_start": "2025-03", "period_end": "2027-12"}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, field_ground
from validators.figures import text
from validators.form.periods import moment

RULE = Rule(
    code="J04",
    name="plan-length",
    title="方案实施周期超长或越界",
    severity=Severity.ERROR,
    speciality=Speciality.CLERICAL,
    citation="二（四）培育建设周期一般不超过4年；一 通过2—3年培育建设；方案标题（2025—2027年）",
    message="方案实施周期{months}个月，{problem}。",
    inputs=("period_start", "period_end"),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Count the months and look at both ends."""
    start, end = (text(submission.fields[key]) for key in ("period_start", "period_end"))
    first, last = _month(start), _month(end)
    if first is None or last is None or last < first:
        return
    problems = list(_problems(first, last, policy))
    if not problems:
        return
    gravest = next(s for s in Severity if any(s is found for found, _ in problems))
    months, most = last - first + 1, policy.plan_period.max_months
    yield fault(
        RULE,
        [field_ground(submission, key) for key in ("period_start", "period_end")],
        severity=_severity(submission, gravest),
        months=months,
        problem="，".join(words for found, words in problems if found is gravest),
        expected=f"{policy.plan_period.min_months}—{most}个月",
        actual=f"{start}至{end}，{months}个月",
        working=f"{start}至{end}（含首尾）= {months}个月",
        fix="请调整方案实施周期；确需更长的请说明理由。",
    )


def _severity(submission: Submission, gravest: Severity) -> Severity:
    """Years without months («2025—2029年») may mean less than from January to December."""
    reads = (submission.fields[key] for key in ("period_start", "period_end"))
    vague = any("year_only" in read.flags for read in reads)
    return Severity.WARNING if vague and gravest is Severity.ERROR else gravest


def _problems(first: int, last: int, policy: Policy) -> Iterator[tuple[Severity, str]]:
    bounds, room, months = policy.plan_period, policy.tolerance.months, last - first + 1
    if months > bounds.max_months + room:
        yield Severity.ERROR, f"超过{bounds.max_months // 12}年（{bounds.max_months}个月）"
    if months < bounds.min_months - room:
        yield Severity.WARNING, f"不足{bounds.min_months}个月"
    if first < _known(bounds.earliest) - room:
        yield Severity.WARNING, f"早于{bounds.earliest}开始"
    if last > _known(bounds.latest) + room:
        yield Severity.WARNING, f"晚于{bounds.latest}结束"
    if last > _known(bounds.usual_end) + room:
        yield Severity.INFO, f"结束时间晚于{bounds.usual_end}"


def _month(date: str) -> int | None:
    found = moment(date)
    return found.first if found and found.first == found.last else None


def _known(date: str) -> int:
    month = _month(date)
    if month is None:
        raise ValueError(f"not a month in the policy edition: {date}")
    return month
