"""One run of ``lingtan intake`` in a process group of its own, warm or from the shell, and its violent end."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final, Protocol

import psutil
from msgspec import structs

from tests.chaos.broken import Broken
from tests.chaos.rows import Place

_MARK: Final = "LINGTAN_CHAOS"
"""In the environment of all that a run starts, so that what outlives it is found."""
_GRACE: Final = 10.0
"""Seconds that a killed run's helpers may take to notice."""
POLL: Final = 0.03
_NOTHING: Final = Broken()


class Run(Protocol):
    """A run that goes on."""

    pid: int

    def ended(self) -> bool: ...

    def status(self) -> int: ...


class Shell:
    """``python -m lingtan intake``, as a person starts it."""

    def __init__(self, place: Place, path: Path, log: Path, address: str = "") -> None:
        command = [sys.executable, "-m", "lingtan", *arguments(place, path)]
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                command,
                env=_around(address) | _of(place),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        self.pid = self._process.pid

    def ended(self) -> bool:
        """Whether it has ended by itself or otherwise."""
        return self._process.poll() is not None

    def status(self) -> int:
        """Its exit status, waited for; negative: the signal that ended it."""
        return self._process.wait()


class Warm:
    """A process that has imported everything (:mod:`tests.chaos.warm`) and starts runs by forking."""

    def __init__(self, address: str, folder: Path) -> None:
        self._log, self._tally = folder / "log", folder / "tally"
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.chaos.warm"],
            env=_around(address),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log.open("ab"),
            text=True,
        )
        if self._answer() != "warm":
            raise RuntimeError(self.said)

    def start(
        self, place: Place, path: Path, kill_after: int = 0, broken: Broken = _NOTHING
    ) -> Forked:
        """A run of its own group, which ends itself right after its ``kill_after``-th commit."""
        order = {
            "argv": arguments(place, path),
            "workspace": str(place.workspace),
            "environment": _of(place),
            "log": str(self._log),
            "tally": str(self._tally),
            "kill_after": kill_after,
            "broken": structs.asdict(broken),
        }
        self._tally.write_text("0")
        return Forked(self, int(self.ask(f"run {json.dumps(order)}")))

    @property
    def commits(self) -> int:
        """How many commits the last run lived to see."""
        return int(self._tally.read_text() or 0)

    @property
    def said(self) -> str:
        """The end of what its runs printed."""
        return self._log.read_text("utf-8", errors="replace")[-2000:]

    def ask(self, line: str) -> str:
        print(line, file=_there(self._process.stdin), flush=True)
        return self._answer()

    def _answer(self) -> str:
        return _there(self._process.stdout).readline().strip()

    def close(self) -> None:
        """End the process; its runs have ended before."""
        _there(self._process.stdin).close()
        self._process.wait(30)


class Forked:
    """A run that a :class:`Warm` started."""

    def __init__(self, warm: Warm, pid: int) -> None:
        self._warm = warm
        self.pid = pid

    def ended(self) -> bool:
        """Whether nothing of it runs any more; its parent has still to wait for it."""
        with suppress(psutil.NoSuchProcess):
            return psutil.Process(self.pid).status() == psutil.STATUS_ZOMBIE
        return True

    def status(self) -> int:
        """Its exit status, waited for; negative: the signal that ended it."""
        return int(self._warm.ask(f"wait {self.pid}"))


@contextmanager
def warm(address: str, folder: Path) -> Iterator[Warm]:
    """A warm process whose runs use the Prefect server at ``address``; its log lies in ``folder``."""
    started = Warm(address, folder)
    try:
        yield started
    finally:
        started.close()


def arguments(place: Place, path: Path) -> list[str]:
    """The words of the command line."""
    return ["intake", str(path), "--workspace", str(place.workspace), "--workers", "1"]


def _of(place: Place) -> dict[str, str]:
    """What a run finds around it that is this place's."""
    return {
        "DATABASE_URL": place.url,
        "TMPDIR": str(place.temporary),
        _MARK: str(place.workspace),
    }


def _around(address: str) -> dict[str, str]:
    """What every run finds around it: a Prefect server; without an address it starts its own."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PREFECT_")}
    ours = {"PYTHONPATH": os.pathsep.join(sys.path)}
    return kept | ours | ({"PREFECT_API_URL": address} if address else {})


def make_tables(place: Place) -> None:
    """The database brought up to date, and nothing in it."""
    command = [sys.executable, "-m", "lingtan", "audit", "verify", "--workspace"]
    subprocess.run(
        [*command, str(place.workspace)],
        env=_around("") | _of(place),
        check=True,
        stdout=subprocess.DEVNULL,
    )


def kill(run: Run) -> int:
    """SIGKILL to the whole group. Returns the exit status: another one where it had just ended."""
    with suppress(ProcessLookupError):
        os.killpg(run.pid, signal.SIGKILL)
    return run.status()


def orphans(place: Place) -> int:
    """Processes that a killed run left and that do not end by themselves; they are ended here."""
    until = time.monotonic() + _GRACE
    while (left := _marked(place)) and time.monotonic() < until:
        time.sleep(0.1)
    for process in left:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    return len(left)


def _marked(place: Place) -> list[psutil.Process]:
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            ours = process.ppid() == os.getpid()  # the warm process itself
            if not ours and process.environ().get(_MARK) == str(place.workspace):
                found.append(process)
    return found


def _there(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream
