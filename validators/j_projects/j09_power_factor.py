"""电量折标准煤、折二氧化碳的系数应在通行范围之内。

为什么：每万千瓦时折1.229吨标准煤（当量值）或约2.8—3.1吨（等价值），按电网平均因子约合5.0—6.2吨CO2；
系数离谱，节能减碳量就不可信。容许3%；同时还有节气、节汽等其他节能量的合在一起折算，节能量之后另列发电量的，不说。

反例：

>>> say(check(right({"projects.2.benefit": "年节电480万kWh，折1940吨标准煤"}), policy))
warning J09 第2项480万kWh折1940吨标准煤，系数4.04异常。

正例：

>>> say(check(right({"projects.2.benefit": "年节电480万kWh，折1440吨标准煤"}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from schemas.bands import ProjectBands
from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.energy.benefits import Amount, amounts, only
from validators.faults import cell_ground, fault
from validators.figures import named_rows, printed
from validators.rounding import operand

RULE = Rule(
    code="J09",
    name="power-factor",
    title="电量折算错误",
    severity=Severity.WARNING,
    speciality=Speciality.ENERGY,
    citation="附件2-2 效益分析；GB/T 2589-2020；电力平均二氧化碳排放因子",
    message="第{row}项{kwh}万kWh折{amount}{unit}，系数{factor}异常。",
    inputs=("tables.projects",),
)
_UNIT: Final = {"tce": "吨标准煤", "tco2": "吨CO2"}


class _Odd(Struct, frozen=True):
    """A figure that does not follow from the power, and the range in which it would."""

    unit: str
    value: float
    factor: float
    usual: str


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Divide coal and carbon of each project by its power."""
    for position, row in named_rows(submission, "projects"):
        text = printed(row.get("benefit"))
        listed = amounts(text)
        power = only(listed, "kwh")
        if power is None or power.value < 1 or any(one.what == "other" for one in listed):
            continue
        if "发电" in text and _coal_first(listed):
            continue
        for odd in _odd(listed, power.value, policy.projects):
            kwh, factor = operand(power.value), operand(odd.factor, 2)
            yield fault(
                RULE,
                [cell_ground("projects", position, "benefit", row["benefit"])],
                row=position,
                kwh=kwh,
                amount=operand(odd.value),
                unit=odd.unit,
                factor=factor,
                expected=f"每万kWh {odd.usual}{odd.unit}",
                actual=f"每万kWh {factor}{odd.unit}",
                working=f"{operand(odd.value)} ÷ {kwh} = {factor}",
                fix="请按GB/T 2589-2020和最近一年公布的电网因子重新折算，并注明所用系数。",
            )


def _coal_first(listed: tuple[Amount, ...]) -> bool:
    """Whether coal stands before the power: ``年节能320吨标准煤，光伏年发电492万kWh`` are two gains."""
    kinds = [one.what for one in listed]
    return "tce" in kinds[: kinds.index("kwh")]


def _odd(listed: tuple[Amount, ...], power: float, bands: ProjectBands) -> Iterator[_Odd]:
    room = bands.factor_percent / 100
    coal, carbon = (only(listed, what) for what in ("tce", "tco2"))
    low, high, calorific = (
        bands.tce_per_kwh_low,
        bands.tce_per_kwh_high,
        bands.tce_per_kwh_calorific,
    )
    if coal:
        factor = coal.value / power
        near = abs(factor / calorific - 1) <= room
        if not near and not low * (1 - room) <= factor <= high * (1 + room):
            usual = f"{operand(calorific)}（当量值）或{operand(low)}—{operand(high)}（等价值）"
            yield _Odd(_UNIT["tce"], coal.value, factor, usual)
    if carbon and not coal:
        factor = carbon.value / power
        least, most = bands.carbon_per_kwh_low, bands.carbon_per_kwh_high
        if not least * (1 - room) <= factor <= most * (1 + room):
            yield _Odd(_UNIT["tco2"], carbon.value, factor, f"{operand(least)}—{operand(most)}")
