"""One step for many: shown first with what it will do, then done for exactly what was shown."""

from __future__ import annotations

from typing import Final

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST
from msgspec import Struct

from desk.access import STAFF, allowed, who
from desk.batches import choices, filters, panel
from desk.batches.answers import back, said_no
from desk.papers import making
from store import bulk
from store.models import Submission
from store.refusals import Refused
from store.scopes import Who

ASSIGN, LEDGER, NOTICE = "assign", "ledger", "notice"
STEPS: Final = {ASSIGN: "分派负责人", LEDGER: "导出台账", NOTICE: "生成补正通知"}
_NAMED: Final = 12
_MOST_NOTICES: Final = 500


class Preview(Struct, frozen=True):
    """What a step would do to whom."""

    step: str
    title: str
    count: int
    names: tuple[str, ...]
    keys: str
    taken: int
    """How many it will really touch."""
    warning: str = ""


@allowed(*STAFF)
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """What would be done, with the place for the reason."""
    me, asked = who(request), request.POST
    try:
        shown = _preview(me, _step(asked), bulk.chosen(me, _keys(me, asked)))
    except Refused as error:
        return said_no(request, error)
    return _page(request, shown, me)


@allowed(*STAFF)
@require_POST
def carry_out(request: HttpRequest) -> HttpResponse:
    """Done, for the submissions that the preview named."""
    me, asked = who(request), request.POST
    try:
        step, found = _step(asked), bulk.chosen(me, _listed(asked.get("keys", "")))
        reason = _reason(asked)
    except Refused as error:
        return said_no(request, error)
    try:
        return _done(request, me, step, found, reason)
    except Refused as error:
        return _page(request, _preview(me, step, found), me, problem=error.sentence)


def _done(
    request: HttpRequest, me: Who, step: str, found: QuerySet[Submission], reason: str
) -> HttpResponse:
    query = filters.from_query(request.POST.get("query", "")).query
    if step == ASSIGN:
        owner = _owner(me, request.POST)
        count = bulk.assign(me, found, owner, reason)
        return back(request, query, _assigned(owner, count, found.count() - count))
    if step == LEDGER:
        paper = making.ledger(me, found)
        told = [(pk, {"paper": paper.name}) for pk in found.values_list("pk", flat=True)]
        bulk.note(me, "export", told, reason)
        return back(
            request, query, f"台账已生成：{paper.name}", reverse("paper_file", args=[paper.pk])
        )
    return _notices(request, me, found, reason, query)


def _assigned(owner: str, count: int, before: int) -> str:
    """What became of the selection: those that were so before are told apart."""
    done = f"已把 {count} 家分派给{owner}" if owner else f"已收回 {count} 家，暂不分派"
    was = f"原来就由{owner}负责" if owner else "原来就没有负责人"
    return f"{done}；另外 {before} 家{was}。" if before else f"{done}。"


def _notices(
    request: HttpRequest, me: Who, found: QuerySet[Submission], reason: str, query: str
) -> HttpResponse:
    keys = list(bulk.upheld(found).values_list("pk", flat=True)[: _MOST_NOTICES + 1])
    if not keys:
        raise Refused("empty", "选中的企业都还没有认定为“属实·须补正”的问题，不需要发补正通知。")
    if len(keys) > _MOST_NOTICES:
        raise Refused("too_many", f"一次最多生成 {_MOST_NOTICES} 份通知，请先用筛选缩小范围。")
    told = [(pk, {"paper": making.notice(me, pk).name}) for pk in keys]
    bulk.note(me, "paper", told, reason)
    return back(request, query, f"已生成 {len(told)} 份补正通知，请逐份确认后发出。")


def _page(request: HttpRequest, shown: Preview, me: Who, problem: str = "") -> HttpResponse:
    said = {
        "preview": shown,
        "carried": filters.from_query(request.POST.get("query", "")).query,
        "reason": request.POST.get("reason", ""),
        "staff": choices.staff(me) if shown.step == ASSIGN else [],
        "problem": problem,
    }
    return render(request, "desk/batches/bulk.html", said, status=409 if problem else 200)


def _preview(me: Who, step: str, found: QuerySet[Submission]) -> Preview:
    firms = list(found.order_by("pk").values_list("pk", "card__firm"))
    kept = set(bulk.upheld(found).values_list("pk", flat=True)) if step == NOTICE else None
    touched = [name for pk, name in firms if kept is None or pk in kept]
    taken = len(touched)
    names = tuple(name or "（未识别企业名称）" for name in touched[:_NAMED])
    keys = ",".join(str(pk) for pk, _ in firms)
    return Preview(step, STEPS[step], len(firms), names, keys, taken, _warning(len(firms) - taken))


def _warning(left_out: int) -> str:
    if not left_out:
        return ""
    return f"其中 {left_out} 家还没有认定为“属实·须补正”的问题，不会生成通知。"


def _step(asked: QueryDict) -> str:
    step = asked.get("step", "")
    if step not in STEPS:
        raise Refused("no_step", "没有这项批量操作，请返回批次看板重新选择。")
    return step


def _keys(me: Who, asked: QueryDict) -> list[int]:
    """The rows that were ticked; or, where all was asked for, all that the filter lets through."""
    if asked.get("all") != "1":
        return _listed(",".join(asked.getlist("pk")))
    wanted = filters.from_query(asked.get("query", ""))
    rows = filters.rows(me).filter(filters.condition(wanted, me, panel.today()))
    return list(rows.values_list("pk", flat=True)[: bulk.MOST + 1])


def _listed(words: str) -> list[int]:
    return [
        int(word)
        for word in words.split(",")
        if word.isascii() and word.isdecimal() and len(word) < 18
    ]


def _reason(asked: QueryDict) -> str:
    reason = asked.get("reason", "").strip()[:200]
    if not reason:
        raise Refused("no_reason", "请填写理由：一次填写，记入每一家的操作记录。")
    return reason


def _owner(me: Who, asked: QueryDict) -> str:
    owner = asked.get("owner", "")
    if owner and owner not in choices.staff(me):
        raise Refused("no_owner", "这位负责人不存在或已停用，请重新选择。")
    return owner
