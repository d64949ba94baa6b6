"""上年度综合能耗（等价值）决定适用档位：1万吨标准煤以下、1万—2万吨、2万吨及以上。

为什么：可再生能源和碳抵消的满分线随档位不同；列出计算结果，便于核对自评。
按原值比较不取整，“大于等于”含本数。仅为提示；能耗缺失或疑似单位错位（G02）时不计算。

反例：

>>> say(check(right({"energy_consumption.2024": 10000.0}), policy))
info D01 上年度（2024年）综合能耗10,000吨标准煤，适用第2档：可再生能源15%、碳抵消70%。

正例：

>>> say(check(right({"energy_consumption.2024": None}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, plain
from validators.points.tier_claims import computed

RULE = Rule(
    code="D01",
    name="tier",
    title="档位计算",
    severity=Severity.INFO,
    speciality=Speciality.ENERGY,
    citation="附件1 可再生能源使用、碳抵消比例",
    message="上年度（{year}年）综合能耗{energy}吨标准煤，适用第{tier}档：{lines}。",
    inputs=("energy_consumption.*",),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Say the tier, for the record."""
    found = computed(submission, policy)
    if found is None:
        return
    yield fault(
        RULE,
        [found.ground],
        year=found.year,
        energy=plain(found.energy),
        tier=found.tier.number,
        lines=found.words,
        actual=found.tier.label,
        fix="无需修改；能耗不是等价值口径的，请换算后重填。",
    )
