"""What a person does with an upload: begin, pause, try again, drop, open a locked file."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from desk.access import STAFF, allowed, who
from desk.batches import filters
from desk.batches.answers import back, said_no
from store import scopes, uploads
from store.models import File, Upload
from store.refusals import Refused


@allowed(*STAFF)
@require_POST
def start(request: HttpRequest, token: str) -> HttpResponse:
    """Begin what was looked over, or go on after a pause."""
    try:
        uploads.queue(who(request), _mine(request, token))
    except Refused as error:
        return said_no(request, error)
    return back(request, _query(request))


@allowed(*STAFF)
@require_POST
def pause(request: HttpRequest, token: str) -> HttpResponse:
    """Stop after what is under way."""
    try:
        uploads.pause(who(request), _mine(request, token))
    except Refused as error:
        return said_no(request, error)
    return back(request, _query(request), "已暂停：已核对完的企业都已保存，随时可以继续。")


@allowed(*STAFF)
@require_POST
def retry(request: HttpRequest, token: str) -> HttpResponse:
    """Read again what could not be read."""
    try:
        count = uploads.retry(who(request), _mine(request, token))
    except Refused as error:
        return said_no(request, error)
    return back(request, _query(request), f"已重新排队：{count} 家读不了的材料将再读一次。")


@allowed(*STAFF)
@require_POST
def discard(request: HttpRequest, token: str) -> HttpResponse:
    """Drop what was not begun."""
    upload = _mine(request, token)
    try:
        uploads.discard(who(request), upload, settings.LINGTAN.uploads)
    except Refused as error:
        return said_no(request, error)
    return back(request, "", f"已取消“{upload.name}”，上传的文件没有保留。")


@allowed(*STAFF)
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def unlock(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the password of a submission's locked files, and read it once more with it."""
    me = who(request)
    submission = get_object_or_404(scopes.opened(me).select_related("card"), pk=pk)
    locked = File.objects.filter(version=submission.current_id, problem_code="encrypted")
    shown = {"submission": submission, "locked": locked, "problem": "", "carried": _query(request)}
    if request.method != "POST":
        return render(request, "desk/batches/unlock.html", shown)
    try:
        password = request.POST.get("password", "")
        uploads.unlock(me, submission, settings.LINGTAN.uploads, password)
    except Refused as error:
        return render(
            request, "desk/batches/unlock.html", {**shown, "problem": error.sentence}, status=409
        )
    return back(request, _query(request), f"已用输入的密码重读“{submission.card.firm}”的材料。")


def _mine(request: HttpRequest, token: str) -> Upload:
    return get_object_or_404(uploads.mine(who(request)), token=token)


def _query(request: HttpRequest) -> str:
    """The board's filter, carried along."""
    given = request.POST.get("query") or request.GET.get("query", "")
    return filters.from_query(given).query
