"""正文各章节的篇幅须足以说明情况（字数下限见政策参数）。

为什么：几十个字说不清现状、目标和任务，专家无从评审。
下限是本系统的经验数，不是政策条文，故只作警告，达到下限七成的只作提示；表格内文字不计。
缺章节由A12、A13说，照抄模板说明由A16说；有页面未能读取时降为提示。

反例：

>>> say(check(right({"chapter.二": "到2027年建成近零碳工厂。" * 6}), policy))
warning A15 “二、培育建设目标”仅84字，内容过于简略（参考下限300字）。

正例：

>>> say(check(right(), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, place_ground
from validators.form.unread import partly_unread
from validators.wording.template_text import copied

RULE = Rule(
    code="A15",
    name="short-section",
    title="正文篇幅过短",
    severity=Severity.WARNING,
    speciality=Speciality.CLERICAL,
    citation="系统提示（附件2 正文）",
    message="“{section}”仅{found}字，内容过于简略（参考下限{least}字）。",
    inputs=("chapters",),
)
_NEARLY = 0.7
"""Of the least length: from here on a remark is enough."""


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Each section that has a least length, by its Chinese characters outside tables."""
    for chapter in submission.chapters:
        least = policy.form.section_characters.get(chapter.number, 0)
        if chapter.characters >= least or copied(chapter.text):
            continue
        section = f"{chapter.number}{'' if '（' in chapter.number else '、'}{chapter.title}"
        mild = chapter.characters >= _NEARLY * least or partly_unread(submission)
        yield fault(
            RULE,
            [place_ground(chapter.where, section, chapter.text[:60])],
            severity=Severity.INFO if mild else None,
            section=section,
            found=chapter.characters,
            least=least,
            expected=f"{least}字以上",
            actual=f"{chapter.characters}字",
            fix="请结合本单位实际补充具体内容和数据。",
        )
