"""The next edition of a list: looked at first, then saved; an older one brought back, a list emptied.

Whatever is refused, the form comes back with all that was typed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Final

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST
from msgspec import structs

from desk.access import allowed, who
from desk.dictionaries import sheets
from desk.dictionaries.page import Typed, drafted, shown
from desk.dictionaries.views import edition_of, kind_of
from schemas.desk import Role
from schemas.lists import ListKind
from store import lists
from store.models import ListEdition
from store.refusals import Refused

_MOST_REQUEST: Final = sheets.MOST_BYTES + (4 << 20)
_TOO_LARGE: Final = (
    "内容太大，没有读取，也没有保存：粘贴的文字上限约 2 MB（1 万行），文件上限 10 MB。"
    "请用浏览器的“后退”回到刚才的页面，删去多余的部分后再试。"
)
_EMPTY: Final = "还没有内容：请把名单粘贴到框里，或选择一个 .xlsx、.csv 文件，再点“预览”。"
_BOTH: Final = "既粘贴了文字又选了文件，不知道以哪个为准。请清空文字框，或不选文件，再点“预览”。"
_CHANGED: Final = "预览之后内容又改过，还没有保存。下面是新的预览，请核对后再保存。"

_View = Callable[[HttpRequest, str], HttpResponse]


def _bounded(view: _View) -> _View:
    """Refuses what is too large in a sentence, before the token is looked for in it."""

    @wraps(view)
    def guard(request: HttpRequest, kind: str) -> HttpResponse:
        which = kind_of(kind)
        length = request.META.get("CONTENT_LENGTH") or "0"
        try:
            if not length.isdecimal() or int(length) > _MOST_REQUEST:
                raise RequestDataTooBig
            _ = request.POST
        except RequestDataTooBig:
            return shown(request, which, lists.current(which), sentence=_TOO_LARGE, status=413)
        return view(request, kind)

    return guard


@csrf_protect
def _preview(request: HttpRequest, kind: str) -> HttpResponse:
    which, typed = kind_of(kind), _typed(request)
    current = lists.current(which)
    try:
        typed = _with_file(request, typed)
    except Refused as refused:
        return _again(request, which, typed, current, refused)
    draft = drafted(which, typed, current)
    return shown(request, which, current, typed=_seen(typed, current), draft=draft)


@csrf_protect
def _save(request: HttpRequest, kind: str) -> HttpResponse:
    which, typed = kind_of(kind), _typed(request)
    current = lists.current(which)
    draft = drafted(which, typed, current)
    try:
        if not typed.text.strip():
            raise Refused("empty", _EMPTY)
        lists.must_be_current(current, typed.seen)
        if draft.mark != typed.mark:
            raise Refused("not_looked_at", _CHANGED)
        lists.save(who(request), which, draft.listed, typed.source, seen=typed.seen)
    except Refused as refused:
        typed = _seen(typed, lists.current(which))
        draft = drafted(which, typed, lists.current(which))
        looked_at = draft if typed.text.strip() else None
        return shown(
            request, which, lists.current(which), typed=typed, draft=looked_at,
            sentence=refused.sentence, status=409,
        )  # fmt: skip
    return _saved(kind)


# The token is asked for inside: looking for it reads the form, and what is too large must not be read.
preview = allowed(Role.ADMIN)(csrf_exempt(require_POST(_bounded(_preview))))
save = allowed(Role.ADMIN)(csrf_exempt(require_POST(_bounded(_save))))


@allowed(Role.ADMIN)
@require_POST
def restore(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """An older edition, in force again as a new one."""
    which, old = kind_of(kind), edition_of(kind, number)
    try:
        lists.restore(who(request), which, old.number, seen=_typed(request).seen)
    except Refused as refused:
        return _again(request, which, Typed(), lists.current(which), refused)
    return _saved(kind)


@allowed(Role.ADMIN)
@require_POST
def clear(request: HttpRequest, kind: str) -> HttpResponse:
    """Nobody on the list any more; the reason stands where the source stands."""
    which = kind_of(kind)
    typed = _typed(request)
    try:
        lists.clear(who(request), which, typed.source, seen=typed.seen)
    except Refused as refused:
        return _again(request, which, Typed(), lists.current(which), refused)
    return _saved(kind)


def _typed(request: HttpRequest) -> Typed:
    said = request.POST
    seen = said.get("seen", "")
    return Typed(
        text=said.get("lines", ""),
        source=said.get("source", ""),
        since=said.get("since", ""),
        status=said.get("status", ""),
        adding=said.get("mode") == "add",
        seen=int(seen) if seen.isdecimal() and len(seen) < 9 else 0,
        mark=said.get("mark", ""),
    )


def _with_file(request: HttpRequest, typed: Typed) -> Typed:
    """The lines of the uploaded file in the box, where one was uploaded. Raises :class:`Refused`."""
    file = request.FILES.get("book")
    if file and typed.text.strip():
        raise Refused("both", _BOTH)
    if file:
        return structs.replace(typed, text=sheets.lines_of(file))
    if not typed.text.strip():
        raise Refused("empty", _EMPTY)
    return typed


def _seen(typed: Typed, current: ListEdition | None) -> Typed:
    """The preview is of what is in force now."""
    return structs.replace(typed, seen=current.number if current else 0)


def _again(
    request: HttpRequest, kind: ListKind, typed: Typed, current: ListEdition | None, why: Refused
) -> HttpResponse:
    return shown(request, kind, current, typed=typed, sentence=why.sentence, status=409)


def _saved(kind: str) -> HttpResponse:
    return redirect(f"{reverse('dictionary-list', args=[kind])}?new=1")
