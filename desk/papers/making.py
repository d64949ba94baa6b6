"""Papers: gathered, filled, stored, noted. Each stands under the mark until a person confirms it."""

from __future__ import annotations

from datetime import date
from typing import Final

import msgspec
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from desk.papers import books, filling, wording
from schemas.desk import PAPER_WORDS
from store import audit, expert_papers, originals, paper_lists, papers
from store.models import Paper, Submission
from store.paper_bodies import Body, Ledger, Notice, OpinionPaper, Summary
from store.refusals import Refused
from store.scopes import Who, opened, submissions

TITLES: Final = {
    "notice": "一次性告知（补正）通知书",
    "opinion": "专家评审意见表",
    "summary": "审核意见汇总表",
    "ledger": "台账",
}
_APPENDIX: Final = {"notice": 1, "opinion": 2, "summary": 3, "ledger": 4}
_GONE: Final = "文书文件已不在磁盘上，请重新生成或从备份恢复。"
_CHANGED: Final = "裁定在生成之后有变化，这份文书已不是最新内容。请重新生成，看过后再确认。"


def notice(who: Who, submission_pk: int) -> Paper:
    """The notice with its list, from the rulings that stand. Raises :class:`Refused` where none does."""
    submission = opened(who).get(pk=submission_pk)
    body = papers.preview(who, submission, _today()).body
    if not body.items:
        raise Refused("empty", "还没有裁定为“属实·须补正”的问题，不需要发补正通知书。")
    return _made(who, body, papers.file_name(submission, 1, TITLES["notice"], ".docx"), submission)


def opinion(who: Who, submission_pk: int) -> Paper:
    """The expert's own opinion form, once submitted. Raises :class:`Refused` before."""
    submission = opened(who).get(pk=submission_pk)
    body = expert_papers.opinion(who, submission, _today())
    title = f"{TITLES['opinion']}（{papers.safe_name(who.name)}）"
    return _made(who, body, papers.file_name(submission, 2, title, ".docx"), submission)


def summary(who: Who, rows: QuerySet[Submission]) -> Paper:
    """《审核意见汇总表》 of those of ``rows`` that ``who`` may see."""
    body = paper_lists.summary(who, _own(who, rows), _today())
    return _made(who, body, _list_name("summary", len(body.rows)))


def ledger(who: Who, rows: QuerySet[Submission]) -> Paper:
    """《台账》 of those of ``rows`` that ``who`` may see."""
    body = paper_lists.ledger(who, _own(who, rows), _today())
    return _made(who, body, _list_name("ledger", len(body.rows)))


def confirm(who: Who, paper: Paper) -> Paper:
    """Made again without the mark, dated today, if what it says still stands."""
    body = said(paper)
    fresh = _fresh(who, paper, body)
    content = rendered(fresh, confirmed=True)
    before = paper.sha256
    confirmed = papers.confirm(who, paper, papers.keep(settings.LINGTAN.papers, content, fresh))
    _log(who, confirmed, step="confirm", before=before)
    return confirmed


def rendered(body: Body, *, confirmed: bool) -> bytes:
    """The file of what a paper says."""
    own = settings.LINGTAN.workspace / "templates"
    match body:
        case Notice():
            return filling.filled("notice.docx", own, wording.of_notice(body, confirmed=confirmed))
        case OpinionPaper():
            slots = wording.of_opinion(body, confirmed=confirmed)
            return filling.filled("opinion.docx", own, slots)
        case Summary():
            return books.summary(body, confirmed=confirmed)
        case Ledger():
            return books.ledger(body, confirmed=confirmed)


def content(paper: Paper) -> bytes:
    """The stored file. Raises :class:`Refused` where it is gone from the disk."""
    try:
        return originals.place(settings.LINGTAN.papers, paper.sha256).read_bytes()
    except FileNotFoundError as error:
        raise Refused("gone", _GONE) from error


def said(paper: Paper) -> Body:
    """What the stored paper says. Raises :class:`Refused` where it is gone from the disk."""
    try:
        return papers.said(settings.LINGTAN.papers, paper)
    except FileNotFoundError as error:
        raise Refused("gone", _GONE) from error


def _fresh(who: Who, paper: Paper, body: Body) -> Body:
    """A notice is sent on the day of its confirmation; lists and opinions keep their own."""
    if not isinstance(body, Notice) or paper.submission is None:
        return body
    now = papers.preview(who, paper.submission, _today()).body
    if (now.items, now.number, now.firm) != (body.items, body.number, body.firm):
        raise Refused("stale", _CHANGED)
    return msgspec.structs.replace(body, made_on=now.made_on, due_on=now.due_on)


def _made(who: Who, body: Body, name: str, submission: Submission | None = None) -> Paper:
    kind = str(body.__struct_config__.tag)
    kept = papers.keep(settings.LINGTAN.papers, rendered(body, confirmed=False), body)
    paper = papers.add(who, kind, name, kept, submission.pk if submission else None)
    _log(who, paper, step="make")
    return paper


def _own(who: Who, rows: QuerySet[Submission]) -> QuerySet[Submission]:
    return submissions(who).filter(pk__in=rows.values("pk"))


def _list_name(kind: str, count: int) -> str:
    return f"000_共{count}家_附件{_APPENDIX[kind]}_{TITLES[kind]}.xlsx"


def _log(who: Who, paper: Paper, **detail: str) -> None:
    words = PAPER_WORDS[paper.kind]
    audit.record(
        who.name,
        "paper",
        f"paper:{paper.pk}",
        kind=words,
        name=paper.name,
        sha256=paper.sha256,
        **detail,
    )


def _today() -> date:
    return timezone.localdate()
