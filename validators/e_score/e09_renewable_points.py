"""可再生能源得分须等于按占比与所在档门槛折算的分数：8×占比÷门槛，最高8分。

为什么：企业常按别的档位门槛或按目标年占比计分，多得的分影响择优。
只追究多报：自评高于最有利口径、且不能用占比印出位数的四舍五入解释的才是错误；取整所致降为警告；自评说明所写占比足以说明得分的不说；低于最不利口径只作提示。
占比疑似小数（0.12当作12%）由G16说，得分越界由E02说；档位用错由D02、D03说明，本条仍给出应得分。

反例：

>>> say(check(right({"self.renewable_energy": 6.0}), policy))
error E09 可再生能源占比12%（1档门槛20%），应得4.8分，自评6分。

正例：

>>> say(check(right({"self.renewable_energy": 4.8}), policy))
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy, Tier, points_of
from schemas.submission import Read, ScoreItem, Submission
from validators.faults import fault, field_ground, item_ground, plain
from validators.figures import base_year, claimed, number
from validators.lacking import Lacking
from validators.points.claims import advice, share_of, weigh
from validators.points.score_evidence import explained
from validators.points.score_formulas import s_re
from validators.points.score_inputs import renewable_share
from validators.slips import fraction_slips, sure_tier
from validators.wording.told import also_told

_ITEM = ScoreItem.RENEWABLE_ENERGY
RULE = Rule(
    code="E09",
    name="renewable-points",
    title="可再生能源得分复算",
    severity=Severity.ERROR,
    speciality=Speciality.ENERGY,
    citation="附件1 可再生能源使用（8分，按上年度综合能耗分20%、15%、10%三档，其余按比例得分）",
    message="可再生能源占比{share}%（{tier}档门槛{full}%），应得{right}分，自评{found}分。",
    inputs=("self_evaluation.renewable_energy", "energy_consumption.*"),
)


_PERCENT: Final = re.compile(r"(?<![\d.])(\d{1,2}(?:\.\d{1,3})?)%")


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Compare the claim with the points that the stated shares give."""
    claim, share = claimed(submission, _ITEM), renewable_share(submission, policy)
    level, row = sure_tier(submission, policy), points_of(_ITEM, policy)
    if share is None:
        raise Lacking("可再生能源使用占比")
    if claim is None or level is None:
        return
    if "renewable_share.before" in fraction_slips(submission):
        return
    low, high = s_re(share.least, level, policy), s_re(share.most, level, policy)
    severity = weigh(claim, low, high, policy.tolerance.score, row, policy)
    if severity is None or _told(submission, claim, level, policy):
        return
    right = plain(round(s_re(share.value, level, policy), 2))
    found = plain(number(claim) or 0.0)
    energy = field_ground(submission, f"energy_consumption.{base_year(submission)}")
    yield fault(
        RULE,
        [
            item_ground(_ITEM, claim, policy),
            *share.grounds,
            *also_told(submission, "renewable_share", None, policy, share.grounds),
            energy,
        ],
        severity=severity,
        share=plain(share.value),
        tier=level.number,
        full=plain(level.renewable_full),
        right=right,
        found=found,
        expected=f"{right}分",
        actual=f"{found}分",
        working=share_of(row.points, share.value, level.renewable_full),
        fix=advice(severity, right, "近3年可再生能源占比的依据"),
    )


def _told(submission: Submission, claim: Read, level: Tier, policy: Policy) -> bool:
    """Whether a percentage that the row's explanation states itself gives the claimed points."""
    lines = {tier.renewable_full for tier in policy.tiers}
    told = {float(p) for p in _PERCENT.findall(explained(submission, _ITEM))} - lines
    points = number(claim) or 0.0
    room = policy.tolerance.score
    return any(abs(s_re(share, level, policy) - points) <= room for share in told)
