"""自评总分须等于12项自评得分之和。

为什么：总分用于择优比较，加错一次，排序就不公平。
有指标未给出得分时跳过（E01说）；总分等于各小计之和、而小计有误的，由E03说，本条不重复。
各项均取整填写的容差0.5分；各项带小数而总分取整的，属四舍五入，只作提示。

反例：

>>> say(check(right({"total": 58.0}), policy))
error E04 自评总分应为55.8，填报58。

正例：

>>> say(check(right({"total": 55.8}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import ScoreItem, SelfEvaluation, Submission
from validators.faults import fault, plain, read_ground
from validators.figures import number
from validators.points.claims import (
    NOT_APPLICABLE,
    addition,
    claims,
    grounds,
    rounded_off,
    scored,
    total,
    whole,
)

_NEEDED = (
    f"self_evaluation.{item}"
    for item in ScoreItem
    if item is not NOT_APPLICABLE and not item.startswith("admission")
)
RULE = Rule(
    code="E04",
    name="total",
    title="总分错误",
    severity=Severity.ERROR,
    speciality=Speciality.CLERICAL,
    citation="附件1 分值（各项合计100分）",
    message="自评总分应为{right}，填报{found}。",
    inputs=("self_evaluation", *_NEEDED),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Add up the twelve rows and compare with the printed total."""
    sheet = submission.self_evaluation
    parts = claims(sheet, scored(policy)) if sheet else None
    found = number(sheet.total) if sheet else None
    if sheet is None or sheet.total is None or parts is None or found is None:
        return
    allowed = (
        policy.tolerance.total_of_integers if all(map(whole, parts)) else policy.tolerance.total
    )
    if abs(total(parts) - found) <= allowed + 1e-9 or _of_subtotals(sheet, found, policy):
        return
    right = plain(total(parts))
    yield fault(
        RULE,
        [
            read_ground("self_evaluation.total", "自评总分", sheet.total),
            *grounds(sheet, scored(policy), policy),
        ],
        severity=Severity.INFO if rounded_off(sheet.total, parts) else Severity.ERROR,
        right=right,
        found=plain(found),
        expected=right,
        actual=plain(found),
        working=addition(parts),
        fix=f"请把总分改为{right}，或核对各项自评得分。",
    )


def _of_subtotals(sheet: SelfEvaluation, found: float, policy: Policy) -> bool:
    """Whether the total only carries a wrong sub-total on (E03 speaks)."""
    if len(sheet.subtotals) < len(policy.groups):
        return False
    return abs(total(sheet.subtotals.values()) - found) <= policy.tolerance.total + 1e-9
