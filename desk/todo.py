"""What waits for somebody: the figure at the top of every page."""

from __future__ import annotations

from msgspec import Struct

from desk.findings import filters, queue
from desk.findings.filters import Filter
from schemas.desk import Role
from store import scopes
from store.scopes import Who


class Todo(Struct, frozen=True):
    """How many findings are open for this person, ``1,000+`` for more, and the list of just these."""

    count: str
    url: str


def todo_of(who: Who) -> Todo | None:
    """Open errors and warnings on one's own desk; ``None`` for who decides nothing."""
    if who.role not in (Role.PROVINCE, Role.CITY, Role.EXPERT):
        return None
    mine = "" if who.role is Role.EXPERT else "1"  # an expert sees no others anyway
    chosen = Filter(severity=queue.WEIGHTY, mine=mine)
    count = queue.counted(filters.applied(scopes.findings(who), chosen, who))
    empty = who.role is Role.EXPERT and not count.number
    return Todo(count.words, "/expert/" if empty else f"/findings/?{chosen.query}")
