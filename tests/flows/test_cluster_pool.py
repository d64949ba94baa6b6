"""What becomes of a chunk whose host cannot go on, with a host that is not there."""

from __future__ import annotations

import asyncio
import errno
import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from prefect.client.schemas.objects import State
from prefect.states import Crashed, Running, exception_to_failed_state

from extractors import disk
from extractors.packages import Package
from flows import cluster, cluster_pool, cluster_work
from flows.cluster import ClusterTrouble
from flows.crew import crashed
from flows.order import Order
from flows.workers import encode
from lingtan import troubles
from routing.roster import example
from store import blobs


class Host:
    """The only host of a pool, and Prefect's client: its run of a chunk answers one package and then ends so."""

    def __init__(self, order: Order, last: State[Any]) -> None:
        self.order, self.last = order, last
        self.runs: dict[UUID, State[Any]] = {}
        self.cancelled: list[UUID] = []

    def create_flow_run_from_deployment(self, _: UUID, parameters: dict[str, str]) -> Any:
        root, folder = parameters["root"], parameters["folder"]
        chunk = cluster.decode(blobs.read(root, f"{folder}/{cluster_work.CHUNK}"))
        answer = encode(crashed(chunk.packages[0], self.order, "不读"))
        blobs.write(root, f"{folder}/0{cluster_work.ANSWER}", answer)
        self.runs[run := uuid4()] = self.last
        return SimpleNamespace(id=run)

    def read_flow_runs(self, flow_run_filter: Any) -> list[Any]:
        return [SimpleNamespace(id=run, state=self.runs[run]) for run in flow_run_filter.id.any_]

    def read_flow_run(self, run: UUID) -> Any:
        return SimpleNamespace(id=run, state=Running())

    def set_flow_run_state(self, run: UUID, *_: object, **__: object) -> None:
        self.cancelled.append(run)


@pytest.fixture
def order(tmp_path: Path) -> Order:
    return Order(
        paths=(tmp_path,),
        originals=tmp_path / "originals",
        scratch=tmp_path / "scratch",
        export=None,
        roster=example(),
        policy="zj_2025",
        today=date(2025, 3, 20),
    )


def failed(error: Exception) -> State[Any]:
    """The state that Prefect gives a run whose flow raised ``error``."""
    return asyncio.run(exception_to_failed_state(error))


def taken(host: Host, order: Order) -> tuple[list[str], Exception | None]:
    """The names that were answered, and what the batch ended with."""
    packages = [Package(name, ()) for name in ("001-甲", "002-乙")]
    client: Any = host  # in place of Prefect's, whose other calls no batch makes
    batch = cluster_pool._Batch(client, order, uuid4(), "lingtan")
    answered: list[str] = []
    try:
        with batch.cleared():
            batch.send(packages, most=8)
            for together in batch.answers():
                answered += [package.name for package, _ in together]
    except (OSError, ClusterTrouble) as error:
        return answered, error
    return answered, None


FULL = disk.no_room()


@pytest.mark.parametrize(
    "last",
    [
        failed(FULL),
        Crashed(
            message=f"Failed to submit flow run to infrastructure: {type(FULL).__name__}: {FULL}"
        ),
    ],
    ids=["the chunk's", "the worker's own"],
)
def test_a_hosts_full_disk_ends_the_run_and_says_nothing_of_a_submission(
    order: Order, last: State[Any]
) -> None:
    host = Host(order, last)
    answered, error = taken(host, order)
    assert answered == ["001-甲"]
    assert error is not None
    assert troubles.code_of(error) == "disk_full"
    assert host.cancelled == list(host.runs)
    assert blobs.names(order.depot.root, cluster.FOLDER) == []


def test_a_host_of_another_version_ends_the_run(order: Order) -> None:
    answered, error = taken(Host(order, failed(cluster.EngineDiffers())), order)
    assert (answered, type(error)) == (["001-甲"], ClusterTrouble)


def test_a_chunk_that_breaks_again_and_again_is_tried_elsewhere_then_alone(order: Order) -> None:
    host = Host(order, failed(cluster_pool.RunBroke("exit status 1")))
    answered, error = taken(host, order)
    assert (answered, error) == (["001-甲", "002-乙"], None)
    assert len(host.runs) == 4


@pytest.mark.parametrize(
    ("error", "status"),
    [(FULL, cluster_work.NO_ROOM), (cluster.EngineDiffers(), cluster_work.OTHER_ENGINE)],
)
def test_a_chunks_process_says_why_it_could_not(
    error: Exception, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise error

    monkeypatch.setattr(cluster_work, "work_off", broken)
    monkeypatch.setattr(cluster_work, "_end_with_parent", lambda: None)
    monkeypatch.setattr(sys, "argv", ["cluster_work", "root", "folder"])
    assert cluster_work.main() == status


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (cluster_work.NO_ROOM, OSError),
        (cluster_work.OTHER_ENGINE, cluster.EngineDiffers),
        (1, cluster_pool.RunBroke),
    ],
)
def test_a_runs_last_word_is_its_processs(
    status: int, kind: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = subprocess.Popen

    def ending(_: Sequence[str], **named: Any) -> subprocess.Popen[bytes]:
        return real([sys.executable, "-c", f"raise SystemExit({status})"], **named)

    monkeypatch.setattr(cluster_pool.subprocess, "Popen", ending)
    with pytest.raises(kind) as told:
        cluster_pool.read_elsewhere.fn("root", "folder")
    if kind is OSError:
        assert isinstance(told.value, OSError)
        assert told.value.errno == errno.ENOSPC
        assert os.strerror(errno.ENOSPC) in str(told.value)
