"""One intake in a process tree of its own, watched: wall, processors, memory, first result.

``python -m tests.bench.intake FOLDER WORKSPACE WORKERS [--answers]`` is what :func:`taken` starts. It runs
the main job as ``lingtan intake`` does; with ``--answers`` the workers alone, and nobody stores what
they answer: the difference is what Prefect and the database cost. The parent is its tree's reaper, so
that the processor time of every process counts, whoever started it.
"""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec
import psutil
from msgspec import Struct

_PR_SET_CHILD_SUBREAPER: Final = 36
_LOOK_EVERY: Final = 0.5
_RARELY: Final = 30
"""A look at a whole tree walks all its page tables and holds up who works on them: three in a hundred seconds at most."""
_MARK_EVERY: Final = 100
_MIB: Final = 1 << 20
_PATIENCE: Final = "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS"


class Mark(Struct, frozen=True):
    """How far it was: submissions stored, seconds since its start, MiB of it and of its workers."""

    done: int
    seconds: float
    own_mib: float
    tree_mib: float


class Told(Struct, frozen=True):
    """What the watched process says of itself, in seconds since its start."""

    count: int
    looked: float
    """When every file had been looked into and the work began."""
    first: float
    last: float
    end: float
    marks: list[Mark]

    @property
    def reading(self) -> float:
        """Seconds from the beginning of the work to the last submission."""
        return self.last - self.looked

    @property
    def working(self) -> float:
        """Seconds from the beginning of the work to the end of everything, what is done over the batch too."""
        return self.end - self.looked


class Taken(Struct, frozen=True):
    """One run: what it told, wall and processor seconds, peak MiB of the tree (shared pages once)."""

    told: Told
    wall: float
    cpu: float
    peak_mib: float

    @property
    def each_ms(self) -> float:
        """Processor milliseconds of the whole tree, a submission."""
        return self.cpu / self.told.count * 1000


def taken(folder: Path, workers: int, *flags: str) -> Taken:
    """Run it over ``folder`` in a fresh workspace and watch it."""
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1)
    with tempfile.TemporaryDirectory(prefix="lingtan-bench-") as workspace:
        words = ["-m", "tests.bench.intake", str(folder), workspace, str(workers), *flags]
        used, start = _children_cpu(), time.perf_counter()
        with tempfile.TemporaryFile() as answer:
            process = subprocess.Popen([sys.executable, *words], stdout=answer)
            peak = _watched(process)
            wall = time.perf_counter() - start
            _reap_all()
            answer.seek(0)
            told = msgspec.json.decode(answer.read(), type=Told)
        return Taken(told, wall, _children_cpu() - used, peak)


def _watched(process: subprocess.Popen[bytes]) -> float:
    """Wait for its end. Returns the most that its tree held at once."""
    peak = 0.0
    while process.poll() is None:
        start = time.perf_counter()
        peak = max(peak, tree_mib(process.pid))
        time.sleep(max(_LOOK_EVERY, _RARELY * (time.perf_counter() - start)))
    return peak


def tree_mib(root: int) -> float:
    """MiB that a process and all below it hold, a page that several share counted once in all."""
    with suppress(psutil.NoSuchProcess):
        below = psutil.Process(root).children(recursive=True)
        return sum(map(_proportional, [root, *(one.pid for one in below)])) / _MIB
    return 0.0


def _proportional(pid: int) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def _reap_all() -> None:
    with suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)


def _children_cpu() -> float:
    use = resource.getrusage(resource.RUSAGE_CHILDREN)
    return use.ru_utime + use.ru_stime


class _Listener:
    """Who is told how far the batch is, and notes the time."""

    def __init__(self) -> None:
        self._start = time.perf_counter()
        self.count, self.done_count = 0, 0
        self.looked = self.first = self.last = 0.0
        self.marks: list[Mark] = []

    def total(self, count: int) -> None:
        self.count, self.looked = count, self.now()

    def done(self, name: str, problem: str) -> None:
        self.done_count += 1
        self.last = self.now()
        self.first = self.first or self.last
        if self.done_count % _MARK_EVERY == 0:
            own = psutil.Process().memory_info().rss / _MIB
            mark = Mark(self.done_count, self.last, own, tree_mib(os.getpid()))
            print(mark, file=sys.stderr, flush=True)
            self.marks.append(mark)

    def now(self) -> float:
        return time.perf_counter() - self._start

    def told(self) -> Told:
        end = self.now()
        return Told(self.count, self.looked, self.first, self.last, end, self.marks)


def main(arguments: list[str]) -> None:
    """The watched process."""
    listener = _Listener()
    folder, workspace, workers = Path(arguments[0]), Path(arguments[1]), int(arguments[2])
    work = _answers if "--answers" in arguments else _intake
    work(folder, workspace, workers, listener)
    sys.stdout.buffer.write(msgspec.json.encode(listener.told()))


def _intake(folder: Path, workspace: Path, workers: int, listener: _Listener) -> None:
    from flows.server import run_intake
    from lingtan.cluster_commands import HERE, crew_of
    from lingtan.commands import order_of, roster_of, start_store
    from lingtan.settings import Settings

    settings = Settings(workspace, workers=workers)
    with crew_of(settings, HERE) as crew:
        os.environ[_PATIENCE] = "900"  # a busy machine may take its time to start Prefect's server
        start_store(settings)
        order = order_of([folder], settings, roster_of(settings), workspace / "scratch")
        run_intake(order, crew, listener)


def _answers(folder: Path, workspace: Path, workers: int, listener: _Listener) -> None:
    from extractors.packages import discover
    from flows.crew import local
    from lingtan.commands import order_of, roster_of
    from lingtan.settings import Settings

    settings = Settings(workspace, workers=workers)
    with local(workers) as crew:
        order = order_of([folder], settings, roster_of(settings), workspace / "scratch")
        packages = discover([folder], order.scratch)
        listener.total(len(packages))
        for together in crew.answers(packages, order):
            for package, _ in together:
                listener.done(package.name, "")


if __name__ == "__main__":
    main(sys.argv[1:])
