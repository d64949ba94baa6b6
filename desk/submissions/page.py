"""The frame around every tab: header, files, tabs with their counts, the summary."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from msgspec import Struct

from desk.submissions.files import files
from desk.submissions.head import head
from desk.submissions.opened import Shown
from desk.submissions.summary import summary

_TABS: Final = (
    ("submission", "关键指标"),
    ("submission-findings", "全部发现"),
    ("submission-score", "评分"),
    ("submission-changes", "补正前后对照"),
    ("submission-text", "原文"),
    ("submission-papers", "往来文书"),
    ("submission-log", "操作记录"),
)
_STAFF_ONLY: Final = frozenset({"submission-log"})


class Tab(Struct, frozen=True):
    """One tab with its address."""

    word: str
    url: str
    on: bool
    count: str = ""


def show(
    request: HttpRequest, shown: Shown, tab: str, content: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """The page with one tab open; ``tab`` is the name of its address."""
    frame = {
        "shown": shown,
        "head": head(shown),
        "files": files(shown),
        "summary": summary(shown),
        "tabs_here": _tabs(shown, tab),
        "notice": request.GET.get("done", ""),
    }
    name = tab.removeprefix("submission").lstrip("-") or "figures"
    return render(request, f"desk/submissions/{name}.html", frame | content, status=status)


def _tabs(shown: Shown, on: str) -> list[Tab]:
    counts = {"submission-findings": str(len(shown.findings))}
    return [
        Tab(word, reverse(name, args=[shown.row.pk]), name == on, counts.get(name, ""))
        for name, word in _TABS
        if shown.staff or name not in _STAFF_ONLY
    ]
