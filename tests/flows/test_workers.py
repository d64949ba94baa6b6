"""Our workers: killed, worn, orphaned; the batch goes on and nothing is left behind."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Timer

import pytest

from extractors.packages import Package, PackedFile
from flows.crew import LocalCrew
from flows.order import Order
from flows.workers import CrewStopped
from routing.roster import example
from store.ready import Ready

pytestmark = pytest.mark.slow
_KILLED = """
import os, signal
from flows.crew import local
from flows.workers import Worker
if __name__ == "__main__":
    with local(2):
        held = [Worker(), Worker()]
        for worker in held:
            worker.heard()
        print("warm", flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
"""


class Deadly(tuple[PackedFile, ...]):
    """A package's files that kill whoever takes them off the pipe, as the kernel would for its memory."""

    def __reduce__(self) -> tuple[object, ...]:
        return signal.raise_signal, (signal.SIGKILL,)


class Roomless(tuple[PackedFile, ...]):
    """A package's files at which whoever takes them off the pipe finds the disk full."""

    def __reduce__(self) -> tuple[object, ...]:
        return Full, ()


class Full(tuple[PackedFile, ...]):
    """What becomes of them there."""

    __slots__ = ()

    def __iter__(self) -> Iterator[PackedFile]:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_workers_of_a_killed_parent_let_go_of_its_output() -> None:
    """Reading to the end of the output ends only when no orphan holds it open."""
    with subprocess.Popen(
        [sys.executable, "-c", _KILLED], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as killed:
        told, _ = killed.communicate(timeout=120)
    assert killed.returncode == -9
    assert told.startswith(b"warm\n")


@pytest.fixture
def order(tmp_path: Path) -> Order:
    return Order(
        paths=(),
        originals=tmp_path / "originals",
        scratch=tmp_path / "scratch",
        export=None,
        roster=example(),
        policy="zj_2025",
        today=date(2026, 11, 22),
    )


@pytest.fixture
def one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each answer comes by itself, so that a test looks between any two."""
    monkeypatch.setattr("flows.crew._LINGER", 0.0)


@pytest.fixture
def small(one_by_one: None) -> Iterator[LocalCrew]:
    with LocalCrew(2, 1) as crew:
        yield crew


def named(plan: Package, *names: str) -> list[Package]:
    return [replace(plan, name=name) for name in names]


def codes(answers: dict[str, Ready]) -> dict[str, str]:
    problems = {name: answer.problem for name, answer in answers.items()}
    return {name: problem.code for name, problem in problems.items() if problem}


def gathered(
    crew: LocalCrew,
    packages: list[Package],
    order: Order,
    after: Callable[[int], None] = lambda _: None,
) -> dict[str, Ready]:
    """The answers by name; ``after`` is told how many there are."""
    found: dict[str, Ready] = {}
    for together in crew.answers(packages, order):
        for package, answer in together:
            assert package.name not in found
            found[package.name] = answer
        after(len(found))
    return found


def test_a_worker_killed_in_the_middle_costs_nothing_but_time(
    plan: Package, order: Order, small: LocalCrew
) -> None:
    packages = named(plan, *(f"{n:02}" for n in range(12)))

    def kill(count: int) -> None:
        if count < 8:
            os.kill(small.pids[0], signal.SIGKILL)

    answers = gathered(small, packages, order, kill)
    assert sorted(answers) == [package.name for package in packages]
    assert codes(answers) == {}
    assert len({answer.columns.factory_name for answer in answers.values()}) == 1


def test_a_workers_full_disk_ends_the_run_and_is_nobodys_fault(
    plan: Package, order: Order, small: LocalCrew
) -> None:
    unlucky = replace(plan, name="01", files=Roomless())
    told: dict[str, Ready] = {}
    with pytest.raises(OSError, match="No space left"):
        for together in small.answers([*named(plan, "00"), unlucky], order):
            told |= {package.name: answer for package, answer in together}
    assert "01" not in told
    assert codes(told) == {}
    assert codes(gathered(small, named(plan, "01"), order)) == {}


def test_all_workers_killed_at_once(plan: Package, order: Order, small: LocalCrew) -> None:
    packages = named(plan, *(f"{n:02}" for n in range(8)))

    def kill(count: int) -> None:
        if count < 4:
            for pid in small.pids:
                os.kill(pid, signal.SIGKILL)

    answers = gathered(small, packages, order, kill)
    assert (len(answers), codes(answers)) == (8, {})


def test_what_kills_its_worker_each_time_is_said_to_have_crashed(
    plan: Package, order: Order, small: LocalCrew
) -> None:
    deadly = replace(plan, name="2", files=Deadly(plan.files))
    one, *others = named(plan, "1", "3", "4")
    answers = gathered(small, [one, deadly, *others], order)
    assert codes(answers) == {"2": "crashed"}
    assert list(answers)[-1] == "2"
    assert "一再中止" in str(answers["2"].problem)
    assert codes(gathered(small, others, order)) == {}


def test_a_worn_worker_makes_room_for_a_fresh_one(
    plan: Package, order: Order, one_by_one: None
) -> None:
    with LocalCrew(1, 1, serves=2) as crew:
        met: set[int] = set()
        answers = gathered(crew, named(plan, *"123456"), order, lambda _: met.update(crew.pids))
    assert codes(answers) == {}
    assert len(answers) == 6
    assert len(met) >= 3


def test_closed_early_it_leaves_nobody_at_work(
    plan: Package, order: Order, small: LocalCrew
) -> None:
    answers = small.answers(named(plan, *"12345678"), order)
    next(answers)
    answers.close()
    assert small.pids == []
    assert codes(gathered(small, named(plan, *"90"), order)) == {}


def test_stopped_from_another_thread_it_does_not_wait_for_who_is_at_work(
    plan: Package, order: Order, small: LocalCrew
) -> None:
    """Nothing else would end what takes minutes: a long scan."""
    answers = small.answers(named(plan, *"12345678"), order)
    next(answers)
    for pid in small.pids:
        os.kill(pid, signal.SIGSTOP)
    ringing = Timer(0.2, small.stop)
    ringing.start()
    with pytest.raises(CrewStopped):
        list(answers)
    assert small.pids == []
    assert codes(gathered(small, named(plan, "9"), order)) == {}
