"""Rulings: their reasons, the second person, holds, undoing, stale saves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from schemas.desk import DismissalReason, Role, Ruling
from tests.store.desk_rows import error_of, stored, who

pytestmark = pytest.mark.usefixtures("database")
NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def ruling_of(submission: int) -> str:
    return error_of(submission).ruling


@pytest.mark.parametrize("ruling", ["upheld", "harmless", "passed_on", "later"])
def test_a_ruling_stands_at_once_and_is_logged(ruling: str) -> None:
    from store import decisions
    from store.models import Audit

    one = stored()
    made = decisions.decide(who("甲"), error_of(one).pk, ruling, remark=" 见附表 ", at=NOW)
    assert (made.by, made.rule, made.remark, made.reason) == ("甲", "B02", "见附表", "")
    assert ruling_of(one) == ruling
    line = Audit.objects.get(action="decide")
    assert (line.actor, line.object) == ("甲", f"finding:{error_of(one).pk}")
    assert line.detail == {"decision": made.pk, "ruling": ruling, "reason": ""}


@pytest.mark.parametrize(
    ("ruling", "reason", "remark", "code"),
    [
        ("", "", "", "ruling"),
        ("withdrawn", "", "", "ruling"),
        ("waiting", "", "", "ruling"),
        ("dismissed", "", "抄错", "reason"),
        ("dismissed", "because", "", "reason"),
        ("dismissed", "other", "  ", "remark"),
    ],
)
def test_what_is_not_said_properly_is_refused(
    ruling: str, reason: str, remark: str, code: str
) -> None:
    from store import decisions
    from store.models import Audit, Decision
    from store.refusals import Refused

    one = stored()
    with pytest.raises(Refused) as refused:
        decisions.decide(who("甲"), error_of(one).pk, ruling, reason=reason, remark=remark)
    assert refused.value.code == code
    assert not Decision.objects.exists() and not Audit.objects.exists()


@pytest.mark.parametrize("reason", list(DismissalReason))
def test_a_dismissed_error_waits_for_a_second_person(reason: DismissalReason) -> None:
    from store import decisions
    from store.refusals import Refused

    one = stored()
    first, second = who("甲"), who("乙")
    made = decisions.decide(first, error_of(one).pk, "dismissed", reason=reason, remark="说明")
    assert ruling_of(one) == "waiting"
    with pytest.raises(Refused, match="另一人"):
        decisions.countersign(first, made.pk, True)
    decisions.countersign(second, made.pk, True)
    assert ruling_of(one) == "dismissed"
    with pytest.raises(Refused, match="不再等待"):
        decisions.countersign(who("丙"), made.pk, False, "不对")


def test_a_refused_dismissal_opens_the_finding_and_wants_a_remark() -> None:
    from store import decisions
    from store.refusals import Refused

    one = stored()
    made = decisions.decide(who("甲"), error_of(one).pk, "dismissed", reason="unit")
    with pytest.raises(Refused, match="理由"):
        decisions.countersign(who("乙"), made.pk, False)
    decisions.countersign(who("乙"), made.pk, False, "单位没有换")
    assert ruling_of(one) == ""
    decisions.decide(who("甲"), error_of(one).pk, "upheld")
    assert ruling_of(one) == "upheld"


def test_a_dismissed_warning_stands_by_itself() -> None:
    from store import decisions
    from store.models import Finding

    one = stored()
    info = Finding.objects.filter(version__submission=one).exclude(severity="error").first()
    assert info is not None
    decisions.decide(who("甲"), info.pk, "dismissed", reason="rounding")
    info.refresh_from_db()
    assert info.ruling == "dismissed"


def test_undoing_brings_back_what_stood_before() -> None:
    from store import decisions

    one = stored()
    me = who("甲")
    decisions.decide(me, error_of(one).pk, "harmless", at=NOW)
    made = decisions.decide(me, error_of(one).pk, "upheld", at=NOW)
    undone = decisions.undo(me, made.pk, at=NOW + 10 * SECOND)
    assert (undone.ruling, ruling_of(one)) == (Ruling.WITHDRAWN, "harmless")


@pytest.mark.parametrize(
    ("by", "later", "code"), [("乙", 0, "other"), ("甲", 11, "late"), ("甲", 5, "stale")]
)
def test_what_cannot_be_undone(by: str, later: int, code: str) -> None:
    from store import decisions
    from store.refusals import Refused

    one = stored()
    made = decisions.decide(who("甲"), error_of(one).pk, "upheld", at=NOW)
    if code == "stale":
        decisions.decide(who("乙"), error_of(one).pk, "harmless", at=NOW)
    with pytest.raises(Refused) as refused:
        decisions.undo(who(by), made.pk, at=NOW + later * SECOND)
    assert refused.value.code == code
    assert ruling_of(one) == ("harmless" if code == "stale" else "upheld")


def test_the_second_sees_who_holds_it_for_five_minutes() -> None:
    from store import decisions
    from store.refusals import Refused

    pk = error_of(stored()).pk
    held = decisions.hold(who("甲"), pk, at=NOW)
    assert held.until == NOW + timedelta(minutes=5)
    for attempt in (
        lambda: decisions.hold(who("乙"), pk, at=NOW + 299 * SECOND),
        lambda: decisions.decide(who("乙"), pk, "upheld", at=NOW + 299 * SECOND),
    ):
        with pytest.raises(Refused, match="正在由甲处理（至10:05）") as refused:
            attempt()
        assert refused.value.code == "held"
    assert decisions.hold(who("甲"), pk, at=NOW + 200 * SECOND).pk == held.pk
    assert decisions.hold(who("乙"), pk, at=NOW + 501 * SECOND).by == "乙"


def test_letting_go_and_deciding_end_a_hold() -> None:
    from store import decisions
    from store.models import Hold

    pk = error_of(stored()).pk
    decisions.hold(who("甲"), pk, at=NOW)
    decisions.release(who("乙"), pk)
    assert Hold.objects.count() == 1
    decisions.release(who("甲"), pk)
    assert not Hold.objects.exists()
    decisions.hold(who("甲"), pk, at=NOW)
    decisions.decide(who("甲"), pk, "upheld", at=NOW)
    assert not Hold.objects.exists()


def test_a_save_on_what_has_changed_meanwhile_is_refused() -> None:
    from store import decisions
    from store.refusals import Refused

    pk = error_of(stored()).pk
    first = decisions.decide(who("甲"), pk, "upheld", seen=None, at=NOW)
    with pytest.raises(Refused, match="甲已于10:00认定为“属实·须补正”"):
        decisions.decide(who("乙"), pk, "harmless", seen=None)
    decisions.decide(who("乙"), pk, "harmless", seen=first.pk)


@pytest.mark.parametrize(
    ("role", "city"),
    [
        (Role.AUDITOR, ""),
        (Role.ADMIN, ""),
        (Role.CITY, "宁波市"),
        (Role.CITY, ""),
        (Role.EXPERT, ""),
    ],
)
def test_nobody_touches_what_is_not_theirs(role: Role, city: str) -> None:
    from store import decisions
    from store.models import Hold
    from store.refusals import Refused

    one = stored()
    pk = error_of(one).pk
    made = decisions.decide(who("甲"), pk, "dismissed", reason="unit")
    other = who("外", role, city)
    for attempt in (
        lambda: decisions.decide(other, pk, "upheld"),
        lambda: decisions.hold(other, pk),
        lambda: decisions.countersign(other, made.pk, True),
        lambda: decisions.undo(other, made.pk),
    ):
        with pytest.raises(Refused) as refused:
            attempt()
        assert refused.value.code == "absent"
    assert decisions.decide_bulk(other, [pk], "upheld") == 0
    assert not decisions.same_cause(other, pk).exists()
    assert (ruling_of(one), Hold.objects.count()) == ("waiting", 0)


def test_the_same_cause_is_ruled_on_at_once_with_a_line_each() -> None:
    from store import audit, decisions
    from store.models import Audit, Decision

    many = [stored(f"{n:03}", digest=f"{n}") for n in range(4)]
    pks = [error_of(one).pk for one in many]
    decisions.decide(who("甲"), pks[0], "upheld")
    decisions.hold(who("乙"), pks[1])
    same = decisions.same_cause(who("甲"), pks[2])
    assert list(same.values_list("pk", flat=True)) == pks[1:]
    wanted = same.values_list("pk", flat=True)
    assert decisions.decide_bulk(who("甲"), wanted, "dismissed", "other", "登记有误") == 2
    assert [ruling_of(one) for one in many] == ["upheld", "", "waiting", "waiting"]
    assert Decision.objects.filter(remark="登记有误", reason="other").count() == 2
    assert Audit.objects.filter(action="bulk").count() == 2
    assert audit.verify() is None


def test_many_take_as_many_queries_as_few() -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from store import decisions

    many = [error_of(stored(f"{n:03}", digest=f"{n}")).pk for n in range(12)]
    me = who("甲")
    counts = []
    for some in (many[:2], many[2:]):
        with CaptureQueriesContext(connection) as seen:
            assert decisions.decide_bulk(me, some, "dismissed", "unit") == len(some)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_a_ruling_outlives_other_rules_and_a_resubmission() -> None:
    from store import decisions

    one = stored()
    made = decisions.decide(who("甲"), error_of(one).pk, "dismissed", reason="unit")
    decisions.countersign(who("乙"), made.pk, True)
    stored(engine="2")
    assert ruling_of(one) == "dismissed"
    stored(digest="b", main_business="另一种说法")
    assert ruling_of(one) == "dismissed"
    stored(digest="c", uscc="91330109MA2B3C4D18")
    assert ruling_of(one) == ""
