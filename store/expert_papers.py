"""What 《专家评审意见表》 says: one expert's submitted opinion on one plan, and on each finding."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from schemas.desk import RULING_WORDS, Ruling
from schemas.finding import Speciality
from schemas.words import SPECIALITY_WORDS
from store import scopes
from store.models import Assignment, Decision, Finding, Opinion, Submission
from store.paper_bodies import OpinionPaper, Remark
from store.papers import current, industry_of, title_of
from store.refusals import Refused
from store.scopes import Who
from store.standing import standing

_DRAFT = "评审意见还没有提交。请在专家工作台提交后，再导出《专家评审意见表》。"


def opinion(who: Who, submission: Submission, today: date) -> OpinionPaper:
    """The form of the expert's last submitted opinion. Raises :class:`Refused` before there is one."""
    version = current(submission)
    mine = Opinion.objects.filter(submission=submission, person_id=who.id, submitted=True)
    said = mine.filter(version=version).order_by("-pk").first()
    if said is None:
        raise Refused("draft", _DRAFT)
    return OpinionPaper(
        firm=version.factory_name or submission.name,
        uscc=version.uscc,
        city=version.city,
        industry=industry_of(version.trade),
        number=version.number,
        specialities=_specialities(who, submission),
        expert=who.name,
        goal=said.goal,
        technology=said.technology,
        feasibility=said.feasibility,
        conclusion=said.conclusion,
        remark=said.remark,
        remarks=_remarks(who, submission),
        made_on=today,
    )


def _specialities(who: Who, submission: Submission) -> str:
    mine = Assignment.objects.filter(version=submission.current, expert=who.name)
    desks = mine.order_by("pk").values_list("speciality", flat=True)
    return "、".join(SPECIALITY_WORDS[Speciality(desk)] for desk in desks)


def _remarks(who: Who, submission: Submission) -> tuple[Remark, ...]:
    """The expert's own findings, once a fingerprint, with what they said of each."""
    mine = scopes.findings(who).filter(version=submission.current)
    rows = {row.fingerprint: row for row in mine.order_by("rule", "pk")}
    said = said_by(who, submission)
    return tuple(_remark(no, row, said.get(mark)) for no, (mark, row) in enumerate(rows.items(), 1))


def said_by(who: Who, submission: Submission) -> dict[str, Decision]:
    """Fingerprint → what ``who`` said of it and did not take back."""
    mine: dict[str, list[Decision]] = defaultdict(list)
    for one in Decision.objects.filter(submission=submission, by=who.name).order_by("pk"):
        mine[one.fingerprint].append(one)
    stood = ((mark, standing(listed)) for mark, listed in mine.items())
    return {mark: last for mark, last in stood if last}


def _remark(no: int, row: Finding, said: Decision | None) -> Remark:
    return Remark(
        no=no,
        title=f"{row.rule} {title_of(row.rule)}",
        fault=row.message,
        ruling=RULING_WORDS[Ruling(said.ruling)] if said else "未判定",
        remark=said.remark if said else "",
    )
