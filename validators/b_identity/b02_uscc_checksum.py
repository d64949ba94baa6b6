"""统一社会信用代码第18位须等于按前17位算出的校验码。

为什么：校验码错，多半是抄错了一位；错码对不上营业执照，后续查重、归档都会落空。
编码结构不符（长度、字符）由B01说，本条不重复。

反例：

>>> say(check(right({"uscc": "91330109MA2B3C4D17"}), policy))
error B02 统一社会信用代码“91330109MA2B3C4D17”校验位应为“C”，实为“7”。

正例：

>>> say(check(right({"uscc": "91330109MA2B3C4D1C"}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, field_ground
from validators.firms.credit_code import check_character, credit_code, well_formed

RULE = Rule(
    code="B02",
    name="uscc-checksum",
    title="统一社会信用代码校验码错误",
    severity=Severity.ERROR,
    speciality=Speciality.CLERICAL,
    citation="GB 32100-2015 校验码；附件2 基本信息表 一 统一社会信用代码",
    message="统一社会信用代码“{code}”校验位应为“{right}”，实为“{found}”。",
    inputs=("uscc",),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Compare the last character with the checksum of the first seventeen."""
    code = credit_code(submission)
    if not well_formed(code) or code[17] == check_character(code):
        return
    right = check_character(code)
    yield fault(
        RULE,
        [field_ground(submission, "uscc")],
        code=code,
        right=right,
        found=code[17],
        expected=right,
        actual=code[17],
        fix="请对照营业执照逐位核对统一社会信用代码。",
    )
