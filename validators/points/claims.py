"""What the applicant claims against annex 1, and how a claim stands against a recomputation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from schemas.finding import Severity
from schemas.policy import ItemPoints, Policy
from schemas.submission import Read, ScoreGroup, ScoreItem, SelfEvaluation
from validators.faults import Ground, item_ground
from validators.figures import number, stated
from validators.rounding import half_unit, operand
from validators.wording.leftovers import empty, leftover

NOT_APPLICABLE = ScoreItem.WASTE_ENERGY
"""附件1 余能使用（适用时）: the one row that a factory may leave out."""


def scored(policy: Policy, group: ScoreGroup | None = None) -> tuple[ItemPoints, ...]:
    """The rows of annex 1 that carry points, of one group or all."""
    return tuple(row for row in policy.items if row.group and group in (None, row.group))


def claims(sheet: SelfEvaluation, rows: Iterable[ItemPoints]) -> tuple[Read, ...] | None:
    """The claimed points of ``rows``, or ``None`` where one is not stated.

    余能使用 left out or marked 不涉及 counts nothing and is passed over.
    """
    reads = []
    for row in rows:
        entry = sheet.items.get(row.item)
        if entry and number(entry.claimed) is not None:
            reads.append(entry.claimed)
        elif row.item is not NOT_APPLICABLE:
            return None
    return tuple(reads)


def total(reads: Iterable[Read]) -> float:
    """The sum of stated points, free of binary dust."""
    return round(sum(number(read) or 0.0 for read in reads), 6)


def addition(reads: Iterable[Read]) -> str:
    """The sum as it is written: ``5 + 4 + 3 = 12``."""
    listed = tuple(reads)
    terms = " + ".join(operand(number(read) or 0.0) for read in listed)
    return f"{terms} = {operand(total(listed))}"


def rounded_off(printed: Read, parts: Sequence[Read]) -> bool:
    """Whether ``printed`` is the sum of finer ``parts``, rounded to the digits that it shows."""
    coarser = (printed.decimals or 0) < max((part.decimals or 0 for part in parts), default=0)
    gap = abs(total(parts) - (number(printed) or 0.0))
    return coarser and gap <= half_unit(printed) + 1e-9


def grounds(sheet: SelfEvaluation, rows: Iterable[ItemPoints], policy: Policy) -> list[Ground]:
    """The claims of ``rows`` as evidence, those that the sheet has."""
    listed = [row.item for row in rows if row.item in sheet.items]
    return [item_ground(item, sheet.items[item].claimed, policy) for item in listed]


def share_of(points: float, value: float, full: float) -> str:
    """A proportional score as it is worked: ``15 × 2644.13 ÷ 3000 = 13.22``."""
    right = points * max(0.0, value) / full
    capped = f"，最高{operand(points)}" if right > points else ""
    return f"{operand(points)} × {operand(value)} ÷ {operand(full)} = {operand(right, 2)}{capped}"


def whole(read: Read) -> bool:
    """Whether the points are printed as a whole number."""
    return not read.decimals and (number(read) or 0.0).is_integer()


def weigh(
    claim: Read, low: float, high: float, tolerance: float, row: ItemPoints, policy: Policy
) -> Severity | None:
    """How a claim stands against the least and the greatest points that the figures give.

    Above ``high``: error, but a warning where rounding to a whole number explains it. Below
    ``low``: info, since nobody is harmed by asking for less than is due. ``None``: nothing
    to say, also where the claim is outside the row's points (E02 speaks).
    """
    points = number(claim)
    if points is None or not 0 <= points <= row.points:
        return None
    if points > high + tolerance + 1e-9:
        rounded = whole(claim) and points - high < policy.tolerance.rounded_points
        return Severity.WARNING if rounded else Severity.ERROR
    return Severity.INFO if points < low - tolerance - 1e-9 else None


def advice(severity: Severity, right: str, proof: str) -> str:
    """What to do about a claim that differs from ``right`` points."""
    if severity is Severity.INFO:
        return f"自评低于可得分，不影响受理；如系笔误可改为{right}分。"
    return f"请把该项自评改为{right}分，或补充{proof}。"


def wordy(read: Read) -> bool:
    """Whether the cell holds something that is no figure: «满分», «/»."""
    return not stated(read) and not empty(read) and not leftover(read)
