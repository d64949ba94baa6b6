"""碳排放总量须以吨CO2填报，量级须与综合能耗相称（0.1—50倍）。

为什么：万吨、千克与吨填混，差一万倍或一千倍，碳强度和抵消率全错；给出换算建议，但不改数。
能以万吨、千克等解释的为错误；解释不了的（如已扣减绿电、只报部分排放）只作警告。
能耗单位错位由G02说；本条说过的年度，G03、G05、G06不再重复。同一错位的几个年度合为一条。

反例：

>>> say(check(right({"emissions.2024": 2.156}), policy))
error G24 2024年碳排放总量2.156疑似单位错误（应为吨CO2），建议核对：若为万吨CO2则为21,560吨CO2。

正例：

>>> say(check(right({"emissions.2024": 15560.0}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.energy.carbon_ratio import carbon_slips
from validators.energy.trends import grounds, joined
from validators.faults import fault, plain
from validators.figures import figure
from validators.rounding import operand

RULE = Rule(
    code="G24",
    name="carbon-unit",
    title="碳排放单位错位",
    severity=Severity.ERROR,
    speciality=Speciality.CARBON,
    citation="附件2 基本信息表 碳排放总量（吨CO2）",
    message="{years}年碳排放总量{found}疑似单位错误（应为吨CO2），建议核对：若为{unit}则为{right}吨CO2。",
    inputs=("emissions.*", "energy_consumption.*"),
)
_UNITS = {-4: "万吨CO2", -3: "千吨CO2", 3: "千克CO2"}
_UNKNOWN = "{years}年碳排放总量{found}与综合能耗{energy}吨标准煤不相称，请核对单位（应为吨CO2）和排放范围。"


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """One finding for all years that slipped alike."""
    groups: dict[int, list[int]] = {}
    for year, power in carbon_slips(submission, policy).items():
        groups.setdefault(power, []).append(year)
    for power, years in groups.items():
        yield _finding(submission, power, years)


def _finding(submission: Submission, power: int, years: list[int]) -> Finding:
    carbon = [figure(submission, f"emissions.{year}") or 0.0 for year in years]
    energy = [figure(submission, f"energy_consumption.{year}") or 0.0 for year in years]
    found, right = (
        "、".join(map(plain, column)) for column in (carbon, [c / 10.0**power for c in carbon])
    )
    return fault(
        RULE,
        grounds(submission, ("emissions", "energy_consumption"), years),
        severity=Severity.ERROR if power else Severity.WARNING,
        template="" if power else _UNKNOWN,
        years=joined(years),
        found=found,
        energy="、".join(map(plain, energy)),
        unit=_UNITS.get(power, ""),
        right=right,
        expected=f"{right}吨CO2" if power else "与综合能耗相称的吨CO2数",
        actual=f"{found}吨CO2",
        working=f"{operand(carbon[0])} ÷ 10^{power} = {plain(carbon[0] / 10.0**power)}"
        if power
        else "",
        fix="请核对碳排放总量的单位，换算为吨CO2后重填；抵消、绿电不在总量中扣减。",
    )
