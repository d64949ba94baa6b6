"""Who gets what, why, and who does not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from routing.assign import assign
from schemas.assignment import (
    Allocation,
    Assignment,
    Case,
    Duty,
    Expert,
    Firm,
    Leave,
    Roster,
    Tie,
    TieKind,
)
from schemas.finding import Finding, Severity, Speciality

TODAY = date(2025, 4, 1)
FIRM = Firm("001", "浙江恒某化纤有限公司", "王某某", "91330109MA2B3C4D1C", "杭州市")
ENERGY, CLERICAL = Speciality.ENERGY, Speciality.CLERICAL


def finding(
    speciality: Speciality = ENERGY, severity: Severity = Severity.ERROR, rule: str = "D02"
) -> Finding:
    return Finding(rule, severity, speciality, "能耗不符", "附件1")


def expert(name: str, *, limit: int = 5, **more: Any) -> Expert:
    return Expert(**{"name": name, "specialities": (ENERGY,), "limit": limit} | more)


def give(*people: Expert, cases: list[Case] | None = None, **more: Any) -> Allocation:
    cases = cases or [Case(FIRM, (finding(),))]
    return assign(cases, Roster(people), today=TODAY, **more)


def reasons(one: Assignment) -> list[str]:
    return [reason.text for reason in one.reasons]


def test_one_reader_sees_all_findings_of_a_speciality() -> None:
    case = Case(FIRM, (finding(rule="G03"), finding(rule="D02"), finding(Speciality.CARBON)))
    both = expert("甲", specialities=(ENERGY, Speciality.CARBON))
    given = give(both, cases=[case]).assigned
    assert [(one.speciality, one.expert, one.rules) for one in given] == [
        (ENERGY, "甲", ("D02", "G03")),
        (Speciality.CARBON, "甲", ("D02",)),
    ]


def test_the_least_loaded_is_chosen_and_told_why() -> None:
    (one,) = give(expert("甲"), expert("乙"), load={"甲": 2, "乙": 1}).assigned
    assert one.expert == "乙"
    assert reasons(one) == ["专业匹配：能源", "当前负荷最低（已有1份，上限5份）"]


def test_equal_load_is_decided_by_rotation_and_the_round_turns_it() -> None:
    people = [expert(name) for name in "甲乙丙丁戊"]
    rounds = {give(*people, round_name=str(n)).assigned[0].expert for n in range(30)}
    assert len(rounds) > 2
    assert "轮换" in reasons(give(*people).assigned[0])[-1]


def test_info_is_nobodys_work() -> None:
    quiet = Case(FIRM, (finding(severity=Severity.INFO),))
    assert give(expert("甲"), cases=[quiet]) == Allocation((), ())


def test_clerical_desks_go_to_staff_where_there_is_any() -> None:
    case = Case(FIRM, (finding(CLERICAL),))
    professor = expert("甲", specialities=(CLERICAL, ENERGY))
    clerk = expert("经办甲", specialities=(CLERICAL,), duty=Duty.STAFF)
    assert give(professor, clerk, cases=[case]).assigned[0].expert == "经办甲"
    assert give(professor, cases=[case]).assigned[0].expert == "甲"


EXCLUDED = {
    "speciality": (expert("甲", specialities=(CLERICAL,)), "专业不符"),
    "leave": (expert("甲", on_leave=True), "在休假"),
    "leave by dates": (
        expert("甲", leave=(Leave("2025-03-30", "2025-04-01"),)),
        "在休假（至2025-04-01）",
    ),
    "city": (expert("甲", cities=("宁波市",)), "不服务杭州市"),
    "limit": (expert("甲", limit=0), "负荷已满（0份，上限0份）"),
    "employer": (expert("甲", employer="浙江恒某化纤有限公司"), "任职单位为浙江恒某化纤有限公司"),
    "employer in other brackets and spaces": (
        expert("甲", employer="浙江恒某 化纤有限公司（公章）"),
        "任职单位",
    ),
    "employer is the group": (expert("甲", employer="恒某化纤集团"), "任职单位"),
    "adviser until two years ago": (
        expert("甲", ties=(Tie(TieKind.ADVISER, "浙江恒某化纤有限公司", until="2023-04-01"),)),
        "3年内曾任顾问",
    ),
    "adviser to the day three years ago": (
        expert("甲", ties=(Tie(TieKind.ADVISER, "浙江恒某化纤有限公司", until="2022-04-01"),)),
        "3年内曾任顾问",
    ),
    "kin": (expert("甲", ties=(Tie(TieKind.KIN, "浙江恒某化纤有限公司"),)), "亲属关系"),
    "declared by credit code": (
        expert("甲", ties=(Tie(TieKind.DECLARED, uscc="91330109ma2b3c4d1c"),)),
        "本人声明回避",
    ),
    "same legal representative": (
        expert("甲", employer="杭州别某公司", legal_representative="王某某"),
        "任职单位与企业法定代表人同为王某某",
    ),
    "legal representative himself": (expert("王某某"), "本人为企业法定代表人"),
}


@pytest.mark.parametrize("case", EXCLUDED)
def test_an_exclusion_says_why(case: str) -> None:
    person, words = EXCLUDED[case]
    answer = give(person)
    assert answer.assigned == ()
    (desk,) = answer.unassigned
    assert words in desk.exclusions[0].reason.text
    assert desk.reason


def test_an_adviser_of_long_ago_may_read() -> None:
    past = Tie(TieKind.ADVISER, "浙江恒某化纤有限公司", until="2022-03-31")
    assert give(expert("甲", ties=(past,))).unassigned == ()


@pytest.mark.parametrize("employer", ["浙江大某学院", "杭州某某机械厂", "", "化纤", "浙江"])
def test_unrelated_employers_are_no_tie(employer: str) -> None:
    assert give(expert("甲", employer=employer)).unassigned == ()


def test_a_firm_without_a_readable_name_is_compared_by_the_submissions_name() -> None:
    nameless = Case(Firm("003-恒某化纤"), (finding(),))
    answer = give(expert("甲", employer="浙江恒某化纤有限公司"), cases=[nameless])
    assert answer.assigned == ()


def test_what_nobody_may_take_is_listed_with_a_count() -> None:
    answer = give(expert("甲", on_leave=True), expert("乙", limit=0), expert("丙", limit=0))
    assert answer.unassigned[0].reason == "“能源”专业的3人均不可分派：负荷已满2人、在休假1人"
    assert give(expert("甲", specialities=(CLERICAL,))).unassigned[0].reason == (
        "名册中没有“能源”专业的人选"
    )


def test_existing_assignments_stay_and_new_ones_join() -> None:
    first = give(*(expert(name) for name in "甲乙丙"))
    before = first.assigned[0].expert
    more = [Case(FIRM, (finding(),)), Case(Firm("002", "宁波钢某公司"), (finding(),))]
    again = give(
        *(expert(name) for name in "甲乙丙"), cases=more, existing=first.assigned, round_name="2"
    )
    assert again.assigned[0].expert == before
    assert reasons(again.assigned[0])[-1] == "沿用原有分派"
    assert again.assigned[1].expert != before


def test_an_existing_reader_who_became_tied_is_replaced() -> None:
    first = give(expert("甲"))
    tied = expert("甲", employer=FIRM.factory_name)
    again = give(tied, expert("乙"), existing=first.assigned)
    assert [one.expert for one in again.assigned] == ["乙"]


def test_the_scarce_desk_is_served_first() -> None:
    carbon = Speciality.CARBON
    case = Case(FIRM, (finding(), finding(carbon)))
    allround = expert("甲", specialities=(ENERGY, carbon), limit=1)
    answer = give(allround, expert("乙"), cases=[case])
    assert {(one.speciality, one.expert) for one in answer.assigned} == {
        (ENERGY, "乙"),
        (carbon, "甲"),
    }
