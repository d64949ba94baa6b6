"""近3年节能技改投资超过上年产值30%或三年利润总额3倍的，须核实是否含产能扩建投资。

为什么：附件1只计节能技改，扩建、搬迁投资不算；金额过大时应知情，只作提示。
产值、利润疑似单位错位的由F09说；三年合计亏损的不与利润比。

反例：

>>> say(check(right({"retrofit_investment": 23200.0}), policy))
info F18 近3年节能技改投资23,200万元，占上年产值40%，请核实是否含产能扩建投资。

正例：

>>> say(check(right({"retrofit_investment": 1740.0}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.energy.trends import sound
from validators.faults import fault, field_ground, plain
from validators.figures import base_year, figure

RULE = Rule(
    code="F18",
    name="retrofits-great",
    title="节能技改投资占比异常",
    severity=Severity.INFO,
    speciality=Speciality.INVESTMENT,
    citation="附件1 自主减碳/技改项目（节能技改项目投资额）",
    message="近3年节能技改投资{spent}万元，{how}，请核实是否含产能扩建投资。",
    inputs=("retrofit_investment", "output_value.*"),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Compare the retrofits with last year's output and with what the firm earned."""
    spent = figure(submission, "retrofit_investment") or 0.0
    year = base_year(submission)
    output = sound(submission, "output_value", policy).get(year or 0, 0.0)
    profits = sound(submission, "profit", policy)
    earned = sum(profits.values()) if len(profits) == len(submission.years) else 0.0
    if output > 0 and 100 * spent > policy.finance.retrofit_of_output * output:
        keys, how = [f"output_value.{year}"], f"占上年产值{plain(round(100 * spent / output, 1))}%"
        most = f"{plain(policy.finance.retrofit_of_output)}%"
    elif 0 < policy.finance.retrofit_of_profit * earned < spent:
        keys, how = [f"profit.{y}" for y in profits], f"为三年利润总额的{spent / earned:.1f}倍"
        most = f"{plain(policy.finance.retrofit_of_profit)}倍"
    else:
        return
    yield fault(
        RULE,
        [field_ground(submission, key) for key in ("retrofit_investment", *keys)],
        spent=plain(spent),
        how=how,
        expected=f"不超过{most}",
        actual=how,
        fix="请剔除扩建、搬迁等非节能技改投资；确属节能技改的请附项目清单。",
    )
