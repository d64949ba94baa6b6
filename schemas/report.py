"""Rows of the lists that officers are handed."""

from __future__ import annotations

from msgspec import Struct


class SubmissionRow(Struct, frozen=True):
    """One submission of a batch in one line. Energy in tce, money in 万元, both of 上年度."""

    name: str
    factory: str
    city: str
    industry: str
    version: int
    status: str
    energy: float | None
    output: float | None
    claimed: float | None
    errors: int
    warnings: int
    infos: int
    problem: str
    recomputed: str = ""
    """The total of annex 1 recomputed: ``54.6—60.7``, one figure where the text reads one way."""


class FindingRow(Struct, frozen=True):
    """One finding of a batch in one line, with who has it."""

    name: str
    factory: str
    rule: str
    severity: str
    speciality: str
    message: str
    expected: str
    actual: str
    places: str
    citation: str
    fix: str
    expert: str
    sentence: str = ""


class BatchSummary(Struct, frozen=True):
    """What one intake did: counts of submissions, and the rows to list."""

    name: str
    new: int
    changed: int
    unchanged: int
    submissions: tuple[SubmissionRow, ...]
    findings: tuple[FindingRow, ...]
    assigned: dict[str, int]
    """Findings an expert was given, by expert."""
    unassigned: tuple[str, ...]
    """What nobody may take, each with its reason in words."""
    by_lists: int = 0
    """Unchanged submissions judged again, since the office's lists changed."""
