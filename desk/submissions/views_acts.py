"""What staff do on this screen: put a value right, ask for a phone, move the submission on."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from desk.access import STAFF, allowed
from desk.submissions.editing import Editing, editing
from desk.submissions.opened import Shown, opened
from desk.submissions.views import figures_page
from schemas.desk import STAGE_WORDS
from store import audit, corrections, stages
from store.refusals import Refused

_CONFLICT: Final = 409
_REASON_MOST: Final = 200


@allowed(*STAFF)
@require_POST
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Save a corrected value (or ``restore=1``) and judge again; a refusal keeps what was typed."""
    shown = opened(request, pk)
    key = request.POST.get("key", "")
    try:
        _correct(request, shown, key)
    except Refused as refusal:
        return _refused(request, shown, key, refusal)
    query = urlencode({"part": request.POST.get("part", "figures"), "key": key, "done": "correct"})
    return redirect(f"{reverse('submission', args=[pk])}?{query}#at")


def _correct(request: HttpRequest, shown: Shown, key: str) -> None:
    reason = " ".join(
        part.strip() for part in (request.POST.get("kind", ""), request.POST.get("reason", ""))
    ).strip()
    seen = _seen(request.POST.get("seen", ""))
    version = int(_seen(request.POST.get("version", "")))
    if request.POST.get("restore"):
        corrections.restore(shown.who, version, key, reason, seen=seen)
        return
    value = request.POST.get("value", "")
    corrections.correct(shown.who, version, key, value, reason, seen=seen)


def _seen(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else -1


def _refused(request: HttpRequest, shown: Shown, key: str, refusal: Refused) -> HttpResponse:
    row = editing(
        shown,
        key,
        typed=request.POST.get("value", ""),
        reason=request.POST.get("reason", ""),
        refusal=refusal.sentence,
    )
    return figures_page(request, shown, row, status=_CONFLICT)


@allowed(*STAFF)
@require_POST
def reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """One phone in full, once, after a reason; the number itself never goes into an address or the log."""
    shown = opened(request, pk)
    key, reason = request.POST.get("key", ""), request.POST.get("reason", "").strip()
    row = editing(shown, key, revealed=bool(reason))
    if row is None or not row.phone or not row.revealed:
        said = "请先写明查看电话的事由，例如“电话通知补正”。"
        return figures_page(request, shown, _asked_again(shown, key, said), status=_CONFLICT)
    audit.record(
        shown.who.name,
        "reveal",
        f"submission:{shown.row.pk}",
        key=key,
        remark=reason[:_REASON_MOST],
    )
    return figures_page(request, shown, row)


def _asked_again(shown: Shown, key: str, said: str) -> Editing | None:
    return editing(shown, key, refusal=said)


@allowed(*STAFF)
@require_POST
def stage(request: HttpRequest, pk: int) -> HttpResponse:
    """Move the submission to another stage."""
    shown = opened(request, pk)
    wanted, remark = request.POST.get("stage", ""), request.POST.get("remark", "").strip()
    try:
        if wanted not in STAGE_WORDS:
            raise Refused("stage", "没有这个环节，请刷新页面后再选。")
        stages.move(shown.who, shown.row.pk, wanted, remark=remark)
    except Refused as refusal:
        return figures_page(
            request, shown, None, status=_CONFLICT, trouble=refusal.sentence, remark=remark
        )
    return redirect(f"{reverse('submission', args=[pk])}?done=stage")
