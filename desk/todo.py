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


class Todo(Struct, frozen=True):
    """How many findings are open for this person, and where they lie."""

    count: int
    url: str


def todo_of(who: Who) -> Todo | None:
    """Open errors and warnings on one's own desk; ``None`` for who decides nothing."""
    if who.role is Role.EXPERT:
        return Todo(_open(who).count(), "/expert/")
    if who.role not in (Role.PROVINCE, Role.CITY):
        return None
    owned = Submission.objects.filter(owner=who.name, current__isnull=False)
    mine = _open(who).filter(version__in=owned.values("current")[:_OWNED_AT_MOST])
    return Todo(mine.count(), "/findings/?mine=1")


def _open(who: Who) -> QuerySet[Finding]:
    return scopes.findings(who).filter(ruling="", severity__in=_WEIGHTY)
