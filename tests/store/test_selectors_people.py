"""What the report counts of people: only what stands, agreement, punctuality, values put right."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from schemas.stored import Judged, Pair, Punctual
from tests.store.desk_rows import error_of, routed, stored, who

pytestmark = pytest.mark.usefixtures("database")
MONDAY = date(2026, 11, 16)
NOW = datetime(2026, 11, 16, 2, tzinfo=UTC)
DAY = timedelta(days=1)


def handed_in(name: str, at: datetime = NOW) -> int:
    """A submission with an error, handed in then."""
    from store.models import Version

    one = stored(name, digest=name)
    Version.objects.filter(submission=one).update(created_at=at)
    return one


def test_a_dismissal_counts_when_a_second_person_agreed() -> None:
    from store import decisions
    from store.selectors_people import judged

    pk = error_of(handed_in("001")).pk
    made = decisions.decide(who("甲"), pk, "dismissed", reason="unit")
    assert judged() == []
    assert judged(of_each=True) == [Judged("B02", "dismissed", "甲", 1)]
    decisions.countersign(who("乙"), made.pk, True)
    assert judged() == [Judged("B02", "dismissed", "甲", 1)]


def test_a_withdrawn_ruling_gives_way_to_the_one_before() -> None:
    from store import decisions
    from store.selectors_people import judged

    pk = error_of(handed_in("001")).pk
    decisions.decide(who("甲"), pk, "harmless", at=NOW)
    second = decisions.decide(who("乙"), pk, "upheld", at=NOW)
    assert judged() == [Judged("B02", "upheld", "乙", 1)]
    decisions.undo(who("乙"), second.pk, at=NOW)
    assert judged() == judged(of_each=True) == [Judged("B02", "harmless", "甲", 1)]


def test_a_blind_reader_is_beside_the_first_one() -> None:
    from store import decisions
    from store.models import BlindReading
    from store.selectors_people import pairs

    found = error_of(one := handed_in("001"))
    decisions.decide(who("甲"), found.pk, "dismissed", reason="unit")
    reading = {"submission_id": one, "fingerprint": found.fingerprint}
    BlindReading.objects.create(reader="丙", ruling="upheld", at=NOW, **reading)
    assert pairs() == [Pair("丙", "甲", False), Pair("甲", "丙", False)]


@pytest.mark.parametrize(
    ("ruled_after", "looked_at_after", "due", "in_time"),
    [
        (None, 7, 0, 0),  # the fifth working day is not over
        (None, 8, 1, 0),
        (2, 7, 1, 1),
        (7, 8, 1, 1),  # on the last day
        (8, 9, 1, 0),
        (8, 8, 1, 0),
        (9, 8, 1, 0),  # not yet ruled on when the report looks
    ],
)
def test_punctual_is_ruled_on_within_five_working_days(
    ruled_after: int | None, looked_at_after: int, due: int, in_time: int
) -> None:
    from store import decisions
    from store.selectors_people import punctual

    one = handed_in("001")
    routed("专家甲", "001")
    if ruled_after is not None:
        at = NOW + ruled_after * DAY
        decisions.decide(who("甲"), error_of(one).pk, "upheld", at=at)
    found = punctual(MONDAY, MONDAY + looked_at_after * DAY)
    assert found == ([Punctual("专家甲", due, in_time)] if due else [])


def test_putting_off_is_not_ruling() -> None:
    from store import decisions
    from store.selectors_people import punctual

    one = handed_in("001")
    routed("专家甲", "001")
    decisions.decide(who("甲"), error_of(one).pk, "later", at=NOW)
    assert punctual(MONDAY, MONDAY + 8 * DAY) == [Punctual("专家甲", 1, 0)]


def test_values_that_people_put_right_are_counted_by_field_and_format() -> None:
    from store import corrections
    from store.models import Submission
    from store.selectors_people import corrected

    one, _ = handed_in("001"), handed_in("002")
    assert corrected(MONDAY, MONDAY) is None
    current = Submission.objects.get(pk=one).current_id
    assert current is not None
    me = who("甲")
    corrections.correct(me, current, "uscc", "91330109MA2B3C4D18", "方案第3页写的是8")
    corrections.correct(me, current, "total_investment", "9000", "附表为9000")
    corrections.restore(me, current, "total_investment", "原读数无误")
    counted = corrected(MONDAY, MONDAY)
    assert counted is not None
    assert {field: n for (field, _kind), n in counted.items()} == {"uscc": 1}
    assert corrected(MONDAY + DAY, MONDAY + DAY) == {}
