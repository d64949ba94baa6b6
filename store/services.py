"""Everything that writes. Each call is one short transaction and can be repeated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import msgspec
from django.db import transaction
from django.utils import timezone
from msgspec import Struct

from schemas.assignment import Assignment as Assigned
from schemas.assignment import Unassigned
from schemas.document import Document as ReadDocument
from schemas.finding import Finding as Found
from schemas.finding import Severity, Verdicts
from schemas.submission import Read as FieldRead
from schemas.submission import Submission as Understood
from store import blind_readers, board, corrections_kept, fingerprint, planning, upkeep
from store.bodies import pack
from store.facts import facts_of
from store.models import (
    Assignment,
    Batch,
    Document,
    File,
    Finding,
    Original,
    Read,
    Submission,
    Version,
)
from validators.registers.divisions import city_of_text


class Saved(Struct, frozen=True):
    """What a save did: the version's id and number, and whether it is a new one."""

    version: int
    number: int
    new: bool


def open_batch(origin: str, name: str) -> int:
    """The batch of this path, made where it is new. Returns its id."""
    batch, _ = Batch.objects.get_or_create(origin=origin, defaults={"name": name})
    return batch.pk


def close_batch(batch: int) -> None:
    """Note that the batch has been gone through to its end. Its rows are there now, to be planned with."""
    Batch.objects.filter(pk=batch).update(finished_at=timezone.now())
    planning.look_again()


@transaction.atomic
def save_processed(
    batch: int,
    understood: Understood,
    verdicts: Verdicts,
    documents: Sequence[ReadDocument],
    *,
    digest: str,
    engine: str,
) -> Saved:
    """Store one processed submission whole: a new version where a file changed.

    The same files judged by another engine replace what was stored under the version.
    """
    submission, _ = Submission.objects.get_or_create(batch_id=batch, name=understood.name)
    Submission.objects.select_for_update().get(
        pk=submission.pk
    )  # before its findings: see decisions
    version = submission.versions.filter(digest=digest).first()
    new = version is None
    if version is None:
        number = submission.versions.count() + 1
        version = Version(submission=submission, number=number, digest=digest)
    understood, verdicts = corrections_kept.carried(version, understood, verdicts)
    describe(version, understood, verdicts, engine)
    version.save()
    _replace_parts(version, understood, verdicts, documents)
    submission.current = version
    submission.save(update_fields=["current"])
    upkeep.refresh([submission.pk])
    blind_readers.drop([submission.pk])
    board.refresh([submission.pk])
    return Saved(version.pk, version.number, new)


def describe(version: Version, understood: Understood, verdicts: Verdicts, engine: str) -> None:
    """Fill a version's columns and bodies from what was understood and said; it is not saved yet."""
    version.engine = engine
    version.status = "unreadable" if understood.problem else "processed"
    version.problem_code = understood.problem.code if understood.problem else ""
    version.problem_message = understood.problem.message if understood.problem else ""
    version.factory_name = _text(understood, "factory_name") or _text(understood, "cover_applicant")
    version.uscc = _text(understood, "uscc")[:40]
    city = _text(understood, "cover_city")[:60]
    version.city = city_of_text(city) or city
    version.trade = _text(understood, "industry_code")[:4]
    version.body = pack(understood)
    _judged(version, understood, verdicts)


def _judged(version: Version, understood: Understood, verdicts: Verdicts) -> None:
    version.verdicts = pack(verdicts)
    version.facts = pack(facts_of(understood, verdicts))
    levels = Counter(finding.severity for finding in verdicts.findings)
    version.errors = levels[Severity.ERROR]
    version.warnings = levels[Severity.WARNING]
    version.infos = levels[Severity.INFO]


def _text(understood: Understood, key: str) -> str:
    read = understood.fields.get(key)
    return read.value[:300] if read and isinstance(read.value, str) else ""


def _replace_parts(
    version: Version,
    understood: Understood,
    verdicts: Verdicts,
    documents: Sequence[ReadDocument],
) -> None:
    for parts in (version.files, version.documents, version.reads):
        parts.all().delete()
    version.findings.filter(across=False).delete()
    _save_files(version, understood)
    Document.objects.bulk_create(
        Document(version=version, path=document.file, body=pack(document)) for document in documents
    )
    Read.objects.bulk_create(
        _read_row(version, key, read) for key, read in dict(_keyed_reads(understood)).items()
    )
    Finding.objects.bulk_create(finding_row(version, found) for found in verdicts.findings)


def _save_files(version: Version, understood: Understood) -> None:
    Original.objects.bulk_create(
        [Original(sha256=file.sha256, size=file.size) for file in understood.files],
        ignore_conflicts=True,
    )
    File.objects.bulk_create(
        File(
            version=version,
            path=file.path,
            original_id=file.sha256,
            role=file.role,
            kind=file.kind,
            outcome=file.outcome,
            pages=file.pages,
            problem_code=file.problem.code if file.problem else "",
            problem_message=file.problem.message if file.problem else "",
        )
        for file in understood.files
    )


def _keyed_reads(understood: Understood) -> Iterator[tuple[str, FieldRead]]:
    yield from understood.fields.items()
    for table, rows in understood.tables.items():
        for index, row in enumerate(rows, start=1):
            for column, read in row.items():
                yield f"{table}.{index}.{column}", read
    if understood.self_evaluation:
        for item, entry in understood.self_evaluation.items.items():
            yield f"self_evaluation.{item}", entry.claimed


def _read_row(version: Version, key: str, read: FieldRead) -> Read:
    return Read(
        version=version,
        key=key,
        value=read.value,
        raw=read.raw,
        unit=read.unit,
        state=read.state,
        confidence=read.confidence,
        place=msgspec.to_builtins(read.where),
    )


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
    """Replace who looks at what among this batch's current versions."""
    current = {s.name: s.current for s in _current(batch)}
    Assignment.objects.filter(version__in=[v for v in current.values() if v]).delete()
    Assignment.objects.bulk_create(
        [_desk(current[entry.submission], entry, entry.expert) for entry in assigned]
        + [_desk(current[entry.submission], entry) for entry in unassigned]
    )
    upkeep.refresh(version.submission_id for version in current.values() if version)


def _desk(version: Version | None, entry: Assigned | Unassigned, expert: str = "") -> Assignment:
    return Assignment(
        version=version,
        speciality=entry.speciality,
        expert=expert,
        body=msgspec.to_builtins(entry),
    )
