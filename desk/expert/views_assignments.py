"""For staff: who has which desk and why, who was excluded, and giving one to somebody by hand."""

from __future__ import annotations

from typing import Any, Final

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods
from msgspec import Struct

from desk.access import STAFF, allowed, who
from desk.expert.views import roster
from schemas.assignment import Assignment as Assigned
from schemas.assignment import Exclusion, Unassigned
from schemas.desk import Role
from schemas.finding import Speciality
from schemas.words import SPECIALITY_WORDS
from store import expert_desks, scopes
from store.models import Assignment
from store.refusals import Refused
from store.scopes import Who

_A_PAGE: Final = 50


class Line(Struct, frozen=True):
    """One desk as the list shows it."""

    pk: int
    submission: int
    firm: str
    city: str
    speciality: str
    rules: str
    expert: str
    why: str
    exclusions: tuple[Exclusion, ...]


@allowed(*STAFF)
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """The desks in one's scope; those that nobody may take come first."""
    me = who(request)
    rows = _mine(me)
    name, kind = request.GET.get("expert", ""), request.GET.get("speciality", "")
    held, free = expert_desks.held(rows), rows.filter(expert="").count()
    everywhere = held if me.role is Role.PROVINCE else expert_desks.load()
    wanted = _filtered(rows, name, kind)
    ordered = wanted.order_by("expert", "version", "pk")
    pages = Paginator(ordered.values_list("pk", flat=True), _A_PAGE)
    pages.count = wanted.count() if name or kind else held.total() + free
    page = pages.get_page(request.GET.get("page"))
    desks = _whole(Assignment.objects.all()).in_bulk(list(page))
    said: dict[str, Any] = {
        "page": page,
        "lines": [_line(desks[pk]) for pk in page],
        "free": free,
        "names": [(one, everywhere[one]) for one in sorted(held)],
        "expert": name,
        "speciality": kind,
        "specialities": [(key.value, words) for key, words in SPECIALITY_WORDS.items()],
        "given": request.GET.get("given", ""),
    }
    return render(request, "desk/expert/assignments.html", said)


@allowed(*STAFF)
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One desk with everybody who may take it; POST gives it to one of them."""
    me = who(request)
    desk = get_object_or_404(_whole(_mine(me)), pk=pk)
    if request.method == "GET":
        return _page(request, desk)
    name, reason = request.POST.get("expert", ""), request.POST.get("reason", "")
    try:
        expert_desks.give(me, pk, name, reason, roster(), timezone.localdate())
    except Refused as refused:
        return _page(request, desk, refused)
    return redirect(f"/expert/assignments/?given={pk}")


def _page(request: HttpRequest, desk: Assignment, refused: Refused | None = None) -> HttpResponse:
    try:
        people = expert_desks.candidates(desk, roster(), timezone.localdate(), expert_desks.load())
    except Refused as broken:
        people, refused = [], broken
    said = {"line": _line(desk), "people": people, "refused": refused, "form": request.POST}
    status = 409 if refused else 200
    return render(request, "desk/expert/assignment.html", said, status=status)


def _mine(me: Who) -> QuerySet[Assignment]:
    rows = Assignment.objects.filter(live=True)
    if me.role is not Role.PROVINCE:  # who sees all: a condition less for eighty thousand rows
        rows = rows.filter(version__in=scopes.submissions(me).values("current"))
    return rows


def _whole(rows: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """With firm and version. Only for rows whose keys are known: else they are sorted for all pages."""
    unread = ("version__body", "version__verdicts", "version__facts")
    return rows.select_related("version__submission").defer(*unread)


def _filtered(rows: QuerySet[Assignment], name: str, kind: str) -> QuerySet[Assignment]:
    if name:
        rows = rows.filter(expert="" if name == "-" else name)
    return rows.filter(speciality=kind) if kind else rows


def _line(row: Assignment) -> Line:
    answer = expert_desks.answer_of(row)
    return Line(
        pk=row.pk,
        submission=row.version.submission_id,
        firm=row.version.factory_name or row.version.submission.name,
        city=row.version.city,
        speciality=SPECIALITY_WORDS[Speciality(row.speciality)],
        rules="、".join(answer.rules),
        expert=row.expert,
        why=_why(answer),
        exclusions=answer.exclusions,
    )


def _why(answer: Assigned | Unassigned) -> str:
    if isinstance(answer, Unassigned):
        return answer.reason
    return "；".join(reason.text for reason in answer.reasons)
