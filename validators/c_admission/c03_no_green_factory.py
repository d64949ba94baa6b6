"""申报单位须具有省级及以上绿色（低碳）工厂称号。

为什么：这是准入条件，一票否决；主要荣誉栏没有这一选项，只能从正文、自评说明和附件名称中找。
市级、园区、供应链称号不算，“争创”“申报”中的不算。未注明级别的由C05说；
有文件未能读取，或另附有未解析的佐证附件时降为警告。

反例：

>>> say(check(right({"chapter.一（一）": "公司为2023年杭州市市级绿色工厂。"}), policy))
error C03 未找到省级及以上绿色（低碳）工厂认定信息，仅见市级及以下称号。

正例：

>>> say(check(right({"chapter.一（一）": "2024年获评省级绿色低碳工厂（浙经信绿色〔2024〕243号）。"}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Role, Submission
from validators.faults import fault, place_ground
from validators.firms.green_titles import Level, titles
from validators.form.unread import partly_unread, plan_place

RULE = Rule(
    code="C03",
    name="no-green-factory",
    title="缺省级及以上绿色（低碳）工厂资格",
    severity=Severity.ERROR,
    speciality=Speciality.CLERICAL,
    citation="附件1 准入条件/工厂要求（一票否决）；二（一）",
    message="未找到省级及以上绿色（低碳）工厂认定信息。",
    inputs=("chapters",),
)
_LOWER = "未找到省级及以上绿色（低碳）工厂认定信息，仅见市级及以下称号。"


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """The best title that is stated anywhere."""
    found = list(titles(submission, policy))
    if any(title.level is not Level.LOWER for title in found):
        return
    attached = any(file.role is Role.ATTACHMENT for file in submission.files)
    doubtful = attached or partly_unread(submission)
    yield fault(
        RULE,
        [title.ground for title in found]
        or [place_ground(plan_place(submission), "正文一（一）、自评 工厂要求")],
        severity=Severity.WARNING if doubtful else None,
        template=_LOWER if found else "",
        expected="国家级或省级绿色（低碳）工厂",
        actual="市级及以下" if found else "未见",
        fix="请在正文一（一）写明称号、级别、年份和文号，并附证书或公布文件。",
    )
