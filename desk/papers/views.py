"""Papers: what will stand in the notice, making, confirming, downloading."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from desk.access import READERS, STAFF, allowed, who
from desk.papers import making, wording
from schemas.desk import PAPER_WORDS, Role
from store import audit, papers, scopes
from store.models import Paper, Submission
from store.paper_bodies import MARK
from store.refusals import Refused

_A_PAGE: Final = 50
_KINDS: Final = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@allowed(*READERS)
@require_GET
def made(request: HttpRequest) -> HttpResponse:
    """The papers made, the latest first; with what has just been made or confirmed on top."""
    return shelf(request)


@allowed(*STAFF)
@require_http_methods(["GET", "POST"])
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """What the notice will say; POST makes it."""
    me = who(request)
    submission = get_object_or_404(scopes.opened(me), pk=pk)
    if request.method == "POST":
        try:
            return _shown(making.notice(me, pk))
        except Refused as refused:
            return _preview(request, submission, refused)
    return _preview(request, submission)


@allowed(Role.EXPERT)
@require_POST
def opinion(request: HttpRequest, pk: int) -> HttpResponse:
    """The expert's own opinion form."""
    me = who(request)
    get_object_or_404(scopes.opened(me), pk=pk)
    try:
        return _shown(making.opinion(me, pk))
    except Refused as refused:
        return shelf(request, refused)


@allowed(*READERS)
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The person's word: the paper again, without the mark."""
    me = who(request)
    paper = get_object_or_404(papers.visible(me).select_related("submission__current"), pk=pk)
    try:
        return _shown(making.confirm(me, paper))
    except Refused as refused:
        return shelf(request, refused)


@allowed(*READERS)
@require_GET
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """The file under its own name; who took it is logged."""
    me = who(request)
    paper = get_object_or_404(papers.visible(me), pk=pk)
    try:
        content = making.content(paper)
    except Refused as refused:
        return shelf(request, refused)
    audit.record(me.name, "export", f"paper:{pk}", name=paper.name, sha256=paper.sha256)
    return attachment(content, paper.name)


def attachment(content: bytes, name: str) -> HttpResponse:
    """A file to be saved, never shown, by its Chinese name."""
    kind = _KINDS.get(name[name.rfind(".") :], "application/octet-stream")
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _shown(paper: Paper) -> HttpResponse:
    return redirect(f"/papers/?new={paper.pk}")


def _preview(
    request: HttpRequest, submission: Submission, refused: Refused | None = None
) -> HttpResponse:
    me = who(request)
    try:
        seen = papers.preview(me, submission, timezone.localdate())
    except Refused as unread:
        return shelf(request, unread)
    before = papers.visible(me).filter(submission=submission, kind="notice").order_by("-pk")
    shown = {
        "submission": submission,
        "seen": seen,
        "body": seen.body,
        "items": wording.masked_items(seen.body.items),
        "before": before[:5],
        "mark": MARK,
        "refused": refused,
    }
    return render(request, "desk/papers/notice.html", shown, status=409 if refused else 200)


def shelf(request: HttpRequest, refused: Refused | None = None) -> HttpResponse:
    """The page of papers, with why the last step could not be done."""
    me = who(request)
    kind = request.GET.get("kind", "")
    unread = [f"submission__current__{body}" for body in ("body", "verdicts", "facts")]
    rows = papers.visible(me).select_related("submission__current").defer(*unread).order_by("-pk")
    if kind in PAPER_WORDS:
        rows = rows.filter(kind=kind)
    new = request.GET.get("new", "")
    shown = {
        "rows": Paginator(rows, _A_PAGE).get_page(request.GET.get("page")),
        "kinds": [(key, words, key == kind) for key, words in PAPER_WORDS.items()],
        "kind": kind,
        "words": PAPER_WORDS,
        "new": rows.filter(pk=int(new)).first() if new.isdecimal() and len(new) < 12 else None,
        "staff": me.role in STAFF,
        "refused": refused,
        "mark": MARK,
    }
    return render(request, "desk/papers/list.html", shown, status=409 if refused else 200)
