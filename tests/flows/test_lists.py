"""The office's lists on their way to whoever judges: this process, a worker, another host, the night."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from msgspec import structs

from extractors.packages import Package
from fixtures.build import Formats, build
from fixtures.families import FORM
from flows import cluster, workers
from flows.crew import LocalCrew
from flows.nights import OFFICE
from flows.order import Order
from routing.roster import example
from schemas.desk import Role
from schemas.finding import Verdicts
from schemas.lists import NO_LISTS, ListKind, Lists, policy_of
from schemas.policy import Listed, edition
from store.bodies import unpack
from store.ready import Ready

FIRM = Listed("名称不论", "91330109MA2B3C4D1C", "2025", "培育中")
MANY = tuple(Listed(f"浙江第{number}家有限公司", since="2025") for number in range(3000))
"""More than a pipe holds at once."""


def ordered(root: Path, lists: Lists = NO_LISTS) -> Order:
    return Order(
        paths=(),
        originals=root / "originals",
        scratch=root / "scratch",
        export=None,
        roster=example(),
        policy="zj_2025",
        today=date(2026, 11, 22),
        lists=lists,
    )


def firm_of(answer: Ready) -> Lists:
    """A list with the plan's own firm at the end of a long one."""
    return Lists(cultivated=(*MANY, Listed("甲", answer.columns.uscc, "2025", "培育中")))


def judged(answer: Ready) -> tuple[set[str], set[str]]:
    """Which of the two rules spoke, and which were skipped."""
    said = unpack(answer.columns.verdicts, Verdicts)
    spoke = {found.rule for found in said.findings} & {"B23", "C04"}
    return spoke, {entry.rule for entry in said.skipped} & {"B23", "C04"}


def test_a_stored_list_takes_the_place_of_the_editions_own() -> None:
    assert policy_of("zj_2025", NO_LISTS) == edition()
    with_one = policy_of("zj_2025", Lists(removed=(FIRM,)))
    assert (with_one.removed, with_one.cultivated) == ((FIRM,), edition().cultivated)


@pytest.mark.slow
def test_a_worker_judges_by_the_lists_of_the_order_it_was_given_last(
    plan: Package, tmp_path: Path, crew: LocalCrew
) -> None:
    def one(order: Order) -> Ready:
        ((_, answer),) = next(crew.answers([plan], order))
        return answer

    bare = one(ordered(tmp_path))
    assert judged(bare) == (set(), {"B23", "C04"})
    order = ordered(tmp_path, firm_of(bare))
    for _ in range(3):  # both workers, and one of them a second time
        assert judged(one(order)) == ({"B23"}, {"C04"})
    assert judged(one(ordered(tmp_path))) == (set(), {"B23", "C04"})


@pytest.mark.slow
def test_many_plans_at_once_with_a_long_list(
    plan: Package, tmp_path: Path, crew: LocalCrew
) -> None:
    from dataclasses import replace

    plans = [replace(plan, name=f"{number:03}") for number in range(12)]
    long = ordered(tmp_path, Lists(removed=MANY))
    answers = [answer for some in crew.answers(plans, long) for _, answer in some]
    assert len(answers) == 12
    assert {tuple(judged(answer)[1]) for answer in answers} == {("B23",)}


def test_lists_travel_with_a_chunk(plan: Package, tmp_path: Path) -> None:
    lists = Lists(cultivated=(FIRM,), removed=())
    order = structs.replace(ordered(tmp_path, lists), address=f"memory://{tmp_path.name}/lists")
    chunk = cluster.decode(cluster.encode(cluster.packed([plan], order, "job")))
    assert chunk.order.lists == lists
    assert workers.asked(plan, chunk.order).lists == lists


@pytest.mark.slow
@pytest.mark.usefixtures("database", "server")
def test_the_night_judges_again_by_a_new_list_and_reads_nothing_again(
    tmp_path: Path, crew: LocalCrew
) -> None:
    from flows.nightly import NightOrder, Silent, again, take_in
    from store import audit, lists, models
    from store.scopes import Who

    night = NightOrder(ordered(tmp_path), tmp_path / "inbox", tmp_path / "r", tmp_path / "b")
    build(5, FORM, Formats.DOCX, tmp_path / "inbox" / "001-甲")
    day = datetime.now(OFFICE).date()
    take_in(night, day, crew)
    version = models.Version.objects.get()
    assert (version.lists, version.findings.filter(rule="C04").count()) == (None, 0)
    reads = list(models.Read.objects.order_by("pk").values_list("pk", flat=True))
    gone = Listed("甲", version.uscc, "2024年12月")
    who = Who(1, "管维", Role.ADMIN)
    lists.save(who, ListKind.REMOVED, [gone], "浙经信绿色〔2024〕105号", seen=0)
    again(night, day, crew)
    found = models.Finding.objects.get(rule="C04")
    assert found.message == "单位已于2024年12月被移出绿色（低碳）工厂名单。"
    assert found.live and found.reader
    assert list(models.Read.objects.order_by("pk").values_list("pk", flat=True)) == reads
    assert lists.waiting() == 0
    lists.clear(who, ListKind.REMOVED, "误传", seen=1)
    from flows.intake import intake
    from lingtan.progress import summary_lines

    summary = intake(structs.replace(night.order, paths=(night.inbox,)), crew, Silent())
    told = list(summary_lines(summary))
    assert "名单有变：1 份已收的材料按现行名单重新核对。" in told
    assert not models.Finding.objects.filter(rule="C04").exists()
    assert audit.verify() is None
