"""Deciding: the ruling, the second person's word, ten seconds to take it back, who has it open."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from desk.access import READERS, STAFF, allowed, who
from desk.findings import filters, queue
from desk.findings.triage import opened
from desk.findings.views import rows_of, shown
from schemas.desk import Ruling
from store import decisions, scopes
from store.models import Decision
from store.refusals import Refused
from store.scopes import Who


@allowed(*READERS)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Rules on the finding and opens the next; a refusal shows the page with all that was typed."""
    me = who(request)
    row = opened(me, pk)
    if request.method != "POST":  # the way back from a login in between
        return redirect(_address(request, pk))
    try:
        _decide(request, me, pk)
    except Refused as refused:
        return shown(request, me, row, refused=refused)
    return redirect(_onwards(request, me, pk))


def _decide(request: HttpRequest, me: Who, pk: int) -> None:
    ruling = request.POST.get("ruling", "")
    remark = request.POST.get(f"remark_{ruling}", "").strip()
    if ruling == Ruling.HARMLESS and not remark:
        raise Refused("remark", "认定为“属实·不影响”的，请写明为何不影响。")
    decisions.decide(
        me,
        pk,
        ruling,
        reason=request.POST.get("reason", ""),
        remark=remark,
        seen=_seen(request.POST.get("seen", "")),
    )


def _seen(sent: str) -> int | None:
    return int(sent) if sent.isdecimal() and len(sent) < 18 else None


def _onwards(request: HttpRequest, me: Who, pk: int) -> str:
    """The next item of the queue; after the last one its first again; else the list, with a word."""
    chosen = filters.from_query(request.GET)
    rows = rows_of(me, chosen).exclude(pk=pk)
    all_ = queue.known(rows, chosen.levels)
    following = queue.after(rows, all_, pk) or queue.after(rows, all_, 0)
    if following:
        return _address(request, following)
    query = chosen.query
    return f"{reverse('findings')}?{query}{'&' if query else ''}done=1"


def _address(request: HttpRequest, pk: int) -> str:
    query = filters.from_query(request.GET).query
    return reverse("finding", args=(pk,)) + (f"?{query}" if query else "")


@allowed(*STAFF)
@require_POST
def countersign(request: HttpRequest, pk: int) -> HttpResponse:
    """The second person's word on a dismissed error."""
    me = who(request)
    row = opened(me, pk)
    decision = _seen(request.POST.get("decision", "")) or 0
    agreed = request.POST.get("agreed") == "1"
    try:
        decisions.countersign(me, decision, agreed, request.POST.get("remark", ""))
    except Refused as refused:
        return shown(request, me, row, refused=refused)
    return redirect(_onwards(request, me, pk))


@allowed(*READERS)
@require_POST
def undo(request: HttpRequest, decision: int) -> HttpResponse:
    """Takes back the decision of the last seconds and opens its finding again."""
    me = who(request)
    said = get_object_or_404(Decision, pk=decision, by=me.name)
    rows = scopes.findings(me).filter(fingerprint=said.fingerprint)
    row = get_object_or_404(rows.filter(version__submission=said.submission_id)[:1])
    try:
        decisions.undo(me, decision)
    except Refused as refused:
        return shown(request, me, opened(me, row.pk), refused=refused)
    return redirect(_address(request, row.pk))


@allowed(*READERS)
@require_POST
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Keeps the finding while its page is open; 409 with a sentence where somebody else has it."""
    me = who(request)
    opened(me, pk)
    try:
        decisions.hold(me, pk)
    except Refused as refused:
        return JsonResponse({"held": refused.sentence}, status=409)
    return HttpResponse(status=204)


@allowed(*READERS)
@require_POST
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Lets go of the finding when its page is left."""
    me = who(request)
    opened(me, pk)
    decisions.release(me, pk)
    return HttpResponse(status=204)
