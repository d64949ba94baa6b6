"""What every page shows around its content."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest
from msgspec import Struct

from desk.access import EVERYBODY, READERS, STAFF
from schemas.desk import ROLE_WORDS, Role
from store.models import Person


class Tab(Struct, frozen=True):
    """One entry of the bar at the top."""

    name: str
    url: str
    roles: tuple[Role, ...]


TABS: Final = (
    Tab("批次看板", "/batches/", STAFF),
    Tab("问题核对", "/findings/", STAFF),
    Tab("专家工作台", "/expert/", (Role.EXPERT,)),
    Tab("质量日报", "/reports/", READERS),
    Tab("操作日志", "/log/", (Role.AUDITOR,)),
    Tab("人员", "/people/", (Role.ADMIN,)),
)


def desk(request: HttpRequest) -> dict[str, Any]:
    """The person, their words, the tabs that are theirs."""
    person = getattr(request, "user", None)
    if not isinstance(person, Person):
        return {}
    role = Role(person.role)
    tabs = [tab for tab in TABS if role in tab.roles]
    return {"person": person, "role_word": ROLE_WORDS[role], "tabs": tabs, "everybody": EVERYBODY}
