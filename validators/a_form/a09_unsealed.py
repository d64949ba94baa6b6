"""材料真实性承诺须加盖单位公章。

为什么：公章是单位对材料真实性负责的凭据。
图像、电子印章均可；Word与盖章PDF成对提交的，看PDF。仅提交可编辑的Word文件时，
盖章件随纸质材料走，未见公章只作警告；有页面未能识别的同样只作警告。

反例：

>>> say(check(right({"commitment_sealed": False}), policy))
warning A09 “材料真实性承诺”未见单位公章（Word文件），请确认纸质件已盖章。

正例：

>>> say(check(right({"commitment_sealed": True}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, field_ground
from validators.form.unread import from_paper, partly_unread

RULE = Rule(
    code="A09",
    name="unsealed",
    title="承诺未盖章",
    severity=Severity.ERROR,
    speciality=Speciality.CLERICAL,
    citation="附件2 基本信息表 材料真实性承诺（公章）",
    message="“材料真实性承诺”未见单位公章。",
    inputs=("commitment_sealed",),
)
_WORD = "“材料真实性承诺”未见单位公章（Word文件），请确认纸质件已盖章。"


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """A picture that may be a seal passes; none is a fault on a print or scan only."""
    read = submission.fields["commitment_sealed"]
    if read.value:
        return
    paper = from_paper(submission, read.where)
    yield fault(
        RULE,
        [field_ground(submission, "commitment_sealed")],
        severity=None if paper and not partly_unread(submission) else Severity.WARNING,
        template="" if paper else _WORD,
        expected="单位公章",
        actual="未见",
        fix="请加盖单位公章后，提交签字盖章页的扫描件。",
    )
