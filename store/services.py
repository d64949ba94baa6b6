"""Everything that writes. Each call is one short transaction and can be repeated."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from django.db import transaction
from django.utils import timezone

from schemas.assignment import Assignment as Assigned
from schemas.assignment import Unassigned
from schemas.document import Document as ReadDocument
from schemas.finding import Finding as Found
from schemas.finding import Verdicts
from schemas.submission import Submission as Understood
from store import blind_readers, board, fingerprint, planning, saving, upkeep
from store.models import Assignment, Batch, Finding, Submission, Version
from store.parts import parts
from store.ready import columns, ready
from store.saving import HandedIn, Saved, save_all

__all__ = [
    "Saved",
    "close_batch",
    "describe",
    "finding_row",
    "open_batch",
    "save_across",
    "save_all",
    "save_assignments",
    "save_processed",
]


def open_batch(origin: str, name: str) -> int:
    """The batch of this path, made where it is new. Returns its id."""
    batch, _ = Batch.objects.get_or_create(origin=origin, defaults={"name": name})
    return batch.pk


def close_batch(batch: int) -> None:
    """Note that the batch has been gone through to its end. Its rows are there now, to be planned with."""
    Batch.objects.filter(pk=batch).update(finished_at=timezone.now())
    planning.look_again()


def save_processed(
    batch: int,
    understood: Understood,
    verdicts: Verdicts,
    documents: Sequence[ReadDocument],
    *,
    digest: str,
    engine: str,
) -> Saved:
    """Store one processed submission whole; see :func:`store.saving.save_all`."""
    (saved,) = save_all(
        batch, [HandedIn(ready(understood, verdicts, documents), digest)], engine=engine
    )
    return saved


def describe(version: Version, understood: Understood, verdicts: Verdicts, engine: str) -> None:
    """Fill a version's columns and bodies from what was understood and said; it is not saved yet."""
    saving.describe(version, columns(understood, verdicts), engine)


def finding_row(version: Version, found: Found, *, across: bool = False) -> Finding:
    """The row of a finding; it is not saved yet."""
    return Finding(
        version=version,
        rule=found.rule,
        severity=found.severity,
        speciality=found.speciality,
        message=found.message,
        fingerprint=fingerprint.of_finding(found),
        across=across,
        body=msgspec.to_builtins(found),
    )


@transaction.atomic
def save_across(batch: int, found: Iterable[tuple[str, Found]]) -> int:
    """Replace the findings between this batch's submissions. Returns how many there are now."""
    current = {s.name: s.current for s in _current(batch)}
    Finding.objects.filter(version__submission__batch_id=batch, across=True).delete()
    rows = [
        finding_row(version, finding, across=True)
        for name, finding in found
        if (version := current[name])
    ]
    made = Finding.objects.bulk_create(rows)
    mine = [version.submission_id for version in current.values() if version]
    upkeep.refresh(mine)
    blind_readers.drop(mine)
    board.refresh_batch(batch)
    return len(made)


def _current(batch: int) -> Iterable[Submission]:
    """The batch's submissions, locked in their order, with their current versions."""
    mine = Submission.objects.filter(batch_id=batch, current__isnull=False).order_by("pk")
    locked = mine.select_for_update(of=("self",)).select_related("current")
    return locked.defer("current__body", "current__verdicts")


@transaction.atomic
def save_assignments(
    batch: int, assigned: Iterable[Assigned], unassigned: Iterable[Unassigned]
) -> None:
    """Replace who looks at what among this batch's current versions.

    A desk that the same reader keeps for the same rules stays as it was given out, with the reasons of then.
    """
    current = {s.name: s.current for s in _current(batch)}
    mine = Assignment.objects.filter(version__in=[v for v in current.values() if v])
    before = {_given(row): row.pk for row in mine if row.expert}
    wanted = [_desk(current[entry.submission], entry, entry.expert) for entry in assigned]
    stay = {before[_given(row)] for row in wanted if _given(row) in before}
    for some in parts(row.pk for row in mine if row.pk not in stay):
        Assignment.objects.filter(pk__in=some).delete()
    Assignment.objects.bulk_create(
        [row for row in wanted if _given(row) not in before]
        + [_desk(current[entry.submission], entry) for entry in unassigned]
    )
    upkeep.refresh(version.submission_id for version in current.values() if version)


def _given(row: Assignment) -> tuple[int, str, str, tuple[str, ...]]:
    """Which version and speciality, to whom, for which rules."""
    return row.version_id, str(row.speciality), row.expert, tuple(row.body["rules"])


def _desk(version: Version | None, entry: Assigned | Unassigned, expert: str = "") -> Assignment:
    return Assignment(
        version=version,
        speciality=entry.speciality,
        expert=expert,
        body=msgspec.to_builtins(entry),
    )
