"""方案总投资须为大于零的数。

为什么：总投资是方案可行性和附件2-2核对的基准。未填写由A03说，模板占位由A04说，本条只说填了但无效的。

反例：

>>> say(check(right({"total_investment": 0.0}), policy))
error F12 方案总投资“0.0”无效。

正例：

>>> say(check(right({"total_investment": 8650.0}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.fields import BASIC_TABLE
from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, field_ground
from validators.figures import number
from validators.wording.leftovers import empty, leftover

RULE = Rule(
    code="F12",
    name="total-investment",
    title="方案总投资缺失或非正",
    severity=Severity.ERROR,
    speciality=Speciality.INVESTMENT,
    citation="附件2 基本信息表 二 方案总投资（万元）",
    message="方案总投资“{text}”无效。",
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Look at what stands in the cell."""
    read = submission.fields.get("total_investment")
    if read is None or empty(read) or leftover(read) or (number(read) or 0.0) > 0:
        return
    if _another_row(read.raw):
        return
    shown = read.raw.strip()
    yield fault(
        RULE,
        [field_ground(submission, "total_investment")],
        text=shown,
        expected="大于0的数（万元）",
        actual=shown,
        fix="请填写方案总投资的数值，单位万元。",
    )


def _another_row(raw: str) -> bool:
    """Whether another row's label stands in the cell: then it was read amiss, not filled in amiss."""
    return any(entry.label in raw for entry in BASIC_TABLE if entry.key != "total_investment")
