"""统一社会信用代码须为18位，只含数字和除I、O、S、V、Z外的大写字母，第3—8位为数字。

为什么：位数或字符不对，多半是O与0、I与1混写，或填了15位旧注册号。
空白由A03说；位数、字符都对而校验码不符由B02说。能推出原码的给出建议，不自动改。

反例：

>>> say(check(right({"uscc": "91330109MA2B3C4DIC"}), policy))
error B01 统一社会信用代码“91330109MA2B3C4DIC”应为18位，且不含I、O、S、V、Z。

正例：

>>> say(check(right({"uscc": "9133 0109 ma2b 3c4d 1c"}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, field_ground
from validators.firms.credit_code import credit_code, likely, well_formed

RULE = Rule(
    code="B01",
    name="uscc-form",
    title="统一社会信用代码长度或字符错误",
    severity=Severity.ERROR,
    speciality=Speciality.CLERICAL,
    citation="GB 32100-2015；附件2 基本信息表 一 统一社会信用代码",
    message="统一社会信用代码“{code}”应为18位，且不含I、O、S、V、Z。",
    inputs=("raw:uscc",),
)
_OLD = "统一社会信用代码“{code}”为15位旧注册号，应填18位统一社会信用代码。"
_DIVISION = "统一社会信用代码“{code}”第3—8位应为数字（登记机关行政区划码）。"


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Length and alphabet after folding width, case and blanks."""
    code = credit_code(submission)
    if well_formed(code):
        return
    meant = likely(code)
    yield fault(
        RULE,
        [field_ground(submission, "uscc")],
        template=_variant(code),
        code=code[:30],
        expected="18位",
        actual=f"{len(code)}位",
        fix=f"是否应为“{meant}”？" * bool(meant) + "请对照营业执照逐位核对统一社会信用代码。",
    )


def _variant(code: str) -> str:
    if len(code) == 15 and code.isdigit():
        return _OLD
    swapped = code[:2] + "000000" + code[8:]
    return _DIVISION if len(code) == 18 and well_formed(swapped) else ""
