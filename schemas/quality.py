"""The quality report of one day: every number with what it was counted over."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

SCOPES = ("当日", "近30日", "全年")
"""What data checks look at: the day's submissions, the last 30 days', the year's."""


class Tile(Struct, frozen=True):
    """One figure of the day. ``value`` is ``None`` where nothing was counted.

    ``of`` is the denominator; ``before`` the same figure over the seven days before;
    ``line`` the figure of each of the last seven days, oldest first.
    """

    key: str
    title: str
    unit: str
    value: float | None
    of: int
    before: float | None
    line: tuple[float | None, ...]


class RuleLine(Struct, frozen=True):
    """One rule over the last 30 days, with what people made of its findings."""

    rule: str
    title: str
    severity: str
    findings: int
    submissions: int
    ruled: int
    dismissed: int
    review: bool
    """Dismissed too often: the rule is put up for review."""


class HeatCell(Struct, frozen=True):
    """A city and an industry: how many submissions, how many passed at the first time."""

    city: str
    division: str
    submissions: int
    passed: int


class FieldLine(Struct, frozen=True):
    """How surely one field was read, by the plan's format."""

    key: str
    label: str
    kind: str
    read: int
    unsure: int
    unreadable: int
    mean: float
    corrected: int | None = None
    """How many of the values read people corrected; ``None`` where nothing keeps corrections."""


class ExpertLine(Struct, frozen=True):
    """One expert's desk."""

    expert: str
    assigned: int
    findings: int
    decided: int
    upheld: int
    dismissed: int
    shared: int = 0
    """Findings that another expert ruled on as well."""
    agreed: int = 0
    """Of these, how many both called right, or both called a false alarm."""
    due: int = 0
    """Findings of the month that fell due on this desk."""
    in_time: int = 0
    """Of these, how many were ruled on in time."""


class Checked(Struct, frozen=True):
    """One expectation of the data set: what it asks in words, and which rows failed it."""

    key: str
    words: str
    scope: str
    met: bool
    looked_at: int
    failed: int
    rows: tuple[str, ...]
    """The first failing submissions, by name."""


class Drift(Struct, frozen=True):
    """A share of the last 30 days beside the baseline's; ``words`` says what follows."""

    key: str
    label: str
    now: float | None
    now_of: int
    baseline: float | None
    baseline_of: int
    low: float | None
    high: float | None
    drifted: bool
    words: str


class Sampling(Struct, frozen=True):
    """The second readers' measured error over what passed by itself, with its 95 % interval."""

    due: int
    read: int
    values: int
    wrong: int
    low: float | None
    high: float | None


class Deadline(Struct, frozen=True):
    """A date ahead."""

    day: date
    words: str
    working_days: int


class Stage(Struct, frozen=True):
    """How long current versions of the month took from one stage to the next, in hours.

    ``of`` is how many have both times; ``median`` and ``slow`` (nine in ten were faster) are
    ``None`` where nobody has.
    """

    words: str
    of: int
    median: float | None
    slow: float | None


class Quality(Struct, frozen=True):
    """The report of ``day``."""

    day: date
    headline: str
    alarm: str
    """What went wrong in the night's own run; ``""`` where nothing did."""
    tiles: tuple[Tile, ...]
    rules: tuple[RuleLine, ...]
    heat: tuple[HeatCell, ...]
    fields: tuple[FieldLine, ...]
    experts: tuple[ExpertLine, ...]
    checks: tuple[Checked, ...]
    drift: tuple[Drift, ...]
    sampling: Sampling
    deadlines: tuple[Deadline, ...]
    stages: tuple[Stage, ...] = ()
    unread: int = 0
    """Stored lines of the year that could not be decoded and are left out of checks and drift."""
    without_line: int = 0
    """Versions stored before there was a flat line; left out likewise."""
