"""可再生能源占比、碳抵消率的“提高%”须等于实施后减实施前（百分点），或相对提高率。

为什么：模板只写“提高%”，没有说明是百分点还是相对值，两种都接受，按相对值填的只作提示。
两种都不符的为错误；误填实施后数值（把“提高到”写成“提高”）、从零起写提高100%的作警告。容差0.5个百分点和末位四舍五入。
实施前后印得较粗、四舍五入能解释的不说；小数当百分数的由G16说，实施后未提高的由G14说。

反例：

>>> say(check(right({"renewable_share.before": 10.0, "renewable_share.after": 25.0, "renewable_share.effect": 20.0}), policy))
error G15 “可再生能源使用占比”由10%提高到25%，为提高15个百分点（相对150%），填报20%。

正例：

>>> say(check(right({"renewable_share.before": 10.0, "renewable_share.after": 25.0, "renewable_share.effect": 15.0}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.energy.changes import RAISED, Turn, ends, turn
from validators.faults import fault, plain
from validators.rounding import half_unit, operand, room

RULE = Rule(
    code="G15",
    name="points-or-percent",
    title="提高率口径（百分点与相对）",
    severity=Severity.WARNING,
    speciality=Speciality.ENERGY,
    citation="附件2 基本信息表 二 可再生能源使用占比、碳抵消率 实施成效（提高%）",
    message="“{label}”由{before}%提高到{after}%，为提高{points}个百分点{relative}，填报{found}%。",
)


_FROM_NOTHING = 100.0
"""What some write for any rise from nought."""


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Recompute the effect of the two shares both ways."""
    for stem in RAISED:
        row = turn(submission, stem, policy)
        if row is None or row.claimed is None or row.after <= row.before:
            continue
        severity = _severity(submission, row, policy)
        if severity is None:
            continue
        points = row.after - row.before
        relative = f"（相对{plain(round(100 * points / row.before, 2))}%）" if row.before else ""
        yield fault(
            RULE,
            ends(submission, stem, effect=True),
            severity=severity,
            label=row.label,
            before=plain(row.before),
            after=plain(row.after),
            points=plain(round(points, 2)),
            relative=relative,
            found=plain(row.claimed),
            expected=f"{plain(round(points, 2))}个百分点",
            actual=f"{plain(row.claimed)}%",
            working=f"{operand(row.after)} − {operand(row.before)} = {operand(points, 2)}",
            fix=f"请把“提高”一栏改为{plain(round(points, 2))}（百分点），或核对实施前、实施后数值。",
        )


def _severity(submission: Submission, row: Turn, policy: Policy) -> Severity | None:
    reads = [submission.fields[f"{row.stem}.{end}"] for end in ("before", "after", "effect")]
    claimed, points = row.claimed or 0.0, row.after - row.before
    least = max(policy.energy.share_points, half_unit(reads[2]))
    mode = policy.switches.effect_mode
    in_points = abs(claimed - points) <= max(least, room(reads)) + 1e-9
    relative = bool(row.before) and abs(claimed - 100 * points / row.before) <= least + 1e-9
    if relative and mode == "relative":
        return None
    if in_points and (mode != "relative" or not row.before):
        return None
    if relative and mode == "both":
        return Severity.INFO
    slips = (row.after, *(() if row.before else (_FROM_NOTHING,)))
    slipped = any(abs(claimed - slip) <= half_unit(reads[2]) + 1e-9 for slip in slips)
    return Severity.WARNING if slipped else Severity.ERROR
