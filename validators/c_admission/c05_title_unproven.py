"""绿色（低碳）工厂称号须写明级别、年份或文号。

为什么：只写“绿色工厂”，无法判断是省级以上还是市级，准入条件无从核实。
级别未注明的为警告；已写明级别而没有年份、文号的可在公布名单中核对，只作提示。没有称号由C03说。

反例：

>>> say(check(right({"chapter.一（一）": "公司是绿色工厂。"}), policy))
warning C05 绿色（低碳）工厂称号缺少级别、年份或文号。
>>> say(check(right({"chapter.一（一）": "公司已获评省级绿色低碳工厂。"}), policy))
info C05 省级绿色（低碳）工厂称号缺少年份或文号，请对照公布名单核实。

正例：

>>> say(check(right({"chapter.一（一）": "2021年国家级绿色工厂（工信厅节函〔2022〕7号）。"}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault
from validators.firms.green_titles import Level, titles

RULE = Rule(
    code="C05",
    name="title-unproven",
    title="绿色工厂称号层级或年份无法核实",
    severity=Severity.WARNING,
    speciality=Speciality.CLERICAL,
    citation="附件1 准入条件/工厂要求",
    message="绿色（低碳）工厂称号缺少级别、年份或文号。",
    inputs=("chapters",),
)
_UNDATED = "{level}绿色（低碳）工厂称号缺少年份或文号，请对照公布名单核实。"
_HIGH = (Level.NATIONAL, Level.PROVINCIAL)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """The best documented of all mentions counts."""
    found = [title for title in titles(submission, policy) if title.level is not Level.LOWER]
    high = [title for title in found if title.level in _HIGH]
    if not found or any(title.documented for title in high):
        return
    yield fault(
        RULE,
        [title.ground for title in high or found],
        severity=Severity.INFO if high else None,
        template=_UNDATED if high else "",
        level=high[0].level if high else "",
        expected="级别、年份、文号",
        actual=str((high or found)[0].level),
        fix="请补充称号的级别、获评年份和公布文件文号。",
    )
