"""Desks that change hands: a declared tie takes one away, staff may give one to somebody by hand.

Both go through the same routing as the first assignment, and both are logged with the reasons and
with everybody who was excluded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

import msgspec
from django.db import transaction
from django.db.models import Count, QuerySet
from msgspec import Struct, structs

from routing.assign import assign
from schemas.assignment import (
    Assignment as Assigned,
)
from schemas.assignment import (
    Case,
    Expert,
    Firm,
    Reason,
    ReasonCode,
    Roster,
    Tie,
    TieKind,
    Unassigned,
)
from schemas.desk import Role
from schemas.finding import Finding as Found
from schemas.finding import Severity, Speciality
from schemas.words import SPECIALITY_WORDS
from store import audit, scopes, upkeep
from store.models import Assignment, Finding, Read, Statement, Version
from store.refusals import Refused
from store.scopes import Who
from validators.registers.divisions import city_of_text

_STAFF = (Role.PROVINCE, Role.CITY)
_ENDLESS = 1_000_000


class Candidate(Struct, frozen=True):
    """Somebody on the roster for one desk; ``why_not`` is empty where they may take it."""

    name: str
    held: int
    limit: int
    why_not: str = ""


def declared(roster: Roster) -> Roster:
    """The roster with the ties that were declared at the desk, so that no later routing forgets them."""
    ties: dict[str, list[Tie]] = {}
    for name, tie in _declared_ties():
        ties.setdefault(name, []).append(tie)
    experts = (
        structs.replace(expert, ties=(*expert.ties, *ties.get(expert.name, ())))
        for expert in roster.experts
    )
    return Roster(tuple(experts))


def _declared_ties() -> Iterator[tuple[str, Tie]]:
    """Everybody's ties by their last statement about each firm."""
    rows = Statement.objects.select_related("person", "submission__current").order_by("pk")
    parts = ("submission__current__body", "submission__current__verdicts")
    latest = {(row.person_id, row.submission_id): row for row in rows.defer(*parts)}
    for row in latest.values():
        if row.tied:
            version = row.submission.current
            name = (version.factory_name if version else "") or row.submission.name
            code = version.uscc if version else ""
            yield row.person.name, Tie(TieKind.DECLARED, firm=name, uscc=code)


def firm_of(version: Version) -> Firm:
    """The applicant as routing must know it."""
    head = Read.objects.filter(version=version, key="legal_representative").first()
    return Firm(
        submission=version.submission.name,
        factory_name=version.factory_name,
        legal_representative=str(head.value or "") if head else "",
        uscc=version.uscc,
        city=city_of_text(version.city) or version.city,
    )


def load() -> Counter[str]:
    """How many desks of current versions everybody has."""
    return held(Assignment.objects.filter(live=True))


def held(desks: QuerySet[Assignment]) -> Counter[str]:
    """Expert → how many of ``desks`` are theirs."""
    given = desks.exclude(expert="").values_list("expert").annotate(n=Count("pk"))
    return Counter(dict(given.order_by()))


def take_away(who: Who, version: Version, roster: Roster, today: date) -> list[Assignment]:
    """Everything of ``version`` that lies on ``who``'s desk goes to the next who may, or to nobody."""
    mine = list(Assignment.objects.filter(version=version, expert=who.name).order_by("pk"))
    Assignment.objects.filter(pk__in=[desk.pk for desk in mine]).update(expert="")
    case = Case(firm_of(version), tuple(_work(version, [desk.speciality for desk in mine])))
    answer = assign([case], declared(roster), today=today, load=load())
    answers: list[Assigned | Unassigned] = [*answer.assigned, *answer.unassigned]
    placed = {one.speciality: one for one in answers}
    for desk in mine:
        answer_to = placed[Speciality(desk.speciality)]
        _settle(who.name, "declare", desk, answer_to, reason="回避声明", taken_from=who.name)
    upkeep.refresh([version.submission_id])
    return mine


def _work(version: Version, specialities: Iterable[str]) -> Iterator[Found]:
    """The findings that make up these desks; a desk without one left keeps a nameless one."""
    rows = Finding.objects.filter(version=version, speciality__in=list(specialities))
    asking = rows.exclude(severity=Severity.INFO)
    yield from (msgspec.convert(body, Found) for body in asking.values_list("body", flat=True))
    for speciality in set(specialities) - set(asking.values_list("speciality", flat=True)):
        yield Found("", Severity.WARNING, Speciality(speciality), "", "")


