"""“主要举措与成效”栏须为60—1500字的概述。

为什么：这一栏供汇总和评审速览，太短说明不了情况，太长则失去概述的作用。
政策只说“简要描述”，字数是本系统的经验数，故只作警告。空白由A03说，照抄提示语由A16说。

反例：

>>> say(check(right({"measures": "实施光伏发电项目，成效明显。"}), policy))
warning A17 “主要举措与成效”仅14字，过于简略。

正例：

>>> say(check(right(), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, field_ground
from validators.wording.leftovers import leftover
from validators.wording.prose import words_of
from validators.wording.template_text import copied

RULE = Rule(
    code="A17",
    name="measures-length",
    title="主要举措与成效栏异常",
    severity=Severity.WARNING,
    speciality=Speciality.CLERICAL,
    citation="附件2 基本信息表 二 开展零碳（近零碳）工厂建设主要举措与成效",
    message="“主要举措与成效”{problem}。",
    inputs=("raw:measures",),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Count the characters of the cell."""
    read = submission.fields["measures"]
    words, form = words_of(read), policy.form
    if form.measures_least <= len(words) <= form.measures_most:
        return
    if leftover(read) or copied(read.raw):
        return
    short = len(words) < form.measures_least
    yield fault(
        RULE,
        [field_ground(submission, "measures")],
        problem=f"仅{len(words)}字，过于简略" if short else f"共{len(words)}字，不是简要描述",
        expected=f"{form.measures_least}—{form.measures_most}字",
        actual=f"{len(words)}字",
        fix="请概述主要举措、建设成效和特色亮点。" if short else "请压缩为概述，详细内容写入正文。",
    )
