"""利润总额占工业总产值的比例一般在-20%—40%之间。

为什么：利润率异常常见于含投资收益、一次性损益或产值口径不一，看投资能力时应知情；只作提示。
利润或亏损超过产值的由F06说，单位错位由F09说；几个年度合为一条。

反例：

>>> say(check(right({"profit.2024": 31900.0}), policy))
info F07 2024年利润率55%异常。

正例：

>>> say(check(right({"profit.2024": 3480.0}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.energy.trends import grounds, joined, ratios
from validators.faults import fault, plain

RULE = Rule(
    code="F07",
    name="profit-rate",
    title="利润率异常",
    severity=Severity.INFO,
    speciality=Speciality.INVESTMENT,
    citation="附件2 基本信息表 一 利润总额、工业总产值",
    message="{years}年利润率{rates}%异常。",
    inputs=("profit.*", "output_value.*"),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Divide profit by output, leaving out what cannot be (F06)."""
    usual = policy.finance
    rates = {
        year: round(100 * ratio, 2)
        for year, ratio in ratios(submission, "profit", "output_value", policy).items()
        if abs(ratio) <= 1
    }
    odd = {y: r for y, r in rates.items() if not usual.profit_least <= r <= usual.profit_most}
    if not odd:
        return
    shown = "、".join(map(plain, odd.values()))
    yield fault(
        RULE,
        grounds(submission, ("profit", "output_value"), odd),
        years=joined(odd),
        rates=shown,
        expected=f"{plain(usual.profit_least)}%—{plain(usual.profit_most)}%",
        actual=f"{shown}%",
        fix="属实的不必修改，可在正文说明原因（如投资收益、资产处置）。",
    )
