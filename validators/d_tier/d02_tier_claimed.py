"""自评和正文引用的满分线（可再生能源20/15/10%、碳抵消80/70/60%）须属上年度能耗对应的档位。

为什么：用错档位，两项得分都会算错，通常偏高。
两项满分线彼此不属同一档时由D03说，本条不重复；同一处或同一章把各档都列出的，是引用政策原文，不算声明。
能耗缺失或疑似单位错位（G02）时不判断。

反例：

>>> wrong = right({"energy_consumption.2024": 12850.5}, mentions=[("renewable_threshold", None, 20.0)])
>>> say(check(wrong, policy))
error D02 正文一（三）按“1万吨标煤以下”档计分，上年度（2024年）综合能耗12,850.5吨标准煤应为“1万—2万吨标煤”档。

正例：

>>> say(check(right(mentions=[("renewable_threshold", None, 20.0)]), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import Ground, fault, plain
from validators.points.tier_claims import Claim, Computed, claims, computed, crossed
from validators.wording.told import also_told

RULE = Rule(
    code="D02",
    name="tier-claimed",
    title="声明档位与计算档位不符",
    severity=Severity.ERROR,
    speciality=Speciality.ENERGY,
    citation="附件1 可再生能源使用、碳抵消比例（按上年度综合能耗分档）",
    message=(
        "{place}按“{claimed}”档计分，上年度（{year}年）综合能耗{energy}吨标准煤应为“{right}”档。"
    ),
    inputs=("energy_consumption.*",),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """One finding a wrong tier, with all the sentences that claim it."""
    found, right = claims(submission, policy), computed(submission, policy)
    if right is None or crossed(found):
        return
    wrong: dict[int, list[Claim]] = {}
    for claim in found:
        if claim.tier != right.tier:
            wrong.setdefault(claim.tier.number, []).append(claim)
    for same in wrong.values():
        shown = [*(claim.ground for claim in same), right.ground]
        more = also_told(submission, "energy_consumption", right.year, policy, shown)
        yield _said(same, right, [*shown, *more])


def _said(same: list[Claim], right: Computed, grounds: list[Ground]) -> Finding:
    return fault(
        RULE,
        grounds,
        place="、".join(dict.fromkeys(claim.place for claim in same)),
        claimed=same[0].tier.label,
        year=right.year,
        energy=plain(right.energy),
        right=right.tier.label,
        expected=right.words,
        actual="、".join(dict.fromkeys(claim.words for claim in same)),
        fix=f"按{right.words}重算相应自评得分。",
    )
