"""The auditors' page: the log, and whether it is whole."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from desk.access import allowed
from schemas.desk import Role
from store import audit, logbook
from store.logbook import Wanted

_PAGE = "desk/log/log.html"


@allowed(Role.AUDITOR)
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """The log, the newest line first."""
    return _list(request)


@allowed(Role.AUDITOR)
@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """Go through the whole chain now."""
    return _list(request, checked=True, broken=audit.verify())


def _list(request: HttpRequest, **said: Any) -> HttpResponse:
    wanted = _wanted(request.GET)
    lines, older = logbook.page(wanted)
    kept = {
        key: request.GET[key] for key in ("actor", "action", "from", "to") if request.GET.get(key)
    }
    shown = {
        "lines": lines,
        "count": logbook.count(wanted),
        "older": urlencode({**kept, "before": older}) if older else "",
        "newest": urlencode(kept) if wanted.before else None,
        "wanted": wanted,
        "narrowed": bool(kept),
        "actors": logbook.actors(),
        "actions": audit.ACTIONS,
    }
    return render(request, _PAGE, {**shown, **said})


def _wanted(sent: QueryDict) -> Wanted:
    """The filter that an address carries; what it cannot be is left out."""
    action, before = sent.get("action", ""), sent.get("before", "")
    return Wanted(
        actor=sent.get("actor", "").strip()[:80],
        action=action if action in audit.ACTIONS else "",
        first=_day(sent.get("from", "")),
        last=_day(sent.get("to", "")),
        before=int(before) if before.isdecimal() and len(before) < 16 else None,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
