"""方案总投资应与企业规模相称：不超过上年产值和注册资本的10倍，不少于100万元。

为什么：投资远超企业能力的方案难以落实，过小的方案难以建成零碳工厂；也可能是单位填错。只作提示。
产值疑似单位错位的由F09说，总投资无效的由F12说。

反例：

>>> say(check(right({"total_investment": 90000.0}), policy))
info F21 方案总投资90,000万元与企业规模不匹配（超过上年产值58,000万元）。

正例：

>>> say(check(right({"total_investment": 8650.0}), policy))
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
    code="F21",
    name="plan-against-firm",
    title="方案总投资与企业规模不匹配",
    severity=Severity.INFO,
    speciality=Speciality.INVESTMENT,
    citation="附件2 基本信息表 方案总投资、注册资本、工业总产值",
    message="方案总投资{plan}万元与企业规模不匹配（{how}）。",
    inputs=("total_investment",),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Compare the plan with output, capital and a least sum."""
    plan = figure(submission, "total_investment") or 0.0
    year, usual = base_year(submission), policy.finance
    output = sound(submission, "output_value", policy).get(year or 0, 0.0)
    capital = figure(submission, "registered_capital") or 0.0
    if plan <= 0:
        return
    if plan > output > 0:
        key, how, most = f"output_value.{year}", f"超过上年产值{plain(output)}万元", plain(output)
    elif plan > usual.plan_of_capital * capital > 0:
        how = f"超过注册资本{plain(capital)}万元的{plain(usual.plan_of_capital)}倍"
        key, most = "registered_capital", plain(usual.plan_of_capital * capital)
    elif plan < usual.plan_least_wan:
        key, how, most = "", f"不足{plain(usual.plan_least_wan)}万元", ""
    else:
        return
    yield fault(
        RULE,
        [field_ground(submission, k) for k in ("total_investment", key) if k],
        plan=plain(plan),
        how=how,
        expected=f"不超过{most}万元" if most else f"不少于{plain(usual.plan_least_wan)}万元",
        actual=f"{plain(plan)}万元",
        fix="请核对方案总投资的数值和单位；属实的请说明资金来源或建设内容。",
    )
