"""Everything that reads."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from django.db.models import QuerySet
from msgspec import Struct

from schemas.assignment import Assignment as Assigned
from schemas.assignment import Unassigned
from schemas.finding import Finding as Found
from schemas.finding import Verdicts
from schemas.stored import HandIn
from schemas.submission import Gist
from schemas.submission import Submission as Understood
from store.bodies import unpack
from store.models import Assignment, Batch, File, Finding, Submission


class Known(Struct, frozen=True):
    """The current version of a submission: what it was made from and by what."""

    digest: str
    engine: str
    number: int


class Stored(Struct, frozen=True):
    """A current version as stored, across findings included in ``verdicts``."""

    number: int
    submission: Understood
    verdicts: Verdicts


class Outline(Struct, frozen=True):
    """The same without the submission's prose, tables and evidence."""

    number: int
    submission: Gist
    verdicts: Verdicts


def known(batch: int) -> dict[str, Known]:
    """The current versions of a batch by submission name."""
    rows = Submission.objects.filter(batch_id=batch, current__isnull=False).values_list(
        "name", "current__digest", "current__engine", "current__number"
    )
    return {name: Known(digest, engine, number) for name, digest, engine, number in rows}


def current(batch: int) -> Iterator[Stored]:
    """The batch's current versions, by name."""
    for version in _versions(batch):
        yield Stored(version.number, unpack(version.body, Understood), version.verdicts)


def outlines(batch: int) -> Iterator[Outline]:
    """The batch's current versions, by name, at a third of what :func:`current` costs."""
    for version in _versions(batch):
        yield Outline(version.number, unpack(version.body, Gist), version.verdicts)


class _Version(Struct, frozen=True):
    number: int
    body: bytes
    verdicts: Verdicts


def _versions(batch: int) -> Iterator[_Version]:
    """The current versions by name, as they lie in the store, with all findings that concern them."""
    between = _between(batch)
    rows = Submission.objects.filter(batch_id=batch, current__isnull=False).order_by("name")
    columns = ("current_id", "current__number", "current__body", "current__verdicts")
    for version, number, body, packed in rows.values_list(*columns).iterator(chunk_size=50):
        own = unpack(packed, Verdicts)
        found = (*own.findings, *between.get(version, ()))
        yield _Version(number, body, Verdicts(found, own.skipped, own.score))


def _between(batch: int) -> dict[int, list[Found]]:
    """The findings between submissions by the version that they concern."""
    rows = Finding.objects.filter(version__submission__batch_id=batch, across=True)
    found: dict[int, list[Found]] = {}
    for version, body in rows.order_by("pk").values_list("version_id", "body"):
        found.setdefault(version, []).append(msgspec.convert(body, Found))
    return found


def understood(batch: int) -> Iterator[Understood]:
    """The batch's current submissions by name, one at a time: a batch may not fit into memory."""
    rows = Submission.objects.filter(batch_id=batch, current__isnull=False).order_by("name")
    for body in rows.values_list("current__body", flat=True).iterator(chunk_size=50):
        yield unpack(body, Understood)


def stale(engine: str) -> Iterator[tuple[int, list[HandIn]]]:
    """(batch, its current versions that another engine judged), batch by batch."""
    old = Submission.objects.filter(current__isnull=False).exclude(current__engine=engine)
    for batch in old.order_by("batch_id").values_list("batch_id", flat=True).distinct():
        mine = old.filter(batch_id=batch).select_related("current").order_by("name")
        yield batch, [_hand_in(submission) for submission in mine]


def _hand_in(submission: Submission) -> HandIn:
    files = File.objects.filter(version=submission.current).order_by("path")
    return HandIn(submission.name, tuple(files.values_list("path", "original_id")))


def batch_name(batch: int) -> str:
    """The name that the batch's path carries."""
    return Batch.objects.values_list("name", flat=True).get(pk=batch)


def _desks(batch: int) -> QuerySet[Assignment]:
    return Assignment.objects.filter(live=True, version__submission__batch_id=batch)


def assignments(batch: int) -> list[Assigned]:
    """Who has what among the batch's current versions (the unassigned left out)."""
    return [msgspec.convert(row.body, Assigned) for row in _desks(batch).exclude(expert="")]


def desks(batch: int) -> dict[tuple[str, str], str]:
    """(submission name, speciality) → expert, among the batch's current versions."""
    rows = _desks(batch).values_list("version__submission__name", "speciality", "expert")
    return {(name, speciality): expert for name, speciality, expert in rows if expert}


def unassigned(batch: int) -> list[Unassigned]:
    """What nobody may take, with the reasons."""
    return [msgspec.convert(row.body, Unassigned) for row in _desks(batch).filter(expert="")]
