"""申报主体应为独立法人：名称不应是分公司、分厂、事业部、车间，注册资本不应为零。

为什么：非法人不能独立承担责任，能耗和排放边界也不清楚。
政策用“工厂名称”，大企业的工厂申报是允许的，故只作警告，由专家核定边界；
注册资本空白由A03说，认不出的由B21说。个人独资的“某某厂”不算。

反例：

>>> branch = "浙江某某化纤有限公司萧山分公司"
>>> say(check(right({"factory_name": branch, "cover_applicant": branch}), policy))
warning B05 申报主体“浙江某某化纤有限公司萧山分公司”疑似非独立法人，请核对法人资格及边界。

正例：

>>> say(check(right({"factory_name": "杭州某某纸制品厂"}), policy))
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, field_ground
from validators.figures import number, printed
from validators.firms.names import normalised
from validators.wording.leftovers import refused

RULE = Rule(
    code="B05",
    name="not-a-legal-person",
    title="申报主体为分公司/非法人",
    severity=Severity.WARNING,
    speciality=Speciality.CLERICAL,
    citation="附件2 基本信息表 一 工厂名称、注册资本、法定代表人",
    message="申报主体“{name}”疑似非独立法人，请核对法人资格及边界。",
    inputs=("raw:factory_name",),
)
_NO_CAPITAL: Final = "注册资本填写为“{capital}”，申报主体“{name}”疑似非独立法人，请核对。"
_BRANCH: Final = re.compile(
    r"(?:分公司|分厂|分部|事业部|车间|厂区|生产基地|(?:公司|集团).{0,12}工厂)$"
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """What the name ends with, and whether there is any capital."""
    name = normalised(printed(submission.fields["factory_name"]))
    capital = submission.fields.get("registered_capital")
    branch = _BRANCH.search(name)
    none = capital is not None and (refused(capital) or number(capital) == 0)
    if not branch and not none:
        return
    keys = ["factory_name"] if branch else ["factory_name", "registered_capital"]
    yield fault(
        RULE,
        [field_ground(submission, key) for key in keys],
        template="" if branch else _NO_CAPITAL,
        name=name,
        capital=capital.raw.strip() if capital else "",
        expected="独立法人",
        actual=branch[0] if branch else "注册资本为零",
        fix="请由独立法人申报，或说明与法人的关系及本方案的核算边界。",
    )
