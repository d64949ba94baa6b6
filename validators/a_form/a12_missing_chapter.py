"""正文须有一至四章：基础与现状、建设目标、重点任务、重点项目。

为什么：缺一章，方案就缺目标、任务或项目的说明，专家无法评审。
编号写作“第一章”“1.”均可。四章全缺（没有正文）由A01说；有页面未能读取时降为警告。

反例：

>>> say(check(right({"chapter.二": ABSENT}), policy))
error A12 缺少“二、培育建设目标”章节。

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
    code="A12",
    name="missing-chapter",
    title="章节缺失",
    severity=Severity.ERROR,
    speciality=Speciality.CLERICAL,
    citation="附件2 正文 一—四",
    message="缺少“{chapter}”章节。",
    inputs=("chapters",),
)
_NUMBERS = ("一", "二", "三", "四")


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """One finding a chapter; a chapter of which only sections were found is there."""
    found = {chapter.number[:1] for chapter in submission.chapters}
    for number in _NUMBERS:
        if number in found:
            continue
        title = f"{number}、{CHAPTERS[number]}"
        yield fault(
            RULE,
            [place_ground(plan_place(submission), "正文")],
            severity=Severity.WARNING if partly_unread(submission) else None,
            chapter=title,
            expected=title,
            actual="未找到",
            fix=f"请按模板补写“{title}”；已写的请保留模板的章节标题。",
        )
