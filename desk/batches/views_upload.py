"""Handing in: announced first, then piece by piece, then looked over; or as one plain form."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Final

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST
from msgspec import Struct

from desk.access import STAFF, allowed, who
from desk.batches.answers import said_no
from store import uploads
from store.models import Upload
from store.refusals import Refused
from store.upload_files import MOST_BYTES, TOO_LARGE, Listed

PIECE: Final = 8 << 20
"""Bytes of one piece: small enough to come again after a torn line."""
_LONGEST_LIST: Final = 8 << 20

Answer = Callable[..., HttpResponseBase]


class Announced(Struct, frozen=True):
    """What the browser says before it sends anything."""

    files: tuple[Listed, ...]
    name: str = ""
    into: int | None = None


def bounded(view: Answer) -> Answer:
    """Refuses by what the request says of its own length, before a byte of it is read."""

    @wraps(view)
    def guard(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > MOST_BYTES:
            return said_no(request, Refused("too_large", TOO_LARGE))
        return view(request, *args, **kwargs)

    return guard


@allowed(*STAFF)
@bounded
@require_POST
def announce(request: HttpRequest) -> HttpResponse:
    """Open an upload for what is announced; what is too large is refused before anything comes."""
    try:
        said = msgspec.json.decode(request.read(_LONGEST_LIST), type=Announced)
        upload = uploads.receive(
            who(request), settings.LINGTAN.uploads, said.files, name=said.name, into=said.into
        )
    except msgspec.DecodeError:
        return said_no(request, Refused("bad_list", "上传清单无法识别，请刷新页面后重新选择文件。"))
    except Refused as error:
        return said_no(request, error)
    return JsonResponse({"token": upload.token, "piece": PIECE})


@allowed(*STAFF)
@bounded
@require_POST
def piece(request: HttpRequest, token: str, number: int, offset: int) -> HttpResponse:
    """One piece of one announced file, straight to the disk."""
    upload = _own(request, token)
    folder = settings.LINGTAN.uploads
    try:
        return JsonResponse({"size": uploads.append(upload, folder, number, offset, request)})
    except Refused as error:
        return said_no(request, error)


@allowed(*STAFF)
@bounded
@require_POST
def received(request: HttpRequest, token: str) -> HttpResponse:
    """All pieces are there."""
    try:
        uploads.received(_own(request, token), settings.LINGTAN.uploads)
    except Refused as error:
        return said_no(request, error)
    return JsonResponse({"next": "/batches/"})


@csrf_protect
def _whole(request: HttpRequest) -> HttpResponse:
    files = request.FILES.getlist("files")
    listed = [Listed(file.name or "", file.size or 0) for file in files]
    into = request.POST.get("into", "")
    folder = settings.LINGTAN.uploads
    try:
        upload = uploads.receive(
            who(request),
            folder,
            listed,
            into=int(into) if into.isdecimal() and len(into) < 18 else None,
        )
        for number, file in enumerate(files):
            uploads.append(upload, folder, number, 0, file)
        uploads.received(upload, folder)
    except Refused as error:
        return said_no(request, error)
    return redirect("/batches/")


# The token is asked for inside: looking for it reads the form, and what is too large must not be read.
whole = allowed(*STAFF)(csrf_exempt(bounded(require_POST(_whole))))


def _own(request: HttpRequest, token: str) -> Upload:
    me = who(request)
    return get_object_or_404(uploads.mine(me).filter(by=me.name), token=token)
