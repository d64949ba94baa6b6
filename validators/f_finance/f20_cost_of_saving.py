"""每个节能项目的单位节能投资一般在0.05—10万元/吨标煤（或0.02—5万元/吨CO2）之间。

为什么：投资与节能量差得太远，多为金额或节能量的单位填错，项目效益也就不可信。区间是本系统经验值：
超出十倍以上才作警告，设备更新兼顾产能、质量时投资本来偏高，十倍以内只作提示。
效益分析写明节能量的按节能量算，只写减碳量的按减碳量算，没有写明一个确数的不判；
信息化、监测、储能、节水、环保、扩产等不以节能为主的项目不判。

反例：

>>> text = "年节能3吨标准煤"
>>> say(check(right({"projects.2.total_investment": 480.0, "projects.2.benefit": text}), policy))  # 附件2-2第2项总投资480万元，年节能3吨标准煤
warning F20 第2项单位节能投资160万元/吨标煤，超出常见范围0.05—10。

正例：

>>> text = "年节能300吨标准煤"
>>> say(check(right({"projects.2.total_investment": 480.0, "projects.2.benefit": text}), policy))  # 附件2-2第2项总投资480万元，年节能300吨标准煤
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Row, Submission
from validators.energy.benefits import Amount, amounts
from validators.energy.savers import saves_energy
from validators.faults import cell_ground, fault, plain
from validators.figures import named_rows, number, printed
from validators.rounding import operand

RULE = Rule(
    code="F20",
    name="cost-of-saving",
    title="单位节能投资异常",
    severity=Severity.WARNING,
    speciality=Speciality.INVESTMENT,
    citation="附件2-2 总投资额、效益分析",
    message="第{row}项单位{what}投资{ratio}万元/{unit}，超出常见范围{least}—{most}。",
    inputs=("tables.projects",),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Divide each project's money by what it saves a year."""
    usual = policy.finance
    for i, row in named_rows(submission, "projects"):
        money = number(row.get("total_investment")) or 0.0
        listed = amounts(printed(row.get("benefit")))
        tce, tco2 = _only(listed, "tce"), _only(listed, "tco2")
        if money <= 0 or not saves_energy(row):
            continue
        if tce:
            bounds = (usual.wan_per_tce_least, usual.wan_per_tce_most)
            yield from _judged(i, row, (money, tce), bounds, ("节能", "吨标煤"), policy)
        elif tco2:
            bounds = (usual.wan_per_tco2_least, usual.wan_per_tco2_most)
            yield from _judged(i, row, (money, tco2), bounds, ("减碳", "吨CO2"), policy)


def _only(listed: tuple[Amount, ...], what: str) -> float:
    """The one figure of a kind, 0 where there is none or several that differ."""
    found = {amount.value for amount in listed if amount.what == what}
    return found.pop() if len(found) == 1 else 0.0


def _judged(
    i: int,
    row: Row,
    pair: tuple[float, float],
    bounds: tuple[float, float],
    words: tuple[str, str],
    policy: Policy,
) -> Iterator[Finding]:
    (money, amount), (least, most), (what, unit) = pair, bounds, words
    ratio = money / amount
    if least <= ratio <= most:
        return
    far = ratio * policy.finance.far_out < least or ratio > most * policy.finance.far_out
    shown = plain(round(ratio, 2 if ratio >= 1 else 4))
    columns = ("total_investment", "benefit")
    yield fault(
        RULE,
        [cell_ground("projects", i, column, row[column]) for column in columns],
        severity=Severity.WARNING if far else Severity.INFO,
        row=i,
        what=what,
        ratio=shown,
        unit=unit,
        least=plain(least),
        most=plain(most),
        expected=f"{plain(least)}—{plain(most)}万元/{unit}",
        actual=f"{shown}万元/{unit}",
        working=f"{operand(money)} ÷ {operand(amount)} = {shown}",
        fix=f"请核对该项目总投资额（万元）与年{what}量（{unit}）的数值和单位。",
    )
