"""Processed submission → the contract's JSON."""

from __future__ import annotations

import msgspec
from msgspec import UNSET

from flows.process import Processed
from schemas.contract import (
    CONTRACT,
    ChapterJson,
    FieldJson,
    FileJson,
    FindingJson,
    ProblemJson,
    ScoreJson,
    SelfItemJson,
    Source,
    SubmissionJson,
)
from schemas.finding import Finding, Score
from schemas.place import PageBox, SheetCell, Where, WordPlace
from schemas.submission import Chapter, Problem, Read, Row, SelfItem, SourceFile

_OURS = frozenset({"commitment_text"})
"""Fields that we read for the rules and that the contract (§4) does not name."""


def to_contract(processed: Processed) -> SubmissionJson:
    """The contract's view of one submission (contract version 1, §3)."""
    submission = processed.submission
    sheet = submission.self_evaluation
    return SubmissionJson(
        contract=CONTRACT,
        name=submission.name,
        status="unreadable" if submission.problem else "processed",
        problem=_problem(submission.problem),
        files=tuple(map(_file, submission.files)),
        years=submission.years,
        fields={k: _field(read) for k, read in submission.fields.items() if k not in _OURS},
        tables={name: tuple(map(_row, rows)) for name, rows in submission.tables.items()},
        tables_totals={name: tuple(map(_row, rows)) for name, rows in submission.totals.items()},
        self_evaluation={str(k): _item(v) for k, v in sheet.items.items()} if sheet else {},
        chapters=tuple(map(_chapter, submission.chapters)),
        score={item: _score(score) for item, score in processed.verdicts.score.items()},
        findings=tuple(map(_finding, processed.verdicts.findings)),
    )


def encode(processed: Processed) -> bytes:
    """The contract's JSON text: UTF-8, indented, with a final line break."""
    return msgspec.json.format(msgspec.json.encode(to_contract(processed)), indent=2) + b"\n"


def source_of(where: Where) -> Source:
    """A place in the contract's words."""
    match where:
        case PageBox(file, page, bbox, table, cell):
            return Source(
                file,
                page=page,
                bbox=UNSET if bbox is None else _rounded(bbox),
                table=UNSET if table is None else table,
                cell=UNSET if cell is None else cell,
            )
        case SheetCell(file, sheet, cell):
            return Source(file, sheet=sheet, cell=cell)
        case WordPlace(file, table, cell, paragraph, page, bbox):
            return Source(
                file,
                page=UNSET if page is None else page,
                bbox=UNSET if bbox is None else _rounded(bbox),
                table=UNSET if table is None else table,
                cell=UNSET if cell is None else cell,
                paragraph=UNSET if paragraph is None else paragraph,
            )
        case _:
            return Source(where.file)


def _rounded(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    x0, top, x1, bottom = (round(edge, 1) for edge in box)
    return x0, top, x1, bottom


def _problem(problem: Problem | None) -> ProblemJson | None:
    return ProblemJson(problem.code, problem.message) if problem else None


def _file(file: SourceFile) -> FileJson:
    return FileJson(
        path=file.path,
        role=file.role,
        format=file.kind,
        sha256=file.sha256,
        pages=file.pages,
        outcome=file.outcome,
        problem=_problem(file.problem),
    )


def _field(read: Read) -> FieldJson:
    return FieldJson(
        value=read.value,
        raw=read.raw,
        confidence=round(read.confidence, 4),
        source=source_of(read.where),
        unit=read.unit or UNSET,
    )


def _row(row: Row) -> dict[str, FieldJson]:
    return {column: _field(read) for column, read in row.items()}


def _item(item: SelfItem) -> SelfItemJson:
    evidence = item.evidence
    return SelfItemJson(
        claimed=item.claimed.value,
        evidence=str(evidence.value or "") if evidence else "",
        source=source_of(item.claimed.where),
        confidence=round(item.claimed.confidence, 4),
    )


def _chapter(chapter: Chapter) -> ChapterJson:
    return ChapterJson(chapter.number, chapter.title, chapter.characters, source_of(chapter.where))


def _score(score: Score) -> ScoreJson:
    return ScoreJson(
        score.max,
        score.computed,
        score.claimed,
        score.basis,
        low=score.low,
        high=score.high,
        expert=score.expert,
        evidence=tuple(source_of(evidence.where) for evidence in score.evidence),
    )


def _finding(finding: Finding) -> FindingJson:
    return FindingJson(
        rule=finding.rule,
        severity=finding.severity,
        message=finding.message,
        fields=finding.fields,
        expected=finding.expected,
        actual=finding.actual,
        citation=finding.citation,
        speciality=finding.speciality,
        evidence=tuple(source_of(evidence.where) for evidence in finding.evidence),
        fix=finding.fix,
        sentence=finding.sentence,
    )
