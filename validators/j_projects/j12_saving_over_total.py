"""项目节能、减碳量不得超过企业全年的总量。

为什么：省下来的不可能比用掉的多；常见原因是把千克写成吨，或把累计写成每年。
总量疑似单位错位的由G02、G24指出，不再与之比较。
单项已超过的只说单项；超出不到10%的可能因增产，只作警告。绿电、碳汇等不属自身排放的减碳量不计入。

反例：

>>> say(check(right({"projects.2.benefit": "年节能12000吨标准煤"}), policy))
error J12 第2项节能量12,000吨标准煤超过企业年总量8,560吨标准煤。

正例：

>>> say(check(right({"projects.2.benefit": "年节能1180吨标准煤"}), policy))
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.energy.carbon_ratio import carbon_slips
from validators.energy.savings import UNIT, promised, yearly_total
from validators.faults import cell_ground, fault, field_ground, plain
from validators.figures import printed
from validators.slips import slipped

RULE = Rule(
    code="J12",
    name="saving-over-total",
    title="项目节能量大于企业能耗",
    severity=Severity.ERROR,
    speciality=Speciality.ENERGY,
    citation="附件2 基本信息表 一 年综合能耗、碳排放总量；附件2-2 效益分析",
    message="{which}{what}{value}{unit}超过企业年总量{total}{unit}。",
    inputs=("tables.projects",),
)
_WHAT: Final = {"tce": "节能量", "tco2": "减碳量"}
_OUTSIDE: Final = re.compile(r"绿电|绿证|碳汇|抵消|CCER|碳信用|碳普惠|供应链|下游|外供|余电上网")


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Compare each project's saving, then their sum, with last year's total."""
    rows, room = submission.tables["projects"], 1 + policy.tolerance.overrun_error / 100
    carbon = (f"emissions.{year}" for year in carbon_slips(submission, policy))
    doubted = slipped(submission, policy).union(carbon)
    for what in UNIT:
        whole, given = yearly_total(submission, what), promised(submission, what)
        if whole is None or whole[0] in doubted:
            continue
        own = {
            i: amount.value
            for i, amount in given.found.items()
            if not _OUTSIDE.search("".join(printed(cell) for cell in rows[i - 1].values()))
        }
        over = {i: value for i, value in own.items() if value > whole[1]}
        groups = {f"第{i}项": ([i], value) for i, value in over.items()}
        if not over and sum(own.values()) > whole[1]:
            groups = {"各项合计": (list(own), sum(own.values()))}
        for which, (listed, value) in groups.items():
            cells = [cell_ground("projects", i, "benefit", given.cells[i]) for i in listed]
            yield fault(
                RULE,
                [*cells, field_ground(submission, whole[0])],
                severity=Severity.WARNING if value <= whole[1] * room else None,
                which=which,
                what=_WHAT[what],
                value=plain(value),
                total=plain(whole[1]),
                unit=UNIT[what],
                expected=f"不超过{plain(whole[1])}{UNIT[what]}",
                actual=f"{plain(value)}{UNIT[what]}",
                fix="请核对单位（千克与吨）和是否为年节约量。",
            )
