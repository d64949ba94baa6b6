"""Findings' columns equal what the source tables say, whatever was done in whatever order."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from schemas.finding import Speciality
from store.standing import effect, standing
from tests.store.desk_rows import BATCH, error_of, routed, stored, who

if TYPE_CHECKING:
    from store.models import Assignment, Finding

NAMES = ("001", "002")
PEOPLE = ("甲", "乙", "丙")


class Word(Struct, frozen=True):
    """As much of a decision as standing needs."""

    ruling: str


WORDS = st.lists(st.sampled_from(["upheld", "harmless", "later"]).map(Word))


@given(WORDS, st.sampled_from(["upheld", "dismissed"]).map(Word))
def test_a_withdrawal_takes_exactly_the_last_one_back(said: list[Word], last: Word) -> None:
    assert standing([*said, last]) == last
    assert standing([*said, last, Word("withdrawn")]) == standing(said)


@pytest.mark.parametrize(
    ("ruling", "severity", "agreed", "stands"),
    [
        ("dismissed", "error", None, "waiting"),
        ("dismissed", "error", True, "dismissed"),
        ("dismissed", "error", False, ""),
        ("dismissed", "warning", None, "dismissed"),
        ("upheld", "error", None, "upheld"),
        ("later", "error", None, "later"),
    ],
)
def test_what_a_ruling_means(ruling: str, severity: str, agreed: bool | None, stands: str) -> None:
    assert effect(ruling, severity, agreed) == stands


def computed(finding: Finding) -> tuple[bool, str, str, str]:
    """The four columns, the slow and plain way: from the rows that they repeat."""
    from store.models import Assignment, Countersign, Decision

    version = finding.version
    submission = version.submission
    desk = Assignment.objects.filter(version=version, speciality=finding.speciality).first()
    words: list[Decision] = []
    for said in Decision.objects.filter(submission=submission).order_by("pk"):
        if said.fingerprint == finding.fingerprint:
            words = words[:-1] if said.ruling == "withdrawn" else [*words, said]
    ruling = words[-1].ruling if words else ""
    if ruling == "dismissed" and finding.severity == "error":
        second = Countersign.objects.filter(decision=words[-1]).first()
        ruling = "waiting" if second is None else "dismissed" if second.agreed else ""
    return submission.current_id == version.pk, version.city, desk.expert if desk else "", ruling


def told(finding: Finding) -> tuple[bool, str, str, str]:
    return finding.live, finding.city, finding.reader, finding.ruling


def desks() -> list[Assignment]:
    from store.models import Assignment

    return list(Assignment.objects.select_related("version__submission"))


def is_current(desk: Assignment) -> bool:
    return desk.version.submission.current_id == desk.version_id


def save(random: Random) -> None:
    code = random.choice(["91330109MA2B3C4D17", "91330109MA2B3C4D18"])
    city = random.choice(["杭州市", "宁波市鄞州区", "萧山区", "不明"])
    name, digest = random.choice(NAMES), random.choice("ab")
    stored(name, digest=digest, engine=f"{random.random()}", uscc=code, cover_city=city)


def give_out(random: Random) -> None:
    from store.models import Submission

    known = Submission.objects.values_list("name", flat=True)
    names = [name for name in known if random.random() < 0.7]
    routed(random.choice(PEOPLE), *names, speciality=random.choice(list(Speciality)))


def compare(random: Random) -> None:
    import msgspec

    from schemas.finding import Finding as Found
    from store import services
    from store.models import Finding

    rows = Finding.objects.filter(live=True, across=False).order_by("pk")
    chosen = random.sample(list(rows), k=random.choice([0, 1, 2]))
    found = [(row.version.submission.name, msgspec.convert(row.body, Found)) for row in chosen]
    services.save_across(services.open_batch(BATCH, "desk"), found)


def rule(random: Random) -> None:
    from store import decisions
    from store.models import Finding

    live = list(Finding.objects.filter(live=True, severity__in=("error", "info")).order_by("pk"))
    if live:
        pk = random.choice([*live, *(row for row in live if row.severity == "error")]).pk
        ruling = random.choice(["upheld", "dismissed", "dismissed", "later"])
        decisions.decide(who(random.choice(PEOPLE)), pk, ruling, reason="unit")


def many(random: Random) -> None:
    from store import decisions
    from store.models import Finding

    some = Finding.objects.filter(rule=random.choice(["B02", "D01"])).values_list("pk", flat=True)
    decisions.decide_bulk(who(random.choice(PEOPLE)), some, "dismissed", "rounding")


def take_back(random: Random) -> None:
    from store import decisions
    from store.models import Decision
    from store.refusals import Refused

    last = Decision.objects.order_by("-pk").first()
    with suppress(Refused):
        decisions.undo(who(last.by), last.pk, at=last.at) if last else None


def second(random: Random) -> None:
    from store import decisions
    from store.models import Decision
    from store.refusals import Refused

    for made in Decision.objects.filter(ruling="dismissed", countersign=None)[:3]:
        with suppress(Refused):
            decisions.countersign(
                who(random.choice(PEOPLE)), made.pk, random.random() < 0.5, "看过原件"
            )


STEPS: tuple[Callable[[Random], None], ...] = (
    save, give_out, compare, rule, rule, rule, many, take_back, second, second,
)  # fmt: skip


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("seed", range(4))
def test_the_columns_are_what_the_source_tables_say(seed: int) -> None:
    from store.models import Finding

    random = Random(seed)
    save(random)
    for _ in range(25):
        step = random.choice(STEPS)
        step(random)
        rows = list(Finding.objects.select_related("version__submission"))
        assert rows
        wrong = [row for row in rows if told(row) != computed(row)]
        assert not wrong, f"after {step.__name__}"
        stale = [desk for desk in desks() if desk.live != is_current(desk)]
        assert not stale, f"after {step.__name__}"


@pytest.mark.usefixtures("database")
def test_a_city_is_named_as_the_scopes_name_it() -> None:
    assert error_of(stored(cover_city="萧山区")).city == "杭州市"
    assert error_of(stored("002", cover_city="浙江省宁波市鄞州区")).city == "宁波市"
    assert error_of(stored("003", cover_city="某地")).city == "某地"


@pytest.mark.usefixtures("database")
def test_more_findings_take_no_more_queries() -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from store import upkeep

    all_of = [stored(f"{n:03}", digest=f"{n}") for n in range(12)]
    counts = []
    for some in (all_of[:2], all_of):
        with CaptureQueriesContext(connection) as seen:
            upkeep.refresh(some)
        counts.append(len(seen))
    assert counts[0] == counts[1]


@pytest.mark.usefixtures("database")
def test_what_was_stored_before_there_were_columns_is_filled_in() -> None:
    from importlib import import_module

    from django.apps import apps

    from store.models import Finding, Version

    one = stored()
    stored(digest="b")
    before = list(Finding.objects.order_by("pk").values_list("live", "city", "reader", "ruling"))
    Finding.objects.update(live=True, city="", reader="", ruling="")
    Version.objects.filter(submission=one).update(city="浙江省杭州市萧山区")
    import_module("store.migrations.0007_what_stands").fill(apps, None)
    after = list(Finding.objects.order_by("pk").values_list("live", "city", "reader", "ruling"))
    assert after == before
    assert {row[:2] for row in after} == {(False, "杭州市"), (True, "杭州市")}


@pytest.mark.usefixtures("database")
def test_a_desk_of_an_older_version_is_not_live() -> None:
    from importlib import import_module

    from django.apps import apps

    from store import expert_desks
    from store.models import Assignment

    stored()
    routed("甲", "001")
    assert [desk.live for desk in desks()] == [True]
    assert expert_desks.load() == {"甲": 1}
    stored(digest="b")
    assert [desk.live for desk in desks()] == [False]
    assert expert_desks.load() == {}
    Assignment.objects.update(live=True)  # as migration 0009 finds them
    import_module("store.migrations.0009_desks_live").fill(apps, None)
    assert [desk.live for desk in desks()] == [False]
    stored(digest="a", engine="2")  # the first version is handed in again
    assert [desk.live for desk in desks()] == [True]
