"""统一社会信用代码前两位应为91（企业）。

为什么：申报主体应为企业法人，社会组织、事业单位、机关的代码多半是填错。
92（个体工商户）、93（农民专业合作社）同样作警告；分公司也是91，由B05说。代码本身有误由B01、B02说。

反例：

>>> say(check(right({"uscc": "52330109MA2B3C4D1D"}), policy))
warning B04 信用代码前两位“52”不属于企业，申报主体应为企业法人。

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
    code="B04",
    name="not-an-enterprise",
    title="信用代码登记部门/机构类别异常",
    severity=Severity.WARNING,
    speciality=Speciality.CLERICAL,
    citation="GB 32100-2015 登记管理部门代码、机构类别代码",
    message="信用代码前两位“{kind}”不属于企业，申报主体应为企业法人。",
    inputs=("uscc",),
)
_ENTERPRISE: Final = "91"
_OTHERS: Final = {"92": "个体工商户", "93": "农民专业合作社"}
_NAMED: Final = "信用代码前两位“{kind}”为{name}，申报主体应为企业法人。"


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Look at the registering office and the kind of body."""
    kind = sound_code(submission)[:2]
    if not kind or kind == _ENTERPRISE:
        return
    name = _OTHERS.get(kind, "")
    yield fault(
        RULE,
        [field_ground(submission, "uscc")],
        template=_NAMED if name else "",
        kind=kind,
        name=name,
        expected=_ENTERPRISE,
        actual=kind,
        fix="请核对申报主体和统一社会信用代码，由具有法人资格的企业申报。",
    )
