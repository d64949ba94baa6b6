"""综合能耗须按等价值填报：碳能比落在3.4—4.6的，疑似电力按当量值折标。

为什么：准入、分档都以等价值为准；电力按当量值（0.1229）折标，碳能比约为4.19，能耗被低估一半以上。
只是推测，作警告；水泥、石灰、玻璃等过程排放行业不判。能耗、碳排放单位错位由G02、G24说。几个年度合为一条。

反例：

>>> change = {"emissions.2022": 36080.0, "emissions.2023": 35670.0, "emissions.2024": 35096.0}
>>> say(check(right(change), policy))
warning G04 2022、2023、2024年碳能比4.1、4.1、4.1接近电力当量值口径（约4.19），综合能耗疑似为当量值，请改用等价值。

正例：

>>> say(check(right({"emissions.2024": 15400.0}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.energy.carbon_ratio import carbon_per_tce, exempt
from validators.energy.named_basis import EQUIVALENT, named_basis
from validators.energy.trends import grounds, joined
from validators.faults import fault, plain
from validators.figures import figure

RULE = Rule(
    code="G04",
    name="calorific-suspected",
    title="疑似采用当量值（碳能比4左右）",
    severity=Severity.WARNING,
    speciality=Speciality.ENERGY,
    citation="附件1 准入条件/规模体量（吨标煤，等价值）；GB/T 2589-2020",
    message="{years}年碳能比{ratios}接近电力当量值口径（约4.19），综合能耗疑似为当量值，请改用等价值。",
    inputs=("emissions.*", "energy_consumption.*"),
)
_SAYS: str = "综合能耗写明为等价值，请核对折标系数或碳排放量。"
_SILENT: str = (
    "请按等价值（电力0.28—0.31千克标煤/千瓦时）重算年综合能耗；确为等价值的请说明碳排放构成。"
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Look for years whose carbon is that of electricity at its calorific value."""
    bands = policy.bands
    near = {
        year: ratio
        for year, ratio in carbon_per_tce(submission, policy).items()
        if bands.carbon_per_tce_max < ratio <= bands.carbon_per_tce_max_calorific
    }
    if not near or exempt(submission, policy):
        return
    year, ratio = next(iter(near.items()))
    carbon, energy = (
        figure(submission, f"{s}.{year}") or 0.0 for s in ("emissions", "energy_consumption")
    )
    shown = "、".join(plain(round(r, 2)) for r in near.values())
    yield fault(
        RULE,
        grounds(submission, ("emissions", "energy_consumption"), near),
        years=joined(near),
        ratios=shown,
        expected=f"{plain(bands.carbon_per_tce_min)}—{plain(bands.carbon_per_tce_max)} tCO2/tce（等价值）",
        actual=f"{shown} tCO2/tce",
        working=f"{plain(carbon)} ÷ {plain(energy)} = {plain(round(ratio, 2))}",
        fix=_SAYS if named_basis(submission) == EQUIVALENT else _SILENT,
    )
