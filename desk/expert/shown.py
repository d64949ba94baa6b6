"""What the expert's pages show of a firm: its findings with what the expert said, the opinion form."""

from __future__ import annotations

from typing import Final

import msgspec
from django.http import QueryDict
from msgspec import Struct

from desk.submissions.words import masked
from schemas.desk import CONCLUSION_WORDS, REASON_WORDS, RULING_WORDS, Ruling
from schemas.finding import Finding as Found
from schemas.finding import Severity
from schemas.words import SEVERITY_WORDS
from store import opinions, scopes
from store.expert_papers import said_by
from store.models import Decision, Finding, Opinion, Submission
from store.papers import places_of, title_of
from store.scopes import Who

ANSWERS: Final = (Ruling.UPHELD, Ruling.HARMLESS, Ruling.DISMISSED)
"""What an expert may say of a finding."""
_RANK: Final = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
_STATUS: Final = {Severity.ERROR: "err", Severity.WARNING: "warn", Severity.INFO: "info"}


class Choice(Struct, frozen=True):
    """One option of a form."""

    key: str
    words: str
    chosen: bool = False


class Point(Struct, frozen=True):
    """One finding as the pages show it."""

    pk: int
    rule: str
    title: str
    severity: str
    severity_words: str
    message: str
    places: tuple[str, ...]
    actual: str
    expected: str
    working: str
    clause: str
    ruling: str = ""
    ruling_words: str = ""
    reason: str = ""
    remark: str = ""
    seen: int = 0


class Part(Struct, frozen=True):
    """One of the policy's three, with what is written there."""

    key: str
    words: str
    text: str


def point(row: Finding, said: Decision | None = None) -> Point:
    """A finding with what the expert said of it; never with what anybody else said."""
    found = msgspec.convert(row.body, Found)
    return Point(
        pk=row.pk,
        rule=row.rule,
        title=title_of(row.rule),
        severity=_STATUS[Severity(row.severity)],
        severity_words=SEVERITY_WORDS[Severity(row.severity)],
        message=masked(found.message),
        places=tuple(places_of(found).split("\n")),
        actual=masked(found.actual),
        expected=masked(found.expected),
        working=found.working,
        clause=found.citation,
        ruling=said.ruling if said else "",
        ruling_words=RULING_WORDS[Ruling(said.ruling)] if said else "",
        reason=said.reason if said else "",
        remark=said.remark if said else "",
    )


def points(who: Who, submission: Submission) -> list[Point]:
    """The expert's own findings of the firm, errors first; hints are nobody's work."""
    mine = scopes.findings(who).filter(version=submission.current).exclude(severity=Severity.INFO)
    said, last = said_by(who, submission), _last(submission)
    rows = {row.fingerprint: row for row in mine.order_by("-pk")}
    ordered = sorted(
        rows.values(), key=lambda row: (_RANK[Severity(row.severity)], row.rule, row.pk)
    )
    return [
        msgspec.structs.replace(
            point(row, said.get(row.fingerprint)), seen=last.get(row.fingerprint, 0)
        )
        for row in ordered
    ]


def next_open(who: Who, row: Finding) -> str:
    """Where the page goes on after ``row``: the next finding without a word, else the opinion."""
    listed = points(who, row.version.submission)
    at = next((n for n, one in enumerate(listed) if one.pk == row.pk), -1)
    waiting = [one.pk for one in (*listed[at + 1 :], *listed[: at + 1]) if not one.ruling]
    return f"f{waiting[0]}" if waiting else "opinion"


def _last(submission: Submission) -> dict[str, int]:
    """Fingerprint → the last decision's id, anybody's: what a save must not pass over."""
    rows = Decision.objects.filter(submission=submission).order_by("pk")
    return dict(rows.values_list("fingerprint", "pk"))


def parts(said: opinions.Said) -> list[Part]:
    """The three texts of the form."""
    return [Part(key, words, getattr(said, key)) for key, words in opinions.PARTS.items()]


def conclusions(said: opinions.Said) -> list[Choice]:
    """通过, 修改后通过, 不通过."""
    return [Choice(key, words, key == said.conclusion) for key, words in CONCLUSION_WORDS.items()]


def rulings(chosen: str = "") -> list[Choice]:
    """What may be said of a finding."""
    return [Choice(key, RULING_WORDS[key], key == chosen) for key in ANSWERS]


def reasons(chosen: str = "") -> list[Choice]:
    """Why a finding may be a false alarm."""
    return [Choice(key, words, key == chosen) for key, words in REASON_WORDS.items()]


def kept(opinion: Opinion | None) -> opinions.Said:
    """The form as it was last saved."""
    if opinion is None:
        return opinions.Said()
    return opinions.Said(
        opinion.goal, opinion.technology, opinion.feasibility, opinion.conclusion, opinion.remark
    )


def typed(form: QueryDict) -> opinions.Said:
    """The form as it was sent."""
    names = ("goal", "technology", "feasibility", "conclusion", "remark")
    return opinions.Said(*(form.get(name, "") for name in names))


def number(text: str) -> int:
    """A whole number of a form, 0 where it is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else 0
