"""材料真实性承诺须写有承诺文字（不少于15字）。

为什么：只有签章没有承诺内容，出了问题无从追究。
模板没有给出标准文本，写法不限，故只作警告；整栏缺失由A02说。

反例：

>>> say(check(right({"commitment_text": None}), policy))
warning A11 材料真实性承诺内容为空，请填写承诺文字。
>>> say(check(right({"commitment_text": "情况属实"}), policy))
warning A11 材料真实性承诺仅“情况属实”，请写明承诺内容。

正例：

>>> say(check(right({"commitment_text": "本单位承诺所提交材料真实、完整。"}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, field_ground
from validators.form.unread import partly_unread
from validators.wording.prose import words_of

RULE = Rule(
    code="A11",
    name="empty-commitment",
    title="承诺正文为空",
    severity=Severity.WARNING,
    speciality=Speciality.CLERICAL,
    citation="附件2 基本信息表 材料真实性承诺",
    message="材料真实性承诺内容为空，请填写承诺文字。",
)
_SHORT = "材料真实性承诺仅“{text}”，请写明承诺内容。"


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Count what stands before the signature."""
    read = submission.fields.get("commitment_text")
    words = words_of(read)
    if read is None or len(words) >= policy.form.commitment_characters:
        return
    yield fault(
        RULE,
        [field_ground(submission, "commitment_text")],
        severity=Severity.INFO if partly_unread(submission) else None,
        template=_SHORT if words else "",
        text=words,
        expected=f"不少于{policy.form.commitment_characters}字",
        actual=f"{len(words)}字",
        fix="请写明“所提交材料真实、完整、有效，并对此负责”等承诺内容。",
    )
