"""``lingtan intake`` from outside: killed, locked out, out of space, run twice at once, its server or worker killed.

Each time the second run goes on where the first one ended, and the store holds what an undisturbed run leaves.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import psutil
import pytest

from flows.planner import planner
from tests.chaos import material, rows, runs, sweeps
from tests.chaos.broken import Broken
from tests.chaos.rows import Place
from tests.chaos.runs import Forked, Run, Warm
from tests.chaos.sweeps import DONE, Reference, Setting, Told

pytestmark = [pytest.mark.patient, pytest.mark.xdist_group("resume")]
COUNT = 12
_BROKEN_OFF = 4


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("resume")


@pytest.fixture(scope="module")
def path(root: Path) -> Path:
    return material.batch(root / "batch", COUNT)


@pytest.fixture(scope="module")
def warm(root: Path) -> Iterator[Warm]:
    home = root / "prefect"
    home.mkdir()
    with planner(home) as address, runs.warm(address, root) as started:
        yield started


@pytest.fixture(scope="module")
def known(warm: Warm, path: Path, root: Path) -> Reference:
    (root / "known" / "t").mkdir(parents=True)
    return sweeps.undisturbed(warm, Place(root / "known" / "w"), path, COUNT)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    (tmp_path / "t").mkdir()
    return Place(tmp_path / "w")


@pytest.fixture
def whole(known: Reference, place: Place, warm: Warm, path: Path, root: Path) -> Callable[[], None]:
    """Takes the batch up once more and compares."""

    def check() -> None:
        assert warm.start(place, path).status() in DONE, warm.said
        assert rows.differences(place, Place(root / "known" / "w")) == []
        assert rows.digest(place) == known.digest
        assert rows.strays(place) == []

    return check


def begun(run: Run, place: Place, count: int = 1) -> None:
    """Wait until so many submissions are stored."""
    while rows.count(place) < count:
        assert not run.ended()
        time.sleep(runs.POLL)


def test_killed_at_ten_moments(known: Reference, place: Place, warm: Warm, path: Path) -> None:
    def start(kill_after: int) -> Forked:
        return warm.start(place, path, kill_after)

    told, setting = Told(), Setting(place, path, known, start)
    sweeps.at_random(setting, told, 5, Random(7))
    assert (told.faults, told.orphans, told.sweeps) == ([], 0, 1)
    assert told.total >= 1


def test_killed_after_commits(known: Reference, place: Place, warm: Warm, path: Path) -> None:
    def start(kill_after: int) -> Forked:
        return warm.start(place, path, kill_after)

    told = Told()
    sweeps.after_commits(Setting(place, path, known, start), told, stride=8)
    assert (told.faults, told.orphans) == ([], 0)
    assert told.total >= 4


def test_two_at_once(
    known: Reference, place: Place, warm: Warm, path: Path, whole: Callable[[], None]
) -> None:
    first = warm.start(place, path)
    begun(first, place)
    second = warm.start(place, path)
    statuses = [second.status(), first.status()]
    assert statuses[1] in DONE
    assert statuses[0] == _BROKEN_OFF or statuses[0] in DONE
    assert statuses[0] in DONE or "正由另一个程序处理" in warm.said
    assert rows.digest(place) == known.digest
    whole()


def test_a_database_locked_for_a_while_is_waited_for(
    place: Place, warm: Warm, path: Path, whole: Callable[[], None]
) -> None:
    run = warm.start(place, path)
    begun(run, place)
    with closing(sqlite3.connect(place.workspace / "lingtan.sqlite3", timeout=20)) as other:
        other.execute("BEGIN IMMEDIATE")
        time.sleep(2)
        assert not run.ended()
        other.rollback()
    assert run.status() in DONE
    whole()


def test_a_database_locked_for_long_is_told(
    place: Place, warm: Warm, path: Path, whole: Callable[[], None]
) -> None:
    file = place.workspace / "lingtan.sqlite3"
    hasty = Place(place.workspace, f"sqlite:///{file}?timeout=0.5")
    run = warm.start(hasty, path)
    begun(run, place)
    with closing(sqlite3.connect(file, timeout=20)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert run.status() == _BROKEN_OFF
    assert "一直被其他程序占用" in warm.said
    assert "database_locked" in warm.said
    whole()


def test_a_full_disk_is_told_and_nothing_is_half_stored(
    known: Reference, place: Place, warm: Warm, path: Path, whole: Callable[[], None]
) -> None:
    """The 16th file that is made durable finds no room: an original of the middle of the batch."""
    assert warm.start(place, path, broken=Broken(full_at=16)).status() == _BROKEN_OFF
    assert "磁盘空间不足" in warm.said
    assert "disk_full" in warm.said
    assert rows.strays(place) == []
    stored = rows.whole(place)
    assert 0 < len(stored) < COUNT
    assert all(known.whole[key] == value for key, value in stored.items())
    whole()


def test_a_full_database_is_told(
    known: Reference,
    root: Path,
    place: Place,
    warm: Warm,
    path: Path,
    whole: Callable[[], None],
) -> None:
    pages = next(iter(rows.asked(Place(root / "known" / "w"), "PRAGMA page_count")))[0]
    run = warm.start(place, path, broken=Broken(pages=pages * 85 // 100))
    assert run.status() == _BROKEN_OFF
    assert "disk_full" in warm.said
    stored = rows.whole(place)
    assert len(stored) < COUNT
    assert all(known.whole[key] == value for key, value in stored.items())
    whole()


def test_a_killed_worker_costs_nothing(
    place: Place, warm: Warm, path: Path, whole: Callable[[], None]
) -> None:
    run = warm.start(place, path)
    begun(run, place)
    killed = _kill_workers(run)
    assert run.status() in DONE
    assert killed
    whole()


def _kill_workers(run: Forked) -> int:
    """The grandchildren: what the fork server made. Its own end would end the run."""
    nursery = [child for child in psutil.Process(run.pid).children() if child.children()]
    workers = [worker for child in nursery for worker in child.children()]
    for worker in workers:
        os.kill(worker.pid, signal.SIGKILL)
    return len(workers)


def test_killed_alone_it_leaves_no_process(place: Place, path: Path, tmp_path: Path) -> None:
    """From the shell, ``kill -9`` of the command alone, once it stores: its workers and its server end by themselves."""
    run = runs.Shell(place, path, tmp_path / "log")
    begun(run, place)
    below = psutil.Process(run.pid).children(recursive=True)
    assert any("flows.prefect_server" in process.cmdline() for process in below)
    os.kill(run.pid, signal.SIGKILL)
    assert run.status() == -signal.SIGKILL
    assert runs.orphans(place) == 0


def test_a_killed_server_is_told(
    place: Place, warm: Warm, path: Path, root: Path, whole: Callable[[], None]
) -> None:
    home = root / "doomed"
    home.mkdir()
    with planner(home) as address:
        run = warm.start(place, path, broken=Broken(address=address))
        begun(run, place)
    assert run.status() == _BROKEN_OFF, warm.said
    assert "engine_lost" in warm.said
    whole()
