"""The lists of many firms, and the templates to edit."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from desk.access import STAFF, allowed, who
from desk.papers import filling, making
from desk.papers.views import attachment, shelf
from store import scopes
from store.models import Paper, Submission
from store.refusals import Refused
from store.scopes import Who


@allowed(*STAFF)
@require_POST
def summary(request: HttpRequest) -> HttpResponse:
    """《审核意见汇总表》 of the batch in ``batch``, else of everything in one's scope."""
    return _of_many(request, making.summary)


@allowed(*STAFF)
@require_POST
def ledger(request: HttpRequest) -> HttpResponse:
    """《台账》 of the batch in ``batch``, else of everything in one's scope."""
    return _of_many(request, making.ledger)


@allowed(*STAFF)
@require_GET
def template(request: HttpRequest, name: str) -> HttpResponse:
    """The template in force, to be edited and put into the workspace's folder."""
    if name not in filling.names():
        raise Http404
    own = settings.LINGTAN.workspace / "templates"
    return attachment(filling.template(name, own).read_bytes(), name)


def _of_many(
    request: HttpRequest, make: Callable[[Who, QuerySet[Submission]], Paper]
) -> HttpResponse:
    me = who(request)
    rows = scopes.submissions(me)
    batch = request.POST.get("batch", "")
    if batch.isdecimal() and len(batch) < 12:
        rows = rows.filter(batch=int(batch))
    try:
        return redirect(f"/papers/?new={make(me, rows).pk}")
    except Refused as refused:
        return shelf(request, refused)
