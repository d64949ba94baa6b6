"""The board: the batch at its head, the table with its filter, what people keep of it."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import parse_qsl

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST
from msgspec import Struct

from desk.access import STAFF, allowed, who
from desk.batches import choices, filters, panel, table
from desk.batches.answers import said_last
from desk.batches.filters import Filter
from store.models import SavedView
from store.scopes import Who

PAGE: Final = "batches"
ROWS: Final = 50
_MOST_VIEWS: Final = 12


class Tab(Struct, frozen=True):
    """A view over the table: built in, or kept by the person (then with its key)."""

    name: str
    query: str
    count: int
    on: bool
    kept: int = 0


@allowed(*STAFF)
@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """The whole page."""
    me, wanted = who(request), filters.parsed(request.GET.dict())
    head, tabs = panel.of(me, wanted.batch), _tabs(me, wanted)
    known = next((tab.count for tab in tabs if tab.query == wanted.query), None)
    shown = {
        **_table(me, wanted, request.GET.get("page", "1"), known),
        "panel": head,
        "others": panel.others(me, head),
        "tabs_kept": tabs,
        "choices": choices.of(me, wanted),
        "inbox": settings.LINGTAN.inbox.is_dir(),
        "inbox_path": settings.LINGTAN.inbox,
        "sorts": choices.sorts(wanted),
        "filter_pairs": parse_qsl(wanted.query),
        "batches": choices.batches(me),
        "said": said_last(request),
    }
    return render(request, "desk/batches/board.html", shown)


@allowed(*STAFF)
@require_GET
def progress(request: HttpRequest) -> HttpResponse:
    """The head alone, as the page asks for it every two seconds while something moves."""
    me, wanted = who(request), filters.parsed(request.GET.dict())
    head = panel.of(me, wanted.batch)
    shown = {"panel": head, "others": panel.others(me, head), "filter": wanted}
    return render(request, "desk/batches/_panel.html", shown)


@allowed(*STAFF)
@require_POST
def keep_view(request: HttpRequest) -> HttpResponse:
    """Keep the filter of the address under a name; the same name again replaces it."""
    me = who(request)
    wanted = filters.from_query(request.POST.get("query", ""))
    name = request.POST.get("name", "").strip()[:20]
    mine = SavedView.objects.filter(person=me.id, page=PAGE)
    if name and (mine.count() < _MOST_VIEWS or mine.filter(name=name).exists()):
        SavedView.objects.update_or_create(
            person_id=me.id, page=PAGE, name=name, defaults={"query": wanted.query}
        )
    return redirect(f"/batches/?{wanted.query}")


@allowed(*STAFF)
@require_POST
def drop_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget one of the person's own views."""
    get_object_or_404(SavedView, pk=pk, person=who(request).id, page=PAGE).delete()
    return redirect("/batches/")


def _table(me: Who, wanted: Filter, page: str, known: int | None) -> dict[str, Any]:
    today = panel.today()
    found = filters.rows(me).filter(filters.condition(wanted, me, today))
    total = found.count() if known is None else known
    listed = filters.ordered(found, wanted.sort).values_list("pk", flat=True)
    pages = Paginator(listed, ROWS)
    pages.count = total  # counted once is enough
    shown = pages.get_page(page)
    rows = table.of(me, filters.fetched(list(shown.object_list)), shown.start_index(), today)
    return {"page": shown, "rows": rows, "filter": wanted, "total": total}


def _tabs(me: Who, wanted: Filter) -> list[Tab]:
    """Every view with its count, in one query however many there are."""
    own = SavedView.objects.filter(person=me.id, page=PAGE).order_by("pk")
    views = [
        (name, Filter(view=view, batch=wanted.batch, sort=wanted.sort), 0)
        for view, name in filters.VIEWS.items()
    ]
    views += [(view.name, filters.from_query(view.query), view.pk) for view in own]
    counts = _counts(me, [view for _, view, _ in views])
    on = next((pk for _, view, pk in views if pk and view.query == wanted.query), 0)
    return [
        Tab(name, view.query, counts[f"n{n}"], _is_on(view, pk, wanted, on), pk)
        for n, (name, view, pk) in enumerate(views)
    ]


def _is_on(view: Filter, kept: int, wanted: Filter, on: int) -> bool:
    """The kept view that is shown as it was kept; else the built-in one, narrowed or not."""
    return kept == on if on or kept else view.view == wanted.view


def _counts(me: Who, views: list[Filter]) -> dict[str, int]:
    today = panel.today()
    wanted = {
        f"n{n}": Count("pk", filter=filters.condition(view, me, today) or None)
        for n, view in enumerate(views)
    }
    return filters.rows(me).aggregate(**wanted)
