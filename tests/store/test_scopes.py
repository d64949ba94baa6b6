"""What each role may see: exactly theirs, and nothing where nothing is said."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from schemas.desk import Role
from schemas.finding import Speciality
from tests.store.desk_rows import error_of, routed, stored, who

pytestmark = pytest.mark.usefixtures("database")
NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)


def declare(name: str, submission: int, *, tied: bool) -> None:
    from store.models import Statement

    me = who(name, Role.EXPERT)
    Statement.objects.create(person_id=me.id, submission_id=submission, tied=tied, at=NOW)


def seen(name: str, role: Role, city: str = "") -> tuple[set[int], set[int], set[int]]:
    """Listed, opened, and the submissions of the findings that are seen."""
    from store import scopes

    me = who(name, role, city)
    findings = scopes.findings(me).values_list("version__submission", flat=True)
    return (
        set(scopes.submissions(me).values_list("pk", flat=True)),
        set(scopes.opened(me).values_list("pk", flat=True)),
        set(findings),
    )


@pytest.mark.parametrize(
    ("role", "city", "numbers"),
    [
        (Role.PROVINCE, "", {0, 1, 2}),
        (Role.CITY, "杭州市", {0, 1}),
        (Role.CITY, "杭州", {0, 1}),
        (Role.CITY, "宁波市", {2}),
        (Role.CITY, "温州市", set()),
        (Role.CITY, "", set()),
        (Role.EXPERT, "", set()),
        (Role.AUDITOR, "", set()),
        (Role.ADMIN, "", set()),
    ],
)
def test_everybody_sees_exactly_theirs(role: Role, city: str, numbers: set[int]) -> None:
    places = ("杭州市", "浙江省杭州市萧山区", "宁波市")
    all_of = [stored(f"{n}", digest=f"{n}", cover_city=place) for n, place in enumerate(places)]
    mine = {all_of[number] for number in numbers}
    assert seen("某人", role, city) == (mine, mine, mine)


def test_an_expert_opens_after_the_statement_only_and_sees_the_own_desks() -> None:
    from store import scopes

    one, two = stored("001"), stored("002", digest="b")
    routed("专家甲", "001")
    assert seen("专家甲", Role.EXPERT) == ({one}, set(), set())
    declare("专家甲", one, tied=False)
    declare("专家甲", two, tied=False)
    assert seen("专家甲", Role.EXPERT) == ({one}, {one}, {one})
    mine = scopes.findings(who("专家甲", Role.EXPERT))
    assert set(mine.values_list("speciality", flat=True)) == {"clerical"}
    declare("专家甲", one, tied=True)
    assert seen("专家甲", Role.EXPERT) == ({one}, set(), set())
    declare("专家甲", one, tied=False)
    routed("专家乙", "001")
    assert seen("专家甲", Role.EXPERT) == (set(), set(), set())


def test_a_statement_is_the_own_one() -> None:
    one = stored("001")
    routed("专家甲", "001", speciality=Speciality.CLERICAL)
    declare("专家乙", one, tied=False)
    assert seen("专家甲", Role.EXPERT)[1] == set()


def test_a_desk_of_an_earlier_version_is_nobodys() -> None:
    one = stored("001")
    routed("专家甲", "001")
    declare("专家甲", one, tied=False)
    stored("001", digest="b")
    assert seen("专家甲", Role.EXPERT) == (set(), set(), set())


def test_findings_of_earlier_versions_are_not_seen() -> None:
    from store import scopes
    from store.models import Finding

    one = stored("001")
    old = error_of(one).pk
    stored("001", digest="b")
    assert not scopes.findings(who("甲")).filter(pk=old).exists()
    assert Finding.objects.filter(pk=old).exists()


def test_a_blind_reader_opens_the_plan_but_does_not_see_it_among_the_own_findings() -> None:
    from store import scopes
    from store.models import BlindReading

    one = stored("001")
    mark = error_of(one).fingerprint
    BlindReading.objects.create(submission_id=one, fingerprint=mark, reader="专家丙")
    me = who("专家丙", Role.EXPERT)
    assert (seen("专家丙", Role.EXPERT)[0], scopes.blind(me).count()) == ({one}, 0)
    declare("专家丙", one, tied=False)
    assert seen("专家丙", Role.EXPERT) == ({one}, {one}, set())
    assert scopes.blind(me).count() == 1
    assert scopes.blind(who("专家丁", Role.EXPERT)).count() == 0
