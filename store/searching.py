"""Firms and projects by a few signs of their name or credit code, within what somebody may see."""

from __future__ import annotations

from typing import Final

from django.db.models import Q
from msgspec import Struct

from schemas.desk import STAGE_WORDS, Role
from store import scopes
from store.models import Read
from store.scopes import Who

LEAST: Final = 2
MOST: Final = 30
PROJECTS_OF: Final = 1000
"""Submissions whose projects are looked through, the latest ones: projects have no index."""


class Firm(Struct, frozen=True):
    """A submission whose firm was found."""

    pk: int
    name: str
    firm: str
    uscc: str
    city: str
    number: int
    stage: str
    openable: bool


class Project(Struct, frozen=True):
    """A project (附件2-2) whose name was found, and its submission."""

    name: str
    pk: int
    submission: str


def firms(who: Who, text: str) -> list[Firm]:
    """At most :data:`MOST` firms by name or credit code, by their submission's name."""
    named = Q(name__icontains=text) | Q(card__firm__icontains=text)
    rows = scopes.submissions(who).filter(named | Q(card__uscc__istartswith=text))
    columns = ("pk", "name", "card__firm", "card__uscc", "card__city", "card__number", "stage")
    found = list(rows.order_by("name").values_list(*columns)[:MOST])
    mine = _openable(who, [row[0] for row in found])
    return [_firm(row, mine) for row in found]


def projects(who: Who, text: str) -> list[Project]:
    """At most :data:`MOST` projects of submissions whose material ``who`` may see."""
    opened = scopes.opened(who).order_by("-current").values("current")[:PROJECTS_OF]
    rows = Read.objects.filter(
        version__in=opened,
        key__gt="projects.",
        key__lt="projects/",
        key__endswith=".name",
        raw__icontains=text,
    )
    columns = ("raw", "version__submission", "version__submission__name")
    return [Project(*row) for row in rows.values_list(*columns)[:MOST]]


def _openable(who: Who, keys: list[int]) -> frozenset[int]:
    """An expert sees the names on the own list, the material after the statement only."""
    if who.role is not Role.EXPERT:
        return frozenset(keys)
    return frozenset(scopes.opened(who).filter(pk__in=keys).values_list("pk", flat=True))


def _firm(
    row: tuple[int, str, str | None, str | None, str | None, int | None, str], mine: frozenset[int]
) -> Firm:
    pk, name, firm, uscc, city, number, stage = row
    word = STAGE_WORDS.get(stage, stage)
    return Firm(pk, name, firm or "", uscc or "", city or "", number or 1, word, pk in mine)
