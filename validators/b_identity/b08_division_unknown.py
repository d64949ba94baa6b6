"""统一社会信用代码第3—8位须是有效的行政区划码。

为什么：区划码不存在，多半是抄错一位。
现行、历史区划和市本级（00、01）、开发区（98、99）占位码都算有效；开发区登记机关另有自编码，故只作提示。
省外代码由B06说。

反例：

>>> say(check(right({"uscc": "91330195MA2B3C4D1X"}), policy))
info B08 信用代码第3—8位“330195”不是有效行政区划码。

正例：

>>> say(check(right({"uscc": "91330109MA2B3C4D1C"}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, field_ground
from validators.firms.credit_code import sound_code
from validators.registers.divisions import known_code

RULE = Rule(
    code="B08",
    name="division-unknown",
    title="信用代码区划码不存在",
    severity=Severity.INFO,
    speciality=Speciality.CLERICAL,
    citation="GB/T 2260",
    message="信用代码第3—8位“{division}”不是有效行政区划码。",
    inputs=("uscc",),
)
_GENERIC: Final = ("00", "01", "98", "99")
"""City registries, and what development zones are given."""


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Look the division up, Zhejiang's only: the register holds no others."""
    division = sound_code(submission)[2:8]
    if not division.startswith("33") or division.endswith(_GENERIC) or known_code(division):
        return
    yield fault(
        RULE,
        [field_ground(submission, "uscc")],
        division=division,
        expected="现行或历史行政区划码",
        actual=division,
        fix="请对照营业执照核对第3—8位；开发区登记机关的自编码不必改。",
    )
