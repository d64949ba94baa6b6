"""The JSON of one submission: what other systems rely on. Version ``"1"``.

Units: money 万元, energy tce, emissions tCO2, shares percent, dates ISO. The JSON Schema of
:class:`SubmissionJson` is kept in ``schemas/submission.schema.json``.
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import UNSET, Struct, UnsetType

from schemas.submission import Value

CONTRACT = "1"


class Source(Struct, frozen=True, omit_defaults=True):
    """Where a value stands. ``bbox`` is ``[x0, top, x1, bottom]`` in PDF points."""

    file: str
    page: int | UnsetType = UNSET
    bbox: tuple[float, float, float, float] | UnsetType = UNSET
    sheet: str | UnsetType = UNSET
    table: int | UnsetType = UNSET
    cell: str | tuple[int, int] | UnsetType = UNSET
    paragraph: int | UnsetType = UNSET


class ProblemJson(Struct, frozen=True):
    """A stable code and a Chinese sentence that says what to do."""

    code: str
    message: str


class FileJson(Struct, frozen=True):
    """One file of the submission and what became of it."""

    path: str
    role: str
    format: str
    sha256: str
    pages: int | None
    outcome: str
    problem: ProblemJson | None


class FieldJson(Struct, frozen=True):
    """One value: ``value`` is null where the form leaves the field blank."""

    value: Value
    raw: str
    confidence: float
    source: Source
    unit: str | UnsetType = UNSET


class SelfItemJson(Struct, frozen=True):
    """One row of the applicant's self-evaluation."""

    claimed: Value
    evidence: str
    source: Source
    confidence: float = 1.0


class ChapterJson(Struct, frozen=True):
    """A heading of the plan's text with the number of Chinese characters under it."""

    number: str
    title: str
    characters: int
    source: Source


class ScoreJson(Struct, frozen=True):
    """A row of annex 1 recomputed; ``computed`` is null where nothing could be computed.

    ``low`` and ``high`` bound it where the text allows two readings; ``expert`` marks a row that
    only an expert can judge (``computed`` is then the most that the named evidence bears out);
    ``evidence`` are the places of the figures used.
    """

    max: float
    computed: float | None
    claimed: float | None
    basis: str
    low: float | None = None
    high: float | None = None
    expert: bool = False
    evidence: tuple[Source, ...] = ()


class FindingJson(Struct, frozen=True):
    """One finding with both figures, its places and the clause.

    ``fix`` is the smallest thing to do about it, ``sentence`` the ready one for the notice.
    """

    rule: str
    severity: str
    message: str
    fields: tuple[str, ...]
    expected: str
    actual: str
    citation: str
    speciality: str
    evidence: tuple[Source, ...]
    fix: str = ""
    sentence: str = ""


class SubmissionJson(Struct, frozen=True):
    """What ``check --format json`` prints and ``--export`` writes."""

    contract: str
    name: str
    status: str
    problem: ProblemJson | None
    files: tuple[FileJson, ...]
    years: tuple[int, ...]
    fields: dict[str, FieldJson]
    tables: dict[str, tuple[dict[str, FieldJson], ...]]
    tables_totals: dict[str, tuple[dict[str, FieldJson], ...]]
    self_evaluation: dict[str, SelfItemJson]
    chapters: tuple[ChapterJson, ...]
    score: dict[str, ScoreJson]
    findings: tuple[FindingJson, ...]


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of :class:`SubmissionJson`."""
    schema = msgspec.json.schema(SubmissionJson)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
