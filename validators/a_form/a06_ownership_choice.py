"""单位性质须在六个选项中勾选且只勾选一项。

为什么：单位性质决定归口统计口径；未勾或多勾都无法入库。
“内资”只是括号分组，不是选项；自行加写“股份制”等模板没有的选项，降为警告。
扫描件上没有认出勾选的，只提示对照原件，不说未勾选。

反例：

>>> say(check(right({"ownership": ["private", "sino_foreign"]}), policy))
error A06 单位性质应且只能选择一项，当前选择2项：民营、中外合资。
>>> say(check(right({"ownership": None}), policy))
error A06 单位性质应且只能选择一项，当前未选择。

正例：

>>> say(check(right({"ownership": "state_owned"}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.fields import OWNERSHIP
from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Read, State, Submission
from validators.faults import OCR_FLAGS, fault, field_ground

RULE = Rule(
    code="A06",
    name="ownership-choice",
    title="单位性质未选或多选",
    severity=Severity.ERROR,
    speciality=Speciality.CLERICAL,
    citation="附件2 基本信息表 一 单位性质",
    message="单位性质应且只能选择一项，当前选择{n}项：{listed}。",
)
_NONE = "单位性质应且只能选择一项，当前未选择。"
_OTHER = "单位性质填写为“{words}”，不是模板所列六项之一，请核对后勾选一项。"
_UNSEEN = "扫描件上没有认出单位性质的勾选，请对照原件核对。"
_LABELS = {value: label for label, value in OWNERSHIP.items()}


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Count the ticks; a field that was not found is no blank."""
    read = submission.fields.get("ownership")
    if read is None or (read.state is State.STATED and isinstance(read.value, str)):
        return
    listed = [_LABELS.get(choice, choice) for choice in _choices(read)]
    severity, template = _said(read)
    yield fault(
        RULE,
        [field_ground(submission, "ownership")],
        severity=severity,
        template=template,
        n=len(listed),
        listed="、".join(listed),
        words=" ".join(read.raw.split())[:40],
        expected="1项",
        actual=f"{len(listed)}项",
        fix="请对照营业执照，只勾选一项。",
    )


def _said(read: Read) -> tuple[Severity | None, str]:
    """How grave it is and in which words; ``None`` and ``""``: the rule's own."""
    if read.state is State.UNREADABLE:
        return Severity.WARNING, _OTHER
    if _choices(read):
        return None, ""
    return (Severity.INFO, _UNSEEN) if OCR_FLAGS & set(read.flags) else (None, _NONE)


def _choices(read: Read) -> list[str]:
    return read.value if isinstance(read.value, list) else []
