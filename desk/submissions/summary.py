"""The right column: what was found by speciality, who reads it and why they."""

from __future__ import annotations

from collections import Counter
from typing import Final

import msgspec
from msgspec import Struct

from desk.submissions.opened import Shown
from schemas.assignment import Assignment as Assigned
from schemas.assignment import Unassigned
from schemas.desk import Role
from schemas.finding import Severity, Speciality
from schemas.words import SPECIALITY_WORDS
from store.models import Assignment, Finding

_DONE: Final = frozenset({"upheld", "harmless", "dismissed", "passed_on"})


class Desk(Struct, frozen=True):
    """One speciality: its counts, its reader, the reasons, and who was left out why."""

    word: str
    errors: int
    warnings: int
    infos: int
    done: int
    count: int
    reader: str = ""
    reasons: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    speciality: str = ""
    nobody: bool = False
    """Nobody on the roster may take it; ``reasons`` say why."""


class Summary(Struct, frozen=True):
    """The counts over all desks, and the desks."""

    errors: int
    warnings: int
    infos: int
    done: int
    count: int
    desks: tuple[Desk, ...]
    open: int = 0
    first: int | None = None
    """The finding at which staff begin to judge."""


def summary(shown: Shown) -> Summary:
    """The findings that this person may see, by desk."""
    rows = Assignment.objects.filter(version=shown.version)
    if shown.who.role is Role.EXPERT:
        rows = rows.filter(expert=shown.who.name)
    given = {row.speciality: row for row in rows}
    found = {finding.speciality for finding in shown.findings} | set(given)
    desks = [_desk(shown, one, given.get(one)) for one in Speciality if one in found]
    levels = Counter(finding.severity for finding in shown.findings)
    order = list(Severity)
    waiting = [
        (order.index(Severity(one.severity)), one.pk)
        for one in shown.findings
        if shown.staff and not one.ruling
    ]
    return Summary(
        levels[Severity.ERROR],
        levels[Severity.WARNING],
        levels[Severity.INFO],
        _done(shown.findings),
        len(shown.findings),
        tuple(desks),
        len(waiting),
        min(waiting)[1] if waiting else None,
    )


def _done(rows: list[Finding]) -> int:
    return sum(row.ruling in _DONE for row in rows)


def _desk(shown: Shown, speciality: Speciality, row: Assignment | None) -> Desk:
    mine = [one for one in shown.findings if one.speciality == speciality]
    levels = Counter(one.severity for one in mine)
    reader, reasons, excluded = _why(row)
    return Desk(
        SPECIALITY_WORDS[speciality],
        levels[Severity.ERROR],
        levels[Severity.WARNING],
        levels[Severity.INFO],
        _done(mine),
        len(mine),
        reader,
        reasons,
        excluded,
        speciality,
        row is not None and not row.expert,
    )


def _why(row: Assignment | None) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    if row is None:
        return "", (), ()
    if not row.expert:
        nobody = msgspec.convert(row.body, Unassigned)
        return "", (nobody.reason,), _excluded(nobody)
    given = msgspec.convert(row.body, Assigned)
    return row.expert, tuple(reason.text for reason in given.reasons), _excluded(given)


def _excluded(desk: Assigned | Unassigned) -> tuple[str, ...]:
    return tuple(f"{one.expert}：{one.reason.text}" for one in desk.exclusions)
