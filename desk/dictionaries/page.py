"""A list's page: the edition shown, what is being prepared, who changed what before."""

from __future__ import annotations

from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from msgspec import Struct

from desk.access import who
from desk.dictionaries import drafts, lines
from desk.dictionaries.drafts import Draft
from schemas.desk import Role
from schemas.lists import LIST_WORDS, ListKind
from schemas.policy import Listed
from store import lists
from store.models import ListEdition

_PAGE: Final = "desk/dictionaries/list.html"
_ROWS: Final = 50
_SHOWN: Final = 200
"""Lines of a preview that are written out."""
_QUERY: Final = 60


class Words(Struct, frozen=True):
    """What a page says of one list."""

    rule: str
    does: str
    since: str
    example: str
    status: str = ""


WORDS: Final = {
    ListKind.CULTIVATED: Words(
        "B23",
        "已在名单上的单位再次申报时，B23 给出提示。",
        "名单年度",
        "2025",
        "培育中",
    ),
    ListKind.REMOVED: Words(
        "C04",
        "名单上的单位申报时，C04 记为错误：已被移出绿色（低碳）工厂名单，不具备申报资格。",
        "移出日期",
        "2024-12 或 2024-12-05",
    ),
}


class Typed(Struct, frozen=True):
    """What somebody typed into the form, kept until it is saved."""

    text: str = ""
    source: str = ""
    since: str = ""
    status: str = ""
    adding: bool = False
    seen: int = 0
    mark: str = ""


def drafted(kind: ListKind, typed: Typed, current: ListEdition | None) -> Draft:
    """What the typed lines would make of the edition in force."""
    pasted = lines.read(typed.text, kind, typed.since, typed.status)
    return drafts.draft(pasted, lists.entries(current), adding=typed.adding)


def shown(
    request: HttpRequest,
    kind: ListKind,
    edition: ListEdition | None,
    *,
    typed: Typed | None = None,
    draft: Draft | None = None,
    sentence: str = "",
    status: int = 200,
) -> HttpResponse:
    """``edition`` of the list, or the draft in its place."""
    history = lists.editions(kind)
    current = history[0] if history else None
    said = {
        **_edition(request, kind, edition, current),
        "tab": kind.value,
        "kind": kind.value,
        "word": LIST_WORDS[kind],
        "words": WORDS[kind],
        "heads": lines.heads(kind),
        "history": history,
        "current": current,
        "following": current.number + 1 if current else 1,
        "may": who(request).role is Role.ADMIN,
        "waiting": lists.waiting(),
        "typed": typed or Typed(),
        "draft": draft,
        "first": draft.listed[:_SHOWN] if draft else (),
        "sentence": sentence,
        "most": lines.MOST,
    }
    return render(request, _PAGE, said, status=status)


def _edition(
    request: HttpRequest, kind: ListKind, edition: ListEdition | None, current: ListEdition | None
) -> dict[str, Any]:
    """The edition's entries, narrowed by what is searched for, a page at a time."""
    listed = lists.entries(edition)
    query = request.GET.get("q", "").strip()[:_QUERY]
    found = [entry for entry in listed if _holds(entry, query)] if query else listed
    old = edition is not None and current is not None and edition.number != current.number
    return {
        "edition": edition,
        "old": old,
        "change": drafts.changed(lists.entries(lists.current(kind)), listed) if old else None,
        "entries": Paginator(found, _ROWS).get_page(request.GET.get("page")),
        "found": len(found),
        "query": query,
        "new": request.GET.get("new") == "1",
    }


def _holds(entry: Listed, query: str) -> bool:
    told = f"{entry.name} {entry.uscc} {entry.since} {entry.status}".casefold()
    return all(word in told for word in query.casefold().split())
