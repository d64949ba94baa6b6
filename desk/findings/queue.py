"""The queue that a filter makes: counts that stop counting, pages and neighbours by id.

Nothing here walks over what it skips. Up to :data:`MOST` findings are known by their ids, fetched
once by whatever index finds them; of more than that, findings are so frequent that walking on by id
meets the next one soon. Rows are fetched by their ids alone: a join before the limit would be made
for all that match.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from typing import Final

from django.db.models import F, QuerySet
from django.db.models.lookups import GreaterThan, LessThan, LessThanOrEqual
from msgspec import Struct

from schemas.finding import Severity
from schemas.words import SEVERITY_WORDS
from store.models import Finding

MOST: Final = 1000
PAGE: Final = 50
_AT: Final = F("at")
"""The id, or an expression of the same worth: see filters.applied."""


class Count(Struct, frozen=True):
    """How many there are; ``more`` where the counting stopped at :data:`MOST`."""

    number: int
    more: bool = False

    @property
    def words(self) -> str:
        """``46``, or ``1,000+``."""
        return f"{self.number:,}{'+' if self.more else ''}"


class Level(Struct, frozen=True):
    """How many findings of one severity the filter leaves."""

    severity: str
    word: str
    count: Count


class Known(Struct, frozen=True):
    """The queue's ids in order; ``whole`` says that these are all, else they are not to be relied on."""

    ids: list[int]
    whole: bool

    @property
    def count(self) -> Count:
        """How many there are."""
        return Count(len(self.ids), not self.whole)


class Slice(Struct, frozen=True):
    """One page of the list with the ids at which its neighbours begin."""

    rows: list[Finding]
    after: int | None
    before: int | None


class Spot(Struct, frozen=True):
    """Where an item stands in its queue, and what is on either side."""

    number: int
    total: Count
    previous: int | None
    next: int | None

    @property
    def left(self) -> Count:
        """How many come after this one."""
        return Count(max(0, self.total.number - self.number), self.total.more)


def known(rows: QuerySet[Finding]) -> Known:
    """The ids of ``rows``, as far as they are few enough to be known."""
    found = list(rows.order_by().values_list("pk", flat=True)[: MOST + 1])
    return Known(sorted(found[:MOST]), len(found) <= MOST)


def counted(rows: QuerySet[Finding]) -> Count:
    """How many rows, up to :data:`MOST`."""
    number = rows.order_by()[: MOST + 1].count()
    return Count(min(number, MOST), number > MOST)


def levels(rows: QuerySet[Finding]) -> list[Level]:
    """Counts by severity, always three."""
    found = list(rows.order_by().values_list("severity", flat=True)[: MOST + 1])
    if len(found) > MOST:
        return [_level(one, counted(rows.filter(severity=one))) for one in Severity]
    numbers = Counter(found)
    return [_level(one, Count(numbers[one.value])) for one in Severity]


def _level(severity: Severity, count: Count) -> Level:
    return Level(severity.value, SEVERITY_WORDS[severity], count)


def page(rows: QuerySet[Finding], all_: Known, after: int, before: int) -> Slice:
    """The page that begins after the id ``after``, or ends before ``before``; 0: from the start."""
    if before:
        ids = _backwards(rows, all_, before, PAGE + 1)
        more, ids = len(ids) > PAGE, ids[:PAGE][::-1]
        return Slice(fetched(ids), ids[-1] if ids else None, ids[0] if more else None)
    ids = _onwards(rows, all_, after, PAGE + 1)
    more, ids = len(ids) > PAGE, ids[:PAGE]
    return Slice(fetched(ids), ids[-1] if more else None, ids[0] if after and ids else None)


def _onwards(rows: QuerySet[Finding], all_: Known, pk: int, most: int) -> list[int]:
    if all_.whole:
        at = bisect_right(all_.ids, pk)
        return all_.ids[at : at + most]
    later = (rows.filter(GreaterThan(_AT, pk)) if pk else rows).order_by(_AT)
    return list(later.values_list("pk", flat=True)[:most])


def _backwards(rows: QuerySet[Finding], all_: Known, pk: int, most: int) -> list[int]:
    if all_.whole:
        at = bisect_left(all_.ids, pk)
        return all_.ids[max(0, at - most) : at][::-1]
    earlier = rows.filter(LessThan(_AT, pk)).order_by(_AT.desc())
    return list(earlier.values_list("pk", flat=True)[:most])


def fetched(ids: list[int]) -> list[Finding]:
    """The rows of these ids, in order, without their bodies."""
    return list(light(Finding.objects.filter(pk__in=ids).order_by("pk")))


def light(rows: QuerySet[Finding]) -> QuerySet[Finding]:
    """With the submission's name beside it, without the bodies."""
    return rows.select_related("version__submission").only(
        "rule",
        "severity",
        "speciality",
        "message",
        "ruling",
        "city",
        "reader",
        "version__number",
        "version__factory_name",
        "version__submission__name",
        "version__submission__due_on",
        "version__submission__owner",
    )


def after(rows: QuerySet[Finding], all_: Known, pk: int) -> int | None:
    """The id of the item that follows ``pk`` in the queue."""
    return next(iter(_onwards(rows, all_, pk, 1)), None)


def spot(rows: QuerySet[Finding], pk: int) -> Spot:
    """Where ``pk`` stands among ``rows``; one that the filter leaves out stands before the next."""
    all_ = known(rows)
    before = next(iter(_backwards(rows, all_, pk, 1)), None)
    number = (
        bisect_right(all_.ids, pk)
        if all_.whole
        else counted(rows.filter(LessThanOrEqual(_AT, pk))).number
    )
    return Spot(number, all_.count, before, after(rows, all_, pk))
