"""三个年度的最近一年须为申报年度的上一年。

为什么：准入、分档都看上年度，拿旧数据申报会算错档位。
申报年度取收件日期，其次封面、承诺日期。3月底前收件、上年数据尚未出来而用前一年的，降为警告。
四季度编制的材料可能为次年申报所用，两种年度都接受；日期明显不在政策期内的不作依据。

反例：

>>> say(check(right({"years": [2021, 2022, 2023], "received": "2025-06-20"}), policy))
error F02 最近年度应为2024年，填报2023年。

正例：

>>> say(check(right({"received": "2025-03-20"}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import Ground, fault, field_ground, read_ground
from validators.figures import text

RULE = Rule(
    code="F02",
    name="latest-year",
    title="年份不是最近三年",
    severity=Severity.ERROR,
    speciality=Speciality.INVESTMENT,
    citation="附件2 基本信息表 企业近3年经营情况；二（一）每年3月底前行文报省经信厅",
    message="最近年度应为{right}年，填报{found}年。",
    inputs=("years",),
)
_DATES: Final = ("cover_date", "commitment_date")
_LAST_MONTH_OF_GRACE: Final = "03"
_FIRST_MONTH_OF_NEXT_ROUND: Final = "10"


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Compare the latest reporting year with the year before the application."""
    found = max(submission.years)
    accepted = _accepted(submission, policy)
    if not accepted or found in accepted:
        return
    late = found == max(accepted) - 1 and _early(submission)
    yield fault(
        RULE,
        [*_year_grounds(submission, found), *_date_grounds(submission)],
        severity=Severity.WARNING if late else Severity.ERROR,
        right=max(accepted),
        found=found,
        expected=f"{max(accepted)}年",
        actual=f"{found}年",
        fix=f"请补充{max(accepted)}年数据；尚无审计数时可用统计部门口径并注明。",
    )


def _accepted(submission: Submission, policy: Policy) -> set[int]:
    """The years that may count as 上年度: one, or two where a date leaves it open."""
    if submission.received:
        return {int(submission.received[:4]) - 1}
    first, last = int(policy.holds_from[:4]), int(policy.holds_to[:4])
    return {
        year - 1
        for date in _printed(submission)
        for year in _rounds(date)
        if first <= year <= last + 1
    }


def _rounds(date: str) -> tuple[int, ...]:
    """The application years that a printed date may belong to."""
    year = int(date[:4])
    return (year, year + 1) if date[5:7] >= _FIRST_MONTH_OF_NEXT_ROUND else (year,)


def _printed(submission: Submission) -> list[str]:
    dates = (text(submission.fields.get(key)) for key in _DATES)
    return [date for date in dates if date[:4].isdigit()]


def _early(submission: Submission) -> bool:
    """Whether the paper is of the first quarter, or says no month."""
    dates = [submission.received] if submission.received else _printed(submission)
    return any(date[5:7] <= _LAST_MONTH_OF_GRACE for date in dates)


def _year_grounds(submission: Submission, year: int) -> list[Ground]:
    cells = [cell for cell in submission.year_cells if str(year) in cell.raw]
    return [read_ground("years", "年度", cell) for cell in cells[:1]]


def _date_grounds(submission: Submission) -> list[Ground]:
    if submission.received:
        return []
    return [field_ground(submission, key) for key in _DATES if text(submission.fields.get(key))]
