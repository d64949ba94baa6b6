"""Finds blind second readers (盲审): who looks again without being told what the first one said.

They read every dismissed error, and a sample of the plans that passed by themselves (``drawn`` in
sampling.py; such a reading has no fingerprint). A reader is found by the same routing as every
other desk, so speciality, ties, leave, city and load count; whoever has already said something
about the finding, or declared a tie, is out of the question, and so is whoever has no login.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, QuerySet
from django.utils import timezone
from msgspec import Struct

from routing.assign import assign
from schemas.assignment import Assignment as Assigned
from schemas.assignment import Case, Firm, Roster
from schemas.desk import Ruling
from schemas.finding import Finding as Found
from schemas.finding import Severity, Speciality
from store import audit
from store.models import (
    BlindReading,
    Decision,
    Finding,
    Person,
    Read,
    Statement,
    Submission,
    Version,
)
from store.parts import parts
from store.sampling import drawn
from store.standing import WAITING

SYSTEM: Final = "系统"
WHOLE: Final = ""
"""The fingerprint of a reading of the whole plan."""
_BODIES: Final = ("body", "version__body", "version__verdicts", "version__facts")
_ASKING: Final = (Severity.ERROR, Severity.WARNING)


class _Ask(Struct, frozen=True):
    """Something to be read a second time, and who must not be the one."""

    version: Version
    fingerprint: str
    speciality: str
    out: frozenset[str]


def give_out_batch(batch: int, roster: Roster, today: date) -> int:
    """Find readers for all of a batch: its dismissed errors and its sample. Returns how many."""
    mine = Submission.objects.filter(batch=batch).order_by("pk").values_list("pk", flat=True)
    found = sum(give_out(some, roster, today) for some in parts(mine))
    return found + sample(batch, roster, today)


def give_out(submissions: Collection[int], roster: Roster, today: date) -> int:
    """Find a reader for each dismissed error of these that has none. Returns how many were found."""
    found = Finding.objects.filter(
        live=True,
        severity=Severity.ERROR,
        ruling__in=(WAITING, Ruling.DISMISSED),
        version__submission__in=submissions,
    )
    rows = list(
        found.filter(~Exists(_reading_of())).select_related("version__submission").defer(*_BODIES)
    )
    if not rows:
        return 0
    said = _who_said({row.fingerprint for row in rows})
    asks = {
        (row.version.submission_id, row.fingerprint): _Ask(
            row.version,
            row.fingerprint,
            row.speciality,
            frozenset({row.reader, *said[row.version.submission_id, row.fingerprint]}),
        )
        for row in rows
    }
    return _place(asks.values(), roster, today)


def sample(batch: int, roster: Roster, today: date) -> int:
    """Find a reader for each plan of the batch that passed by itself and was drawn."""
    asking = Finding.objects.filter(version=OuterRef("pk"), severity__in=_ASKING)
    again = BlindReading.objects.filter(submission=OuterRef("submission"), fingerprint=WHOLE)
    passed = Version.objects.filter(
        ~Exists(asking),
        ~Exists(again),
        submission__batch=batch,
        submission__current=F("pk"),
        status="processed",
        number=1,
    )
    chosen = [
        pk
        for pk, at in passed.values_list("pk", "created_at")
        if drawn(pk, timezone.localtime(at).date())
    ]
    rows = (
        passed.filter(pk__in=chosen).select_related("submission").defer("body", "verdicts", "facts")
    )
    asks = [_Ask(row, WHOLE, Speciality.ENERGY, frozenset()) for row in rows.order_by("pk")]
    return _place(asks, roster, today) if asks else 0


def _reading_of() -> QuerySet[BlindReading]:
    return BlindReading.objects.filter(
        submission=OuterRef("version__submission"), fingerprint=OuterRef("fingerprint")
    )


def _who_said(marks: Iterable[str]) -> dict[tuple[int, str], set[str]]:
    """Everybody who ruled on or countersigned a finding."""
    said: dict[tuple[int, str], set[str]] = defaultdict(set)
    rows = Decision.objects.filter(fingerprint__in=list(marks))
    for submission, mark, by, second in rows.values_list(
        "submission", "fingerprint", "by", "countersign__by"
    ):
        said[submission, mark] |= {by, second or by}
    return said


@transaction.atomic
def _place(asks: Iterable[_Ask], roster: Roster, today: date) -> int:
    wanted = list(asks)
    with_login = set(Person.objects.filter(is_active=True).values_list("name", flat=True))
    people = [expert for expert in roster.experts if expert.name in with_login]
    tied, firms, load = _tied(wanted), _firms(wanted), _load()
    given = []
    for ask in wanted:
        out = ask.out | tied[ask.version.submission_id]
        fit = Roster(tuple(expert for expert in people if expert.name not in out))
        reader = _reader(ask, firms[ask.version.pk], fit, load, today)
        if reader:
            load[reader.expert] += 1
            given.append((ask, reader))
    _keep(given)
    return len(given)


def _reader(
    ask: _Ask, firm: Firm, roster: Roster, load: Mapping[str, int], today: date
) -> Assigned | None:
    work = Found("", Severity.ERROR, Speciality(ask.speciality), "", "")
    case = Case(firm, (work,))
    answer = assign([case], roster, today=today, load=load, round_name=ask.fingerprint)
    return next(iter(answer.assigned), None)


def _keep(given: Sequence[tuple[_Ask, Assigned]]) -> None:
    BlindReading.objects.bulk_create(
        BlindReading(
            submission_id=ask.version.submission_id,
            fingerprint=ask.fingerprint,
            reader=reader.expert,
        )
        for ask, reader in given
    )
    entries = (
        audit.Entry("blind", f"submission:{ask.version.submission_id}", _why(reader))
        for ask, reader in given
    )
    audit.record_all(SYSTEM, entries)


def _why(reader: Assigned) -> dict[str, object]:
    return {
        "reader": reader.expert,
        "reasons": [reason.text for reason in reader.reasons],
        "excluded": [f"{one.expert}：{one.reason.text}" for one in reader.exclusions],
    }


def _tied(asks: Iterable[_Ask]) -> dict[int, set[str]]:
    """Submission → who last declared a tie to its firm."""
    latest: dict[tuple[int, str], bool] = {}
    rows = Statement.objects.filter(submission__in={ask.version.submission_id for ask in asks})
    for submission, name, tied in rows.order_by("pk").values_list(
        "submission", "person__name", "tied"
    ):
        latest[submission, name] = tied
    out: dict[int, set[str]] = defaultdict(set)
    for (submission, name), tied in latest.items():
        if tied:
            out[submission].add(name)
    return out


def _firms(asks: Iterable[_Ask]) -> dict[int, Firm]:
    """Version → the applicant as routing must know it."""
    versions = {ask.version.pk: ask.version for ask in asks}
    heads = Read.objects.filter(version__in=versions, key="legal_representative")
    names = dict(heads.values_list("version", "value"))
    return {
        pk: Firm(
            submission=version.submission.name,
            factory_name=version.factory_name,
            legal_representative=str(names.get(pk) or ""),
            uscc=version.uscc,
            city=version.city,
        )
        for pk, version in versions.items()
    }


def _load() -> Counter[str]:
    """What everybody has still to read a second time. Desks are not counted: there are a hundred
    thousand of them, and a person waits for this."""
    waiting = BlindReading.objects.filter(ruling="").values_list("reader")
    return Counter(dict(waiting.annotate(n=Count("pk"))))


def drop(submissions: Iterable[int]) -> None:
    """Take unanswered readings back whose findings are gone or no longer dismissed."""
    dismissed = Finding.objects.filter(
        live=True,
        version__submission=OuterRef("submission"),
        fingerprint=OuterRef("fingerprint"),
        ruling__in=(WAITING, Ruling.DISMISSED),
    )
    for some in parts(submissions):
        waiting = BlindReading.objects.filter(submission__in=some, ruling="")
        waiting.exclude(fingerprint=WHOLE).filter(~Exists(dismissed)).delete()
