"""Prefect's server on PostgreSQL and two workers, each a process of its own, answer what one process does.

The server's database and ours are made for the test, at ``DATABASE_URL`` or on this machine.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from socket import socket
from time import monotonic, sleep
from typing import Any, TypeVar
from urllib.request import Request, urlopen

import psutil
import pytest
from msgspec import Struct

from fixtures.build import Formats, build
from fixtures.families import FORM
from tests.chaos.databases import made, unreachable

pytestmark = [
    pytest.mark.patient,
    pytest.mark.skipif(
        bool(unreachable("postgresql")), reason=unreachable("postgresql") or "PostgreSQL"
    ),
]
Found = TypeVar("Found")
_PATIENCE = 240.0
_FORMATS = (Formats.DOCX_XLSX, Formats.DOCX, Formats.PDF)
_OK = (0, 1, 3)
"""Exit statuses of a batch that went through (contract §2)."""


class Cluster(Struct, frozen=True):
    """A server and its workers, as an intake and this test reach them."""

    environment: dict[str, str]
    api: str
    workers: tuple[subprocess.Popen[bytes], ...]

    def asked(self, path: str, **body: Any) -> Any:
        request = Request(f"{self.api}/{path}", json.dumps(body).encode())
        request.add_header("Content-Type", "application/json")
        with urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def online(self) -> int:
        """Workers that gave a sign of life lately."""
        with suppress(OSError):
            found = self.asked("work_pools/lingtan/workers/filter")
            return sum(worker["status"] == "ONLINE" for worker in found)
        return 0

    def runs(self) -> list[dict[str, Any]]:
        """Every run of a chunk so far."""
        flows = {"name": {"any_": ["read-elsewhere"]}}
        return list(self.asked("flow_runs/filter", flows=flows))


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("batch") / "杭州市"
    for number in range(1, 23):
        kind = _FORMATS[number % len(_FORMATS)]
        build(number, FORM, kind, folder / f"{number:03d}-企业")
    (folder / "023-待补").mkdir()
    (folder / "023-待补" / "说明.txt").write_text("材料后补", "utf-8")
    (folder / "024-损坏").mkdir()
    (folder / "024-损坏" / "方案.docx").write_bytes(b"PK\x03\x04 cut off")
    return folder


@pytest.fixture(scope="module")
def alone(city: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What one process exports, on SQLite and with a Prefect server of its own."""
    return exported(city, tmp_path_factory.mktemp("alone"), os.environ | {"DATABASE_URL": ""})


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    homes = tmp_path_factory.mktemp("homes")
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with made("postgresql", "lingtan_prefect") as prefect, made("postgresql", "lingtan_own") as own:
        kept = prefect.replace("postgresql://", "postgresql+asyncpg://")
        serving = os.environ | {"PREFECT_SERVER_DATABASE_CONNECTION_URL": kept}
        api = f"http://127.0.0.1:{port}/api"
        working = os.environ | {"PREFECT_API_URL": api, "DATABASE_URL": own}
        with ExitStack() as stack:
            stack.enter_context(started(serving, "server", "--port", str(port), home=homes / "s"))
            until(lambda: _healthy(api))
            workers = tuple(
                stack.enter_context(
                    started(working, "worker", "--pool", "lingtan", home=homes / f"w{number}")
                )
                for number in (1, 2)
            )
            found = Cluster(working, api, workers)
            until(lambda: found.online() == len(workers))
            yield found


@contextmanager
def started(
    environment: dict[str, str], *words: str, home: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """A command of ours in a process group of its own, killed with it."""
    command = [sys.executable, "-m", "lingtan", *words, "--workspace", str(home)]
    with subprocess.Popen(command, env=environment, start_new_session=True) as process:
        try:
            yield process
        finally:
            kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def kill_tree(process: subprocess.Popen[bytes]) -> None:
    """As when its host goes down: whatever it started goes with it."""
    started = below(process)
    kill(process)
    for one in started:
        with suppress(psutil.NoSuchProcess):
            one.kill()


def reading(workers: Iterable[subprocess.Popen[bytes]]) -> list[subprocess.Popen[bytes]]:
    """The workers that are at a chunk now."""
    return [worker for worker in workers if any(map(_is_at_a_chunk, below(worker)))]


def below(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    return psutil.Process(process.pid).children(recursive=True)


def _is_at_a_chunk(process: psutil.Process) -> bool:
    with suppress(psutil.NoSuchProcess):
        return "flows.cluster_work" in process.cmdline()
    return False


def until(looked: Callable[[], Found]) -> Found:
    """What is found at last."""
    deadline = monotonic() + _PATIENCE
    while not (found := looked()):
        assert monotonic() < deadline
        sleep(0.5)
    return found


def _healthy(api: str) -> bool:
    with suppress(OSError):
        return bool(urlopen(f"{api}/health", timeout=5).status == 200)
    return False


def exported(city: Path, root: Path, environment: dict[str, str], *words: str) -> dict[str, bytes]:
    """Every file that ``lingtan intake`` exports, by name."""
    with intake(city, root, environment, *words) as process:
        assert process.wait() in _OK
    return files(root)


def intake(
    city: Path, root: Path, environment: dict[str, str], *words: str
) -> subprocess.Popen[bytes]:
    here = ("--workspace", str(root / "workspace"), "--export", str(root / "out"))
    command = [sys.executable, "-m", "lingtan", "intake", str(city), *here, *words]
    return subprocess.Popen(command, env=environment)


def files(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (root / "out").iterdir()}


def test_two_workers_export_what_one_process_does(
    city: Path, alone: dict[str, bytes], cluster: Cluster, tmp_path: Path
) -> None:
    together = exported(city, tmp_path, cluster.environment, "--pool", "lingtan")
    assert sorted(together) == [*(f"{p.name}.json" for p in sorted(city.iterdir())), "summary.xlsx"]
    assert together == alone
    assert [run["state_type"] for run in cluster.runs()] == ["COMPLETED"] * 2
    assert not any("企业" in json.dumps(run, ensure_ascii=False) for run in cluster.runs())
    assert not list((tmp_path / "workspace" / "originals" / "cluster").glob("*"))


def test_a_killed_workers_chunk_is_read_by_the_other(
    city: Path, alone: dict[str, bytes], cluster: Cluster, tmp_path: Path
) -> None:
    """The same files at another path: at the same one the batch would be known, and nothing would be sent."""
    moved = shutil.copytree(city, tmp_path / city.name)
    before = len(cluster.runs())
    with intake(moved, tmp_path, cluster.environment, "--pool", "lingtan") as process:
        kill_tree(until(lambda: reading(cluster.workers))[0])
        assert process.wait() in _OK
    assert files(tmp_path) == alone
    assert len(cluster.runs()) - before == 3
