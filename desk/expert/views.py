"""专家工作台: the list, the statement before anything else, the findings, the opinion."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from desk.access import allowed, who
from desk.expert import shown
from routing.roster import RosterError
from schemas.assignment import Roster
from schemas.desk import Role
from store import audit, decisions, expert, opinions, rosters, scopes, workdays
from store.models import Submission
from store.refusals import Refused
from store.scopes import Who

_LISTED = 60
"""Firms named at the left; the sums are over all."""
_ROSTER = "专家名册目前不能用，暂时无法改派；请联系系统管理员。"


@allowed(Role.EXPERT)
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The list; the most urgent firm opened."""
    me = who(request)
    listed = expert.seats(me)
    if listed and request.GET.get("moved") is None:
        return redirect(f"/expert/{listed[0].submission}/")
    return render(request, "desk/expert/home.html", _around(me, listed))


@allowed(Role.EXPERT)
@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One firm: the statement where none was made, else findings and opinion."""
    return _page(request, pk)


@allowed(Role.EXPERT)
@require_POST
def statement(request: HttpRequest, pk: int) -> HttpResponse:
    """The conflict-of-interest statement."""
    me = who(request)
    get_object_or_404(scopes.submissions(me), pk=pk)
    said = request.POST.get("tied", "")
    try:
        if said not in ("yes", "no"):
            raise Refused("choice", "请先选择：无利害关系，或需要回避。")
        tied, remark = said == "yes", request.POST.get("remark", "")
        expert.declare(me, pk, tied, remark, roster(), _today())
    except Refused as refused:
        return _page(request, pk, refused)
    return redirect("/expert/?moved=1" if tied else f"/expert/{pk}/")


@allowed(Role.EXPERT)
@require_POST
def opinion(request: HttpRequest, pk: int) -> HttpResponse:
    """Save a draft, or submit."""
    me = who(request)
    get_object_or_404(scopes.opened(me), pk=pk)
    seen = shown.number(request.POST.get("seen", ""))
    submit = request.POST.get("step") == "submit"
    try:
        opinions.save(me, pk, shown.typed(request.POST), seen=seen, submit=submit)
    except Refused as refused:
        return _page(request, pk, refused)
    return redirect(f"/expert/{pk}/?saved={'submitted' if submit else 'draft'}#opinion")


@allowed(Role.EXPERT)
@require_POST
def finding(request: HttpRequest, pk: int, finding: int) -> HttpResponse:
    """What the expert says of one finding."""
    me = who(request)
    mine = scopes.findings(me).filter(version__submission=pk)
    row = get_object_or_404(mine.select_related("version__submission__current"), pk=finding)
    form = request.POST
    seen = shown.number(form.get("seen", "")) or None
    try:
        decisions.decide(
            me,
            finding,
            form.get("ruling", ""),
            reason=form.get("reason", ""),
            remark=form.get("remark", ""),
            seen=seen,
        )
    except Refused as refused:
        return _page(request, pk, refused, at=finding)
    return redirect(f"/expert/{pk}/#{shown.next_open(me, row)}")


def roster() -> Roster:
    """The roster in use. Raises :class:`Refused` where it is broken."""
    try:
        return rosters.in_use()
    except RosterError as error:
        raise Refused("roster", _ROSTER) from error


def _today() -> date:
    return timezone.localdate()


def _around(me: Who, listed: list[expert.Seat], at: int = 0) -> dict[str, Any]:
    """What every page of the screen shows beside its content."""
    try:
        known = roster()
    except Refused:
        known = Roster(())
    near = _near(listed, at)
    left = {seat.submission: workdays.left(_today(), seat.due_on) for seat in near if seat.due_on}
    return {
        "seats": [(seat, left.get(seat.submission)) for seat in near],
        "unlisted": len(listed) - len(near),
        "work": expert.workload(me, listed, known),
    }


def _near(listed: list[expert.Seat], at: int) -> list[expert.Seat]:
    """The most urgent firms, and the one shown, however late its day."""
    near = listed[:_LISTED]
    return near + [seat for seat in listed[_LISTED:] if seat.submission == at]


def _page(
    request: HttpRequest, pk: int, refused: Refused | None = None, at: int = 0
) -> HttpResponse:
    me = who(request)
    listed = expert.seats(me)
    submission = get_object_or_404(scopes.submissions(me).select_related("current"), pk=pk)
    seat = next((seat for seat in listed if seat.submission == pk), None)
    said = {
        "submission": submission,
        "seat": seat,
        "refused": refused,
        "at": at,
        "form": request.POST,
        "saved": request.GET.get("saved", ""),
        **_around(me, listed, pk),
    }
    opened = scopes.opened(me).filter(pk=pk).exists()
    if opened and seat is None:
        return redirect("/expert/blind/")
    content = _content(request, me, submission, refused) if opened else {}
    name = "one" if opened else "statement"
    status = 409 if refused else 200
    return render(request, f"desk/expert/{name}.html", said | content, status=status)


def _content(
    request: HttpRequest, me: Who, submission: Submission, refused: Refused | None
) -> dict[str, Any]:
    """Findings and the form; only for an opened submission."""
    if submission.current is None:
        raise Http404
    if request.method == "GET":
        audit.record(me.name, "view_submission", f"submission:{submission.pk}", page="expert")
    last = opinions.last(me, submission)
    resent = refused is not None and "step" in request.POST
    words = shown.typed(request.POST) if resent else shown.kept(last)
    listed = shown.points(me, submission)
    return {
        "points": listed,
        "judged": sum(bool(one.ruling) for one in listed),
        "rulings": shown.rulings(),
        "reasons": shown.reasons(),
        "parts": shown.parts(words),
        "conclusions": shown.conclusions(words),
        "remark": words.remark,
        "last": last,
        "files": submission.current.files.order_by("path"),
    }
