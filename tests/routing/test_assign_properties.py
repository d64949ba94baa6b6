"""What must hold for any roster and any findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from routing.assign import assign
from routing.conflicts import conflict
from schemas.assignment import Assignment, Case, Duty, Expert, Firm, Leave, Roster, Tie, TieKind
from schemas.finding import Finding, Severity, Speciality

TODAY = date(2025, 4, 1)
NAMES = ("浙江恒某化纤有限公司", "宁波钢某股份有限公司", "杭州锦某印染厂", "")
PEOPLE = ("王某", "李某", "")
CODES = ("91330109MA2B3C4D1C", "913306817125836037", "")
DAYS = ("2020-01-01", "2022-04-01", "2025-03-31", "2026-01-01")

firms = st.builds(
    Firm,
    submission=st.sampled_from([f"{n:03}" for n in range(6)]),
    factory_name=st.sampled_from(NAMES),
    legal_representative=st.sampled_from(PEOPLE),
    uscc=st.sampled_from(CODES),
    city=st.sampled_from(["杭州市", "宁波市", ""]),
)
findings = st.builds(
    Finding,
    rule=st.sampled_from(["A01", "D02", "E16"]),
    severity=st.sampled_from(Severity),
    speciality=st.sampled_from(Speciality),
    message=st.just("不符"),
    citation=st.just("-"),
)
cases = st.lists(
    st.builds(Case, firm=firms, findings=st.lists(findings, max_size=6).map(tuple)),
    max_size=6,
    unique_by=lambda case: case.firm.submission,
)
ties = st.builds(
    Tie,
    kind=st.sampled_from(TieKind),
    firm=st.sampled_from(NAMES),
    uscc=st.sampled_from(CODES),
    until=st.sampled_from([*DAYS, ""]),
)
experts = st.builds(
    Expert,
    name=st.sampled_from(["甲", "乙", "丙", "丁", "王某"]),
    specialities=st.lists(st.sampled_from(Speciality), min_size=1, unique=True).map(tuple),
    limit=st.integers(0, 3),
    duty=st.sampled_from(Duty),
    employer=st.sampled_from(NAMES),
    legal_representative=st.sampled_from(PEOPLE),
    cities=st.lists(st.sampled_from(["杭州市", "宁波"]), max_size=1).map(tuple),
    on_leave=st.booleans(),
    leave=st.lists(st.builds(Leave, st.just("2025-03-01"), st.sampled_from(DAYS)), max_size=1).map(
        tuple
    ),
    ties=st.lists(ties, max_size=2).map(tuple),
)
rosters = st.lists(experts, max_size=5, unique_by=lambda one: one.name).map(
    lambda people: Roster(tuple(people))
)
loads = st.dictionaries(st.sampled_from(["甲", "乙", "丙"]), st.integers(0, 2))


@settings(max_examples=150, deadline=None)
@given(cases, rosters, loads)
def test_nobody_tied_absent_or_full_is_assigned_and_nothing_is_lost(
    work: list[Case], roster: Roster, load: dict[str, int]
) -> None:
    answer = assign(work, roster, today=TODAY, load=load)
    people = {expert.name: expert for expert in roster.experts}
    firms_by_name = {case.firm.submission: case.firm for case in work}
    for one in answer.assigned:
        person = people[one.expert]
        assert not conflict(person, firms_by_name[one.submission], TODAY)
        assert not person.on_leave and one.speciality in person.specialities
        assert not any(leave.start <= "2025-04-01" <= leave.end for leave in person.leave)
        assert one.expert not in {out.expert for out in one.exclusions}
    held = Counter(load) + Counter(one.expert for one in answer.assigned)
    given_out = {one.expert for one in answer.assigned}
    assert all(held[name] <= people[name].limit for name in given_out)
    assert _covered(answer.assigned) + _covered(answer.unassigned) == _wanted(work)


@settings(max_examples=60, deadline=None)
@given(cases, rosters)
def test_the_same_question_has_the_same_answer_and_a_second_run_keeps_it(
    work: list[Case], roster: Roster
) -> None:
    first = assign(work, roster, today=TODAY)
    assert assign(list(reversed(work)), roster, today=TODAY) == first
    again = assign(work, roster, today=TODAY, existing=first.assigned, round_name="next")
    assert _readers(first.assigned) <= _readers(again.assigned)


def _readers(assigned: Iterable[Assignment]) -> set[tuple[str, str, str]]:
    return {(one.submission, one.speciality, one.expert) for one in assigned}


def _covered(desks: Iterable[Assignment]) -> Counter[tuple[str, str, str]]:
    return Counter((one.submission, one.speciality, rule) for one in desks for rule in one.rules)


def _wanted(work: list[Case]) -> Counter[tuple[str, str, str]]:
    return Counter(
        {
            (case.firm.submission, finding.speciality, finding.rule): 1
            for case in work
            for finding in case.findings
            if finding.severity is not Severity.INFO
        }
    )
