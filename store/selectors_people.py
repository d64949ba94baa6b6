"""What the quality report counts of people: rulings that stand, agreement, load, punctuality, corrections."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from itertools import groupby, permutations
from typing import Final

from django.db.models import Count, Exists, F, OuterRef
from django.utils import timezone
from msgspec import Struct

from schemas.desk import Ruling
from schemas.facts import Facts
from schemas.finding import Severity
from schemas.stored import Judged, Load, Pair, Punctual
from store import corrections_kept, workdays
from store.bodies import unpack
from store.corrections_apply import stated
from store.models import (
    Assignment,
    BlindReading,
    Correction,
    Decision,
    Finding,
    SecondReading,
    Version,
)
from store.parts import parts
from store.selectors_quality import handed, midnight
from store.standing import effect, standing

_AT_ONCE: Final = 2000
_ASKING: Final = (Severity.ERROR, Severity.WARNING)
_RIGHT_OR_WRONG: Final = (Ruling.UPHELD, Ruling.HARMLESS, Ruling.DISMISSED)
_SETTLED: Final = (*_RIGHT_OR_WRONG, Ruling.PASSED_ON)


class _Word(Struct, frozen=True):
    """A decision, with its second person's word and whether it is about an error."""

    submission: int
    fingerprint: str
    rule: str
    ruling: str
    by: str
    agreed: bool | None
    error: bool


def judged(*, of_each: bool = False) -> list[Judged]:
    """The standing rulings counted; with ``of_each`` everybody's own latest of each finding.

    A dismissed error that no second person has agreed to does not stand.
    """
    counted: Counter[tuple[str, str, str]] = Counter()
    for word in _standing(of_each=of_each):
        severity = Severity.ERROR if word.error else Severity.WARNING
        ruling = word.ruling if of_each else effect(word.ruling, severity, word.agreed)
        if ruling in set(Ruling):
            counted[word.rule, ruling, word.by] += 1
    return [Judged(*key, count) for key, count in sorted(counted.items())]


def _standing(*, of_each: bool) -> Iterator[_Word]:
    """What stands of each finding's words, or of each person's words on it; withdrawn ones do not."""
    errors = Finding.objects.filter(
        version__submission=OuterRef("submission"),
        fingerprint=OuterRef("fingerprint"),
        severity=Severity.ERROR,
    )
    key = ("submission", "fingerprint", *(["by"] if of_each else []))
    columns = ("submission", "fingerprint", "rule", "ruling", "by", "countersign__agreed", "error")
    ordered = Decision.objects.annotate(error=Exists(errors)).order_by(*key, "pk")
    rows = (_Word(*row) for row in ordered.values_list(*columns).iterator(_AT_ONCE))
    for _, said in groupby(rows, key=lambda word: tuple(getattr(word, name) for name in key)):
        if stands := standing(said):
            yield stands


def pairs() -> list[Pair]:
    """Findings that two people ruled on: each beside each other one, by what they say last.

    Blind second readers are among them.
    """
    said: dict[tuple[int, str], dict[str, bool]] = defaultdict(dict)
    for word in _standing(of_each=True):
        if word.ruling in _RIGHT_OR_WRONG:
            said[word.submission, word.fingerprint][word.by] = word.ruling == Ruling.DISMISSED
    blind = BlindReading.objects.filter(ruling__in=_RIGHT_OR_WRONG).exclude(fingerprint="")
    for submission, mark, by, ruling in blind.values_list(
        "submission", "fingerprint", "reader", "ruling"
    ):
        said[submission, mark][by] = ruling == Ruling.DISMISSED
    return [
        Pair(one, other, mine == theirs)
        for verdicts in said.values()
        for (one, mine), (other, theirs) in permutations(sorted(verdicts.items()), 2)
    ]


def loads() -> list[Load]:
    """Every expert's desk over all current versions."""
    mine = Assignment.objects.exclude(expert="").filter(live=True)
    desks = dict(mine.values_list("expert").annotate(n=Count("pk")).order_by("expert"))
    found = dict(
        mine.filter(
            version__findings__speciality=F("speciality"), version__findings__severity__in=_ASKING
        )
        .values_list("expert")
        .annotate(n=Count("version__findings"))
    )
    ruled = Decision.objects.exclude(ruling=Ruling.WITHDRAWN)
    decided = dict(ruled.values_list("by").annotate(n=Count("fingerprint", distinct=True)))
    return [
        Load(expert, n, found.get(expert, 0), decided.get(expert, 0)) for expert, n in desks.items()
    ]


def punctual(first: date, last: date) -> list[Punctual]:
    """Of the errors and warnings handed in on these days: what fell due by the end of ``last`` on each
    expert's desk, and how much of that was ruled on in time, within the office's working days
    (``workdays.CHECKING_DAYS``) after the day it was handed in. What was ruled on sooner is due as well.
    """
    ruled = _first_ruled(first)
    rows = handed(Finding.objects.all(), first, last, "version__created_at")
    mine = rows.filter(live=True, severity__in=_ASKING).exclude(reader="")
    columns = ("reader", "version__submission", "fingerprint", "version__created_at")
    due: Counter[str] = Counter()
    in_time: Counter[str] = Counter()
    for reader, submission, mark, created in mine.values_list(*columns).iterator(_AT_ONCE):
        until = _until(timezone.localtime(created).date())
        done = ruled.get((submission, mark))
        if done and done <= last:
            in_time[reader] += done <= until
        if until < last or (done and done <= last):
            due[reader] += 1
    return [Punctual(reader, due[reader], in_time[reader]) for reader in sorted(due)]


@cache
def _until(handed_on: date) -> date:
    return workdays.after(handed_on, workdays.CHECKING_DAYS)


def _first_ruled(first: date) -> dict[tuple[int, str], date]:
    """Finding → the day of its first ruling that settled it, since ``first``."""
    rows = Decision.objects.filter(ruling__in=_SETTLED, at__gte=midnight(first)).order_by("-pk")
    columns = rows.values_list("submission", "fingerprint", "at")
    return {
        (submission, mark): timezone.localtime(at).date()
        for submission, mark, at in columns.iterator(_AT_ONCE)
    }


def corrected(first: date, last: date) -> dict[tuple[str, str], int] | None:
    """(field, format of the plan) → in how many current versions of these days a person put it right;
    ``None`` where nobody has ever put anything right."""
    if not Correction.objects.exists():
        return None
    right: dict[int, set[str]] = defaultdict(set)
    rows = handed(Correction.objects.all(), first, last, "version__created_at")
    mine = rows.filter(version__submission__current=F("version")).order_by("version", "key", "pk")
    for (version, key), said in groupby(mine, key=lambda row: (row.version_id, row.key)):
        *_, latest = said
        if stated(corrections_kept.body(latest.after)):
            right[version].add(key.partition(".")[0])
    kinds = _kinds(right)
    return Counter((field, kinds[version]) for version, fields in right.items() for field in fields)


def _kinds(versions: Iterable[int]) -> dict[int, str]:
    """Version → the format of its plan."""
    kinds: dict[int, str] = {}
    for some in parts(versions):
        rows = Version.objects.filter(pk__in=some).values_list("pk", "facts")
        kinds |= {pk: unpack(facts, Facts).kind if facts else "" for pk, facts in rows}
    return kinds


def second_readings(first: date, last: date) -> tuple[int, int, int]:
    """Second readings of these days: how many, values looked at, values wrong."""
    rows = list(
        handed(SecondReading.objects.all(), first, last, "at").values_list("values", "wrong")
    )
    return len(rows), sum(values for values, _ in rows), sum(wrong for _, wrong in rows)
