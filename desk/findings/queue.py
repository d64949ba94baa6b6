"""The queue that a filter makes: errors first, then warnings, each by id; counts that stop counting.

Nothing here walks over what it skips. Up to :data:`MOST` findings are known by their ids, fetched
once by whatever index finds them; of more than that, findings are so frequent that walking on by id
meets the next one soon, one severity after another. Rows are fetched by their ids alone: a join before the limit would be made
for all that match.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from typing import Final, NamedTuple

from django.db.models import F, QuerySet
from django.db.models.lookups import GreaterThan, LessThan, LessThanOrEqual
from msgspec import Struct

from schemas.finding import Severity
from schemas.words import SEVERITY_WORDS
from store.models import Finding

MOST: Final = 1000
PAGE: Final = 50
WEIGHTY: Final = "weighty"
WEIGHTY_WORD: Final = "错误、警告"
"""What asks something of somebody: errors and warnings together."""
_EVERY: Final = tuple(Severity)
_RANK: Final = {one.value: rank for rank, one in enumerate(Severity)}
_ID: Final = F("at")
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


class At(NamedTuple):
    """A place in the queue: how heavy, then the id."""

    rank: int
    pk: int


_START: Final = At(-1, 0)


class Known(Struct, frozen=True):
    """The queue's places in order; ``whole`` says that these are all, else they are not to be relied on."""

    places: list[At]
    whole: bool
    levels: tuple[Severity, ...]
    """The severities that the filter leaves."""

    @property
    def ids(self) -> list[int]:
        """The findings in order."""
        return [one.pk for one in self.places]

    @property
    def count(self) -> Count:
        """How many there are."""
        return Count(len(self.places), not self.whole)


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


def known(rows: QuerySet[Finding], levels: tuple[Severity, ...] = _EVERY) -> Known:
    """The places of ``rows``, as far as they are few enough to be known; ``levels``: what the filter leaves."""
    found = rows.order_by().values_list("severity", "pk")[: MOST + 1]
    places = [At(_RANK[severity], pk) for severity, pk in found]
    return Known(sorted(places[:MOST]), len(places) <= MOST, levels)


def counted(rows: QuerySet[Finding]) -> Count:
    """How many rows, up to :data:`MOST`."""
    number = rows.order_by()[: MOST + 1].count()
    return Count(min(number, MOST), number > MOST)


def levels(rows: QuerySet[Finding]) -> list[Level]:
    """Counts of errors and warnings together, then by severity: always four."""
    counts = _by_level(rows)
    both = [counts[Severity.ERROR], counts[Severity.WARNING]]
    number = sum(one.number for one in both)
    weighty = Count(min(number, MOST), number > MOST or any(one.more for one in both))
    together = Level(WEIGHTY, WEIGHTY_WORD, weighty)
    return [together, *(_level(one, count) for one, count in counts.items())]


def _by_level(rows: QuerySet[Finding]) -> dict[Severity, Count]:
    found = list(rows.order_by().values_list("severity", flat=True)[: MOST + 1])
    if len(found) > MOST:
        return {one: counted(rows.filter(severity=one)) for one in Severity}
    numbers = Counter(found)
    return {one: Count(numbers[one.value]) for one in Severity}


def _level(severity: Severity, count: Count) -> Level:
    return Level(severity.value, SEVERITY_WORDS[severity], count)


def page(rows: QuerySet[Finding], all_: Known, after: int, before: int) -> Slice:
    """The page that begins after the finding ``after``, or ends before ``before``; 0: from the start."""
    if before:
        ids = _backwards(rows, all_, _at(before), PAGE + 1)
        more, ids = len(ids) > PAGE, ids[:PAGE][::-1]
        return Slice(fetched(ids), ids[-1] if ids else None, ids[0] if more else None)
    ids = _onwards(rows, all_, _at(after), PAGE + 1)
    more, ids = len(ids) > PAGE, ids[:PAGE]
    return Slice(fetched(ids), ids[-1] if more else None, ids[0] if after and ids else None)


def _at(pk: int) -> At:
    """Where a finding stands; 0, or one that there is no more: before everything."""
    found = Finding.objects.filter(pk=pk).values_list("severity", flat=True) if pk else ()
    return next((At(_RANK[severity], pk) for severity in found), _START)


def _onwards(rows: QuerySet[Finding], all_: Known, at: At, most: int) -> list[int]:
    if all_.whole:
        begin = bisect_right(all_.places, at)
        return [one.pk for one in all_.places[begin : begin + most]]
    found: list[int] = []
    for level in (one for one in all_.levels if _RANK[one] >= at.rank):
        mine = rows.filter(severity=level)
        later = mine.filter(GreaterThan(_ID, at.pk)) if _RANK[level] == at.rank else mine
        found += _ids(later.order_by(_ID), most - len(found))
    return found


def _backwards(rows: QuerySet[Finding], all_: Known, at: At, most: int) -> list[int]:
    if all_.whole:
        end = bisect_left(all_.places, at)
        return [one.pk for one in all_.places[max(0, end - most) : end][::-1]]
    found: list[int] = []
    for level in (one for one in reversed(all_.levels) if _RANK[one] <= at.rank):
        mine = rows.filter(severity=level)
        earlier = mine.filter(LessThan(_ID, at.pk)) if _RANK[level] == at.rank else mine
        found += _ids(earlier.order_by(_ID.desc()), most - len(found))
    return found


def _ids(rows: QuerySet[Finding], most: int) -> list[int]:
    return list(rows.values_list("pk", flat=True)[:most]) if most > 0 else []


def fetched(ids: list[int]) -> list[Finding]:
    """The rows of these ids, in this order, without their bodies."""
    found = {row.pk: row for row in light(Finding.objects.filter(pk__in=ids))}
    return [found[pk] for pk in ids if pk in found]


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
    return next(iter(_onwards(rows, all_, _at(pk), 1)), None)


def spot(rows: QuerySet[Finding], pk: int, levels: tuple[Severity, ...] = _EVERY) -> Spot:
    """Where ``pk`` stands among ``rows``; one that the filter leaves out stands before the next."""
    all_, at = known(rows, levels), _at(pk)
    before = next(iter(_backwards(rows, all_, at, 1)), None)
    number = bisect_right(all_.places, at) if all_.whole else _until(rows, all_, at)
    following = next(iter(_onwards(rows, all_, at, 1)), None)
    return Spot(number, all_.count, before, following)


def _until(rows: QuerySet[Finding], all_: Known, at: At) -> int:
    """How many stand up to ``at``, itself among them; no more than :data:`MOST` are told."""
    number = 0
    for level in (one for one in all_.levels if _RANK[one] <= at.rank and number < MOST):
        mine = rows.filter(severity=level)
        here = _RANK[level] == at.rank
        number += counted(mine.filter(LessThanOrEqual(_ID, at.pk)) if here else mine).number
    return min(number, MOST)
