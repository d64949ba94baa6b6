"""Who may call which view. A view that says nothing is open to nobody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from django.http import HttpRequest, HttpResponseBase

from schemas.desk import Role
from store.models import Person
from store.scopes import Who

View = Callable[..., HttpResponseBase]
V = TypeVar("V", bound=View)
STAFF: Final = (Role.PROVINCE, Role.CITY)
READERS: Final = (*STAFF, Role.EXPERT)
EVERYBODY: Final = tuple(Role)
_ALLOWED: Final = "lingtan_allowed"
_PUBLIC: Final = "lingtan_public"


def allowed(*roles: Role) -> Callable[[V], V]:
    """Marks a view as open to these roles."""

    def mark(view: V) -> V:
        setattr(view, _ALLOWED, frozenset(roles))
        return view

    return mark


def public(view: V) -> V:
    """Marks a view as open to whoever reaches the server: the login alone."""
    setattr(view, _PUBLIC, True)
    return view


def is_public(view: object) -> bool:
    """Whether the view is marked :func:`public`."""
    return bool(getattr(view, _PUBLIC, False))


def roles_of(view: object) -> frozenset[Role]:
    """The roles that a view is open to; none where nothing is said."""
    return getattr(view, _ALLOWED, frozenset())


def who(request: HttpRequest) -> Who:
    """The person behind a request, as the store's scopes want them."""
    person = request.user
    if not isinstance(person, Person):
        raise PermissionError("nobody is logged in")
    return Who(person.pk, person.name, Role(person.role), person.city)
