"""How this screen answers: a refusal as a page or as data, a word about what was done."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from msgspec import Struct

from store.refusals import Refused

_STATUS: Final = {"too_large": 413}
_SAID: Final = "batches_said"


def said_no(request: HttpRequest, error: Refused) -> HttpResponse:
    """The sentence for whoever asked: a script gets data, a form gets a page."""
    status = _STATUS.get(error.code, 409)
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"code": error.code, "sentence": error.sentence}, status=status)
    said = {"title": "没有办成", "advice": error.sentence}
    return render(request, "desk/trouble.html", said, status=status)


class Said(Struct, frozen=True):
    """What the last step did, in words; ``link`` leads to what it made."""

    words: str
    link: str = ""


def back(request: HttpRequest, query: str, words: str = "", link: str = "") -> HttpResponse:
    """To the board under its filter, which says once what was done."""
    if words:
        request.session[_SAID] = [words, link]
    return redirect(f"/batches/?{query}" if query else "/batches/")


def said_last(request: HttpRequest) -> Said | None:
    """What was said of the last step, once."""
    kept = request.session.pop(_SAID, None)
    return Said(*kept) if kept else None
