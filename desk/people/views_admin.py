"""The administrators' page: who may log in, as what, for which city."""

from __future__ import annotations

from typing import Any, Final

from axes.utils import reset
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from desk.access import allowed, who
from schemas.desk import ROLE_WORDS, Role
from store import people
from store.models import Person
from store.refusals import Refused
from validators.registers.divisions import cities

_PAGE: Final = "desk/people/people.html"
_ONE: Final = "desk/people/person.html"


@allowed(Role.ADMIN)
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """Everybody, those who may log in first."""
    return _list(request)


@allowed(Role.ADMIN)
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """A new person; the password is shown once, on this answer only."""
    wanted = _wanted(request)
    password = people.new_password()
    try:
        person = people.add(who(request).name, wanted, password)
    except Refused as refused:
        return _list(request, sentence=refused.sentence, typed=wanted, status=409)
    return _list(request, told=person, password=password)


@allowed(Role.ADMIN)
@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: role, city, password, whether they may log in."""
    return _one(request, get_object_or_404(Person, pk=pk))


@allowed(Role.ADMIN)
@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Another role or city."""
    person = get_object_or_404(Person, pk=pk)
    try:
        people.change(who(request).name, person, _wanted(request))
    except Refused as refused:
        return _one(request, person, sentence=refused.sentence, status=409)
    return redirect("people")


@allowed(Role.ADMIN)
@require_POST
def switch(request: HttpRequest, pk: int) -> HttpResponse:
    """In again, or out at once."""
    person = get_object_or_404(Person, pk=pk)
    try:
        people.switch(who(request).name, person, active=request.POST.get("active") == "1")
    except Refused as refused:
        return _one(request, person, sentence=refused.sentence, status=409)
    return redirect("people")


@allowed(Role.ADMIN)
@require_POST
def reset_password(request: HttpRequest, pk: int) -> HttpResponse:
    """A new password, shown once; it also opens an account that is locked."""
    person = get_object_or_404(Person, pk=pk)
    password = people.reset_password(who(request).name, person)
    reset(username=person.username)
    return _list(request, told=person, password=password)


def _list(request: HttpRequest, *, status: int = 200, **said: Any) -> HttpResponse:
    rows = Person.objects.order_by("-is_active", "role", "name")
    listed = [(person, ROLE_WORDS[Role(person.role)]) for person in rows]
    return render(request, _PAGE, {**_choices(), "listed": listed, **said}, status=status)


def _one(request: HttpRequest, person: Person, *, status: int = 200, **said: Any) -> HttpResponse:
    return render(request, _ONE, {**_choices(), "shown": person, **said}, status=status)


def _choices() -> dict[str, Any]:
    roles = [(str(role), word) for role, word in ROLE_WORDS.items()]
    return {"roles": roles, "cities": cities()}


def _wanted(request: HttpRequest) -> people.Wanted:
    said = {key: request.POST.get(key, "").strip() for key in ("username", "name", "role", "city")}
    return people.Wanted(**said)
