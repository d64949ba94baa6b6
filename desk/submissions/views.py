"""The tabs, one view each: open, present, show."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from desk.access import READERS, STAFF, allowed
from desk.submissions import annexes, found, history, points
from desk.submissions import changes as changes_
from desk.submissions import figures as figures_
from desk.submissions import original as original_
from desk.submissions.editing import REASONS, Editing, editing
from desk.submissions.opened import Shown, opened
from desk.submissions.page import show
from schemas.fields import TABLES
from schemas.finding import Severity
from schemas.place import Where
from store import audit
from store.corrected_values import target_of
from store.corrections_apply import read_at
from store.corrections_kept import offers
from store.models import File
from store.refusals import Refused


@allowed(*READERS)
@require_safe
def figures(request: HttpRequest, pk: int) -> HttpResponse:
    """关键指标, with the row that ``?key=`` opens."""
    shown = opened(request, pk)
    key = request.GET.get("key", "")
    return figures_page(request, shown, editing(shown, key) if key else None)


def figures_page(
    request: HttpRequest,
    shown: Shown,
    open_row: Editing | None,
    *,
    status: int = 200,
    trouble: str = "",
    remark: str = "",
) -> HttpResponse:
    """The tab with one row open; also what a refused correction answers with."""
    part = _part(request, open_row)
    content: dict[str, Any] = {
        "part": part,
        "choices": annexes.choices(shown),
        "edit": open_row,
        "reasons": REASONS,
        "offers": _offers(shown),
        "trouble": trouble,
        "remark": remark,
    }
    if part in TABLES:
        content["annex"] = annexes.annex(shown, part)
    else:
        content["groups"] = figures_.worded(shown) if part == "words" else figures_.numeric(shown)
    return show(request, shown, "submission", content, status=status)


def _part(request: HttpRequest, open_row: Editing | None) -> str:
    """The part of the tab: the one asked for, else the one that the open row stands in."""
    asked = request.GET.get("part", "")
    if asked in (*TABLES, "words", "figures"):
        return asked
    if open_row is None:
        return "figures"
    stem = open_row.key.partition(".")[0]
    if stem in TABLES:
        return stem
    return "words" if figures_.is_worded(open_row.key) else "figures"


def _offers(shown: Shown) -> list[figures_.Offered]:
    """What was put right before and reads otherwise now."""
    if not shown.staff or shown.closed:
        return []
    return [figures_.offered(offer) for offer in offers(shown.version, shown.understood)]


@allowed(*READERS)
@require_safe
def findings(request: HttpRequest, pk: int) -> HttpResponse:
    """全部发现."""
    shown = opened(request, pk)
    asked = request.GET.get("severity", "")
    severity = asked if asked in set(Severity) else ""
    groups = found.found(shown, severity)
    return show(request, shown, "submission-findings", {"groups": groups, "severity": severity})


@allowed(*READERS)
@require_safe
def score(request: HttpRequest, pk: int) -> HttpResponse:
    """评分."""
    shown = opened(request, pk)
    return show(request, shown, "submission-score", {"points": points.points(shown)})


@allowed(*READERS)
@require_safe
def changes(request: HttpRequest, pk: int) -> HttpResponse:
    """补正前后对照, against ``?from=`` or the hand-in before."""
    shown = opened(request, pk)
    older = _number(request.GET.get("from"))
    return show(
        request, shown, "submission-changes", {"comparison": changes_.comparison(shown, older)}
    )


@allowed(*READERS)
@require_safe
def text(request: HttpRequest, pk: int) -> HttpResponse:
    """原文: ``?file=`` and ``?page=``, or the place of ``?key=`` lit."""
    shown = opened(request, pk)
    where = _where(shown, request.GET.get("key", ""))
    asked = _number(request.GET.get("file"))
    file = original_.chosen(shown, asked, where)
    if asked is not None and file is None:
        raise Http404
    page = _number(request.GET.get("page"))
    body = original_.original(shown, file, page, where) if file else None
    if file and body:
        _note(shown, file)
    return show(request, shown, "submission-text", {"file": file, "original": body, "where": where})


def _note(shown: Shown, file: File) -> None:
    audit.record(
        shown.who.name, "view_file", f"submission:{shown.row.pk}", file=file.path, form="text"
    )


def _where(shown: Shown, key: str) -> Where | None:
    if not key:
        return None
    try:
        target_of(key)
    except Refused:
        return None
    read = read_at(shown.understood, key)
    return read.where if read else None


@allowed(*READERS)
@require_safe
def papers(request: HttpRequest, pk: int) -> HttpResponse:
    """往来文书."""
    shown = opened(request, pk)
    return show(request, shown, "submission-papers", {"papers": history.papers(shown)})


@allowed(*STAFF)
@require_safe
def log(request: HttpRequest, pk: int) -> HttpResponse:
    """操作记录."""
    shown = opened(request, pk)
    lines, more = history.log(shown)
    return show(request, shown, "submission-log", {"lines": lines, "more": more})


def _number(text_: str | None) -> int | None:
    return int(text_) if text_ and text_.isascii() and text_.isdigit() and len(text_) < 9 else None
