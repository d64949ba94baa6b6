"""The office's lists: editions that nobody loses, and what the rules say by them."""

from __future__ import annotations

from typing import Any

import pytest

from fixtures.submissions import right
from schemas.desk import Role
from schemas.lists import NO_LISTS, ListKind, Lists
from schemas.policy import Listed, edition
from store.refusals import Refused
from validators.catalogue import judge

pytestmark = pytest.mark.usefixtures("database")

FIRM = Listed("浙江某某化纤有限公司", "91330109MA2B3C4D1C", "2025", "培育中")
OTHER = Listed("浙江另一家有限公司", since="2024")
SOURCE = "浙经信绿色〔2025〕36号"
CULTIVATED, REMOVED = ListKind.CULTIVATED, ListKind.REMOVED


def who(role: Role = Role.ADMIN) -> Any:
    from store.scopes import Who

    return Who(1, "管维", role)


def saved(*listed: Listed, kind: ListKind = CULTIVATED, seen: int = 0, source: str = SOURCE) -> Any:
    from store import lists

    return lists.save(who(), kind, listed, source, seen=seen)


def plan(name: str = "甲", engine: str = "1") -> int:
    from store import services, upkeep

    batch = services.open_batch("/a", "a")
    submission = right()
    one = services.save_processed(
        batch, submission, judge(submission, edition()), (), digest=name, engine=engine
    )
    upkeep.refresh([version(one.version).submission_id])
    return one.version


def version(pk: int) -> Any:
    from store.models import Version

    return Version.objects.get(pk=pk)


def said(pk: int) -> set[str]:
    rows = version(pk).findings.filter(rule__in=("B23", "C04"))
    return {*rows.values_list("rule", flat=True)}


def skipped(pk: int) -> set[str]:
    from schemas.finding import Verdicts
    from store.bodies import unpack

    rules = {entry.rule for entry in unpack(version(pk).verdicts, Verdicts).skipped}
    return rules & {"B23", "C04"}


def lines() -> list[tuple[str, str, dict[str, object]]]:
    from store.models import Audit

    return list(Audit.objects.order_by("pk").values_list("action", "object", "detail"))


def refused(code: str, *args: Any, **more: Any) -> str:
    with pytest.raises(Refused) as caught:
        saved(*args, **more)
    assert caught.value.code == code
    return caught.value.sentence


def test_an_edition_is_kept_with_who_when_and_where_from_and_logged() -> None:
    from store import audit, lists

    first = saved(FIRM)
    second = saved(FIRM, OTHER, seen=1)
    assert [(one.number, one.count, one.by, one.source) for one in lists.editions(CULTIVATED)] == [
        (2, 2, "管维", SOURCE),
        (1, 1, "管维", SOURCE),
    ]
    assert (lists.entries(first), lists.entries(second)) == ((FIRM,), (FIRM, OTHER))
    assert lines()[0] == (
        "list",
        "list:cultivated",
        {"edition": 1, "count": 1, "source": SOURCE},
    )
    assert audit.verify() is None


def test_an_older_edition_comes_back_as_a_new_one() -> None:
    from store import lists

    saved(FIRM)
    saved(OTHER, seen=1)
    back = lists.restore(who(), CULTIVATED, 1, seen=2)
    assert (back.number, back.restored, lists.entries(back)) == (3, 1, (FIRM,))
    with pytest.raises(Refused, match="没有这一版"):
        lists.restore(who(), CULTIVATED, 9, seen=3)


def test_an_emptied_list_is_an_edition_too() -> None:
    from store import lists

    saved(FIRM)
    assert lists.clear(who(), CULTIVATED, "误传", seen=1).count == 0
    assert lists.in_force() == Lists(cultivated=())


def test_whoever_saw_an_older_edition_is_told_by_whom_it_was_overtaken() -> None:
    saved(FIRM)
    sentence = refused("stale", OTHER, seen=0)
    assert "管维刚刚保存了培育名单第1版" in sentence and "都还在" in sentence


