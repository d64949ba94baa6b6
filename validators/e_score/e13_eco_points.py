"""生态设计得分须等于所列亮点做法的项数，每项1分，最高5分。

为什么：附件1按项计分，只列两项却自评5分，其余3分没有依据。
亮点按附件1列举的八个方面识别，说明自己写明项数的按项数；正文一（二）、三（四）写到的也算。
说明写“等”、指向附件或只举一例的，差两项以上才提示；没有说明的由E22说。

反例：

>>> told = {"self.eco_design": 5.0, "evidence.eco_design": "产品轻量化和模块化两个方面有亮点做法"}
>>> say(check(right(told), policy))
warning E13 生态设计识别亮点2项，应得2分，自评5分。

正例：

>>> say(check(right({**told, "self.eco_design": 2.0}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import ScoreItem, Submission
from validators.points.judged_claims import pieces
from validators.points.score_formulas import s_eco
from validators.points.score_judged import aspects

RULE = Rule(
    code="E13",
    name="eco-points",
    title="生态设计得分复算",
    severity=Severity.WARNING,
    speciality=Speciality.PROCESS,
    citation="附件1 生态设计（5分，每提供一种亮点做法得1分）",
    message="生态设计识别亮点{count}项，应得{right}分，自评{found}分。",
    inputs=("self_evaluation.eco_design",),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Compare the claim with the aspects that are named."""
    found, each = aspects(submission, policy), policy.scoring.eco_design_each
    earned = s_eco(found.count if found else 0, policy)
    yield from pieces(RULE, ScoreItem.ECO_DESIGN, found, earned, each, submission, policy)
