"""Blind second readers: who they are, what they are asked, and how their words are counted."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from fixtures.submissions import right
from schemas.assignment import Expert, Roster
from schemas.desk import Role
from schemas.finding import Speciality, Verdicts
from tests.store.desk_rows import BATCH, error_of, person, routed, stored, who

pytestmark = pytest.mark.usefixtures("database")
TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)


def roster(*people: str, **of_each: object) -> Roster:
    """Readers of the clerical and the energy desks."""
    both = (Speciality.CLERICAL, Speciality.ENERGY)
    return Roster(tuple(Expert(name, both, limit=10, **of_each) for name in people))  # type: ignore[arg-type] # given by name


def readers() -> list[str]:
    from store.models import BlindReading

    return list(BlindReading.objects.order_by("pk").values_list("reader", flat=True))


def dismissed(name: str = "001", by: str = "经办甲") -> int:
    """A submission with a dismissed error, before anybody with a login could read it again."""
    from store import decisions

    one = stored(name, digest=name)
    decisions.decide(who(by), error_of(one).pk, "dismissed", reason="unit", at=NOW)
    return one


def test_a_dismissed_error_goes_to_another_of_the_same_speciality() -> None:
    from store import decisions
    from store.models import Audit

    one = stored("001")
    routed("经办甲", "001")
    person("经办乙")
    person("专家甲", Role.EXPERT)
    pk = error_of(one).pk
    made = decisions.decide(who("经办甲"), pk, "dismissed", reason="unit", at=NOW)
    assert readers() == ["经办乙"]
    line = Audit.objects.get(action="blind")
    assert (line.actor, line.detail["reader"]) == ("系统", "经办乙")
    assert line.detail["reasons"][0] == "专业匹配：经办"
    decisions.undo(who("经办甲"), made.pk, at=NOW)
    assert readers() == []


def test_what_is_not_a_dismissed_error_is_not_read_again() -> None:
    from store import decisions

    one = stored("001")
    person("经办乙")
    decisions.decide(who("经办甲"), error_of(one).pk, "upheld")
    assert readers() == []


@pytest.mark.parametrize(
    ("people", "chosen"),
    [
        (("丙",), ["丙"]),
        (("经办甲",), []),
        (("无登录",), []),
        (("有关联",), []),
        (("复核",), []),
        (("经办甲", "复核", "有关联", "无登录", "丙"), ["丙"]),
    ],
)
def test_who_may_read_again(people: tuple[str, ...], chosen: list[str]) -> None:
    from store import blind_readers, decisions
    from store.models import Decision, Statement

    one = dismissed()
    decisions.countersign(who("复核"), Decision.objects.get().pk, True)
    tied, _ = person("有关联", Role.EXPERT), person("丙", Role.EXPERT)
    Statement.objects.create(person=tied, submission_id=one, tied=True, at=NOW)
    assert blind_readers.give_out([one], roster(*people), TODAY) == len(chosen)
    assert readers() == chosen
    assert blind_readers.give_out([one], roster("丙", "丁"), TODAY) == 1 - len(chosen)


@pytest.mark.parametrize(
    "kept_away",
    [
        {"employer": "杭州某某化纤有限公司"},
        {"on_leave": True},
        {"cities": ("宁波市",)},
        {"legal_representative": "张三"},
    ],
)
def test_routing_keeps_away_whom_it_always_does(kept_away: dict[str, object]) -> None:
    from store import blind_readers
    from store.models import Version

    one = dismissed()
    person("丙", Role.EXPERT)
    Version.objects.update(factory_name="杭州某某化纤有限公司", city="杭州市")
    from store.models import Read

    Read.objects.update_or_create(
        version=Version.objects.get(),
        key="legal_representative",
        defaults={"value": "张三", "confidence": 1, "place": {}},
    )
    assert blind_readers.give_out([one], roster("丙", **kept_away), TODAY) == 0
    assert blind_readers.give_out([one], roster("丙"), TODAY) == 1


def test_a_reading_goes_when_its_finding_is_gone() -> None:
    from store import blind_readers

    one = dismissed()
    person("丙")
    blind_readers.give_out([one], roster("丙"), TODAY)
    stored("001", digest="again")
    assert readers() == ["丙"]
    stored("001", digest="mended", uscc="91330109MA2B3C4D1Y")
    assert readers() == []


def test_readings_are_spread() -> None:
    from store import blind_readers

    for name in ("丙", "丁"):
        person(name, Role.EXPERT)
    four = [dismissed(f"{n:03}") for n in range(4)]
    assert blind_readers.give_out(four, roster("丙", "丁"), TODAY) == 4
    assert sorted(readers()) == ["丁", "丁", "丙", "丙"]


def test_a_reader_answers_once_and_agreement_is_counted() -> None:
    from store import blind, blind_readers
    from store.models import BlindReading
    from store.refusals import Refused

    two = [dismissed(f"{n:03}") for n in range(2)]
    person("丙")
    blind_readers.give_out(two, roster("丙"), TODAY)
    first, second = BlindReading.objects.order_by("pk")
    found = blind.finding_of(first)
    assert found is not None and found.rule == "B02"
    with pytest.raises(Refused, match="请选择"):
        blind.read(who("丙"), first.pk, "later")
    with pytest.raises(Refused, match="没有这项盲审"):
        blind.read(who("丁"), first.pk, "upheld")
    blind.read(who("丙"), first.pk, "dismissed", at=NOW)
    blind.read(who("丙"), second.pk, "upheld", " 校验码不对 ", at=NOW)
    with pytest.raises(Refused, match="已提交过"):
        blind.read(who("丙"), first.pk, "upheld")
    assert blind.agreement() == blind.Agreement(2, 1)
    assert blind.agreement([two[0]]) == blind.Agreement(1, 1)


def test_an_expert_answers_after_the_statement() -> None:
    from store import blind, blind_readers
    from store.models import BlindReading, Statement
    from store.refusals import Refused

    one = dismissed()
    reader = person("丙", Role.EXPERT)
    blind_readers.give_out([one], roster("丙"), TODAY)
    pk = BlindReading.objects.get().pk
    with pytest.raises(Refused, match="回避声明"):
        blind.read(who("丙"), pk, "upheld")
    Statement.objects.create(person=reader, submission_id=one, tied=False, at=NOW)
    assert blind.read(who("丙"), pk, "upheld").ruling == "upheld"


def passed(count: int) -> int:
    """A batch of ``count`` plans of which the rules said nothing."""
    from store import services

    batch = services.open_batch(BATCH, "desk")
    nothing = Verdicts((), (), {})
    for number in range(count):
        plan = right(name=f"{number:03}")
        services.save_processed(batch, plan, nothing, (), digest=f"{number}", engine="1")
    return batch


def test_a_tenth_of_what_passed_by_itself_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    from store import blind, blind_readers
    from store.models import BlindReading, SecondReading
    from store.refusals import Refused

    batch = passed(6)
    stored("100")
    person("丙")
    monkeypatch.setattr(blind_readers, "drawn", lambda version, _day: version % 2 == 0)
    assert blind_readers.give_out_batch(batch, roster("丙"), TODAY) == 3
    assert blind_readers.give_out_batch(batch, roster("丙"), TODAY) == 0
    reading = BlindReading.objects.order_by("pk")[0]
    assert (reading.fingerprint, blind.finding_of(reading)) == ("", None)
    for values, wrong in ((0, 0), (3, 4), (3, -1)):
        with pytest.raises(Refused, match="核对数"):
            blind.read_whole(who("丙"), reading.pk, values, wrong)
    blind.read_whole(who("丙"), reading.pk, 80, 2, at=NOW)
    counted = SecondReading.objects.get()
    assert (counted.values, counted.wrong, counted.by) == (80, 2, "丙")
    assert blind.agreement() == blind.Agreement(0, 0)


def test_more_readings_take_no_more_queries() -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from store import blind_readers

    many = [dismissed(f"{n:03}") for n in range(8)]
    person("丙", Role.EXPERT)
    counts = []
    for some in (many[:2], many[2:]):
        with CaptureQueriesContext(connection) as seen:
            assert blind_readers.give_out(some, roster("丙"), TODAY) == len(some)
        counts.append(len(seen))
    assert counts[0] == counts[1]
