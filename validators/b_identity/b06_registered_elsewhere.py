"""统一社会信用代码第3—8位应为浙江省的登记机关。

为什么：登记地在省外，可能填了集团总部的代码，也可能工厂不在浙江。
100000（总局登记）不判断；外省迁入的企业沿用原代码，故只作警告。代码本身有误由B01、B02说。

反例：

>>> say(check(right({"uscc": "91310115MA2B3C4D1R"}), policy))
warning B06 信用代码登记机关区划“310115”不在浙江省，请核对工厂所在地。

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

RULE = Rule(
    code="B06",
    name="registered-elsewhere",
    title="信用代码行政区划不属于浙江",
    severity=Severity.WARNING,
    speciality=Speciality.CLERICAL,
    citation="GB 32100-2015；GB/T 2260；二（一）各设区市经信局审核推荐",
    message="信用代码登记机关区划“{division}”不在浙江省，请核对工厂所在地。",
    inputs=("uscc",),
)
_PROVINCE: Final = "33"
_NATIONAL: Final = "100000"


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Look at the registry's division."""
    division = sound_code(submission)[2:8]
    if not division or division.startswith(_PROVINCE) or division == _NATIONAL:
        return
    yield fault(
        RULE,
        [field_ground(submission, "uscc")],
        division=division,
        expected="33开头",
        actual=division,
        fix="请核对统一社会信用代码；迁入浙江的企业请附说明。",
    )