def candidates(
    desk: Assignment, roster: Roster, today: date, held: Counter[str]
) -> list[Candidate]:
    """Everybody on the roster and whether they may take the desk: those who may first."""
    firm, known = firm_of(desk.version), declared(roster)
    people = [_candidate(expert, desk, firm, today, held) for expert in known.experts]
    return sorted(people, key=lambda one: (bool(one.why_not), one.held, one.name))


def _candidate(
    expert: Expert, desk: Assignment, firm: Firm, today: date, held: Counter[str]
) -> Candidate:
    answer = _alone(expert, desk, firm, today)
    why_not = answer.exclusions[0].reason.text if isinstance(answer, Unassigned) else ""
    return Candidate(expert.name, held[expert.name], expert.limit, why_not)


def _alone(expert: Expert, desk: Assignment, firm: Firm, today: date) -> Assigned | Unassigned:
    """What routing says of this one person; how much they have is for the giver to weigh."""
    work = Found("", Severity.WARNING, Speciality(desk.speciality), "", "")
    alone = Roster((structs.replace(expert, limit=_ENDLESS),))
    answer = assign([Case(firm, (work,))], alone, today=today)
    return answer.assigned[0] if answer.assigned else answer.unassigned[0]


@transaction.atomic
def give(who: Who, desk_pk: int, name: str, reason: str, roster: Roster, today: date) -> Assignment:
    """Staff's own choice for a desk. Raises :class:`Refused`: ``absent``, ``reason``, ``excluded``, ``same``."""
    mine = Assignment.objects.filter(version__submission__in=scopes.submissions(who).values("pk"))
    desk = mine.select_related("version__submission").filter(live=True, pk=desk_pk).first()
    if desk is None or who.role not in _STAFF:
        raise Refused("absent", "没有这一席，或者它已不在您的职责范围内；请刷新后再看。")
    if not reason.strip():
        raise Refused("reason", "改派须写明理由，理由会记入操作日志。")
    if desk.expert == name:
        raise Refused("same", f"这一席现在就由{name}负责，不需要改派。")
    chosen = _chosen(desk, name, reason.strip(), roster, today)
    before = desk.expert
    _settle(who.name, "assign", desk, chosen, reason=reason.strip(), taken_from=before)
    upkeep.refresh([desk.version.submission_id])
    return desk


def _chosen(desk: Assignment, name: str, reason: str, roster: Roster, today: date) -> Assigned:
    expert = next((one for one in declared(roster).experts if one.name == name), None)
    if expert is None:
        raise Refused("excluded", f"名册中没有“{name}”，请从名单里选择。")
    answer = _alone(expert, desk, firm_of(desk.version), today)
    if isinstance(answer, Unassigned):
        raise Refused("excluded", f"{name}不能接这一席：{answer.exclusions[0].reason.text}。")
    before = answer_of(desk)
    return structs.replace(
        answer,
        rules=before.rules,
        reasons=(Reason(ReasonCode.BY_HAND, f"人工改派：{reason}"),),
        exclusions=before.exclusions,
    )


def answer_of(desk: Assignment) -> Assigned | Unassigned:
    """What routing, or a person after it, said of the desk."""
    if desk.expert:
        return msgspec.convert(desk.body, Assigned)
    return msgspec.convert(desk.body, Unassigned)


def _settle(
    actor: str,
    action: str,
    desk: Assignment,
    answer: Assigned | Unassigned,
    *,
    reason: str,
    taken_from: str,
) -> None:
    """Store who has the desk now, and log why and who was out of the question."""
    answer = structs.replace(answer, rules=tuple(filter(None, answer.rules)))
    desk.expert = answer.expert if isinstance(answer, Assigned) else ""
    desk.body = msgspec.to_builtins(answer)
    desk.save(update_fields=["expert", "body"])
    audit.record(
        actor,
        action,
        f"submission:{desk.version.submission_id}",
        speciality=SPECIALITY_WORDS[Speciality(desk.speciality)],
        taken_from=taken_from,
        given_to=desk.expert,
        reason=reason,
        excluded=[f"{one.expert}：{one.reason.text}" for one in answer.exclusions],
    )
