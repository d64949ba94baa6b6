"""上年度综合能耗距分档界限（1万、2万吨标准煤）不足3%的，提示核实统计口径。

为什么：略低于界限，满分线更高；略高于界限，满分线更低，口径稍有出入就会换档。
只作提示。能耗缺失或疑似单位错位（G02）时不判断。

反例：

>>> say(check(right({"energy_consumption.2024": 9850.0}), policy))
info D05 综合能耗9,850吨标准煤接近分档界限10000，请核实能耗统计口径。

正例：

>>> say(check(right({"energy_consumption.2024": 8200.0}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, plain
from validators.points.tier_claims import computed

RULE = Rule(
    code="D05",
    name="near-bound",
    title="临近分档界限",
    severity=Severity.INFO,
    speciality=Speciality.ENERGY,
    citation="附件1 可再生能源使用、碳抵消比例（按上年度综合能耗分档）",
    message="综合能耗{energy}吨标准煤接近分档界限{bound}，请核实能耗统计口径。",
    inputs=("energy_consumption.*",),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """The distance to the bounds between tiers, in percent of the bound."""
    found = computed(submission, policy)
    if found is None:
        return
    for bound in (tier.from_tce for tier in policy.tiers if tier.from_tce):
        if abs(found.energy - bound) / bound * 100 > policy.focus.tier_near:
            continue
        yield fault(
            RULE,
            [found.ground],
            energy=plain(found.energy),
            bound=f"{bound:g}",
            expected=f"距{bound:g}吨标准煤{policy.focus.tier_near:g}%以上",
            actual=f"{plain(found.energy)}吨标准煤",
            working=f"({plain(found.energy)} - {bound:g}) ÷ {bound:g}"
            f" = {(found.energy - bound) / bound * 100:.2f}%",
            fix="请核对综合能耗口径（等价值）和统计范围，备好能源统计报表。",
        )
