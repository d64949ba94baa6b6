"""四项单位消耗的“降低%”须等于（实施前－实施后）÷实施前。

为什么：降低率是培育目标，验收时逐项对照；常见错把实施后当分母，或填了差值、小数。
容差0.5个百分点和末位四舍五入。前后两数印得粗、降低率仍在其四舍五入范围内的只作提示（恰为除以实施后的除外）。
前后相差百倍以上的是单位不一，降为警告；填成小数的降为警告。实施后反而上升的由G14说，本条只看算术。

反例：

>>> say(check(right({"energy_intensity.effect": 17.0}), policy))
error G13 “单位产品（工业增加值）能耗量”应降低14.52%，填报17%，疑似除以实施后数值。

正例：

>>> say(check(right({"energy_intensity.effect": 14.5}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from schemas.fields import label_of
from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Read, Submission
from validators.faults import fault, field_ground, plain
from validators.figures import number
from validators.rounding import half_unit, operand

RULE = Rule(
    code="G13",
    name="reduction-rate",
    title="降低率复算错误",
    severity=Severity.ERROR,
    speciality=Speciality.ENERGY,
    citation="附件2 基本信息表 二 实施成效（降低%）",
    message="“{label}”应降低{right}%，填报{found}%{slip}。",
)
_ROWS: Final = ("energy_intensity", "carbon_intensity", "material_intensity", "water_intensity")
_ENDS: Final = ("before", "after", "effect")


class _Line(Struct, frozen=True):
    """One row of the before/after table, all three figures stated."""

    before: float
    after: float
    claimed: float
    reads: tuple[Read, Read, Read]

    @property
    def right(self) -> float:
        return 100 * (self.before - self.after) / self.before


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Recompute each row that states all three figures."""
    for stem in _ROWS:
        line = _line(submission, stem)
        if line is None or _agrees(line.claimed, line, policy):
            continue
        if line.claimed < 0 and _agrees(-line.claimed, line, policy):
            continue
        slip = _slip(line)
        right, found = plain(round(line.right, 2)), plain(line.claimed)
        sum_ = f"({operand(line.before)} − {operand(line.after)}) ÷ {operand(line.before)}"
        yield fault(
            RULE,
            [field_ground(submission, f"{stem}.{end}") for end in _ENDS],
            severity=_severity(line, slip, policy),
            label=label_of(stem),
            right=right,
            found=found,
            slip=slip and f"，疑似{slip}",
            expected=f"{right}%",
            actual=f"{found}%",
            working=f"{sum_} = {operand(line.right, 2)}%",
            fix=f"请把“降低”一栏改为{right}%，或核对实施前、实施后数值。",
        )


def _line(submission: Submission, stem: str) -> _Line | None:
    reads = [submission.fields.get(f"{stem}.{end}") for end in _ENDS]
    before, after, effect = reads
    if before is None or after is None or effect is None:
        return None
    first, last, claimed = (number(read) for read in reads)
    if first is None or last is None or claimed is None or first <= 0 or last < 0:
        return None
    if before.printed_unit != after.printed_unit and before.printed_unit and after.printed_unit:
        return None
    sign = -1 if "up" in effect.flags else 1
    return _Line(first, last, sign * claimed, (before, after, effect))


def _agrees(claimed: float, line: _Line, policy: Policy) -> bool:
    room = max(policy.tolerance.reduction_points, half_unit(line.reads[2]))
    return abs(claimed - line.right) <= room + 1e-9


def _slip(line: _Line) -> str:
    """The commonest ways to get it wrong, recognised by their result."""
    near = max(half_unit(line.reads[2]), 0.005) + 1e-9
    by_after = 100 * (line.before - line.after) / line.after if line.after else 0.0
    if abs(line.claimed - by_after) <= near:
        return "除以实施后数值"
    if abs(line.claimed * 100 - line.right) <= 1 and line.claimed < 1:
        return "以小数代替百分数"
    difference = line.before - line.after
    return "填了前后之差" if abs(line.claimed - difference) <= 1e-6 * line.before else ""


def _severity(line: _Line, slip: str, policy: Policy) -> Severity:
    if slip == "以小数代替百分数":
        return Severity.WARNING
    slipped = policy.bands.intensity_slip
    if line.after * slipped <= line.before or line.after >= line.before * slipped:
        return Severity.WARNING
    return Severity.ERROR if slip or not _within_rounding(line) else Severity.INFO


def _within_rounding(line: _Line) -> bool:
    """Whether unrounded figures behind the printed ones could give the claimed rate.

    The finer print counts for both: beside 1.7 a plain 2 means 2.0.
    """
    either = min(half_unit(read) for read in line.reads[:2])
    if line.before <= either:
        return False
    room = half_unit(line.reads[2]) + 1e-9
    least = 100 * (1 - (line.after + either) / (line.before - either)) - room
    most = 100 * (1 - (line.after - either) / (line.before + either)) + room
    return least <= line.claimed <= most
