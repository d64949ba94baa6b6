"""What the projects of 附件2-2 promise together, beside what the plan's goals ask for (J10, J11, J12)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from schemas.submission import Read, Submission
from validators.energy.benefits import Amount, amounts, only
from validators.faults import plain
from validators.figures import base_year, figure, printed
from validators.form.annexes import column
from validators.rounding import operand

_TOTAL: Final = {"tce": "energy_consumption", "tco2": "emissions"}
_INTENSITY: Final = {"tce": "energy_intensity", "tco2": "carbon_intensity"}
UNIT: Final = {"tce": "吨标准煤", "tco2": "吨CO2"}


class Promised(Struct, frozen=True):
    """The yearly figures of one kind, by project row, with their cells."""

    found: Mapping[int, Amount]
    cells: Mapping[int, Read]
    complete: bool
    """Whether every project states one plain figure of the kind."""

    @property
    def total(self) -> float:
        """All of them together."""
        return round(sum(amount.value for amount in self.found.values()), 6)


class Goal(Struct, frozen=True):
    """What the plan's intensity goal means for last year's total."""

    value: float
    keys: tuple[str, ...]
    working: str


def promised(submission: Submission, what: str) -> Promised:
    """What the projects' 效益分析 promise of ``tce`` or ``tco2``."""
    cells = column(submission, "projects", "benefit")
    found = {i: only(amounts(printed(cell)), what) for i, cell in cells.items()}
    stated = {i: amount for i, amount in found.items() if amount is not None}
    return Promised(stated, cells, len(stated) == len(found) > 0)


def yearly_total(submission: Submission, what: str) -> tuple[str, float] | None:
    """Key and figure of last year's energy (tce) or emissions (t)."""
    key = f"{_TOTAL[what]}.{base_year(submission)}"
    value = figure(submission, key)
    return (key, value) if value is not None and value > 0 else None


def goal(submission: Submission, what: str) -> Goal | None:
    """The saving that falls out of the intensity goal: ``(before - after) ÷ before × last year``."""
    stem, whole = _INTENSITY[what], yearly_total(submission, what)
    before, after = (figure(submission, f"{stem}.{part}") for part in ("before", "after"))
    if whole is None or before is None or after is None or not 0 <= after < before:
        return None
    value = round((before - after) / before * whole[1], 1)
    working = f"({operand(before)} − {operand(after)}) ÷ {operand(before)} × {operand(whole[1])} = {plain(value)}{UNIT[what]}"
    return Goal(value, (f"{stem}.before", f"{stem}.after", whole[0]), working)
