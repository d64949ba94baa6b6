"""利润总额不得大于工业总产值，一般也不大于工业增加值；亏损额不得超过工业总产值。

为什么：利润是增加值的一部分，超过产值只能是填错行或单位不一。
超过增加值的可能有投资收益，只作警告；投产、停产年度产值很小，亏损超过产值的只作警告。单位错位由F09说。

反例：

>>> say(check(right({"profit.2024": 16000.0}), policy))
warning F06 2024年利润总额16,000万元与产值/增加值关系异常（大于工业增加值14,200万元）。

正例：

>>> say(check(right({"profit.2024": 4200.0}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.energy.trends import sound
from validators.faults import fault, field_ground, plain

RULE = Rule(
    code="F06",
    name="profit-too-great",
    title="利润总额大于总产值或增加值",
    severity=Severity.WARNING,
    speciality=Speciality.INVESTMENT,
    citation="附件2 基本信息表 一 利润总额、工业增加值、工业总产值",
    message="{year}年利润总额{profit}万元与产值/增加值关系异常（{how}）。",
    inputs=("profit.*", "output_value.*"),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Compare each year's profit with its output and its value added."""
    output = sound(submission, "output_value", policy)
    added = sound(submission, "value_added", policy)
    best = max(output.values(), default=0.0)
    for year, profit in sound(submission, "profit", policy).items():
        whole, part = output.get(year, 0.0), added.get(year, 0.0)
        if whole > 0 and abs(profit) > whole:
            small = 100 * whole < policy.finance.start_up_share * best
            severity = Severity.WARNING if profit < 0 and small else Severity.ERROR
            yield _finding(submission, year, profit, "output_value", whole, severity)
        elif 0 < part < min(profit, whole):
            yield _finding(submission, year, profit, "value_added", part, Severity.WARNING)


def _finding(
    submission: Submission, year: int, profit: float, stem: str, bound: float, severity: Severity
) -> Finding:
    name = "工业总产值" if stem == "output_value" else "工业增加值"
    word = "亏损超过" if profit < 0 else "大于"
    return fault(
        RULE,
        [field_ground(submission, f"profit.{year}"), field_ground(submission, f"{stem}.{year}")],
        severity=severity,
        year=year,
        profit=plain(profit),
        how=f"{word}{name}{plain(bound)}万元",
        expected=f"不超过{name}{plain(bound)}万元",
        actual=f"{plain(profit)}万元",
        compared=(profit, bound),
        fix="请核对利润总额与该行是否填反、单位是否均为万元；含投资收益等的请说明。",
    )
