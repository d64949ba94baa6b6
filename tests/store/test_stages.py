"""Stages: from where to where, by when, by whom."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from schemas.desk import Role
from tests.store.desk_rows import error_of, person, stored, who

pytestmark = pytest.mark.usefixtures("database")
NOW = datetime(2026, 9, 28, 2, tzinfo=UTC)
"""A Monday; 国庆 is from 1 to 7 October, so the fifth working day after it is 10 October or later."""


def stage_of(submission: int) -> tuple[str, date | None, str]:
    from store.models import Submission

    row = Submission.objects.get(pk=submission)
    return row.stage, row.due_on, row.owner


def ruled(ruling: str) -> int:
    """A submission whose one error was ruled on so."""
    from store import decisions

    one = stored()
    decisions.decide(who("甲"), error_of(one).pk, ruling)
    return one


def test_a_correction_is_due_in_five_working_days() -> None:
    from store import stages, workdays
    from store.models import Audit

    one = ruled("upheld")
    stages.move(who("甲"), one, "correcting", remark=" 已告知 ", at=NOW)
    due = workdays.after(date(2026, 9, 28), 5)
    assert due > date(2026, 10, 7)
    assert stage_of(one) == ("correcting", due, "甲")
    line = Audit.objects.get(action="stage")
    assert line.detail == {
        "before": "checking",
        "after": "correcting",
        "due_on": due.isoformat(),
        "remark": "已告知",
    }


def test_a_new_hand_in_is_checked_again() -> None:
    from store import stages

    one = ruled("upheld")
    stages.move(who("甲"), one, "correcting")
    stored(digest="b")
    stage, due, owner = stage_of(one)
    assert (stage, owner, due is None) == ("checking", "甲", False)


@pytest.mark.parametrize(
    ("ruling", "way", "code"),
    [
        ("harmless", ("correcting",), "nothing_upheld"),
        ("upheld", ("closed",), "not_from_here"),
        ("upheld", ("nowhere",), "not_from_here"),
        ("upheld", ("checking",), "not_from_here"),
        ("later", ("reviewing", "closing"), "undecided"),
        ("harmless", ("reviewing", "closing", "closed", "checking"), "not_from_here"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    ruling: str, way: tuple[str, ...], code: str
) -> None:
    from store import stages
    from store.refusals import Refused

    one = ruled(ruling)
    *there, last = way
    for stage in there:
        stages.move(who("甲"), one, stage)
    before = stage_of(one)
    with pytest.raises(Refused) as refused:
        stages.move(who("甲"), one, last)
    assert (refused.value.code, stage_of(one)) == (code, before)


def test_the_whole_way() -> None:
    from store import stages

    one = ruled("harmless")
    for stage in ("reviewing", "closing", "closed"):
        stages.move(who("甲"), one, stage)
        assert stage_of(one) == (stage, None, "甲")


@pytest.mark.parametrize(
    ("role", "city"),
    [(Role.EXPERT, ""), (Role.AUDITOR, ""), (Role.ADMIN, ""), (Role.CITY, "宁波市")],
)
def test_only_staff_in_charge_may(role: Role, city: str) -> None:
    from store import stages
    from store.refusals import Refused

    one = ruled("upheld")
    other = who("外", role, city)
    for attempt in (
        lambda: stages.move(other, one, "correcting"),
        lambda: stages.give(other, one, "甲"),
    ):
        with pytest.raises(Refused) as refused:
            attempt()
        assert refused.value.code == "absent"
    assert stage_of(one)[0] == "checking"


def test_owners_are_staff_of_the_own_place() -> None:
    from store import stages
    from store.refusals import Refused

    one = stored()
    person("杭州乙", Role.CITY, "杭州市")
    person("宁波丙", Role.CITY, "宁波市")
    person("专家丁", Role.EXPERT)
    hangzhou = who("杭州甲", Role.CITY, "杭州市")
    assert stages.staff(hangzhou) == ["杭州乙", "杭州甲"]
    assert stages.give(hangzhou, one, "杭州乙").owner == "杭州乙"
    for name in ("宁波丙", "专家丁", "没有的人"):
        with pytest.raises(Refused, match="负责人"):
            stages.give(hangzhou, one, name)
    assert stages.give(who("省"), one, "").owner == ""
