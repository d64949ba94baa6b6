"""自评总分与系统复算总分不宜相差5分以上。

为什么：总分用于择优，偏差大说明自评口径与附件1不符，应整体重核。
复算总分是区间：有两种读法的取两端，由专家评定的按自评计、但不高于所列证据；算不出的项按自评计。
各项相加与印出的总分不等时（E04说）按各项之和比较；偏差只出在一项的，由该项的规则说；自评低于复算的只作提示。

反例：

>>> high = {"self.renewable_energy": 8.0, "self.retrofit_investment": 15.0}
>>> say(check(right(high), policy))
warning E23 自评总分65，系统复算55.8（区间55.8—55.8），偏差9.2分。

正例：

>>> say(check(right({"self.renewable_energy": 8.0}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import structs

from schemas.finding import Finding, Rule, Score, Severity, Speciality
from schemas.policy import ItemPoints, Policy
from schemas.submission import ScoreItem, SelfEvaluation, Submission
from validators.faults import Ground, fault, item_ground, plain, read_ground
from validators.figures import number
from validators.lacking import Lacking
from validators.points.claims import addition, claims, scored, total
from validators.points.score_totals import bounds, totals
from validators.points.score_units import unit_consumption, unit_told
from validators.scoring import score

RULE = Rule(
    code="E23",
    name="total-far-off",
    title="自评总分与复算总分偏差大",
    severity=Severity.WARNING,
    speciality=Speciality.CLERICAL,
    citation="附件1 分值（各项合计100分）",
    message="自评总分{found}，系统复算{right}（区间{low}—{high}），偏差{gap}分。",
    inputs=("self_evaluation",),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Compare the sum of the claims with the interval."""
    sheet = submission.self_evaluation
    parts = claims(sheet, scored(policy)) if sheet else None
    if sheet is None or parts is None or any((number(read) or 0) < 0 for read in parts):
        return
    scores = _held(submission, policy)
    whole, found = totals(scores, policy).whole, total(parts)
    if whole is None:
        raise Lacking("逐项自评得分")
    if found > whole.max:
        return
    gap = max(found - whole.high, whole.low - found)
    high, low = _off(scores, policy)
    over = found > whole.high
    rows = high if over else low
    if gap <= policy.tolerance.total_points + 1e-9 or len(rows) < 2:
        return
    yield fault(
        RULE,
        _grounds(sheet, rows, policy),
        severity=Severity.WARNING if over else Severity.INFO,
        found=plain(found),
        right=plain(round(whole.high if over else whole.low, 2)),
        low=plain(round(whole.low, 2)),
        high=plain(round(whole.high, 2)),
        gap=plain(round(gap, 2)),
        expected=f"{plain(round(whole.low, 2))}—{plain(round(whole.high, 2))}分",
        actual=f"{plain(found)}分",
        working=addition(parts),
        fix=_fix(rows, over=over),
    )


def _held(submission: Submission, policy: Policy) -> dict[ScoreItem, Score]:
    """The recomputation as far as it can be held against a claim: E15 is sure only where told."""
    scores = {ScoreItem(key): entry for key, entry in score(submission, policy).items()}
    pair, item = unit_consumption(submission, policy), ScoreItem.UNIT_CONSUMPTION
    if pair and not unit_told(submission, pair[0].value, pair[1].value):
        scores[item] = structs.replace(scores[item], computed=None, low=None, high=None)
    return scores


def _off(
    scores: dict[ScoreItem, Score], policy: Policy
) -> tuple[list[ItemPoints], list[ItemPoints]]:
    """The rows that claim more than the recomputation gives, and those that claim less."""
    high, low = [], []
    for row in scored(policy):
        entry = scores[row.item]
        found = bounds(entry)
        if found is None or entry.claimed is None:
            continue
        if entry.claimed > found[1] + policy.tolerance.score:
            high.append(row)
        elif entry.claimed < found[0] - policy.tolerance.score:
            low.append(row)
    return high, low


def _grounds(sheet: SelfEvaluation, rows: Sequence[ItemPoints], policy: Policy) -> list[Ground]:
    printed = [read_ground("self_evaluation.total", "自评总分", sheet.total)] if sheet.total else []
    return [*printed, *(item_ground(r.item, sheet.items[r.item].claimed, policy) for r in rows)]


def _fix(rows: Sequence[ItemPoints], *, over: bool) -> str:
    labels = "”“".join(row.label for row in rows)
    if not over:
        return f"“{labels}”自评低于可得分，不影响受理；请核对是否漏计。"
    return f"请对照附件1重核“{labels}”的自评得分，并同步修改小计和总分。"
