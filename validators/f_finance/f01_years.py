"""基本信息表的三个年度须为四位数字且连续。

为什么：经营、能耗、碳排放都按年度列示，年度错了，上年度、近三年的判断全部落空。
升序、降序均可；次序混乱，或只见到一两个年度列（版式特殊）的，降为警告。
年度仍为“202X”等模板内容的由A04说；年度列没有找到的由A01、A02说。

反例：

>>> say(check(right({"years": [2021, 2023, 2024]}), policy))
error F01 年度列“2021、2023、2024”应为连续三年。

正例：

>>> say(check(right({"years": [2024, 2023, 2022]}), policy))
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, read_ground

RULE = Rule(
    code="F01",
    name="years",
    title="年份未填或不是连续三年",
    severity=Severity.ERROR,
    speciality=Speciality.CLERICAL,
    citation="附件2 基本信息表 企业近3年经营情况（202X）",
    message="年度列“{years}”应为连续三年。",
)
_TEMPLATE: Final = re.compile(r"20\d?\s*[xXＸ×*＊_＿□○]|^20\s*年?$")
_COLUMNS: Final = 3


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Look at the year columns as printed and as understood."""
    cells = submission.year_cells
    if not cells or any(_TEMPLATE.search(cell.raw.strip()) for cell in cells):
        return
    severity = _severity(submission.years, len(cells))
    if severity is None:
        return
    shown = "、".join(cell.raw.strip() or "（空白）" for cell in cells)
    yield fault(
        RULE,
        [read_ground("years", "年度", cell) for cell in cells],
        severity=severity,
        years=shown,
        expected="连续三年，如2022、2023、2024",
        actual=shown,
        fix="请在三个年度列依次填写最近三个完整年度。",
    )


def _severity(years: Sequence[int], columns: int) -> Severity | None:
    if columns < _COLUMNS:
        return Severity.WARNING
    if len(set(years)) < _COLUMNS or len(set(years)) != len(years):
        return Severity.ERROR
    if max(years) - min(years) != len(years) - 1:
        return Severity.ERROR
    in_order = list(years) in (sorted(years), sorted(years, reverse=True))
    return None if in_order else Severity.WARNING
