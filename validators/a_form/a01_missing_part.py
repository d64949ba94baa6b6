"""申报材料须有封面、基本信息表、正文、附件2-1、2-2、2-3（两张清单）和自评表。

为什么：缺一部分，后面的核对都无从谈起，也无法送专家评审。
正文只缺个别章节由A12说；四章全缺时本条合并为一条。有文件或页面未能读取（M组已说）时降为警告。
只有图片的由M05说；整份方案读不出来时，由M01说明。附件1的标题或六个以上指标名称在文件中、表格却未能读懂时，降为警告。

反例：

>>> say(check(right({"self": ABSENT}), policy))
error A01 申报材料缺少“自我评价（附件1）”，请按附件1逐项自评并附上。

正例：

>>> say(check(right(), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Part, Submission
from validators.faults import fault, place_ground
from validators.form.part_names import NAMES, pictured
from validators.form.unread import partly_unread, plan_place

RULE = Rule(
    code="A01",
    name="missing-part",
    title="必备部件缺失",
    severity=Severity.ERROR,
    speciality=Speciality.CLERICAL,
    citation="附件2 建设方案模板；二（一）自我评价（附件1）",
    message="申报材料缺少“{part}”，请按附件2模板补充。",
    inputs=("files",),
)
_EVALUATION = "申报材料缺少“自我评价（附件1）”，请按附件1逐项自评并附上。"
_CHAPTERS = frozenset({Part.CHAPTER_1, Part.CHAPTER_2, Part.CHAPTER_3, Part.CHAPTER_4})


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """One finding a part that was found nowhere."""
    if submission.problem is not None:
        return
    shown = pictured(submission)
    for part, name in NAMES.items():
        if part in shown:
            continue
        if part not in submission.parts or _no_sheet(submission, part):
            yield _missing(submission, part, name)
    if not _CHAPTERS & submission.parts.keys() and not submission.chapters:
        yield _missing(submission, Part.CHAPTER_1, "正文（一至四章）")


def _no_sheet(submission: Submission, part: Part) -> bool:
    return part is Part.SELF_EVALUATION and submission.self_evaluation is None


def _shown(submission: Submission) -> bool:
    return any(notice.code == "sheet_words" for notice in submission.notices)


def _missing(submission: Submission, part: Part, name: str) -> Finding:
    alone = part is Part.SELF_EVALUATION
    doubtful = partly_unread(submission) or (alone and _shown(submission))
    return fault(
        RULE,
        [place_ground(plan_place(submission), "全部文件")],
        severity=Severity.WARNING if doubtful else None,
        template=_EVALUATION if alone else "",
        part=name,
        expected=name,
        actual="未找到",
        fix="如在未能读取的文件或页面中，请重新提供该文件。" if doubtful else f"请补充“{name}”。",
    )
