"""What each role may see, as querysets; everything the desk shows comes from one of these."""

from __future__ import annotations

from django.db.models import OuterRef, Q, QuerySet, Subquery
from msgspec import Struct

from schemas.desk import Role
from store.models import Assignment, BlindReading, Finding, Statement, Submission
from validators.registers.divisions import city_of_text


class Who(Struct, frozen=True):
    """Somebody logged in; ``name`` is the roster's, ``city`` is city staff's."""

    id: int
    name: str
    role: Role
    city: str = ""


def submissions(who: Who) -> QuerySet[Submission]:
    """Whose names ``who`` may see in a list."""
    rows = Submission.objects.filter(current__isnull=False)
    if who.role is Role.PROVINCE:
        return rows
    if who.role is Role.CITY and who.city:
        return rows.filter(current__city=_city(who))
    if who.role is Role.EXPERT:
        mine = Assignment.objects.filter(expert=who.name).values("version")
        again = BlindReading.objects.filter(reader=who.name).values("submission")
        return rows.filter(Q(current__in=mine) | Q(pk__in=again))
    return rows.none()


def _city(who: Who) -> str:
    """As the store names it (services.py): 杭州 → 杭州市."""
    return city_of_text(who.city) or who.city


def opened(who: Who) -> QuerySet[Submission]:
    """Whose material ``who`` may see: an expert's only after the statement that there is no tie."""
    rows = submissions(who)
    if who.role is not Role.EXPERT:
        return rows
    said = Statement.objects.filter(person_id=who.id)
    latest = said.filter(submission=OuterRef("pk")).order_by("-pk").values("tied")[:1]
    free = said.filter(tied=False).values("submission")  # few, so that nobody looks at all firms
    return rows.filter(pk__in=free).annotate(tied=Subquery(latest)).filter(tied=False)


def findings(who: Who) -> QuerySet[Finding]:
    """The findings that ``who`` may see: of opened submissions; an expert's own desks only."""
    rows = Finding.objects.filter(live=True)
    if who.role is Role.PROVINCE:
        return rows
    if who.role is Role.CITY and who.city:
        return rows.filter(city=_city(who))
    if who.role is Role.EXPERT:
        return rows.filter(reader=who.name, version__submission__in=opened(who))
    return rows.none()


def blind(who: Who) -> QuerySet[BlindReading]:
    """What ``who`` reads a second time without being told the first word: of opened submissions only."""
    return BlindReading.objects.filter(reader=who.name, submission__in=opened(who))
