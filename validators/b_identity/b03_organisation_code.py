"""信用代码第9—17位（组织机构代码）须通过GB 11714校验。

为什么：这一段通不过，多半是抄错。早期登记的代码有不合校验的，故只作提示。
长度、字符错由B01说，第18位校验码错由B02说，本条只看整码校验无误的。

反例：

>>> say(check(right({"uscc": "91330109MA2B3C4D95"}), policy))
info B03 信用代码第9—17位“MA2B3C4D9”校验不通过，请核对营业执照。

正例：

>>> say(check(right({"uscc": "91330109MA2B3C4D1C"}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, field_ground
from validators.firms.credit_code import organisation_check, sound_code

RULE = Rule(
    code="B03",
    name="organisation-code",
    title="信用代码主体标识码校验错误",
    severity=Severity.INFO,
    speciality=Speciality.CLERICAL,
    citation="GB 11714-1997；GB 32100-2015",
    message="信用代码第9—17位“{part}”校验不通过，请核对营业执照。",
    inputs=("uscc",),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Compare the ninth character of the organisation code with its checksum."""
    code = sound_code(submission)
    part = code[8:17]
    if not code or part[8] == organisation_check(part[:8]):
        return
    yield fault(
        RULE,
        [field_ground(submission, "uscc")],
        part=part,
        expected=organisation_check(part[:8]),
        actual=part[8],
        fix="请对照营业执照核对统一社会信用代码；确认无误的不必改。",
    )
