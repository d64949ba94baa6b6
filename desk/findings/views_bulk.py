"""The same cause: all open findings of a rule, looked through, then ruled on at once."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from desk.access import STAFF, allowed, who
from desk.findings import filters, queue
from desk.findings.triage import opened, title_of
from schemas.desk import REASON_WORDS, RULING_WORDS, Ruling
from schemas.finding import Severity
from store import decisions
from store.models import Finding
from store.refusals import Refused
from store.scopes import Who

AT_ONCE: Final = 200
"""Findings on one preview: nobody rules on more than they can look through."""
_OFFERED: Final = (Ruling.UPHELD, Ruling.HARMLESS, Ruling.DISMISSED, Ruling.PASSED_ON)


@allowed(*STAFF)
def same(request: HttpRequest, pk: int) -> HttpResponse:
    """The preview; posted: the ruling on those that stayed ticked."""
    me = who(request)
    row = opened(me, pk)
    if request.method != "POST":
        return _preview(request, me, row)
    try:
        count = _decide(request, me, row)
    except Refused as refused:
        return _preview(request, me, row, refused)
    query = filters.from_query(request.GET).query
    return redirect(f"{reverse('findings')}?{query}{'&' if query else ''}done={count}")


def _preview(
    request: HttpRequest, me: Who, row: Finding, refused: Refused | None = None
) -> HttpResponse:
    rows = filters.same_cause(me, row.rule)
    all_ = queue.known(rows)
    chosen = filters.from_query(request.GET)
    ticked = request.POST.getlist("pk") if refused else None
    shown = {
        "row": row,
        "title": title_of(row.rule),
        "rows": queue.fetched(sorted({row.pk, *all_.ids[:AT_ONCE]} & set(all_.ids))),
        "total": all_.count,
        "at_once": AT_ONCE,
        "ticked": ticked,
        "typed": request.POST,
        "refused": refused,
        "carried": f"?{chosen.query}" if chosen.query else "",
        "rulings": [(key.value, RULING_WORDS[key]) for key in _OFFERED],
        "reasons": [(key.value, word) for key, word in REASON_WORDS.items()],
        "two": row.severity == Severity.ERROR,
    }
    return render(request, "desk/findings/same.html", shown, status=409 if refused else 200)


def _decide(request: HttpRequest, me: Who, row: Finding) -> int:
    """Only what the preview could have shown: open, of this rule, this person's to see."""
    ticked = request.POST.getlist("pk")[:AT_ONCE]
    sent = [int(pk) for pk in ticked if pk.isdecimal() and len(pk) < 18]
    rows = filters.same_cause(me, row.rule).filter(pk__in=sent)
    pks = list(rows.values_list("pk", flat=True))
    if not pks:
        raise Refused("none", "没有选中可以批量认定的问题：请至少勾选一条未处理的。")
    ruling, remark = request.POST.get("ruling", ""), request.POST.get("remark", "").strip()
    if ruling == Ruling.HARMLESS and not remark:
        raise Refused("remark", "认定为“属实·不影响”的，请写明为何不影响。")
    return decisions.decide_bulk(me, pks, ruling, request.POST.get("reason", ""), remark)
