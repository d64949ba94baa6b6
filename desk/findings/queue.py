"""The queue that a filter makes: counts that stop counting, pages and neighbours by id.

Nothing here walks over what it skips: a list of half a million is entered at an id, and no count
goes beyond :data:`MOST`.
"""

from __future__ import annotations

from typing import Final

from django.db.models import QuerySet
from msgspec import Struct

from schemas.finding import Severity
from schemas.words import SEVERITY_WORDS
from store.models import Finding

MOST: Final = 1000
PAGE: Final = 50


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


def counted(rows: QuerySet[Finding]) -> Count:
    """How many rows, up to :data:`MOST`."""
    number = rows.order_by()[: MOST + 1].count()
    return Count(min(number, MOST), number > MOST)


def levels(rows: QuerySet[Finding]) -> list[Level]:
    """Counts by severity, always three."""
    return [
        Level(severity.value, SEVERITY_WORDS[severity], counted(rows.filter(severity=severity)))
        for severity in Severity
    ]


def page(rows: QuerySet[Finding], after: int, before: int) -> Slice:
    """The page that begins after the id ``after``, or ends before ``before``; 0: from the start."""
    if before:
        return _page_before(rows, before)
    shown = list(light(rows.filter(pk__gt=after).order_by("pk"))[: PAGE + 1])
    more = len(shown) > PAGE
    shown = shown[:PAGE]
    return Slice(shown, shown[-1].pk if more else None, shown[0].pk if after and shown else None)


def _page_before(rows: QuerySet[Finding], before: int) -> Slice:
    shown = list(light(rows.filter(pk__lt=before).order_by("-pk"))[: PAGE + 1])
    more = len(shown) > PAGE
    shown = shown[:PAGE][::-1]
    return Slice(shown, shown[-1].pk if shown else None, shown[0].pk if more else None)


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


def first(rows: QuerySet[Finding]) -> int | None:
    """The id of the queue's first item."""
    return rows.order_by("pk").values_list("pk", flat=True).first()


def after(rows: QuerySet[Finding], pk: int) -> int | None:
    """The id of the item that follows ``pk`` in the queue."""
    return rows.filter(pk__gt=pk).order_by("pk").values_list("pk", flat=True).first()


def spot(rows: QuerySet[Finding], pk: int) -> Spot:
    """Where ``pk`` stands among ``rows``; one that the filter leaves out stands before the next."""
    earlier = counted(rows.filter(pk__lte=pk))
    before = rows.filter(pk__lt=pk).order_by("-pk").values_list("pk", flat=True).first()
    return Spot(earlier.number, counted(rows), before, after(rows, pk))
