"""What every page shows around its content."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from msgspec import Struct

from desk.access import EVERYBODY, READERS, STAFF, who
from desk.todo import todo_of
from schemas.desk import ROLE_WORDS, Role
from store.models import Person


class Tab(Struct, frozen=True):
    """One entry of the bar at the top; ``under`` are other addresses that belong to it."""

    name: str
    url: str
    roles: tuple[Role, ...]
    under: tuple[str, ...] = ()


class Shown(Struct, frozen=True):
    """A tab as this page shows it."""

    name: str
    url: str
    here: bool


TABS: Final = (
    Tab("批次看板", "/batches/", STAFF, ("/submissions/",)),
    Tab("问题核对", "/findings/", STAFF),
    Tab("专家分派", "/expert/assignments/", STAFF),
    Tab("往来文书", "/papers/", STAFF),
    Tab("专家工作台", "/expert/", (Role.EXPERT,), ("/findings/", "/submissions/")),
    Tab("质量日报", "/reports/", (Role.PROVINCE,)),
    Tab("操作日志", "/log/", (Role.AUDITOR,)),
    Tab("人员", "/people/", (Role.ADMIN,)),
    Tab("字典", "/dictionaries/", (Role.ADMIN, Role.AUDITOR)),
)


def desk(request: HttpRequest) -> dict[str, Any]:
    """The person, their words, the tabs that are theirs, what waits for them."""
    person = getattr(request, "user", None)
    if not isinstance(person, Person):
        return {}
    role = Role(person.role)
    return {
        "person": person,
        "role_word": ROLE_WORDS[role],
        "tabs": [_shown(tab, request.path) for tab in TABS if role in tab.roles],
        "everybody": EVERYBODY,
        "searches": role in READERS,
        "todo": SimpleLazyObject(lambda: todo_of(who(request))),
    }


def _shown(tab: Tab, path: str) -> Shown:
    return Shown(tab.name, tab.url, path.startswith((tab.url, *tab.under)))
