"""可再生能源使用和碳抵消比例引用的满分线须属同一档位。

为什么：附件1两项按同一组能耗界限分档，一项15%、另一项80%必有一项用错。
本条把两处声明和应适用的档位一并指出，D02对这两处不再重复。

反例：

>>> mixed = [("renewable_threshold", None, 15.0), ("offset_threshold", None, 80.0)]
>>> say(check(right({"energy_consumption.2024": 12850.5}, mentions=mixed), policy))
error D03 可再生能源与碳抵消适用档位不一致：可再生能源15%（1万—2万吨标煤）、碳抵消80%（1万吨标煤以下）。

正例：

>>> same = [("renewable_threshold", None, 15.0), ("offset_threshold", None, 70.0)]
>>> say(check(right({"energy_consumption.2024": 12850.5}, mentions=same), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault
from validators.points.tier_claims import claims, computed, crossed

RULE = Rule(
    code="D03",
    name="tiers-crossed",
    title="可再生与抵消使用了不同档位",
    severity=Severity.ERROR,
    speciality=Speciality.ENERGY,
    citation="附件1 可再生能源使用、碳抵消比例（两项按同一能耗界限分档）",
    message="可再生能源与碳抵消适用档位不一致：{claimed}。",
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """The one renewable claim and the one offset claim name different tiers."""
    found, right = claims(submission, policy), computed(submission, policy)
    if not crossed(found):
        return
    shown = {claim.words: f"{claim.words}（{claim.tier.label}）" for claim in found}
    yield fault(
        RULE,
        [*(claim.ground for claim in found), *([right.ground] if right else [])],
        claimed="、".join(shown.values()),
        expected=right.words if right else "同一档位",
        actual="、".join(shown),
        fix=f"按{right.words}重算两项自评得分。" if right else "请按上年度综合能耗统一档位。",
    )
