"""Prefect's server in a process of its own, which starts at once and ends when its parent does, however that comes.

Prefect starts a temporary server by itself too; that one is waited for by a clock that a busy machine outruns, outlives a
killed parent, and makes its parent import all of the server. ``python -m flows.prefect_server FD`` serves at the listening
socket FD, on this machine only; its standard input is a pipe that nobody writes to: the end of the parent is its end.
"""

from __future__ import annotations

import argparse
import gc
import os
import socket
import subprocess
import sys
from contextlib import closing, suppress
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Thread
from typing import Any, Final

import psutil

_HOST: Final = "127.0.0.1"
_BACKLOG: Final = 128
_LOOK_EVERY: Final = 60.0
_MOMENT: Final = 1.0
_LEAST_EFFORT: Final = 0.05
"""Processor seconds between two looks: a server that starts and computes less than this stands still."""
_PLAIN: Final = {
    "PREFECT_SERVER_UI_ENABLED": "false",
    "PREFECT_SERVER_REGISTER_BLOCKS_ON_START": "false",
    "PREFECT_SERVER_MEMOIZE_BLOCK_AUTO_REGISTRATION": "false",
}
"""No pages, and none of the block types that only those pages show: 2.5 s of a first start."""
_ONE_BATCH: Final = {
    "PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_ENABLED": "false",
}
"""Automations and the feed of events, which nobody sees of a batch: a quarter of what a task costs the server."""


class ServerLost(Exception):
    """The server did not start."""


class PrefectServer:
    """A server that starts as soon as this is made. Its address holds at once: who asks early, waits.

    ``plans`` also runs Prefect's scheduler, which one batch needs not; it writes its log into ``home``. Raises
    :class:`OSError` where that takes no file.
    """

    def __init__(self, home: Path, *, plans: bool = False) -> None:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (
            socket.create_server((_HOST, 0), backlog=_BACKLOG) as listening,
            (home / "server.log").open("ab") as log,
        ):
            number = listening.fileno()
            command = [sys.executable, "-m", "flows.prefect_server", str(number)]
            ours = _PLAIN | ({} if plans else _ONE_BATCH)
            self._child = subprocess.Popen(
                [*command, "--plans"] if plans else command,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                pass_fds=[number],
                env=os.environ | ours | {"PREFECT_HOME": str(home), "PREFECT_API_URL": ""},
                start_new_session=True,
            )
            self._port: int = listening.getsockname()[1]

    @property
    def address(self) -> str:
        """What ``PREFECT_API_URL`` is to be."""
        return f"http://{_HOST}:{self._port}/api"

    @property
    def pid(self) -> int:
        """The server's process."""
        return self._child.pid

    @property
    def ended(self) -> bool:
        """Whether it has ended, by itself or otherwise."""
        return self._child.poll() is not None

    def wait(self) -> None:
        """Until it answers, for as long as it gets on: a busy machine may take minutes. Raises :class:`ServerLost`."""
        effort = -1.0
        while not _answers(self._port):
            with suppress(subprocess.TimeoutExpired):  # one that is ending may end
                self._child.wait(_MOMENT)
            before, effort = effort, self._effort()
            if self.ended or effort - before < _LEAST_EFFORT:
                self.end()
                raise ServerLost(f"status {self._child.returncode}")

    def end(self) -> None:
        """It ends now. Its database is made for that; what it still had to note of a run's steps is lost."""
        self._child.kill()
        self._child.communicate()

    def _effort(self) -> float:
        with suppress(psutil.NoSuchProcess):
            times = psutil.Process(self.pid).cpu_times()
            return float(times.user + times.system)
        return 0.0


def _answers(port: int) -> bool:
    with closing(HTTPConnection(_HOST, port, timeout=_LOOK_EVERY)) as connection:
        try:
            connection.request("GET", "/api/health")
            return connection.getresponse().status == HTTPStatus.OK
        except (OSError, HTTPException):
            return False


def _serve(number: int, *, plans: bool) -> None:
    """Serve at the socket. While all is imported nothing of it is garbage: looking for that costs a second."""
    Thread(target=_end_with_parent, daemon=True).start()
    gc.disable()
    from flows import prefect_schema

    prefect_schema.make(Path(os.environ["PREFECT_HOME"]))
    import uvicorn
    from prefect.server.api.server import create_app

    let_plans_be_stored()
    app = create_app(ephemeral=not plans)
    gc.freeze()
    gc.enable()
    config = uvicorn.Config(app, log_level="error", lifespan="on")
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=number)])


def let_plans_be_stored() -> None:
    """SQLAlchemy 2.1 wants a hybrid attribute that stands in a bulk insert to say how it is stored;
    Prefect 3.8 inserts planned runs with one, ``state``, that it stores by itself right afterwards."""
    from prefect.server.database.orm_models import FlowRun

    hybrid: Any = FlowRun.__mapper__.all_orm_descriptors["state"]
    if getattr(hybrid, "bulk_dml_setter", True) is None:  # absent before 2.1
        hybrid.bulk_dml_setter = lambda *_: None


def _end_with_parent() -> None:
    os.read(sys.stdin.fileno(), 1)
    os._exit(0)


def main() -> None:
    """Serve until the parent ends."""
    parser = argparse.ArgumentParser()
    parser.add_argument("number", type=int)
    parser.add_argument("--plans", action="store_true")
    given = parser.parse_args()
    _serve(given.number, plans=given.plans)


if __name__ == "__main__":
    main()
