"""正文和“主要举措与成效”栏不得保留或照抄模板的说明文字。

为什么：留着“简述……”“主要描述……”，说明该节没有写，或写完没有清理。
只认真正的说明语句（18字以上，含句首或占该句六成）；表内指标名称、一般用语不算。
其后另有300字以上自己的内容（“主要举措与成效”栏另有60字以上），或只是个别说明未删，降为警告。

反例：

>>> say(check(right({"chapter.三（二）": "主要描述高效设备更新改造、生产工艺优化和改进等内容"}), policy))
error A16 “三（二）自主减排与边界内碳抵消”保留或照抄了模板说明文字：“主要描述高效设备更新改造、生产工艺优化和改进”。

正例：

>>> say(check(right({"chapter.三（二）": "公司以高效设备更新改造、生产工艺优化和改进为主线。" * 9}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.fields import label_of
from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import Ground, fault, place_ground, read_ground
from validators.wording.template_text import copied, folded

RULE = Rule(
    code="A16",
    name="guidance-left",
    title="照抄模板提示语",
    severity=Severity.ERROR,
    speciality=Speciality.CLERICAL,
    citation="附件2 正文说明文字（简述企业…、主要描述…、提出…）",
    message="“{section}”保留或照抄了模板说明文字：“{text}”。",
)
_ENOUGH = 300
_SHOWN = 40


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """One finding a section, by its longest stretch of guidance."""
    for chapter in submission.chapters:
        if stretch := copied(chapter.text):
            own = max(chapter.characters, len(folded(chapter.text))) - len(stretch)
            section = f"{chapter.number}{'' if '（' in chapter.number else '、'}{chapter.title}"
            ground = place_ground(chapter.where, section, stretch)
            yield _said(ground, section, stretch, enough=own >= _ENOUGH)
    measures = submission.fields.get("measures")
    if measures is not None and (stretch := copied(measures.raw)):
        label = label_of("measures")
        own = len(folded(measures.raw)) - len(stretch)
        enough = own >= policy.form.measures_least  # 简要描述: what A17 asks for
        yield _said(read_ground("measures", label, measures), label, stretch, enough=enough)


def _said(ground: Ground, section: str, stretch: str, *, enough: bool) -> Finding:
    shown = stretch if len(stretch) <= _SHOWN else f"{stretch[:_SHOWN]}……"
    return fault(
        RULE,
        [ground],
        severity=Severity.WARNING if enough else None,
        section=section,
        text=shown,
        fix="请删去模板说明文字，写本单位的实际内容。",
    )
