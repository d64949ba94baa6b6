"""What a finding shows of files: a page's picture, the original."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from desk.access import READERS, allowed, who
from desk.findings import pages
from desk.findings.triage import opened
from desk.submissions.views_files import safe_name
from extractors.errors import UnreadableFile
from store import audit
from store.models import File

_MINUTES = 600


@allowed(*READERS)
@require_safe
def page(request: HttpRequest, pk: int, file: int, number: int) -> HttpResponse:
    """A page of one of the finding's submission's files, as PNG; 404 where it cannot be drawn."""
    me = who(request)
    row = opened(me, pk)
    shown = get_object_or_404(File, pk=file, version=row.version_id)
    try:
        png = pages.picture(shown, number)
    except UnreadableFile as error:
        return HttpResponse(error.message, status=404, content_type="text/plain; charset=utf-8")
    audit.record(me.name, "view_file", f"finding:{pk}", file=shown.path, page=number)
    headers = {"Cache-Control": f"private, max-age={_MINUTES}"}
    return HttpResponse(png, content_type="image/png", headers=headers)


@allowed(*READERS)
@require_safe
def original(request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
    """The file as it was handed in, to be saved, never to be opened in the browser."""
    me = who(request)
    row = opened(me, pk)
    wanted = get_object_or_404(File, pk=file, version=row.version_id)
    try:
        path = pages.original_of(wanted)
    except UnreadableFile:
        said = {"title": "原文件已不在", "advice": pages.GONE}
        return render(request, "desk/trouble.html", said, status=404)
    audit.record(me.name, "view_file", f"finding:{pk}", file=wanted.path, original=True)
    name = safe_name(wanted.path)
    kind = "application/octet-stream"
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=kind)
