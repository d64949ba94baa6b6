"""正文章节须按模板顺序排列，同一编号只用一次。

为什么：顺序错乱、编号重复，专家查找和引用都不便。
只作提示，不影响受理；缺章由A12说，缺节由A13说。

反例：

>>> from msgspec import structs
>>> whole = right()
>>> turned = structs.replace(whole, chapters=(*whole.chapters[:5], *whole.chapters[6:], whole.chapters[5]))
>>> say(check(turned, policy))  # 第二章排在第四章之后
info A14 章节顺序或编号异常：一、三、四、二。

正例：

>>> say(check(right(), policy))
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from schemas.edition_2025 import CHAPTERS
from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, place_ground

RULE = Rule(
    code="A14",
    name="chapter-order",
    title="章节顺序错乱或编号重复",
    severity=Severity.INFO,
    speciality=Speciality.CLERICAL,
    citation="附件2 正文",
    message="章节顺序或编号异常：{found}。",
    inputs=("chapters",),
)
_ORDER = {number: at for at, number in enumerate(CHAPTERS)}


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Chapters first; sections within their chapter only where the chapters are in order."""
    known = [chapter for chapter in submission.chapters if chapter.number in _ORDER]
    for depth in (False, True):
        level = [chapter for chapter in known if ("（" in chapter.number) is depth]
        places = [_ORDER[chapter.number] for chapter in level]
        if all(a < b for a, b in pairwise(places)):
            continue
        shown = "、".join(chapter.number for chapter in level)
        grounds = [
            place_ground(b.where, f"正文{b.number}", b.title)
            for a, b in pairwise(level)
            if _ORDER[a.number] >= _ORDER[b.number]
        ]
        yield fault(
            RULE,
            grounds,
            found=shown,
            expected="、".join(sorted({c.number for c in level}, key=_ORDER.__getitem__)),
            actual=shown,
            fix="请按模板顺序排列章节，编号不要重复。",
        )
        return
