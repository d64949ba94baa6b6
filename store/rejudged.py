"""A stored version judged again where it lies: nothing that stayed the same gets a new id."""

from __future__ import annotations

from collections import defaultdict

from schemas.finding import Verdicts
from schemas.policy import edition
from schemas.submission import Submission
from store import board, services, upkeep
from store.models import Finding, Version
from validators.catalogue import judge


def save(version: Version, understood: Submission) -> Verdicts:
    """Judge ``understood`` and store it with its findings and score as the version's."""
    verdicts = judge(understood, edition())
    services.describe(version, understood, verdicts, version.engine)
    version.save()
    _replace_findings(version, verdicts)
    upkeep.refresh([version.submission_id])
    board.refresh([version.submission_id])
    return verdicts


def _replace_findings(version: Version, verdicts: Verdicts) -> None:
    """Findings that are still there keep their row, so that links to them hold."""
    there: dict[str, list[Finding]] = defaultdict(list)
    for row in version.findings.filter(across=False).order_by("-pk"):
        there[row.fingerprint].append(row)
    new = []
    for row in (services.finding_row(version, found) for found in verdicts.findings):
        same = there[row.fingerprint]
        if same:
            row.pk = same.pop().pk
        new.append(row)
    _write(version, new, [row.pk for rows in there.values() for row in rows])


def _write(version: Version, rows: list[Finding], gone: list[int]) -> None:
    Finding.objects.filter(pk__in=gone).delete()
    Finding.objects.bulk_create(row for row in rows if row.pk is None)
    kept = [row for row in rows if row.pk is not None and row.pk not in gone]
    Finding.objects.bulk_update(kept, ["severity", "speciality", "message", "body"])
