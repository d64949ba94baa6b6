"""The list of findings, and one finding to decide."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from desk.access import READERS, allowed, who
from desk.findings import filters, queue
from desk.findings.ahead import picture_ahead
from desk.findings.filters import Filter
from desk.findings.triage import Item, Look, foot_of, item_of, opened
from desk.options import options
from schemas.desk import REASON_WORDS, RULING_WORDS, Ruling
from schemas.words import SEVERITY_WORDS, SPECIALITY_WORDS
from store import audit, decisions, scopes
from store.models import Finding
from store.refusals import Refused
from store.scopes import Who
from validators import catalogue

_KEYS = (
    Ruling.UPHELD,
    Ruling.HARMLESS,
    Ruling.DISMISSED,
    Ruling.PASSED_ON,
    Ruling.LATER,
)


@allowed(*READERS)
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """``/findings/``: what the filter leaves, fifty at a time, the heaviest first."""
    me, chosen = who(request), filters.from_query(request.GET)
    rows = rows_of(me, chosen)
    all_ = queue.known(rows, chosen.levels)
    every = filters.any_level(scopes.findings(me), chosen, me)
    here = queue.page(rows, all_, _number(request, "after"), _number(request, "before"))
    shown = {
        "chosen": chosen,
        "slice": here,
        "total": all_.count,
        "levels": queue.levels(every),
        "first": _first(here) if here.before is None else queue.after(rows, all_, 0),
        "done": _number(request, "done"),
        **_choices(chosen),
    }
    return render(request, "desk/findings/list.html", shown)


def _first(here: queue.Slice) -> int | None:
    return here.rows[0].pk if here.rows else None


def _choices(chosen: Filter) -> dict[str, Any]:
    return {
        "states": filters.STATE_WORDS,
        "severities": {key.value: word for key, word in SEVERITY_WORDS.items()},
        "specialities": {key.value: word for key, word in SPECIALITY_WORDS.items()},
        "rules": options(
            (
                ("", "全部"),
                *((card.code, f"{card.code} {card.title}") for card in catalogue.cards()),
            ),
            chosen.rule,
        ),
        "cities": filters.CITIES,
    }


@allowed(*READERS)
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """``/findings/<pk>/``: the finding, held for whoever opens it."""
    me = who(request)
    row = opened(me, pk)
    return shown(request, me, row, refused=_held(me, pk))


def rows_of(me: Who, chosen: Filter) -> QuerySet[Finding]:
    """The queue: what ``me`` may see, narrowed."""
    return filters.applied(scopes.findings(me), chosen, me)


def shown(
    request: HttpRequest, me: Who, row: Finding, *, refused: Refused | None = None
) -> HttpResponse:
    """The page of one finding; after a refusal with what was typed and why it was refused."""
    chosen = filters.from_query(request.GET)
    look = _look(request)
    item = item_of(me, row, look, timezone.localdate())
    _note(me, item)
    spot = queue.spot(rows_of(me, chosen), row.pk, chosen.levels)
    page = {
        "item": item,
        "chosen": chosen,
        "carried": f"?{chosen.query}" if chosen.query else "",
        "look": look,
        "foot": foot_of(me, spot),
        "ahead": picture_ahead(me, spot.next),
        "refused": refused,
        "typed": request.POST,
        "rulings": [(key.value, RULING_WORDS[key]) for key in _KEYS],
        "reasons": [(key.value, word) for key, word in REASON_WORDS.items()],
        "mine": item.said is not None and item.said.by == me.name,
    }
    posted = request.method == "POST"
    return render(request, "desk/findings/one.html", page, status=409 if posted else 200)


def _held(me: Who, pk: int) -> Refused | None:
    """Takes the finding; the refusal that names who has it where somebody else does."""
    try:
        decisions.hold(me, pk)
    except Refused as refused:
        return refused
    return None


def _note(me: Who, item: Item) -> None:
    """What is shown of files beside pictures, which note themselves when they are fetched."""
    seen = [source for source in (item.left, item.middle) if source and source.kind != "page"]
    files = sorted({source.ground.evidence.where.file for source in seen})
    if files:
        audit.record(me.name, "view_file", f"finding:{item.row.pk}", files=files)


def _look(request: HttpRequest) -> Look:
    see = request.GET.get("see", "")
    return Look(
        int(see) if see.isdecimal() and len(see) < 4 else -1,
        _number(request, "page"),
        bool(request.GET.get("printed")),
    )


def _number(request: HttpRequest, name: str) -> int:
    sent = request.GET.get(name, "")
    return int(sent) if sent.isdecimal() and len(sent) < 18 else 0
