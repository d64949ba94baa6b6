"""碳能比低于1.0而可再生能源占比不足40%的，疑似漏计外购电力、热力的间接排放或已扣除绿电。

为什么：碳排放总量按范围一加范围二填报，漏计间接排放会使抵消率、碳强度全部偏好看。
模板没有写明排放范围（未决问题19，默认范围一加范围二），只作警告；自有可再生能源占比高的碳能比本来就低，不说。
单位错位由G02、G24说，本条不再重复；几个年度合为一条。

反例：

>>> say(check(right({"emissions.2024": 4300.0}), policy))
warning G05 2024年碳能比0.5偏低，疑似未计外购电力/热力间接排放或已扣除绿电。

正例：

>>> say(check(right({"emissions.2024": 14980.0}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.energy.carbon_ratio import carbon_per_tce, carbon_slips, renewable_percent
from validators.energy.trends import grounds, joined
from validators.faults import fault, field_ground, plain
from validators.figures import figure

RULE = Rule(
    code="G05",
    name="indirect-left-out",
    title="疑似遗漏间接排放",
    severity=Severity.WARNING,
    speciality=Speciality.CARBON,
    citation="附件2 基本信息表 碳排放总量；GB/T 32150",
    message="{years}年碳能比{ratios}偏低，疑似未计外购电力/热力间接排放或已扣除绿电。",
    inputs=("emissions.*", "energy_consumption.*"),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Look for years with less carbon than any bought energy would bring."""
    own = renewable_percent(submission) >= policy.bands.renewable_share_low_carbon
    if own or policy.switches.carbon_scope == "scope_1":
        return
    told, least = carbon_slips(submission, policy), policy.bands.carbon_per_tce_min
    ratios = carbon_per_tce(submission, policy)
    low = {year: q for year, q in ratios.items() if q < least and year not in told}
    if not low:
        return
    year, ratio = next(iter(low.items()))
    carbon, energy = (
        figure(submission, f"{s}.{year}") or 0.0 for s in ("emissions", "energy_consumption")
    )
    share = ["renewable_share.before"] if "renewable_share.before" in submission.fields else []
    shown = "、".join(plain(round(q, 2)) for q in low.values())
    yield fault(
        RULE,
        [
            *grounds(submission, ("emissions", "energy_consumption"), low),
            *(field_ground(submission, k) for k in share),
        ],
        years=joined(low),
        ratios=shown,
        expected=f"不低于{plain(least)} tCO2/tce",
        actual=f"{shown} tCO2/tce",
        working=f"{plain(carbon)} ÷ {plain(energy)} = {plain(round(ratio, 2))}",
        fix="请按范围一加范围二补计外购电力、热力的排放，抵消、绿电不在总量中扣减；属实的请说明核算边界。",
    )
