"""附件2-2重点项目汇总表须至少列出一个项目。

为什么：没有项目，投资、节能减碳目标都没有支撑。
整张表缺失由A01说，本条不重复；有页面未能读取时降为警告。

反例：

>>> say(check(right({"projects": ABSENT}), policy))
error A19 附件2-2重点项目汇总表为空，建设方案无项目支撑。

正例：

>>> say(check(right(), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Part, Submission
from validators.faults import fault, place_ground
from validators.figures import named_rows
from validators.form.part_names import pictured
from validators.form.unread import partly_unread

RULE = Rule(
    code="A19",
    name="no-projects",
    title="附件2-2空表",
    severity=Severity.ERROR,
    speciality=Speciality.INVESTMENT,
    citation="附件2-2 重点项目汇总表；附件2 正文四",
    message="附件2-2重点项目汇总表为空，建设方案无项目支撑。",
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """The table is there and no row of it names a project."""
    place = submission.headings.get("projects") or submission.parts.get(Part.ANNEX_2_2)
    if (
        Part.ANNEX_2_2 not in submission.parts
        or place is None
        or Part.ANNEX_2_2 in pictured(submission)
    ):
        return
    if named_rows(submission, "projects"):
        return
    yield fault(
        RULE,
        [place_ground(place, "附件2-2")],
        severity=Severity.WARNING if partly_unread(submission) else None,
        fields=("projects",),
        expected="至少1个项目",
        actual="0个",
        fix="请在附件2-2中逐项填写重点项目。",
    )
