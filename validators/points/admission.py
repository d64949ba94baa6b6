"""附件1 准入条件/规模体量: what 上年度 states about energy and output."""

from __future__ import annotations

from msgspec import Struct

from schemas.policy import Policy
from schemas.submission import Submission
from validators.figures import base_year, figure

_FORGIVEN = 2
"""Years by which 上年度 may lie after the last reported year; beyond, the cover's date is at fault."""


class Scale(Struct, frozen=True):
    """上年度 with its figures (tce; 万元), ``None`` where not stated as a number."""

    year: int
    energy: float | None
    output: float | None

    @property
    def keys(self) -> tuple[str, str]:
        """The two field keys."""
        return f"energy_consumption.{self.year}", f"output_value.{self.year}"


def scale(submission: Submission) -> Scale | None:
    """The figures of 上年度; ``None`` where no year is known or the dates contradict each other."""
    year, last = base_year(submission), max(submission.years, default=None)
    if year is None or last is None or not _plausible(year, submission.years, last):
        return None
    energy = figure(submission, f"energy_consumption.{year}")
    return Scale(year, energy, figure(submission, f"output_value.{year}"))


def _plausible(year: int, years: tuple[int, ...], last: int) -> bool:
    return year in years or last < year <= last + _FORGIVEN


def large_enough(found: Scale, policy: Policy) -> bool:
    """Whether either figure reaches its bound (大于等于, either suffices)."""
    bounds = policy.admission
    return (found.energy or 0) >= bounds.min_energy_tce or (
        found.output or 0
    ) >= bounds.min_output_wan


def gaps(submission: Submission, policy: Policy) -> tuple[str, ...]:
    """The keys of 上年度 that are missing and without which admission cannot be judged (C08)."""
    found = scale(submission)
    if found is None or large_enough(found, policy):
        return ()
    values = (found.energy, found.output)
    return tuple(key for key, value in zip(found.keys, values, strict=True) if value is None)
