"""重点项目投资不应几乎全部集中于光伏或购买绿电。

为什么：政策以自主减碳为主（30分），工艺和设备改造太少，减碳主要靠外部，得分和示范意义都有限。
按项目名称和内容归类，占投资80%以上的才说，只作提示。

反例：

>>> solar = {"projects.1.total_investment": 8000.0, "projects.2.total_investment": 650.0}
>>> say(check(right(solar), policy))
info J17 投资92%集中于光伏，工艺、设备改造不足。

正例：

>>> say(check(right(), policy))
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Row, Submission
from validators.faults import cell_ground, fault
from validators.figures import number, printed
from validators.form.annexes import column
from validators.rounding import operand

RULE = Rule(
    code="J17",
    name="single-kind",
    title="项目均集中于单一类型",
    severity=Severity.INFO,
    speciality=Speciality.PROCESS,
    citation="附件2 正文三（二）；附件1 自主减碳",
    message="投资{percent}%集中于{kind}，工艺、设备改造不足。",
    inputs=("tables.projects",),
)
_KINDS: Final = {
    "光伏": re.compile(r"光伏|太阳能发电"),
    "购买绿电、碳抵消": re.compile(r"绿电|绿证|碳汇|CCER|碳抵消|碳信用"),
}
_MORE: Final = re.compile(r"改造|更新|替换|余热|工艺|储能|电机|空压|锅炉")


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Add up the investment kind by kind."""
    reads = column(submission, "projects", "total_investment")
    sums = {i: number(read) or 0.0 for i, read in reads.items()}
    whole, rows = sum(sums.values()), submission.tables["projects"]
    for kind, words in _KINDS.items():
        own = [i for i in sums if _is(rows[i - 1], words)]
        share = sum(sums[i] for i in own) / whole * 100 if whole else 0.0
        if share < policy.projects.single_percent:
            continue
        yield fault(
            RULE,
            [cell_ground("projects", i, "total_investment", reads[i]) for i in own],
            percent=operand(share, 0),
            kind=kind,
            expected=f"单一类型不超过{operand(policy.projects.single_percent)}%",
            actual=f"{operand(share, 1)}%",
            fix="请补充工艺优化、设备更新、余能利用等自主减碳项目，或说明已无改造空间。",
        )


def _is(row: Row, words: re.Pattern[str]) -> bool:
    name = printed(row.get("name"))
    return bool(words.search(name)) and not _MORE.search(name)
