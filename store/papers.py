"""What papers say, gathered from what stands; and the papers that were made."""

from __future__ import annotations

import re
import tempfile
from collections import defaultdict
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

import msgspec
from django.db.models import Q, QuerySet
from django.utils import timezone

from routing.names import core
from schemas.desk import Role, Ruling
from schemas.finding import Evidence, Severity
from schemas.finding import Finding as Found
from schemas.words import spot_words
from store import originals, scopes, workdays
from store.models import Decision, Finding, Paper, Submission, Version
from store.paper_bodies import Body, Item, Notice
from store.refusals import Refused
from store.scopes import Who
from store.standing import WAITING, standing
from validators.catalogue import cards
from validators.registers.industries import named

_LONGEST: Final = 160
_RANK: Final = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
_FORBIDDEN: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]')
_NUMBERED: Final = re.compile(r"^\s*(\d{1,5})[-_.、\s]*")


class Preview(msgspec.Struct, frozen=True):
    """What the notice would say now, and what is still in the way of sending it."""

    body: Notice
    undecided: int
    """Errors and warnings that nobody ruled on yet."""
    waiting: int
    """Dismissed errors that want a second person's word."""


def office_of(who: Who) -> str:
    """The office in whose name ``who`` writes."""
    if who.role is Role.CITY and who.city:
        return f"{who.city.removesuffix('市')}市经济和信息化局"
    return "浙江省经济和信息化厅"


def preview(who: Who, submission: Submission, today: date) -> Preview:
    """The notice as the rulings stand today."""
    version = current(submission)
    live = Finding.objects.filter(version=version, live=True)
    asking = live.filter(severity__in=(Severity.ERROR, Severity.WARNING))
    body = Notice(
        office=office_of(who),
        firm=version.factory_name or submission.name,
        uscc=version.uscc,
        number=version.number,
        items=_items(submission, live.filter(ruling=Ruling.UPHELD)),
        made_on=today,
        due_on=workdays.after(today, workdays.CORRECTION_DAYS),
        contact=who.name,
    )
    undecided = asking.filter(ruling__in=("", Ruling.LATER, Ruling.PASSED_ON)).count()
    return Preview(body, undecided, asking.filter(ruling=WAITING).count())


def current(submission: Submission) -> Version:
    """The version that stands. Raises :class:`Refused` where none was read yet."""
    if submission.current is None:
        raise Refused("unread", "这份材料还没有读完，暂时不能制发文书。")
    return submission.current


def _items(submission: Submission, upheld: QuerySet[Finding]) -> tuple[Item, ...]:
    """One line a fault, errors first, then by rule; the same fault twice is told once."""
    words = _sentences(submission)
    rows = {row.fingerprint: row for row in upheld.order_by("-pk")}
    ordered = sorted(
        rows.values(), key=lambda row: (_RANK[Severity(row.severity)], row.rule, row.pk)
    )
    return tuple(
        _item(no, msgspec.convert(row.body, Found), words.get(row.fingerprint, ""))
        for no, row in enumerate(ordered, start=1)
    )


def _sentences(submission: Submission) -> dict[str, str]:
    """Fingerprint → what the officer wrote for the list with the ruling that stands."""
    said: dict[str, list[Decision]] = defaultdict(list)
    for decision in Decision.objects.filter(submission=submission).order_by("pk"):
        said[decision.fingerprint].append(decision)
    stood = ((mark, standing(listed)) for mark, listed in said.items())
    return {mark: last.remark for mark, last in stood if last and last.ruling == Ruling.UPHELD}


def _item(no: int, found: Found, own: str) -> Item:
    shown = [text for evidence in found.evidence if (text := _short(evidence))]
    printed = [text for text in shown if found.actual and found.actual in text]
    actual = next(iter([*printed, found.actual, *shown]), "")
    others = [text for text in shown if text != actual]
    return Item(
        no=no,
        place=places_of(found),
        title=title_of(found.rule),
        actual=actual or (shown[0] if shown else "未填"),
        expected=found.expected or (others[0] if others else "—"),
        clause=found.citation,
        fault=_fault(found, own.strip()),
        fix=found.fix,
    )


