"""材料真实性承诺须由法人或单位负责人签字。

为什么：签字是对材料真实性负责的凭据。
手签、电子签名的图像通过；只打印姓名的降为警告。仅提交可编辑的Word文件时，签字件随纸质材料走，
未见签字也只作警告（与A09同理）；页面是扫描件、未能识别的同样只作警告。

反例：

>>> say(check(right({"commitment_signed": False}), policy))
warning A08 “材料真实性承诺”未见签字（Word文件），请确认纸质盖章件已由法人或单位负责人签字。

正例：

>>> say(check(right({"commitment_signed": True}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, field_ground
from validators.form.unread import from_paper, partly_unread

RULE = Rule(
    code="A08",
    name="unsigned",
    title="承诺未签字",
    severity=Severity.ERROR,
    speciality=Speciality.CLERICAL,
    citation="附件2 基本信息表 材料真实性承诺",
    message="“材料真实性承诺”缺少法人或单位负责人签字。",
    inputs=("commitment_signed",),
)
_TYPED = "“材料真实性承诺”签字处为打印姓名“{name}”，应由法人或单位负责人手签或电子签名。"
_WORD = "“材料真实性承诺”未见签字（Word文件），请确认纸质盖章件已由法人或单位负责人签字。"


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """A picture passes, a typed name is doubtful, neither is a fault on a print or scan."""
    read = submission.fields["commitment_signed"]
    typed = "typed_name" in read.flags
    if read.value and not typed:
        return
    paper = from_paper(submission, read.where)
    sure = paper and not typed and not partly_unread(submission)
    yield fault(
        RULE,
        [field_ground(submission, "commitment_signed")],
        severity=None if sure else Severity.WARNING,
        template=_TYPED if typed else "" if paper else _WORD,
        name=read.raw.strip(),
        expected="签字",
        actual="打印姓名" if typed else "未见",
        fix="请由法人或单位负责人签字后，提交签字盖章页的扫描件。",
    )
