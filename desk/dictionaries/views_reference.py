"""To look things up: fields, the policy's figures, its open questions, the rules. Nothing is changed here."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any, Final, TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from desk.access import allowed
from desk.dictionaries import reference
from desk.dictionaries.figures import Figure
from desk.dictionaries.figures import figures as figures_of
from desk.dictionaries.reference import FieldRow, RuleRow
from desk.dictionaries.views import READERS
from schemas.finding import Severity
from schemas.lists import ListKind
from store import lists
from validators.handbook import SEVERITIES

_QUERY: Final = 60
G = TypeVar("G", FieldRow, RuleRow, Figure)


@allowed(*READERS)
@require_GET
def fields(request: HttpRequest) -> HttpResponse:
    """The dictionary of fields with the synonyms that readers know."""
    rows = reference.found(reference.fields(), _query(request))
    return _shown(request, "fields", len(rows), len(reference.fields()), groups=_grouped(rows))


@allowed(*READERS)
@require_GET
def figures(request: HttpRequest) -> HttpResponse:
    """The policy's figures with their clauses."""
    policy = lists.policy()
    rows = figures_of(policy)
    found = reference.found(rows, _query(request))
    return _shown(request, "figures", len(found), len(rows), groups=_grouped(found), policy=policy)


@allowed(*READERS)
@require_GET
def questions(request: HttpRequest) -> HttpResponse:
    """The policy's open questions with the answer in force."""
    policy = lists.policy()
    rows = reference.questions(policy)
    found = reference.found(rows, _query(request))
    return _shown(request, "questions", len(found), len(rows), rows=found, policy=policy)


@allowed(*READERS)
@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """The rules with level and clause."""
    asked = request.GET.get("severity", "")
    level = asked if asked in set(Severity) else ""
    rows = [row for row in reference.rules() if level in ("", row.severity)]
    found = reference.found(rows, _query(request))
    return _shown(
        request,
        "rules",
        len(found),
        len(reference.rules()),
        groups=_grouped(found),
        levels=[(str(key), word) for key, word in SEVERITIES.items()],
        level=level,
        unlisted=[kind.value for kind in ListKind if not getattr(lists.policy(), kind.value)],
    )


def _query(request: HttpRequest) -> str:
    return request.GET.get("q", "").strip()[:_QUERY]


def _grouped(rows: Iterable[G]) -> list[tuple[str, list[G]]]:
    return [(group, list(some)) for group, some in groupby(rows, key=lambda row: row.group)]


def _shown(request: HttpRequest, tab: str, found: int, all_: int, **said: Any) -> HttpResponse:
    said |= {"tab": tab, "query": _query(request), "found": found, "all": all_}
    return render(request, f"desk/dictionaries/{tab}.html", said)
