"""Years compared with each other: rates of change and ratios, without figures in a wrong unit.

What F09 and G02 call a slip of the unit is left out, so that one slip is one finding.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from msgspec import Struct

from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import Ground, field_ground
from validators.figures import figures_by_year, text
from validators.slips import slipped

_last: list[tuple[Submission, Policy, frozenset[str]]] = []
"""The slips of the submission judged last: some twenty rules ask for them one after another."""


class Step(Struct, frozen=True):
    """One year after another, both stated and above zero."""

    stem: str
    first: int
    last: int
    old: float
    new: float

    @property
    def percent(self) -> float:
        """The change in percent of the earlier year."""
        return 100 * (self.new - self.old) / self.old

    @property
    def keys(self) -> tuple[str, str]:
        """The two field keys."""
        return f"{self.stem}.{self.first}", f"{self.stem}.{self.last}"


def spoilt(submission: Submission, policy: Policy) -> frozenset[str]:
    """The field keys that F09 or G02 speaks about, worked out once a submission."""
    known = next(iter(_last), None)
    if known and known[0] is submission and known[1] is policy:
        return known[2]
    found = slipped(submission, policy)
    _last[:] = [(submission, policy, found)]
    return found


def sound(submission: Submission, stem: str, policy: Policy) -> dict[int, float]:
    """The stated figures of a yearly field that no unit slip spoils, by year."""
    odd = spoilt(submission, policy)
    figures = figures_by_year(submission, stem)
    return {year: value for year, value in figures.items() if f"{stem}.{year}" not in odd}


def steps(submission: Submission, stem: str, policy: Policy) -> list[Step]:
    """The field's changes from each year to the next one."""
    figures = sound(submission, stem, policy)
    return [
        Step(stem, first, last, figures[first], figures[last])
        for first, last in pairwise(sorted(figures))
        if last - first == 1 and figures[first] > 0 and figures[last] > 0
    ]


def ratios(submission: Submission, part: str, whole: str, policy: Policy) -> dict[int, float]:
    """``part`` ÷ ``whole`` by year, where the whole is above zero."""
    parts, wholes = sound(submission, part, policy), sound(submission, whole, policy)
    return {y: value / wholes[y] for y, value in parts.items() if wholes.get(y, 0) > 0}


def grounds(submission: Submission, stems: Iterable[str], years: Iterable[int]) -> list[Ground]:
    """The fields of ``stems`` in ``years`` as evidence."""
    listed = list(stems)
    return [field_ground(submission, f"{stem}.{year}") for year in years for stem in listed]


def started(submission: Submission, year: int) -> bool:
    """Whether the firm was founded in ``year`` or the year before, so that it may be no whole one."""
    founded = text(submission.fields.get("established_on"))[:4]
    return founded.isdigit() and int(founded) >= year - 1


def joined(years: Iterable[int]) -> str:
    """``2022、2023``."""
    return "、".join(map(str, years))
