"""提交的文件须是终稿，不留修订痕迹和批注。

为什么：留着修订，接受与否读出的内容不同，说不清以哪个为准；批注还可能泄露内部意见。
读取时按“接受全部修订”处理；每个文件一条，注明处数。

反例：

>>> from msgspec import structs
>>> from schemas.document import Notice
>>> from schemas.place import WholeFile
>>> left = Notice("tracked_changes", WholeFile("方案.docx"), 12)
>>> say(check(structs.replace(right(), notices=(left,)), policy))  # 留有12处修订
warning M03 文件“方案.docx”含12处修订，请提交终稿。

正例：

>>> say(check(right(), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.place import WholeFile
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, place_ground

RULE = Rule(
    code="M03",
    name="revisions-left",
    title="修订痕迹/批注未清除",
    severity=Severity.WARNING,
    speciality=Speciality.CLERICAL,
    citation="系统提示",
    message="文件“{file}”含{what}，请提交终稿。",
    inputs=("files",),
)
_WHAT = {"tracked_changes": "处修订", "comments": "处批注"}


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """One finding a file, revisions and comments together."""
    counts: dict[str, dict[str, int]] = {}
    for notice in submission.notices:
        if notice.code in _WHAT:
            of = counts.setdefault(notice.where.file, {})
            of[notice.code] = of.get(notice.code, 0) + notice.count
    for file, of in counts.items():
        what = "、".join(f"{of[code]}{words}" for code, words in _WHAT.items() if code in of)
        yield fault(
            RULE,
            [place_ground(WholeFile(file), "文件", what)],
            file=file,
            what=what,
            expected="无修订、批注",
            actual=what,
            fix="请接受或拒绝全部修订、删除批注后，重新提交终稿。",
        )
