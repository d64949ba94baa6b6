"""What the quality report is counted from. Days are the office's (Asia/Shanghai)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

import msgspec
from django.db.models import Count, F, Model, OuterRef, QuerySet, Subquery
from django.utils import timezone

from schemas.facts import Facts
from schemas.stored import Kept, Line, NightState, RuleCount, Times
from store.bodies import unpack
from store.models import Decision, Finding, Night, Version

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
    rows = handed(Version.objects.all(), first, last, "created_at").annotate(
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


def facts(first: date, last: date) -> Iterator[Kept | str]:
    """The flat lines of the current versions handed in on these days that could be read, by version;
    a line that cannot be decoded as its submission's name. Versions without a line are not among them."""
    rows = _with_time(first, last).exclude(facts=b"").order_by("pk")
    columns = rows.values_list("submission__name", "created_at", "facts")
    for name, created, body in columns.iterator(_AT_ONCE):
        try:
            known = unpack(body, Facts)
        except (zlib.error, msgspec.MsgspecError):
            yield name
            continue
        yield Kept(name, timezone.localtime(created).date(), known)


def without_line(first: date, last: date) -> int:
    """Current versions of these days that were stored before there was a flat line."""
    return _with_time(first, last).filter(facts=b"").count()


def _with_time(first: date, last: date) -> QuerySet[Version]:
    rows = handed(_current(Version.objects.all()), first, last, "created_at")
    return rows.filter(status="processed")


def rule_counts(first: date, last: date) -> list[RuleCount]:
    """How often each rule spoke about the current versions of these days, by city and trade."""
    rows = handed(Finding.objects.all(), first, last, "version__created_at")
    rows = rows.filter(version__submission__current=F("version"))
    groups = rows.values_list("rule", "severity", "version__city", "version__trade")
    counted = groups.annotate(n=Count("pk"), of=Count("version", distinct=True))
    return [RuleCount(*row) for row in counted.order_by("rule", "severity")]


def times(first: date, last: date) -> Iterator[Times]:
    """When the current versions of these days reached each stage."""
    ruled = Decision.objects.filter(submission=OuterRef("submission")).order_by("at")
    rows = _with_time(first, last).annotate(ruled=Subquery(ruled.values("at")[:1]))
    batch = ("submission__batch__created_at", "created_at", "submission__batch__finished_at")
    columns = rows.order_by("pk").values_list(*batch, "ruled", "second_reading__at")
    for row in columns.iterator(_AT_ONCE):
        yield Times(*row)


def nights(first: date, last: date) -> list[NightState]:
    """The nights of these days that were begun, by day."""
    rows = Night.objects.filter(day__range=(first, last)).order_by("day")
    return [
        NightState(*row) for row in rows.values_list("day", "state", "step", "problem", "attempts")
    ]


def _current(versions: QuerySet[Version]) -> QuerySet[Version]:
    return versions.filter(submission__current=F("pk"))


def handed(rows: QuerySet[M], first: date, last: date, column: str) -> QuerySet[M]:
    """Those whose ``column`` lies on the days from ``first`` to ``last``, both included."""
    start, end = midnight(first), midnight(last + timedelta(days=1))
    return rows.filter(**{f"{column}__gte": start, f"{column}__lt": end})


def midnight(day: date) -> datetime:
    """The office's midnight with which ``day`` begins."""
    return timezone.make_aware(datetime.combine(day, time.min))
