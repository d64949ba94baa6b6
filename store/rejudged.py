"""A stored version judged again where it lies: nothing that stayed the same gets a new id."""

from __future__ import annotations

from collections import defaultdict

from django.db import transaction

from schemas.finding import Verdicts
from schemas.lists import Lists, policy_of
from schemas.submission import Submission
from store import blind_readers, board, lists, services, upkeep
from store.bodies import unpack
from store.models import Finding, Version
from store.models import Submission as SubmissionRow
from validators.catalogue import judge


def save(version: Version, understood: Submission) -> Verdicts:
    """Judge ``understood`` and store it with its findings and score as the version's."""
    now = lists.in_force()
    verdicts = judge(understood, policy_of(lists.POLICY, now))
    version.lists = lists.digest(now)
    _store(version, understood, verdicts)
    return verdicts


def by_lists(batch: int, policy: str, judged_by: Lists) -> int:
    """Judge again what other lists judged in this batch. Returns how many there were.

    Each is a short transaction of its own: a run that is stopped goes on where it was.
    """
    wanted = lists.digest(judged_by)
    waiting = lists.judged_otherwise(wanted).filter(batch_id=batch).order_by("pk")
    count = 0
    for pk in list(waiting.values_list("pk", flat=True)):
        count += _one(pk, policy, judged_by, wanted)
    return count


@transaction.atomic
def _one(submission: int, policy: str, judged_by: Lists, wanted: str | None) -> bool:
    """Whether the submission still waited once it was locked."""
    SubmissionRow.objects.select_for_update().get(pk=submission)
    version = Version.objects.filter(
        pk__in=SubmissionRow.objects.filter(pk=submission).values("current")
    ).first()
    if version is None or version.lists == wanted:
        return False
    understood = unpack(version.body, Submission)
    verdicts = judge(understood, policy_of(policy, judged_by))
    version.lists = wanted
    if verdicts == unpack(version.verdicts, Verdicts):
        version.save(update_fields=["lists"])
        return True
    _store(version, understood, verdicts)
    blind_readers.drop([submission])
    return True


def _store(version: Version, understood: Submission, verdicts: Verdicts) -> None:
    services.describe(version, understood, verdicts, version.engine)
    version.save()
    _replace_findings(version, verdicts)
    upkeep.refresh([version.submission_id])
    board.refresh([version.submission_id])


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
