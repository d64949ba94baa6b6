"""What the quality report is counted from. Days are the office's (Asia/Shanghai)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from django.db.models import Count, F, Model, Q, QuerySet
from django.utils import timezone

from schemas.facts import Facts
from schemas.stored import Kept, Line, Load, NightState, RuleCount, Ruling
from store.bodies import unpack
from store.models import Assignment, Decision, Finding, Night, SecondReading, Version

M = TypeVar("M", bound=Model)
_AT_ONCE = 2000
_SAID = (
    "version",
    "name",
    "factory",
    "city",
    "trade",
    "number",
    "status",
    "errors",
    "warnings",
    "infos",
)


def lines(first: date, last: date) -> Iterator[Line]:
    """The versions handed in from ``first`` to ``last``, both included, by time."""
    rows = _handed(Version.objects.all(), first, last, "created_at").annotate(
        name=F("submission__name"), now=F("submission__current")
    )
    fields = ("pk", "name", "factory_name", "city", "trade", "number", "status")
    counts = ("errors", "warnings", "infos")
    for row in rows.order_by("created_at", "pk").values_list(*fields, *counts, "created_at", "now"):
        yield _line(row)


def _line(row: tuple[Any, ...]) -> Line:
    *said, created, now = row
    known = dict(zip(_SAID, said, strict=True))
    return Line(**known, handed_on=timezone.localtime(created).date(), current=now == row[0])


def facts(first: date, last: date) -> Iterator[Kept]:
    """The flat lines of the current versions handed in on these days that could be read, by version."""
    rows = _handed(_current(Version.objects.all()), first, last, "created_at")
    rows = rows.filter(status="processed").order_by("pk")
    columns = rows.values_list("submission__name", "created_at", "facts")
    for name, created, body in columns.iterator(_AT_ONCE):
        day = timezone.localtime(created).date()
        yield Kept(name, day, unpack(body, Facts) if body else Facts())


def rule_counts(first: date, last: date) -> list[RuleCount]:
    """How often each rule spoke about the current versions of these days, by city and trade."""
    rows = _handed(Finding.objects.all(), first, last, "version__created_at")
    rows = rows.filter(version__submission__current=F("version"))
    groups = rows.values_list("rule", "severity", "version__city", "version__trade")
    counted = groups.annotate(n=Count("pk"), of=Count("version", distinct=True))
    return [RuleCount(*row) for row in counted.order_by("rule", "severity")]


def rulings() -> list[Ruling]:
    """The standing ruling of every finding that a person ruled on: the latest of its fingerprint."""
    rows = Decision.objects.order_by("pk").values_list(
        "submission_id", "fingerprint", "rule", "ruling", "by", "at"
    )
    standing = {
        (submission, mark): Ruling(rule, ruling, by, timezone.localtime(at).date())
        for submission, mark, rule, ruling, by, at in rows.iterator(_AT_ONCE)
    }
    return list(standing.values())


def loads() -> list[Load]:
    """Every expert's desk over all current versions."""
    mine = Assignment.objects.exclude(expert="").filter(version__submission__current=F("version"))
    found = Count(
        "version__findings",
        filter=Q(version__findings__speciality=F("speciality"))
        & ~Q(version__findings__severity="info"),
    )
    decided = dict(
        Decision.objects.values_list("by").annotate(n=Count("fingerprint", distinct=True))
    )
    rows = mine.values_list("expert").annotate(assigned=Count("pk", distinct=True), found=found)
    return [
        Load(expert, n, of, decided.get(expert, 0)) for expert, n, of in rows.order_by("expert")
    ]


def second_readings(first: date, last: date) -> tuple[int, int, int]:
    """Second readings of these days: how many, values looked at, values wrong."""
    rows = list(
        _handed(SecondReading.objects.all(), first, last, "at").values_list("values", "wrong")
    )
    return len(rows), sum(values for values, _ in rows), sum(wrong for _, wrong in rows)


def nights(first: date, last: date) -> list[NightState]:
    """The nights of these days that were begun, by day."""
    rows = Night.objects.filter(day__range=(first, last)).order_by("day")
    return [
        NightState(*row) for row in rows.values_list("day", "state", "step", "problem", "attempts")
    ]


def _current(versions: QuerySet[Version]) -> QuerySet[Version]:
    return versions.filter(submission__current=F("pk"))


def _handed(rows: QuerySet[M], first: date, last: date, column: str) -> QuerySet[M]:
    start, end = _midnight(first), _midnight(last + timedelta(days=1))
    return rows.filter(**{f"{column}__gte": start, f"{column}__lt": end})


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
