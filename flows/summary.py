"""What one intake did, as rows and in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from schemas.assignment import Unassigned
from schemas.finding import Finding, Severity, Verdicts
from schemas.policy import edition
from schemas.report import BatchSummary, FindingRow, SubmissionRow
from schemas.submission import Gist, Read
from schemas.words import SEVERITY_WORDS, SPECIALITY_WORDS, place_words
from store import selectors
from validators.figures import base_year, figure, text
from validators.scoring import total

Desks = Mapping[tuple[str, str], str]
"""(submission name, speciality) → the expert who has it."""


class Counts(Struct, frozen=True):
    """How many submissions were new, came as a new version, or were judged again."""

    new: int
    changed: int
    again: int = 0

    @property
    def all(self) -> int:
        return self.new + self.changed + self.again


def added(parts: Iterable[Counts]) -> Counts:
    """The counts of a batch from those of its chunks."""
    listed = list(parts)
    return Counts(
        sum(part.new for part in listed),
        sum(part.changed for part in listed),
        sum(part.again for part in listed),
    )


def summarise(batch: int, counts: Counts, *, unchanged: int, by_lists: int = 0) -> BatchSummary:
    """The rows and counts of a batch as it now stands in the store."""
    desks = selectors.desks(batch)
    rows: list[SubmissionRow] = []
    findings: list[FindingRow] = []
    for stored in selectors.outlines(batch):  # one at a time: a batch may not fit into memory
        rows.append(_submission_row(stored))
        findings += _finding_rows(stored, desks)
    return BatchSummary(
        name=selectors.batch_name(batch),
        new=counts.new,
        changed=counts.changed,
        unchanged=unchanged + counts.again,
        submissions=tuple(rows),
        findings=tuple(findings),
        assigned=dict(Counter(row.expert for row in findings if row.expert)),
        unassigned=tuple(map(_nobody, selectors.unassigned(batch))),
        by_lists=by_lists,
    )


def _nobody(desk: Unassigned) -> str:
    return f"{desk.submission} {SPECIALITY_WORDS[desk.speciality]}：{desk.reason}"


def _submission_row(stored: selectors.Outline) -> SubmissionRow:
    submission = stored.submission
    levels = Counter(finding.severity for finding in stored.verdicts.findings)
    year = base_year(submission)
    return SubmissionRow(
        name=submission.name,
        factory=_factory(submission),
        city=text(submission.fields.get("cover_city")),
        industry=text(submission.fields.get("industry_code")),
        version=stored.number,
        status="读不了" if submission.problem else "已核对",
        energy=figure(submission, f"energy_consumption.{year}"),
        output=figure(submission, f"output_value.{year}"),
        claimed=_claimed_total(submission),
        errors=levels[Severity.ERROR],
        warnings=levels[Severity.WARNING],
        infos=levels[Severity.INFO],
        problem=submission.problem.message if submission.problem else "",
        recomputed=_recomputed(stored.verdicts),
    )


def _factory(submission: Gist) -> str:
    fields = submission.fields
    return text(fields.get("factory_name")) or text(fields.get("cover_applicant"))


def _claimed_total(submission: Gist) -> float | None:
    sheet = submission.self_evaluation
    total: Read | None = sheet.total if sheet else None
    value = total.value if total else None
    return float(value) if isinstance(value, int | float) else None


def _recomputed(verdicts: Verdicts) -> str:
    """The total of annex 1 as an interval, ``""`` where a row is neither computed nor claimed."""
    found = total(verdicts.score, edition()) if verdicts.score else None
    if found is None:
        return ""
    low, high = (f"{round(points, 2):g}" for points in found)
    return low if low == high else f"{low}—{high}"


def _finding_rows(stored: selectors.Outline, desks: Desks) -> Iterator[FindingRow]:
    for finding in stored.verdicts.findings:
        yield FindingRow(
            name=stored.submission.name,
            factory=_factory(stored.submission),
            rule=finding.rule,
            severity=SEVERITY_WORDS[finding.severity],
            speciality=SPECIALITY_WORDS[finding.speciality],
            message=finding.message,
            expected=finding.expected,
            actual=finding.actual,
            places="；".join(place_words(evidence.where) for evidence in finding.evidence),
            citation=finding.citation,
            fix=finding.fix,
            sentence=finding.sentence,
            expert=_expert(stored, finding, desks),
        )


def _expert(stored: selectors.Outline, finding: Finding, desks: Desks) -> str:
    if finding.severity is Severity.INFO:
        return ""
    return desks.get((stored.submission.name, finding.speciality), "")


def summary_markdown(summary: BatchSummary) -> str:
    """The summary as Markdown, for Prefect's artifact: counts only, no personal data."""
    rows = summary.submissions
    lines = [
        f"# {summary.name}",
        f"新收 {summary.new}，更新 {summary.changed}，未变 {summary.unchanged}",
        "",
        "| 材料 | 版本 | 状态 | 错误 | 警告 | 提示 |",
        "| --- | --- | --- | --- | --- | --- |",
        *(
            f"| {row.name} | {row.version} | {row.status} | {row.errors} | {row.warnings} | {row.infos} |"
            for row in rows
        ),
    ]
    return "\n".join(lines)
