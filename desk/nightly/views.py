"""The archived quality reports: the list, and their files. Nothing is recomputed here."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from desk.access import allowed, who
from schemas.desk import Role
from store import archived, audit

_READ_HERE: Final = (archived.PAGE, "report.css")


@allowed(Role.PROVINCE)
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """Every report, the newest first. They name firms of all cities: the province's only."""
    found = archived.reports(settings.LINGTAN.reports)
    said = {"latest": found[:1], "earlier": found[1:], "trouble": archived.last_trouble()}
    return render(request, "desk/nightly/reports.html", said)


@allowed(Role.PROVINCE)
@require_GET
def report(request: HttpRequest, name: str) -> HttpResponse:
    """The report itself, under an address that its own links are right from."""
    if archived.file_of(settings.LINGTAN.reports, name, archived.PAGE) is None:
        raise Http404
    return redirect("report-file", name=name, file=archived.PAGE)


@allowed(Role.PROVINCE)
@require_GET
def file(request: HttpRequest, name: str, file: str) -> HttpResponseBase:
    """One file of one report; papers are saved, the page is shown."""
    path = archived.file_of(settings.LINGTAN.reports, name, file)
    if path is None:
        raise Http404
    saved = file not in _READ_HERE
    if saved:
        audit.record(who(request).name, "export", f"report:{name}", name=file)
    return FileResponse(
        path.open("rb"),
        as_attachment=saved,
        filename=f"质量日报_{name}_{file}" if saved else file,
        content_type=archived.SERVED[file],
    )
