"""How a claim stands against evidence that is counted: the common part of E05, E06, E13 and E14.

Only a closed list speaks as a warning; where the explanation names a few and says that there is
more (等, 详见…), a shortfall of two pieces or more is said as information: the rest may lie in the
attachments.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity
from schemas.policy import Policy, points_of
from schemas.submission import ScoreItem, Submission
from validators.faults import fault, item_ground, plain
from validators.figures import claimed, number
from validators.lacking import Lacking
from validators.points.score_evidence import Named
from validators.points.score_formulas import s_system
from validators.points.score_judged import system
from validators.rounding import operand

_OPEN: Final = "{item}说明列名{count}项（未写全），按列名可得{right}分，自评{found}分。"


def systems(
    rule: Rule, item: ScoreItem, submission: Submission, policy: Policy
) -> Iterator[Finding]:
    """A system's claim against the levels and functions that the material shows."""
    claim, found = claimed(submission, item), system(submission, item, policy)
    points = number(claim)
    if found is None and points:
        raise Lacking(f"自评说明 {points_of(item, policy).label}")
    if claim is None or found is None or points is None or not found.missing:
        return
    row, asked = points_of(item, policy), len(found.items) + len(found.missing)
    most = s_system(item, len(found.items), asked, policy)
    if not most < points <= row.points:
        return
    if not found.told and points < row.points:
        return
    yield fault(
        rule,
        [item_ground(item, claim, policy), *found.grounds],
        severity=Severity.WARNING if found.told else Severity.INFO,
        points=plain(points),
        missing="、".join(found.missing),
        expected=f"{asked}项均有说明",
        actual=f"{len(found.items)}项",
        working=f"{operand(row.points)} × {len(found.items)} ÷ {asked} = {operand(most, 2)}（供专家参考）",
        fix=f"请补充{'、'.join(found.missing)}的说明或系统截图，或相应调整该项自评。",
    )


def pieces(
    rule: Rule,
    item: ScoreItem,
    found: Named | None,
    earned: float,
    each: float,
    submission: Submission,
    policy: Policy,
) -> Iterator[Finding]:
    """A claim by the piece against the pieces that are named."""
    claim = claimed(submission, item)
    points, row = number(claim), points_of(item, policy)
    if points and (found is None or not found.told):
        raise Lacking(f"自评说明 {row.label}所列内容")
    if claim is None or found is None or points is None:
        return
    if not earned + 1e-9 < points <= row.points:
        return
    if not found.closed and points - earned < 2 * each:
        return
    listed = "、".join(found.items)
    yield fault(
        rule,
        [item_ground(item, claim, policy), *found.grounds],
        severity=Severity.WARNING if found.closed else Severity.INFO,
        template="" if found.closed else _OPEN,
        item=row.label,
        count=found.count,
        right=plain(earned),
        found=plain(points),
        expected=f"{plain(earned)}分",
        actual=f"{plain(points)}分",
        working=f"{operand(each)} × {found.count} = {operand(each * found.count)}（{listed}）",
        fix=f"请逐项列出其余内容并附佐证，或把该项自评改为{plain(earned)}分。",
    )
