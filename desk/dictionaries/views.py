"""The lists as they are: the edition in force, older ones, as a workbook."""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET

from desk.access import allowed, who
from desk.dictionaries import sheets
from desk.dictionaries.page import shown
from desk.papers.views import attachment
from schemas.desk import Role
from schemas.lists import LIST_WORDS, ListKind
from store import audit, lists
from store.models import ListEdition

READERS: Final = (Role.ADMIN, Role.AUDITOR)


@allowed(*READERS)
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The first of the pages."""
    return redirect("dictionary-list", ListKind.CULTIVATED.value)


@allowed(*READERS)
@require_GET
def listed(request: HttpRequest, kind: str) -> HttpResponse:
    """The edition in force, with the form for the next one."""
    which = kind_of(kind)
    return shown(request, which, lists.current(which))


@allowed(*READERS)
@require_GET
def edition(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """An edition as it was, and how it differs from the one in force."""
    return shown(request, kind_of(kind), edition_of(kind, number))


@allowed(*READERS)
@require_GET
def export(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """An edition as a workbook; who took it is logged."""
    which, found = kind_of(kind), edition_of(kind, number)
    name = f"{LIST_WORDS[which]}_第{number}版_{found.at:%Y%m%d}.xlsx"
    title = f"{LIST_WORDS[which]}（第{number}版，{found.count}家，{found.source}）"
    content = sheets.book(which, title, lists.entries(found))
    said = {"edition": number, "rows": found.count, "name": name}
    audit.record(who(request).name, "export", f"list:{kind}", **said)
    return attachment(content, name)


def kind_of(kind: str) -> ListKind:
    """The list of an address. Raises :class:`Http404`."""
    try:
        return ListKind(kind)
    except ValueError as error:
        raise Http404 from error


def edition_of(kind: str, number: int) -> ListEdition:
    """The edition of an address. Raises :class:`Http404`."""
    return get_object_or_404(ListEdition, kind=kind_of(kind), number=number)
