"""近三年碳能比最高与最低相差不应超过20%。

为什么：碳能比突变多因换了排放因子、能耗口径或漏算一项，年均下降率会因此失真；换用新年度电网因子约差5%。
确有能源结构变化（煤改气、上光伏、购绿电）的说明即可，只作警告。单位错位由G02、G24说。

反例：

>>> say(check(right({"emissions.2024": 22256.0}), policy))
warning G06 近三年碳能比由1.89变为2.6，请说明因子或能源结构变化。

正例：

>>> say(check(right({"emissions.2024": 14552.0}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.energy.carbon_ratio import carbon_per_tce, carbon_slips
from validators.energy.trends import grounds
from validators.faults import fault, plain

RULE = Rule(
    code="G06",
    name="carbon-ratio-jumps",
    title="逐年碳能比波动",
    severity=Severity.WARNING,
    speciality=Speciality.CARBON,
    citation="附件2 基本信息表 碳排放总量、年综合能耗",
    message="近三年碳能比由{first}变为{last}，请说明因子或能源结构变化。",
    inputs=("emissions.*", "energy_consumption.*"),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Compare the least and the greatest of the years' ratios, told in the order of time."""
    told = carbon_slips(submission, policy)
    found = carbon_per_tce(submission, policy).items()
    ratios = {year: ratio for year, ratio in found if year not in told}
    if len(ratios) < 2:
        return
    least, most = min(ratios, key=ratios.__getitem__), max(ratios, key=ratios.__getitem__)
    spread = 100 * (ratios[most] / ratios[least] - 1)
    if spread <= policy.energy.carbon_spread:
        return
    first, last = sorted((least, most))
    yield fault(
        RULE,
        grounds(submission, ("emissions", "energy_consumption"), (first, last)),
        first=plain(round(ratios[first], 2)),
        last=plain(round(ratios[last], 2)),
        expected=f"相差不超过{plain(policy.energy.carbon_spread)}%",
        actual=f"{first}年{ratios[first]:.2f}，{last}年{ratios[last]:.2f}",
        working=f"{ratios[most]:.4f} ÷ {ratios[least]:.4f} − 1 = {spread:.1f}%",
        fix="请核对各年度电力排放因子和能耗口径是否一致；能源结构有变化的请说明。",
    )