def test_what_cannot_be_saved() -> None:
    assert "粘贴名单" in refused("empty")
    assert "文号" in refused("no_source", FIRM, source="  ")
    refused("too_long", FIRM, source="字" * 201)
    saved(FIRM)
    refused("unchanged", FIRM, seen=1)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_nobody_but_the_administrator_saves(role: Role) -> None:
    from store import lists
    from store.models import ListEdition

    for call in (
        lambda: lists.save(who(role), CULTIVATED, [FIRM], SOURCE, seen=0),
        lambda: lists.clear(who(role), CULTIVATED, SOURCE, seen=0),
    ):
        with pytest.raises(Refused, match="管理员"):
            call()
    assert not ListEdition.objects.exists()


def test_lists_have_a_name_of_their_own_by_their_entries() -> None:
    from store import lists

    assert lists.digest(NO_LISTS) is None
    one = Lists(cultivated=(FIRM,))
    names = {lists.digest(one), lists.digest(Lists(removed=(FIRM,))), lists.digest(Lists(()))}
    assert len(names) == 3
    assert lists.digest(Lists(cultivated=(FIRM,))) == lists.digest(one)


def test_a_changed_list_is_judged_by_where_the_plan_lies() -> None:
    from store import lists, rejudged

    pk = plan()
    batch = version(pk).submission.batch_id
    assert (said(pk), skipped(pk), lists.waiting()) == (set(), {"B23", "C04"}, 0)
    saved(FIRM)
    saved(OTHER, kind=REMOVED)
    assert lists.waiting() == 1
    assert rejudged.by_lists(batch, "zj_2025", lists.in_force()) == 1
    assert (said(pk), skipped(pk), lists.waiting()) == ({"B23"}, set(), 0)
    assert rejudged.by_lists(batch, "zj_2025", lists.in_force()) == 0


def test_a_list_that_does_not_concern_a_plan_changes_no_row_of_it() -> None:
    from store import lists, rejudged

    saved(OTHER)
    pk = plan()
    rejudged.by_lists(version(pk).submission.batch_id, "zj_2025", lists.in_force())
    before = list(version(pk).findings.order_by("pk").values_list("pk", "fingerprint"))
    saved(OTHER, Listed("浙江第三家有限公司"), seen=1)
    assert lists.waiting() == 1
    assert rejudged.by_lists(version(pk).submission.batch_id, "zj_2025", lists.in_force()) == 1
    assert list(version(pk).findings.order_by("pk").values_list("pk", "fingerprint")) == before


def test_a_ruling_survives_a_list_that_is_emptied_and_comes_back() -> None:
    from store import decisions, lists, rejudged
    from store.scopes import Who

    pk = plan()
    batch = version(pk).submission.batch_id
    saved(FIRM)
    rejudged.by_lists(batch, "zj_2025", lists.in_force())
    found = version(pk).findings.get(rule="B23")
    decisions.decide(Who(2, "周予安", Role.PROVINCE), found.pk, "harmless")
    lists.clear(who(), CULTIVATED, "误传", seen=1)
    rejudged.by_lists(batch, "zj_2025", lists.in_force())
    assert said(pk) == set()
    lists.restore(who(), CULTIVATED, 1, seen=2)
    rejudged.by_lists(batch, "zj_2025", lists.in_force())
    assert version(pk).findings.get(rule="B23").ruling == "harmless"


def test_a_correction_is_judged_by_the_lists_in_force() -> None:
    from store import lists
    from store.corrections import correct
    from store.scopes import Who

    pk = plan()
    saved(FIRM, kind=REMOVED)
    correct(Who(2, "周予安", Role.PROVINCE), pk, "profit.2024", "9999", "对照年报更正")
    assert "C04" in said(pk)
    assert version(pk).lists == lists.digest(lists.in_force())


def test_the_migrations_make_the_tables_that_the_models_say() -> None:
    from django.core.management import call_command

    call_command("makemigrations", "store", check=True, dry_run=True, verbosity=0)
