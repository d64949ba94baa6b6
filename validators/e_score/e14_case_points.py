"""碳管理得分须等于2分×所提供案例的项数，最高8分。

为什么：附件1按案例计分；监测统计核算只是前提，不得分。
案例按碳足迹、碳标识、绿色供应链认证和碳捕集应用识别，核查、CBAM申报、环境产品声明等也算一项；
说明自己写明项数的按项数；正文一（二）、三（四）和主要荣誉的“绿色供应链管理企业”也算。
说明写“等”、指向附件或只举一例的，差两项以上才提示；没有说明的由E22说。

反例：

>>> told = {"self.carbon_management": 8.0, "evidence.carbon_management": "产品碳足迹认证、碳标识认证，共2项案例"}
>>> say(check(right(told), policy))
warning E14 碳管理识别案例2项，应得4分，自评8分。

正例：

>>> say(check(right({**told, "self.carbon_management": 4.0}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import ScoreItem, Submission
from validators.points.judged_claims import pieces
from validators.points.score_formulas import s_cases
from validators.points.score_judged import cases

RULE = Rule(
    code="E14",
    name="case-points",
    title="碳管理得分复算",
    severity=Severity.WARNING,
    speciality=Speciality.CARBON,
    citation="附件1 碳管理（8分，每提供一项案例得2分）",
    message="碳管理识别案例{count}项，应得{right}分，自评{found}分。",
    inputs=("self_evaluation.carbon_management",),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Compare the claim with the cases that are named."""
    found, each = cases(submission, policy), policy.scoring.carbon_management_each
    earned = s_cases(found.count if found else 0, policy)
    item = ScoreItem.CARBON_MANAGEMENT
    yield from pieces(RULE, item, found, earned, each, submission, policy)
