"""Rows of the store as reports count them: no bodies, no database."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct

from schemas.facts import Facts


class Line(Struct, frozen=True):
    """One version in the store, without what was read from it."""

    version: int
    name: str
    factory: str
    city: str
    trade: str
    number: int
    status: str
    errors: int
    warnings: int
    infos: int
    handed_on: date
    current: bool


class Kept(Struct, frozen=True):
    """A current version's flat line."""

    name: str
    handed_on: date
    facts: Facts


class RuleCount(Struct, frozen=True):
    """How often a rule spoke, about how many submissions."""

    rule: str
    severity: str
    city: str
    trade: str
    findings: int
    submissions: int


class Judged(Struct, frozen=True):
    """Standing rulings of one kind: by whom, on which rule's findings, how many."""

    rule: str
    ruling: str
    by: str
    count: int


class Pair(Struct, frozen=True):
    """Two experts' rulings on the same finding."""

    expert: str
    other: str
    agreed: bool


class Times(Struct, frozen=True):
    """When one current version reached each stage; ``None`` where that is not known."""

    opened: datetime
    """When its batch was first handed in."""
    stored: datetime
    routed: datetime | None
    """When its batch was gone through last."""
    ruled: datetime | None
    """The first ruling on its submission."""
    read_again: datetime | None


class Load(Struct, frozen=True):
    """What one expert has on the desk: assignments, and the findings in them."""

    expert: str
    assigned: int
    findings: int
    decided: int


class Punctual(Struct, frozen=True):
    """How much fell due on one expert's desk, and how much of that was ruled on in time."""

    expert: str
    due: int
    in_time: int


class NightState(Struct, frozen=True):
    """How a night went."""

    day: date
    state: str
    step: str
    problem: str
    attempts: int


class HandIn(Struct, frozen=True):
    """A stored version's files: ``(path inside the submission, content hash)``."""

    name: str
    files: tuple[tuple[str, str], ...]
