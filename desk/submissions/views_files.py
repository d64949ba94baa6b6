"""Originals as they were handed in: streamed, never opened by the browser itself, always logged."""

from __future__ import annotations

import re
from typing import Final

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from desk.access import READERS, allowed
from desk.submissions.opened import opened
from store import audit, depot
from store.models import File

_UNSAFE: Final = re.compile(r"[\x00-\x1f\x7f\"\\/:*?<>|\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_GONE: Final = (
    "“{name}”的原件已不在服务器上，可能已按期清理或被移走。已读取的内容仍可在“原文”页查看；"
    "需要原件的，请联系系统管理员从备份恢复，或请企业重新提交。"
)


@allowed(*READERS)
@require_GET
def file(request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
    """One original of any hand-in of the submission, to be saved."""
    shown = opened(request, pk)
    row = get_object_or_404(File, pk=file, version__submission=shown.row)
    name = safe_name(row.path)
    try:
        stream = depot.fetch(settings.LINGTAN.depot, row.original_id).open("rb")
    except OSError:
        said = {"title": "原件已不在", "advice": _GONE.format(name=name), "shown": shown}
        return render(request, "desk/submissions/gone.html", said, status=410)
    audit.record(shown.who.name, "view_file", f"submission:{shown.row.pk}", file=row.path)
    return _attached(stream, name)


def _attached(stream: object, name: str) -> FileResponse:
    answer = FileResponse(
        stream, as_attachment=True, filename=name, content_type="application/octet-stream"
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def safe_name(path: str) -> str:
    """A file's own name without what a file system or a header may trip over.

    >>> safe_name('附件/方案"\\n<b>.docx')
    '方案___b_.docx'
    """
    plain = _UNSAFE.sub("_", path.rpartition("/")[2]).strip(". ")
    stem, dot, end = plain.rpartition(".")
    short = f"{stem[:120]}{dot}{end[:12]}" if dot else plain[:120]
    return short or "原件"
