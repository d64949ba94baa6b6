"""Keeps the columns of Finding and Assignment that repeat what stands elsewhere true.

``live`` repeats Submission.current, ``city`` Version.city, ``reader`` Assignment.expert, and
``ruling`` the standing Decision with its Countersign. Everything that writes one of these calls
:func:`refresh` in the same transaction. The number of queries does not grow with the findings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby

from django.db.models import Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from msgspec import Struct

from store.models import Assignment, Decision, Finding, Submission, Version
from store.parts import parts
from store.standing import OPEN, effect, standing


class Ruled(Struct, frozen=True):
    """A decision with its second person's word, as far as it decides what stands."""

    submission: int
    fingerprint: str
    ruling: str
    agreed: bool | None


def refresh(submissions: Iterable[int]) -> None:
    """Set the columns of every finding and desk of these submissions, by their ids."""
    mine = list(submissions)
    refresh_desks(mine)
    refresh_findings(mine)


def refresh_desks(submissions: Iterable[int]) -> None:
    """Set ``live`` of every desk of these submissions."""
    for some in parts(submissions):
        desks = Assignment.objects.filter(version__submission__in=some)
        current = Exists(Submission.objects.filter(current=OuterRef("version")))
        desks.exclude(live=current).update(live=current)


def refresh_findings(submissions: Iterable[int]) -> None:
    """Set all four columns of every finding of these submissions."""
    for some in parts(submissions):
        findings = Finding.objects.filter(version__submission__in=some)
        current = Submission.objects.filter(current=OuterRef("version"))
        city = Version.objects.filter(pk=OuterRef("version")).values("city")
        desk = Assignment.objects.filter(
            version=OuterRef("version"), speciality=OuterRef("speciality")
        )
        columns = {
            "live": Exists(current),
            "city": Subquery(city),
            "reader": Coalesce(Subquery(desk.values("expert")), Value("")),
        }
        findings.exclude(**columns).update(**columns)  # rows that are true stay untouched
        _rule(findings, Decision.objects.filter(submission__in=some))


def refresh_rulings(said_of: Iterable[tuple[int, str]]) -> None:
    """Set ``ruling`` of the findings with these submissions and fingerprints."""
    for some in parts(said_of):
        submissions = {submission for submission, _ in some}
        marks = {mark for _, mark in some}
        _rule(
            Finding.objects.filter(version__submission__in=submissions, fingerprint__in=marks),
            Decision.objects.filter(submission__in=submissions, fingerprint__in=marks),
        )


def _rule(findings: QuerySet[Finding], decisions: QuerySet[Decision]) -> None:
    stands = {(said.submission, said.fingerprint): said for said in _standing(decisions)}
    now: dict[str, list[int]] = defaultdict(list)
    columns = ("pk", "version__submission", "fingerprint", "severity", "ruling")
    for pk, submission, mark, severity, written in findings.values_list(*columns):
        said = stands.get((submission, mark))
        ruling = effect(said.ruling, severity, said.agreed) if said else OPEN
        if ruling != written:
            now[ruling].append(pk)
    for ruling, rows in now.items():
        for some in parts(rows):
            Finding.objects.filter(pk__in=some).update(ruling=ruling)


def _standing(decisions: QuerySet[Decision]) -> Iterator[Ruled]:
    """The decision that stands of each finding."""
    columns = ("submission", "fingerprint", "ruling", "countersign__agreed")
    ordered = decisions.order_by("submission", "fingerprint", "pk").values_list(*columns)
    rows = (Ruled(*row) for row in ordered)
    for _, said in groupby(rows, key=lambda row: (row.submission, row.fingerprint)):
        if stands := standing(said):
            yield stands
