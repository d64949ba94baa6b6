"""行业代码一般应属制造业（13—43大类）。

为什么：方案面向工业领域七大重点行业及新材料、新能源、高端装备；政策用“聚焦”，并不排他，故只作警告。

反例：

>>> say(check(right({"industry_code": "4412", "industry_name": "热电联产"}), policy))
warning B14 行业代码4412不属于制造业，请核对是否属于本方案支持范围。

正例：

>>> say(check(right({"industry_code": "1713"}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, field_ground
from validators.firms.industry_code import code_of
from validators.registers.industries import MANUFACTURING

RULE = Rule(
    code="B14",
    name="not-manufacturing",
    title="非制造业",
    severity=Severity.WARNING,
    speciality=Speciality.CLERICAL,
    citation="一（聚焦七大重点行业及新材料、新能源、高端装备等领域）",
    message="行业代码{code}不属于制造业，请核对是否属于本方案支持范围。",
    inputs=("industry_code",),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """The code's division, the first two digits."""
    code = code_of(submission)
    if not code or int(code[:2]) in MANUFACTURING:
        return
    yield fault(
        RULE,
        [field_ground(submission, "industry_code")],
        code=code,
        expected="13—43大类",
        actual=f"{code[:2]}大类",
        fix="请核对行业代码；确非制造业的，请市经信局说明推荐理由。",
    )
