"""仅以产值达到准入门槛而能耗很低（1000吨标准煤以下）的，提示专家判断示范价值。

为什么：政策允许产值或能耗任一达标；能耗很低的企业降碳空间小。只作提示，不影响受理。
疑似单位错位（F09、G02）时不判断。

反例：

>>> say(check(right({"energy_consumption.2024": 620.0, "output_value.2024": 80000.0}), policy))
info C09 仅以产值达标，综合能耗620吨标准煤较低，示范价值请专家判断。

正例：

>>> say(check(right(), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, field_ground, plain
from validators.points.admission import large_enough, scale
from validators.slips import slipped

RULE = Rule(
    code="C09",
    name="little-energy",
    title="仅产值达标且能耗极低",
    severity=Severity.INFO,
    speciality=Speciality.ENERGY,
    citation="附件1 准入条件/规模体量（产值大于等于5亿元）",
    message="仅以产值达标，综合能耗{energy}吨标准煤较低，示范价值请专家判断。",
    inputs=("energy_consumption.*", "output_value.*"),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Admitted by output alone, with very little energy."""
    found = scale(submission)
    if found is None or found.energy is None or not large_enough(found, policy):
        return
    low = 0 < found.energy < policy.focus.low_energy_tce
    if not low or set(found.keys) & slipped(submission, policy):
        return
    yield fault(
        RULE,
        [field_ground(submission, key) for key in found.keys],
        energy=plain(found.energy),
        expected=f"{policy.focus.low_energy_tce:g}吨标准煤以上",
        actual=f"{plain(found.energy)}吨标准煤",
        fix="不影响受理；请核对综合能耗的单位和统计范围。",
    )
