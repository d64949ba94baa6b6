"""What waits for somebody: the figure at the top of every page."""

from __future__ import annotations

from typing import Final

from django.db.models import QuerySet
from msgspec import Struct

from schemas.desk import Role
from schemas.finding import Severity
from store import scopes
from store.models import Finding, Submission
from store.scopes import Who

_WEIGHTY: Final = (Severity.ERROR.value, Severity.WARNING.value)
_OWNED_AT_MOST: Final = 2000
_MOST: Final = 999
"""More than these are not counted: nobody's day depends on how many more."""


class Todo(Struct, frozen=True):
    """How many findings are open for this person, ``999+`` for more, and where they lie."""

    count: str
    url: str


def todo_of(who: Who) -> Todo | None:
    """Open errors and warnings on one's own desk; ``None`` for who decides nothing."""
    if who.role is Role.EXPERT:
        return Todo(_counted(_open(who)), "/expert/")
    if who.role not in (Role.PROVINCE, Role.CITY):
        return None
    owned = Submission.objects.filter(owner=who.name, current__isnull=False)
    mine = _open(who).filter(version__in=owned.values("current")[:_OWNED_AT_MOST])
    return Todo(_counted(mine), "/findings/?mine=1")


def _open(who: Who) -> QuerySet[Finding]:
    """``live`` once more: a bare boolean column is no word that SQLite's indexes know."""
    return scopes.findings(who).filter(live__in=[True], ruling="", severity__in=_WEIGHTY)


def _counted(rows: QuerySet[Finding]) -> str:
    found = rows.order_by()[: _MOST + 1].count()
    return str(found) if found <= _MOST else f"{_MOST}+"
