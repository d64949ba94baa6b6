"""单位产值能耗应在所属行业大类的常见范围内。

为什么：偏离行业太远多为能耗或产值口径、单位有误，或行业代码填错。
范围是本系统经验值，放得很宽，各年度都在同一侧之外才作警告；高出每万元5吨的由G02说，单位错位由F09、G02说。

反例：

>>> dear = {"industry_code": "3982", "energy_consumption.2022": 46800.0, "energy_consumption.2023": 49500.0, "energy_consumption.2024": 52200.0}
>>> say(check(right(dear), policy))
warning G23 单位产值能耗0.9吨标煤/万元，偏离39大类常见范围0.003—0.3。

正例：

>>> say(check(right({"industry_code": "3982"}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.energy.trends import grounds, ratios
from validators.faults import fault, field_ground, plain
from validators.figures import base_year, figure, text

RULE = Rule(
    code="G23",
    name="energy-per-output",
    title="单位产值能耗与行业水平偏离",
    severity=Severity.WARNING,
    speciality=Speciality.ENERGY,
    citation="附件2 基本信息表 年综合能耗、工业总产值、所属行业",
    message="单位产值能耗{found}吨标煤/万元，偏离{industry}常见范围{least}—{most}。",
    inputs=("energy_consumption.*", "output_value.*"),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Divide energy by output and look at the division's band."""
    division = text(submission.fields.get("industry_code"))[:2]
    least, most = policy.energy.bands.get(division, policy.energy.bands_default)
    found = ratios(submission, "energy_consumption", "output_value", policy)
    told = any(ratio > policy.bands.energy_per_output_max for ratio in found.values())
    if not found or told or not (min(found.values()) > most or max(found.values()) < least):
        return
    base = base_year(submission) or 0
    year = base if base in found else max(found)
    shown = plain(round(found[year], 4))
    energy, output = (
        figure(submission, f"{s}.{year}") or 0.0 for s in ("energy_consumption", "output_value")
    )
    code = ["industry_code"] if division else []
    yield fault(
        RULE,
        [
            *grounds(submission, ("energy_consumption", "output_value"), [year]),
            *(field_ground(submission, key) for key in code),
        ],
        found=shown,
        industry=f"{division}大类" if division else "制造业",
        least=plain(least),
        most=plain(most),
        expected=f"{plain(least)}—{plain(most)}吨标煤/万元",
        actual=f"{shown}吨标煤/万元",
        working=f"{plain(energy)} ÷ {plain(output)} = {shown}",
        fix="请核对综合能耗、工业总产值的口径和单位以及行业代码；属实的请说明。",
    )
