"""项目内容应写清建什么、改什么，不能只重复项目名称。

为什么：内容过简，投资、工期和效益都无从评审。不足20字或与名称相同的合为一条，只作提示。空白由A21说。

反例：

>>> say(check(right({"projects.1.content": "光伏", "projects.2.content": "更换一级能效空压机4台，回收余热用于办公生活热水"}), policy))
info J06 第1项项目内容过于简略。

正例：

>>> say(check(right({"projects.1.content": "利用厂房屋顶新建6MW分布式光伏，自发自用，余电上网", "projects.2.content": "更换一级能效空压机4台，回收余热用于办公生活热水"}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import cell_ground, fault
from validators.figures import named_rows, printed
from validators.firms.names import normalised
from validators.machinery.machines import nothing, numbered

RULE = Rule(
    code="J06",
    name="thin-content",
    title="项目名称与内容重复或过短",
    severity=Severity.INFO,
    speciality=Speciality.CLERICAL,
    citation="附件2-2 项目内容",
    message="第{rows}项项目内容过于简略。",
    inputs=("tables.projects",),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Collect the projects whose content says little or nothing."""
    least = policy.projects.content_least
    thin = {}
    for position, row in named_rows(submission, "projects"):
        content = normalised(printed(row.get("content")))
        same = content == normalised(printed(row.get("name")))
        if not nothing(content) and (len(content) < least or same):
            thin[position] = row["content"]
    if thin:
        yield fault(
            RULE,
            [cell_ground("projects", i, "content", read) for i, read in thin.items()],
            rows=numbered(list(thin)),
            expected=f"不少于{least}字，写明建设内容和规模",
            actual="；".join(read.raw.strip() for read in list(thin.values())[:3]),
            fix="请补充建设地点、主要设备、规模和工艺路线。",
        )
