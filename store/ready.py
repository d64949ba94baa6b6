"""A processed submission made ready to be stored: its rows, its bodies packed. No database is needed for it,
so whoever read the submission does it, beside the others that read."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec
from msgspec import Struct

from schemas.document import Document
from schemas.finding import Finding, Severity, Verdicts
from schemas.submission import Problem, Read, SourceFile, Submission
from store import fingerprint
from store.bodies import pack
from store.facts import facts_of
from validators.registers.divisions import city_of_text


class ReadRow(Struct, frozen=True, array_like=True):
    """A row of Read, in the order of its columns; ``value`` and ``place`` are JSON."""

    key: str
    value: str | None
    raw: str
    unit: str
    state: str
    confidence: float
    place: str


class FindingRow(Struct, frozen=True, array_like=True):
    """A row of Finding, in the order of its columns; ``body`` is JSON."""

    rule: str
    severity: str
    speciality: str
    message: str
    fingerprint: str
    body: str


class Columns(Struct, frozen=True):
    """What a version's own row says of it."""

    status: str
    problem_code: str
    problem_message: str
    factory_name: str
    uscc: str
    city: str
    trade: str
    body: bytes
    verdicts: bytes
    facts: bytes
    errors: int
    warnings: int
    infos: int


class Ready(Struct, frozen=True):
    """All of a submission that is stored, as it is stored."""

    name: str
    problem: Problem | None
    columns: Columns
    files: tuple[SourceFile, ...]
    documents: tuple[tuple[str, bytes], ...]
    reads: tuple[ReadRow, ...]
    findings: tuple[FindingRow, ...]


def ready(understood: Submission, verdicts: Verdicts, documents: Sequence[Document]) -> Ready:
    """The submission with what was said of it, and its files as read."""
    return Ready(
        name=understood.name,
        problem=understood.problem,
        columns=columns(understood, verdicts),
        files=understood.files,
        documents=tuple((document.file, pack(document)) for document in documents),
        reads=tuple(_read_row(key, read) for key, read in dict(_keyed_reads(understood)).items()),
        findings=tuple(map(finding_row, verdicts.findings)),
    )


def columns(understood: Submission, verdicts: Verdicts) -> Columns:
    """The columns and bodies of a version."""
    problem = understood.problem
    city = _text(understood, "cover_city")[:60]
    levels = Counter(finding.severity for finding in verdicts.findings)
    return Columns(
        status="unreadable" if problem else "processed",
        problem_code=problem.code if problem else "",
        problem_message=problem.message if problem else "",
        factory_name=_text(understood, "factory_name") or _text(understood, "cover_applicant"),
        uscc=_text(understood, "uscc")[:40],
        city=city_of_text(city) or city,
        trade=_text(understood, "industry_code")[:4],
        body=pack(understood),
        verdicts=pack(verdicts),
        facts=pack(facts_of(understood, verdicts)),
        errors=levels[Severity.ERROR],
        warnings=levels[Severity.WARNING],
        infos=levels[Severity.INFO],
    )


def finding_row(found: Finding) -> FindingRow:
    """The row of a finding."""
    return FindingRow(
        rule=found.rule,
        severity=found.severity,
        speciality=found.speciality,
        message=found.message,
        fingerprint=fingerprint.of_finding(found),
        body=json.dumps(msgspec.to_builtins(found)),
    )


def _text(understood: Submission, key: str) -> str:
    read = understood.fields.get(key)
    return read.value[:300] if read and isinstance(read.value, str) else ""


def _keyed_reads(understood: Submission) -> Iterator[tuple[str, Read]]:
    yield from understood.fields.items()
    for table, rows in understood.tables.items():
        for index, row in enumerate(rows, start=1):
            for column, read in row.items():
                yield f"{table}.{index}.{column}", read
    if understood.self_evaluation:
        for item, entry in understood.self_evaluation.items.items():
            yield f"self_evaluation.{item}", entry.claimed


def _read_row(key: str, read: Read) -> ReadRow:
    return ReadRow(
        key=key,
        value=None if read.value is None else json.dumps(msgspec.to_builtins(read.value)),
        raw=read.raw,
        unit=read.unit,
        state=read.state,
        confidence=read.confidence,
        place=json.dumps(msgspec.to_builtins(read.where)),
    )
