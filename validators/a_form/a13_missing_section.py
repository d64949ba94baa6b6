"""正文第一章须有（一）至（四）四个小节，第三章须有（一）至（五）五个小节。

为什么：小节是评审要点，缺一节，对应的指标就没有说明。
整章缺失由A12说。政策文本中三（一）与三（四）都写碳排放管理，合并写的只作提示；
“包括但不限于”，多写的小节不算；有页面未能读取时降为提示。

反例：

>>> say(check(right({"chapter.一（四）": ABSENT}), policy))
warning A13 “一、培育建设基础与现状”缺少小节“（四）节能降碳难点分析”。

正例：

>>> say(check(right(), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.edition_2025 import CHAPTERS
from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, place_ground
from validators.form.unread import partly_unread, plan_place

RULE = Rule(
    code="A13",
    name="missing-section",
    title="小节缺失",
    severity=Severity.WARNING,
    speciality=Speciality.CLERICAL,
    citation="附件2 正文 一（一）—（四）、三（一）—（五）",
    message="“{chapter}”缺少小节“{section}”。",
    inputs=("chapters",),
)
_ALL = "“{chapter}”未分小节，缺少“{section}”。"
_TWINS = {"三（一）": "三（四）", "三（四）": "三（一）"}
"""Both are called 碳排放管理 in part; a merged one stands for both."""


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """One finding a section, one for all of a chapter that has none."""
    found = {chapter.number for chapter in submission.chapters}
    for chapter in ("一", "三"):
        sections = [number for number in CHAPTERS if number.startswith(f"{chapter}（")]
        absent = [number for number in sections if number not in found]
        if not absent or (absent == sections and chapter not in found):
            continue
        if absent == sections:
            yield _said(submission, chapter, sections, _ALL, None)
            continue
        for number in absent:
            merged = Severity.INFO if _merged(submission, number) else None
            yield _said(submission, chapter, [number], "", merged)


def _merged(submission: Submission, number: str) -> bool:
    twin = _TWINS.get(number)
    return any(c.number == twin and "碳排放管理" in c.title for c in submission.chapters)


def _said(
    submission: Submission,
    chapter: str,
    numbers: list[str],
    template: str,
    severity: Severity | None,
) -> Finding:
    names = "、".join(f"{number[1:]}{CHAPTERS[number]}" for number in numbers)
    where = next((c.where for c in submission.chapters if c.number == chapter), None)
    return fault(
        RULE,
        [place_ground(where or plan_place(submission), f"正文{chapter}")],
        severity=Severity.INFO if partly_unread(submission) else severity,
        template=template,
        chapter=f"{chapter}、{CHAPTERS[chapter]}",
        section=names,
        expected=names,
        actual="未找到",
        fix=f"请按模板补写{names}；内容已写在别处的，请加上小节标题。",
    )
