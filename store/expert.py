"""An expert's work: the firms on their desks, what they declared of each, how much there is to do."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import Final

import msgspec
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from msgspec import Struct

from schemas.assignment import Assignment as Assigned
from schemas.assignment import Exclusion, Reason, Roster
from schemas.desk import Ruling
from schemas.finding import Severity, Speciality
from schemas.words import SPECIALITY_WORDS
from store import audit, blind, blind_readers, expert_desks, scopes
from store.models import Assignment, BlindReading, Opinion, Statement, Submission, Version
from store.refusals import Refused
from store.scopes import Who

_OPEN: Final = ("", Ruling.LATER, Ruling.PASSED_ON)
_FAR: Final = date.max
_LONGEST_REMARK: Final = 500


class Desk(Struct, frozen=True):
    """One speciality of one firm: why it is this expert's, and who was out of the question."""

    speciality: str
    rules: tuple[str, ...]
    reasons: tuple[Reason, ...]
    exclusions: tuple[Exclusion, ...]


class Seat(Struct, frozen=True):
    """One firm on an expert's list. ``tied`` is ``None`` until the statement is made."""

    submission: int
    firm: str
    city: str
    number: int
    due_on: date | None
    desks: tuple[Desk, ...]
    tied: bool | None = None
    findings: int = 0
    open: int = 0
    opinion: str = ""
    """``""`` none yet, ``draft``, ``submitted``."""

    @property
    def specialities(self) -> str:
        """``能源、设备``."""
        return "、".join(desk.speciality for desk in self.desks)


class Workload(Struct, frozen=True):
    """What lies before an expert, and how often second readers agree, with the n behind it."""

    firms: int
    undeclared: int
    findings: int
    open: int
    drafts: int
    submitted: int
    second: int
    """Blind readings that wait."""
    limit: int | None
    agreement: blind.Agreement


def seats(who: Who) -> list[Seat]:
    """The firms on ``who``'s desks, the nearest deadline first, then in the order of their names."""
    given: dict[int, list[Desk]] = defaultdict(list)
    rows: dict[int, Version] = {}
    for row in _desks(who):
        given[row.version.submission_id].append(_desk(row))
        rows[row.version.submission_id] = row.version
    said, counts, opinions = _said(who, rows), _counts(who), _opinions(who, rows)
    listed = [
        _seat(rows[pk], tuple(desks), said.get(pk), counts.get(pk, Counter()), opinions.get(pk, ""))
        for pk, desks in given.items()
    ]
    return sorted(listed, key=lambda seat: (seat.due_on or _FAR, seat.firm))


def _desks(who: Who) -> QuerySet[Assignment]:
    mine = Assignment.objects.filter(live=True, expert=who.name)
    unread = ("version__body", "version__verdicts", "version__facts")
    return mine.select_related("version__submission").defer(*unread).order_by("pk")


def _desk(row: Assignment) -> Desk:
    answer = msgspec.convert(row.body, Assigned)
    word = SPECIALITY_WORDS[Speciality(row.speciality)]
    return Desk(word, answer.rules, answer.reasons, answer.exclusions)


def _said(who: Who, rows: dict[int, Version]) -> dict[int, bool]:
    """Submission → whether a tie was declared, by the last statement."""
    mine = Statement.objects.filter(person_id=who.id, submission__in=rows).order_by("pk")
    return dict(mine.values_list("submission", "tied"))


def _counts(who: Who) -> dict[int, Counter[str]]:
    """Submission → how many findings lie on the desk, and how many of them are open."""
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    mine = scopes.findings(who).exclude(severity=Severity.INFO)
    for submission, ruling in mine.values_list("version__submission", "ruling"):
        counts[submission]["all"] += 1
        counts[submission]["open"] += ruling in _OPEN
    return counts


def _opinions(who: Who, rows: dict[int, Version]) -> dict[int, str]:
    current = [version.pk for version in rows.values()]
    mine = Opinion.objects.filter(person_id=who.id, version__in=current).order_by("pk")
    return {
        submission: "submitted" if submitted else "draft"
        for submission, submitted in mine.values_list("submission", "submitted")
    }


def _seat(
    version: Version,
    desks: tuple[Desk, ...],
    tied: bool | None,
    counts: Counter[str],
    opinion: str,
) -> Seat:
    return Seat(
        submission=version.submission_id,
        firm=version.factory_name or version.submission.name,
        city=version.city,
        number=version.number,
        due_on=version.submission.due_on,
        desks=desks,
        tied=tied,
        findings=counts["all"],
        open=counts["open"],
        opinion=opinion,
    )


def workload(who: Who, listed: list[Seat], roster: Roster) -> Workload:
    """The sums over an expert's list."""
    limits = {expert.name: expert.limit for expert in roster.experts}
    return Workload(
        firms=len(listed),
        undeclared=sum(seat.tied is None for seat in listed),
        findings=sum(seat.findings for seat in listed),
        open=sum(seat.open for seat in listed),
        drafts=sum(seat.opinion == "draft" for seat in listed),
        submitted=sum(seat.opinion == "submitted" for seat in listed),
        second=BlindReading.objects.filter(reader=who.name, ruling="").count(),
        limit=limits.get(who.name),
        agreement=blind.agreement(),
    )


@transaction.atomic
def declare(
    who: Who, submission_pk: int, tied: bool, remark: str, roster: Roster, today: date
) -> list[Assignment]:
    """The statement about one firm. With a tie the desks go to others: those are returned.

    Raises :class:`Refused`: ``absent``, ``remark``, ``declared``.
    """
    submission = scopes.submissions(who).filter(pk=submission_pk).select_related("current").first()
    if submission is None or submission.current is None:
        raise Refused("absent", "没有这家企业的评审任务，或者它已改派他人；请回到列表刷新。")
    words = remark.strip()[:_LONGEST_REMARK]
    if tied and not words:
        raise Refused("remark", "声明需要回避的，请写明与申报单位的关系。")
    if not tied and scopes.opened(who).filter(pk=submission_pk).exists():
        raise Refused("declared", "您已经声明过与这家企业无利害关系，不需要重复提交。")
    Statement.objects.create(
        person_id=who.id, submission=submission, tied=tied, remark=words, at=timezone.now()
    )
    audit.record(who.name, "declare", f"submission:{submission_pk}", tied=tied)
    if not tied:
        return []
    moved = expert_desks.take_away(who, submission.current, roster, today)
    _read_by_others(who, submission, roster, today)
    return moved


def _read_by_others(who: Who, submission: Submission, roster: Roster, today: date) -> None:
    """Blind readings that were not answered yet go to somebody without a tie."""
    mine = BlindReading.objects.filter(submission=submission, reader=who.name, ruling="")
    if mine.delete()[0]:
        known = expert_desks.declared(roster)
        blind_readers.give_out([submission.pk], known, today)
        blind_readers.sample(submission.batch_id, known, today)
