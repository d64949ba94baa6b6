"""Prefect's server with its scheduler, in a process of its own that ends when its parent does.

The temporary server that Prefect starts by itself plans no runs. ``python -m flows.planner PORT``
serves on this machine only; its standard input is a pipe that nobody writes to, so the end of
the parent, however it comes, is the end of that pipe.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from typing import Any, Final
from urllib.error import URLError
from urllib.request import urlopen

_HOST: Final = "127.0.0.1"
_PATIENCE: Final = 120.0
"""Seconds that the server may take to start."""


class PlannerLost(Exception):
    """The server did not start."""


@contextmanager
def planner(home: Path) -> Iterator[str]:
    """The address of a server of our own, which logs into ``home``. Raises :class:`PlannerLost`."""
    port = _free_port()
    command = [sys.executable, "-m", "flows.planner", str(port)]
    with (
        (home / "planner.log").open("ab") as log,
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=log, stderr=log, start_new_session=True
        ) as child,
    ):
        try:
            address = f"http://{_HOST}:{port}/api"
            _wait_for(address, child)
            yield address
        finally:
            child.kill()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_HOST, 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, child: subprocess.Popen[bytes]) -> None:
    until = monotonic() + _PATIENCE
    while monotonic() < until and child.poll() is None:
        if _answers(address):
            return
        sleep(0.2)
    raise PlannerLost(f"status {child.poll()}")


def _answers(address: str) -> bool:
    try:
        with urlopen(f"{address}/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def _serve(port: int) -> None:
    import uvicorn

    let_plans_be_stored()
    Thread(target=_end_with_parent, daemon=True).start()
    uvicorn.run(
        "prefect.server.api.server:create_app",
        factory=True,
        host=_HOST,
        port=port,
        log_level="critical",
        lifespan="on",
    )


def let_plans_be_stored() -> None:
    """SQLAlchemy 2.1 wants a hybrid attribute that stands in a bulk insert to say how it is stored;
    Prefect 3.8 inserts planned runs with one, ``state``, that it stores by itself right afterwards."""
    from prefect.server.database.orm_models import FlowRun

    hybrid: Any = FlowRun.__mapper__.all_orm_descriptors["state"]
    if getattr(hybrid, "bulk_dml_setter", True) is None:  # absent before 2.1
        hybrid.bulk_dml_setter = lambda *_: None


def _end_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


if __name__ == "__main__":
    _serve(int(sys.argv[1]))
