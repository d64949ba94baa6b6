"""技改项目得分须等于15×近3年节能技改投资额÷3000万元，最高15分。

为什么：常见不足3000万元却按满分计，或把计划投资当作已完成投资。
只追究多报：材料有不同数额时按最大的一个复算，并容许印出位数的四舍五入，仍多报才是错误；取整所致降为警告；少报只作提示。

反例：

>>> say(check(right({"self.retrofit_investment": 12.0}), policy))
error E16 近3年节能技改投资1,800万元，应得9分，自评12分。

正例：

>>> say(check(right({"self.retrofit_investment": 9.0}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy, points_of
from schemas.submission import ScoreItem, Submission
from validators.faults import fault, item_ground, plain
from validators.figures import claimed, number
from validators.points.claims import advice, share_of, weigh
from validators.points.score_formulas import s_invest
from validators.points.score_inputs import retrofit_investment
from validators.wording.told import also_told

_ITEM = ScoreItem.RETROFIT_INVESTMENT
RULE = Rule(
    code="E16",
    name="retrofit-points",
    title="技改项目得分复算",
    severity=Severity.ERROR,
    speciality=Speciality.INVESTMENT,
    citation="附件1 技改项目（近3年节能技改项目投资额达到3000万元以上得满分，其余按比例得分）",
    message="近3年节能技改投资{wan}万元，应得{right}分，自评{found}分。",
    inputs=("self_evaluation.retrofit_investment", "retrofit_investment"),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Compare the claim with the points that the stated investment gives."""
    claim, spent = claimed(submission, _ITEM), retrofit_investment(submission, policy)
    if claim is None or spent is None:
        return
    row = points_of(_ITEM, policy)
    low, high = s_invest(spent.least, policy), s_invest(spent.most, policy)
    severity = weigh(claim, low, high, policy.tolerance.score, row, policy)
    if severity is None:
        return
    right = plain(round(s_invest(spent.value, policy), 2))
    found, wan = plain(number(claim) or 0.0), plain(spent.value)
    shown = [item_ground(_ITEM, claim, policy), *spent.grounds]
    yield fault(
        RULE,
        [*shown, *also_told(submission, "retrofit_investment", None, policy, spent.grounds)],
        severity=severity,
        wan=wan,
        right=right,
        found=found,
        expected=f"{right}分",
        actual=f"{found}分",
        working=share_of(row.points, spent.value, policy.scoring.retrofit_full_wan),
        fix=advice(severity, right, "近3年节能技改投资的证明"),
    )