def _fault(found: Found, own: str) -> str:
    """What is wrong, in the officer's words; place and fix have columns of their own."""
    if own == found.sentence:
        return found.message
    return own.removesuffix(found.fix).rstrip() or found.message


def _short(evidence: Evidence) -> str:
    text = " ".join((evidence.mark or evidence.text).split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def places_of(found: Found, limit: int = 3) -> str:
    """The places in words, a line each: ``方案.docx 表1第14行第4列“年综合能耗”``; a file is named once."""
    different = list(dict.fromkeys((e.where.file, _spot(e)) for e in found.evidence))
    lines: list[str] = []
    before = ""
    for file, spot in different[:limit]:
        lines.append(spot if file == before and spot else f"{file} {spot}".strip())
        before = file
    more = f"等{len(different)}处" if len(different) > limit else ""
    return "\n".join(lines) + more or "全套材料"


def _spot(evidence: Evidence) -> str:
    """The place within its file, with the label that stands there."""
    within = spot_words(evidence.where)
    return f"{within}“{evidence.label}”" if evidence.label else within


@cache
def _titles() -> dict[str, str]:
    return {card.code: card.title for card in cards()}


def title_of(rule: str) -> str:
    """A rule's title; the code itself for one that is no more."""
    return _titles().get(rule, rule)


def industry_of(code: str) -> str:
    """``2822 涤纶纤维制造``; a code that the register does not hold stands alone."""
    known = named(code)
    return f"{code} {known.name}" if known else code


def file_name(submission: Submission, appendix: int, title: str, suffix: str) -> str:
    """``001_某某化纤_附件1_补正通知书.docx``: number, short name, which appendix, title."""
    numbered = _NUMBERED.match(submission.name)
    number = f"{int(numbered[1]):03}" if numbered else f"{submission.pk:03}"
    version = submission.current
    firm = (version.factory_name if version else "") or submission.name
    return f"{number}_{safe_name(core(firm) or firm)}_附件{appendix}_{title}{suffix}"


def safe_name(text: str) -> str:
    """A part of a file's name that every system takes."""
    kept = _FORBIDDEN.sub("", text).replace("_", "").strip(". ")
    return kept[:30] or "未命名"


def visible(who: Who) -> QuerySet[Paper]:
    """The papers that ``who`` may see: of their submissions; lists of many firms, only one's own.

    Province staff see all; an expert the opinion forms that they made of opened submissions.
    """
    if who.role is Role.PROVINCE:
        return Paper.objects.all()
    if who.role is Role.CITY:
        lists = Q(submission=None, by=who.name)
        return Paper.objects.filter(Q(submission__in=scopes.submissions(who)) | lists)
    if who.role is Role.EXPERT:
        mine = Paper.objects.filter(kind="opinion", by=who.name)
        return mine.filter(submission__in=scopes.opened(who).values("pk"))
    return Paper.objects.none()


def keep(folder: Path, content: bytes, body: Body) -> str:
    """Store a made file and what it says. Returns the file's hash."""
    name = sha256(content).hexdigest()
    with tempfile.TemporaryDirectory() as scratch:
        made = Path(scratch) / "paper"
        made.write_bytes(content)
        target = originals.keep(folder, name, made)
    said = target.with_suffix(".json")
    said.touch(mode=0o600)
    said.write_bytes(msgspec.json.encode(body))
    return name


def said(folder: Path, paper: Paper) -> Body:
    """What the stored paper says."""
    path = originals.place(folder, paper.sha256).with_suffix(".json")
    body: Body = msgspec.json.decode(path.read_bytes(), type=Body)
    return body


def add(who: Who, kind: str, name: str, content_hash: str, submission: int | None = None) -> Paper:
    """Note a paper that was made."""
    return Paper.objects.create(
        submission_id=submission,
        kind=kind,
        name=name,
        sha256=content_hash,
        by=who.name,
        at=timezone.now(),
    )


def confirm(who: Who, paper: Paper, content_hash: str) -> Paper:
    """The person's word that the paper is right; it stands once."""
    changed = Paper.objects.filter(pk=paper.pk, confirmed_by="").update(
        confirmed_by=who.name, sha256=content_hash
    )
    if not changed:
        raise Refused("confirmed", "这份文书已经确认过了，请刷新页面查看。")
    paper.refresh_from_db()
    return paper
