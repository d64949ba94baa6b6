"""往来文书 and 操作记录: what was sent and what was done, the latest first."""

from __future__ import annotations

from typing import Final

from django.db.models import QuerySet
from msgspec import Struct

from desk.submissions.opened import Shown
from desk.submissions.words import masked
from schemas.desk import PAPER_WORDS, RULING_WORDS, STAGE_WORDS, Ruling
from schemas.fields import label_of
from store.audit import ACTIONS
from store.models import Audit, Finding
from store.papers import visible

_MOST: Final = 200


class Sheet(Struct, frozen=True):
    """One paper."""

    pk: int
    kind: str
    name: str
    by: str
    at: object
    confirmed_by: str


class Line(Struct, frozen=True):
    """One line of the log in words."""

    at: object
    actor: str
    action: str
    words: str


def papers(shown: Shown) -> tuple[Sheet, ...]:
    """The papers of this submission that this person may see."""
    rows = visible(shown.who).filter(submission=shown.row).order_by("-at", "-pk")
    return tuple(
        Sheet(
            row.pk, PAPER_WORDS.get(row.kind, row.kind), row.name, row.by, row.at, row.confirmed_by
        )
        for row in rows[:_MOST]
    )


def log(shown: Shown) -> tuple[tuple[Line, ...], int]:
    """What was done with this submission and its findings; and how many lines there are beside."""
    findings = dict(Finding.objects.filter(version__submission=shown.row).values_list("pk", "rule"))
    names = [f"submission:{shown.row.pk}", *(f"finding:{pk}" for pk in findings)]
    rows = _of(names)
    count = rows.count()
    lines = tuple(_line(row, findings) for row in rows[:_MOST])
    return lines, max(0, count - len(lines))


def _of(names: list[str]) -> QuerySet[Audit]:
    return Audit.objects.filter(object__in=names[:900]).order_by("-pk")


def _line(row: Audit, findings: dict[int, str]) -> Line:
    return Line(
        row.at, row.actor, ACTIONS.get(row.action, row.action), masked(_words(row, findings))
    )


def _words(row: Audit, findings: dict[int, str]) -> str:
    """What the line is about, from its own details."""
    kind, _, number = row.object.partition(":")
    said = [findings.get(int(number), "")] if kind == "finding" and number.isdigit() else []
    detail = row.detail
    said += [
        RULING_WORDS[Ruling(detail["ruling"])] if detail.get("ruling") in set(Ruling) else "",
        _key_words(str(detail.get("key", ""))),
        STAGE_WORDS.get(str(detail.get("after", "")), ""),
        str(detail.get("file", "")),
        str(detail.get("paper", "")),
        str(detail.get("remark", "") or ""),
        f"第{detail['number']}次提交" if detail.get("number") else "",
    ]
    return " · ".join(word for word in said if word)


def _key_words(key: str) -> str:
    try:
        return label_of(key) if key else ""
    except KeyError:
        return key
