"""正文所述方案总投资须与基本信息表“方案总投资”一致。

为什么：总投资是项目进度和投入考核的基数，两处不同就无法核算完成率。
容差1%，并容许按印出的位数（如1.2亿元）四舍五入；正文另有一处与表一致的，只作警告。

反例：

>>> said = [("total_investment", None, 12000.0, "planned", "四")]
>>> say(check(right(mentions=said), policy))
error K04 总投资：正文12,000万元，表格8,650万元。

正例：

>>> said = [("total_investment", None, 8650.0, "planned", "四")]
>>> say(check(right(mentions=said), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, field_ground, mention_ground, plain
from validators.figures import number
from validators.wording.told import AHEAD, PAST, listed, percent_apart, told

RULE = Rule(
    code="K04",
    name="total-investment",
    title="总投资正文与表格不一致",
    severity=Severity.ERROR,
    speciality=Speciality.INVESTMENT,
    citation="附件2 正文四（重点项目）；附件2 基本信息表 方案总投资",
    message="总投资：正文{said}万元，表格{found}万元。",
    inputs=("total_investment", "mentions"),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Every total of the text against the table's."""
    table = submission.fields["total_investment"]
    found = told(submission, "total_investment", policy, (*AHEAD, *PAST))
    wrong = [m for m in found if percent_apart(m.read, table) > policy.narrative.goal_percent]
    if not wrong:
        return
    said, shown = listed(plain(number(m.read) or 0.0) for m in wrong), plain(number(table) or 0.0)
    agreed = len(wrong) < len(found)
    yield fault(
        RULE,
        [field_ground(submission, "total_investment"), *map(mention_ground, found)],
        severity=Severity.WARNING if agreed else Severity.ERROR,
        said=said,
        found=shown,
        expected=f"{shown}万元",
        actual=f"{said}万元",
        compared=(number(wrong[0].read) or 0.0, number(table) or 0.0),
        fix="请核对附件2-2各项目投资之和，把正文和基本信息表的总投资改为同一个数。",
    )
