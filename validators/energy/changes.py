"""The six rows of 实施前、实施后、实施成效 as changes: both ends stated, in one unit, to be compared."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from schemas.fields import label_of
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import Ground, field_ground
from validators.figures import figure
from validators.g_energy import g12_units_differ
from validators.rounding import operand
from validators.slips import fraction_slips

REDUCED: Final = g12_units_differ.ROWS
RAISED: Final = ("renewable_share", "offset_rate")


class Turn(Struct, frozen=True):
    """One row: both ends, and what is claimed of it in the row's own direction (percent)."""

    stem: str
    before: float
    after: float
    claimed: float | None

    @property
    def label(self) -> str:
        """The row's name as the form prints it."""
        return label_of(self.stem)

    @property
    def cut(self) -> float:
        """By how many percent of 实施前 the figure falls; negative where it rises."""
        return 100 * (self.before - self.after) / self.before if self.before else 0.0

    @property
    def working(self) -> str:
        """The sum behind :attr:`cut`."""
        above = f"({operand(self.before)} − {operand(self.after)})"
        return f"{above} ÷ {operand(self.before)} = {operand(self.cut, 2)}%"


def turn(submission: Submission, stem: str, policy: Policy) -> Turn | None:
    """The row, ``None`` where an end is missing or the two cannot be compared (G12, G13, G16)."""
    before, after = (figure(submission, f"{stem}.{end}") for end in ("before", "after"))
    if before is None or after is None or before < 0 or after < 0:
        return None
    slip = policy.bands.intensity_slip
    if stem in REDUCED and (
        g12_units_differ.differing(submission, stem)
        or (after and not 1 / slip < before / after < slip and before)
    ):
        return None
    if stem in RAISED and any(key.startswith(stem) for key in fraction_slips(submission)):
        return None
    return Turn(stem, before, after, figure(submission, f"{stem}.effect"))


def ends(submission: Submission, stem: str, *, effect: bool = False) -> list[Ground]:
    """The row's cells as evidence."""
    names = ("before", "after", "effect") if effect else ("before", "after")
    return [
        field_ground(submission, f"{stem}.{n}") for n in names if f"{stem}.{n}" in submission.fields
    ]
