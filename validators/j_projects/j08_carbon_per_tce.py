"""同一项目的减碳量与节能量应当相称：每吨标准煤约1.0—3.4吨CO2。

为什么：各种能源折算下来都在这一范围，超出多为单位或系数有误。
按当量值折算电力的可到4.6，项目同时写明电量且按当量值折算的不说；
碳捕集、原料替代等非能源减排不适用；同一项目有几个不同数值的不猜。

反例：

>>> say(check(right({"projects.2.benefit": "年节能100吨标准煤，减碳900吨CO2"}), policy))
warning J08 第2项减碳/节能比9，超出1—3.4。

正例：

>>> say(check(right({"projects.2.benefit": "年节能320吨标准煤，减碳550吨CO2"}), policy))
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from schemas.bands import Bands
from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.energy.benefits import amounts, only
from validators.faults import cell_ground, fault
from validators.figures import named_rows, printed
from validators.rounding import operand

RULE = Rule(
    code="J08",
    name="carbon-per-tce",
    title="节能量与减碳量不匹配",
    severity=Severity.WARNING,
    speciality=Speciality.CARBON,
    citation="附件2-2 效益分析；GB/T 2589-2020；电力平均二氧化碳排放因子",
    message="第{row}项减碳/节能比{ratio}，超出{low}—{high}。",
    inputs=("tables.projects",),
)
_NOT_ENERGY: Final = re.compile(
    r"捕集|封存|利用二氧化碳|原料替代|碳汇|绿电|绿证|工艺气体|制冷剂|甲烷|N2O|光伏|风电|生物质"
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Divide each project's carbon by its coal."""
    bands = policy.bands
    for position, row in named_rows(submission, "projects"):
        listed = amounts(printed(row.get("benefit")))
        tce, carbon = only(listed, "tce"), only(listed, "tco2")
        told = "".join(printed(row.get(c)) for c in ("name", "content", "benefit"))
        if tce is None or carbon is None or not tce.value or _NOT_ENERGY.search(told):
            continue
        ratio = carbon.value / tce.value
        if bands.carbon_per_tce_min <= ratio <= _highest(bands, bool(only(listed, "kwh"))):
            continue
        yield fault(
            RULE,
            [cell_ground("projects", position, "benefit", row["benefit"])],
            row=position,
            ratio=operand(ratio, 2),
            low=operand(bands.carbon_per_tce_min),
            high=operand(bands.carbon_per_tce_max),
            expected=f"{operand(bands.carbon_per_tce_min)}—{operand(bands.carbon_per_tce_max)}吨CO2/吨标准煤",
            actual=f"{operand(ratio, 2)}吨CO2/吨标准煤",
            working=f"{operand(carbon.value)} ÷ {operand(tce.value)} = {operand(ratio, 2)}",
            fix="请核对节能量、减碳量的单位和折算系数，并注明电力按等价值还是当量值折标。",
        )


def _highest(bands: Bands, from_power: bool) -> float:
    return bands.carbon_per_tce_max_calorific if from_power else bands.carbon_per_tce_max
