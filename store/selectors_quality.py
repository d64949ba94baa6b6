"""What the quality report is counted from. Days are the office's (Asia/Shanghai)."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import permutations
from typing import Any, TypeVar

import msgspec
from django.db.models import Count, F, Max, Model, OuterRef, QuerySet, Subquery
from django.utils import timezone

from schemas.facts import Facts
from schemas.stored import Judged, Kept, Line, Load, NightState, Pair, RuleCount, Times
from store.bodies import unpack
from store.models import Assignment, Decision, Finding, Night, SecondReading, Version

M = TypeVar("M", bound=Model)
_AT_ONCE = 2000
_ASKING = ("error", "warning")
_RIGHT_OR_WRONG = ("upheld", "harmless", "dismissed")
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
    rows = _handed(_current(Version.objects.all()), first, last, "created_at")
    return rows.filter(status="processed")


def rule_counts(first: date, last: date) -> list[RuleCount]:
    """How often each rule spoke about the current versions of these days, by city and trade."""
    rows = _handed(Finding.objects.all(), first, last, "version__created_at")
    rows = rows.filter(version__submission__current=F("version"))
    groups = rows.values_list("rule", "severity", "version__city", "version__trade")
    counted = groups.annotate(n=Count("pk"), of=Count("version", distinct=True))
    return [RuleCount(*row) for row in counted.order_by("rule", "severity")]


def judged(*, of_each: bool = False) -> list[Judged]:
    """The standing rulings: the latest of each finding (submission and fingerprint), counted;
    with ``of_each`` everybody's own latest of it."""
    finding = ("submission", "fingerprint", *(["by"] if of_each else []))
    latest = Decision.objects.values(*finding).annotate(last=Max("pk"))
    rows = Decision.objects.filter(pk__in=latest.values("last"))
    groups = rows.values_list("rule", "ruling", "by").annotate(n=Count("pk"))
    return [Judged(*row) for row in groups.order_by("rule", "ruling", "by")]


def pairs() -> list[Pair]:
    """Findings that two experts ruled on: each expert beside each other one, by their latest words."""
    shared = Decision.objects.values("fingerprint").annotate(n=Count("by", distinct=True))
    rows = Decision.objects.filter(
        fingerprint__in=shared.filter(n__gt=1).values("fingerprint"), ruling__in=_RIGHT_OR_WRONG
    )
    said: dict[tuple[int, str], dict[str, bool]] = defaultdict(dict)
    columns = rows.order_by("pk").values_list("submission_id", "fingerprint", "by", "ruling")
    for submission, mark, by, ruling in columns.iterator(_AT_ONCE):
        said[submission, mark][by] = ruling == "dismissed"
    return [
        Pair(one, other, mine == theirs)
        for verdicts in said.values()
        for (one, mine), (other, theirs) in permutations(sorted(verdicts.items()), 2)
    ]


def times(first: date, last: date) -> Iterator[Times]:
    """When the current versions of these days reached each stage."""
    ruled = Decision.objects.filter(submission=OuterRef("submission")).order_by("at")
    rows = _with_time(first, last).annotate(ruled=Subquery(ruled.values("at")[:1]))
    batch = ("submission__batch__created_at", "created_at", "submission__batch__finished_at")
    columns = rows.order_by("pk").values_list(*batch, "ruled", "second_reading__at")
    for row in columns.iterator(_AT_ONCE):
        yield Times(*row)


def loads() -> list[Load]:
    """Every expert's desk over all current versions."""
    mine = Assignment.objects.exclude(expert="").filter(version__submission__current=F("version"))
    desks = dict(mine.values_list("expert").annotate(n=Count("pk")).order_by("expert"))
    found = dict(
        mine.filter(
            version__findings__speciality=F("speciality"), version__findings__severity__in=_ASKING
        )
        .values_list("expert")
        .annotate(n=Count("version__findings"))
    )
    decided = dict(
        Decision.objects.values_list("by").annotate(n=Count("fingerprint", distinct=True))
    )
    return [
        Load(expert, n, found.get(expert, 0), decided.get(expert, 0)) for expert, n in desks.items()
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
