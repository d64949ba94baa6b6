"""可再生能源占比提高时，碳排放强度降幅不应低于能耗强度降幅2个百分点以上。

为什么：多用可再生能源，碳应比能耗降得更多；反过来说明两项目标的口径或测算不一致。只作提示。
前后单位不同、无法比较的不判。

反例：

>>> say(check(right({"carbon_intensity.after": 0.184, "carbon_intensity.effect": 8.0}), policy))
info G18 碳排放强度降幅8%低于能耗降幅14.52%，与可再生能源提升不一致。

正例：

>>> say(check(right({"carbon_intensity.after": 0.156, "carbon_intensity.effect": 22.0}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.energy.changes import ends, turn
from validators.faults import fault, plain

RULE = Rule(
    code="G18",
    name="carbon-behind-energy",
    title="碳降幅小于能耗降幅且可再生提升",
    severity=Severity.INFO,
    speciality=Speciality.CARBON,
    citation="附件2 基本信息表 二 单位能耗、单位碳排放、可再生能源使用占比",
    message="碳排放强度降幅{carbon}%低于能耗降幅{energy}%，与可再生能源提升不一致。",
    inputs=("energy_intensity.before", "carbon_intensity.before", "renewable_share.after"),
)
_STEMS = ("carbon_intensity", "energy_intensity", "renewable_share")


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Compare the two cuts where the share of renewables rises."""
    carbon, energy, share = (turn(submission, stem, policy) for stem in _STEMS)
    if carbon is None or energy is None or share is None or share.after <= share.before:
        return
    if carbon.before <= 0 or carbon.cut >= energy.cut - policy.energy.carbon_behind_energy:
        return
    yield fault(
        RULE,
        [ground for stem in _STEMS for ground in ends(submission, stem)],
        carbon=plain(round(carbon.cut, 2)),
        energy=plain(round(energy.cut, 2)),
        expected=f"不低于{plain(round(energy.cut, 2))}%",
        actual=f"{plain(round(carbon.cut, 2))}%",
        working=f"{carbon.working}；{energy.working}",
        fix="请核对两项强度的口径（产品或增加值）和目标测算；属实的请说明。",
    )
