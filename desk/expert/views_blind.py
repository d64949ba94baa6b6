"""盲审: a second reading without the first reader's word, which is shown only after one's own."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods
from msgspec import Struct

from desk.access import allowed, who
from desk.expert import shown
from desk.expert.values import values
from schemas.desk import RULING_WORDS, Role, Ruling
from store import blind, blind_readers, scopes
from store.models import BlindReading, File, Finding, SecondReading
from store.refusals import Refused
from store.scopes import Who
from store.standing import WAITING

_STANDS = {WAITING: "误报（待复核）", "": "尚未裁定"}


class Line(Struct, frozen=True):
    """One reading on the list."""

    pk: int
    submission: int
    firm: str
    what: str
    opened: bool
    done: bool
    mine: str = ""
    first: str = ""


@allowed(Role.EXPERT)
@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """What is to be read a second time, and what was."""
    me = who(request)
    listed = [_line(me, row) for row in _mine(me)]
    said = {
        "waiting": [line for line in listed if not line.done],
        "done": [line for line in listed if line.done],
        "agreement": blind.agreement(),
    }
    return render(request, "desk/expert/blind.html", said)


@allowed(Role.EXPERT)
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One reading; POST says the word, once."""
    me = who(request)
    reading = get_object_or_404(scopes.blind(me).select_related("submission__current"), pk=pk)
    if request.method == "GET":
        return _page(request, me, reading)
    try:
        _answer(request, me, reading)
    except Refused as refused:
        return _page(request, me, reading, refused)
    return redirect(f"/expert/blind/{pk}/")


def _answer(request: HttpRequest, me: Who, reading: BlindReading) -> None:
    form = request.POST
    remark = form.get("remark", "")
    if reading.fingerprint != blind_readers.WHOLE:
        blind.read(me, reading.pk, form.get("ruling", ""), remark)
        return
    looked, wrong = form.get("looked", ""), form.get("wrong", "")
    if not (looked.isdecimal() and wrong.isdecimal() and len(looked + wrong) < 12):
        raise Refused("figures", "请填写核对了多少个数值、其中有误多少个，均为整数。")
    blind.read_whole(me, reading.pk, int(looked), int(wrong), remark)


def _page(
    request: HttpRequest, me: Who, reading: BlindReading, refused: Refused | None = None
) -> HttpResponse:
    found = blind.finding_of(reading)
    said: dict[str, Any] = {
        "reading": reading,
        "line": _line(me, reading),
        "whole": reading.fingerprint == blind_readers.WHOLE,
        "point": shown.point(found) if found else None,
        "rulings": shown.rulings(request.POST.get("ruling", "")),
        "refused": refused,
        "form": request.POST,
        "reads": values(reading) if not reading.fingerprint else [],
        "counted": SecondReading.objects.filter(version=reading.submission.current).first(),
        "agreement": blind.agreement(),
        "files": File.objects.filter(version=reading.submission.current).order_by("path"),
    }
    status = 409 if refused else 200
    return render(request, "desk/expert/blind_one.html", said, status=status)


def _mine(me: Who) -> list[BlindReading]:
    """Also those whose firm wants a statement first: their names alone are shown."""
    mine = BlindReading.objects.filter(
        reader=me.name, submission__in=scopes.submissions(me).values("pk")
    )
    return list(mine.select_related("submission__current").order_by("pk"))


def _line(me: Who, row: BlindReading) -> Line:
    version = row.submission.current
    found = blind.finding_of(row) if row.ruling else None
    whole = row.fingerprint == blind_readers.WHOLE
    return Line(
        pk=row.pk,
        submission=row.submission_id,
        firm=(version.factory_name if version else "") or row.submission.name,
        what="抽样复核（整份材料）" if whole else "误报复读（单条问题）",
        opened=scopes.opened(me).filter(pk=row.submission_id).exists(),
        done=bool(row.ruling),
        mine=RULING_WORDS[Ruling(row.ruling)] if row.ruling else "",
        first=_stands(found) if found else "",
    )


def _stands(found: Finding) -> str:
    if found.ruling in _STANDS:
        return _STANDS[found.ruling]
    return RULING_WORDS[Ruling(found.ruling)]
