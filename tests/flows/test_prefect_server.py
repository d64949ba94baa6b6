"""Prefect's server beside us: it starts at once, is waited for while it gets on, and ends when its parent does."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from time import monotonic, sleep
from urllib.request import Request, urlopen

import psutil
import pytest

from flows import prefect_schema, prefect_server
from flows.prefect_server import PrefectServer, ServerLost

_PATIENCE = 60.0
_STARTS = """
import sys
from pathlib import Path
from flows.prefect_server import PrefectServer
server = PrefectServer(Path(sys.argv[1]))
{then}
print(server.pid, server.address, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PrefectServer]:
    started = PrefectServer(tmp_path / "prefect")
    yield started
    started.end()


def ended(pid: int) -> bool:
    with suppress(psutil.NoSuchProcess):
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    return True


def until(true: Callable[[], bool]) -> None:
    end = monotonic() + _PATIENCE
    while not true():
        assert monotonic() < end
        sleep(0.05)


@pytest.mark.parametrize(
    "then", ["", pytest.param("server.wait()", marks=pytest.mark.slow)], ids=["starting", "serving"]
)
def test_a_killed_parent_leaves_no_server(then: str, tmp_path: Path) -> None:
    command = [sys.executable, "-c", _STARTS.format(then=then), str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdout
        pid = int(parent.stdout.readline().split()[0])
        assert not ended(pid)
        parent.kill()
        until(lambda: ended(pid))


@pytest.mark.slow
def test_it_is_waited_for_while_it_gets_on(
    server: PrefectServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However often a look finds nothing yet. No block types: only Prefect's own pages show them."""
    monkeypatch.setattr(prefect_server, "_LOOK_EVERY", 0.1)
    monkeypatch.setattr(prefect_server, "_LEAST_EFFORT", 0.0)
    server.wait()
    assert asked(server, "flow_runs/count") == 0
    assert asked(server, "block_types/filter") == []


def asked(server: PrefectServer, path: str) -> object:
    request = Request(f"{server.address}/{path}", b"{}", {"Content-Type": "application/json"})
    with urlopen(request, timeout=30) as answer:
        return json.load(answer)


def test_one_that_stands_still_is_lost(
    server: PrefectServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prefect_server, "_LOOK_EVERY", 0.3)
    os.kill(server.pid, signal.SIGSTOP)
    with pytest.raises(ServerLost):
        server.wait()
    assert server.ended


@pytest.mark.slow
def test_one_that_cannot_start_is_lost_and_its_log_says_why(tmp_path: Path) -> None:
    (tmp_path / "prefect.db").write_bytes(b"not a database, and longer than the header of one" * 4)
    broken = PrefectServer(tmp_path)
    with pytest.raises(ServerLost, match=r"^status [1-9]"):
        broken.wait()
    assert "not a database" in (tmp_path / "server.log").read_text()


def test_the_database_is_made_once_and_whole(tmp_path: Path) -> None:
    prefect_schema.make(tmp_path)
    with closing(sqlite3.connect(tmp_path / "prefect.db")) as database:
        database.execute("INSERT INTO alembic_version VALUES ('ours')")
        database.commit()
    prefect_schema.make(tmp_path)
    with closing(sqlite3.connect(tmp_path / "prefect.db")) as database:
        assert database.execute("SELECT count(*) FROM alembic_version").fetchone() == (2,)
    assert [path.name for path in tmp_path.iterdir()] == ["prefect.db"]


def test_another_version_of_prefect_makes_its_own_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prefect_schema, "version", lambda _: "3.9.0")
    prefect_schema.make(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.patient
def test_the_database_is_what_prefects_migrations_leave() -> None:
    kept = Path(prefect_schema.__file__).with_suffix(".sql").read_text("utf-8")
    assert shape(prefect_schema.migrated()) == shape(kept), "python -m flows.prefect_schema"


def shape(statements: str) -> list[list[str]]:
    """Each statement as its lines in order: the migrations' own order of constraints changes from run to run."""
    lines = [statement.splitlines() for statement in statements.split(";\n")]
    return sorted(sorted(line.strip(" \t,") for line in some) for some in lines)
