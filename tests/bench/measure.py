"""One thing timed in a child process of its own: wall time, processor time, peak memory."""

from __future__ import annotations

import json
import os
import resource
import statistics
import time
from collections.abc import Callable

from msgspec import Struct


class Measured(Struct, frozen=True):
    """Median wall and least processor milliseconds of ``runs`` runs, the child's peak resident MiB.

    Processor time is that of the work and of the processes that it waited for.
    """

    ms: float
    cpu_ms: float
    peak_mib: float
    runs: int


def afresh(work: Callable[[], object], runs: int = 5) -> Measured:
    """Run ``work`` ``runs`` times, each in a child of its own that has done nothing before."""
    each = [measure(work, 1, warm_up=False) for _ in range(runs)]
    return Measured(
        statistics.median(one.ms for one in each),
        min(one.cpu_ms for one in each),
        max(one.peak_mib for one in each),
        runs,
    )


def measure(work: Callable[[], object], runs: int = 5, *, warm_up: bool = True) -> Measured:
    """Run ``work`` once to warm up, then ``runs`` times, in a forked child.

    The child inherits the imports of its parent, so peaks compare between works of one run.
    """
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reader)
        _answer(writer, work, runs, warm_up)
    os.close(writer)
    with os.fdopen(reader) as answers:
        answer = answers.read()
    os.waitpid(pid, 0)
    return Measured(**json.loads(answer))


def _answer(writer: int, work: Callable[[], object], runs: int, warm_up: bool) -> None:
    if warm_up:
        work()
    walls, cpus = zip(*(_timed(work) for _ in range(runs)), strict=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    ms, cpu_ms = statistics.median(walls) * 1000, min(cpus) * 1000
    result = {"ms": ms, "cpu_ms": cpu_ms, "peak_mib": peak, "runs": runs}
    os.write(writer, json.dumps(result).encode())
    os._exit(0)


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    start, used = time.perf_counter(), _processor()
    work()
    return time.perf_counter() - start, _processor() - used


def _processor() -> float:
    """Seconds of user and system time so far, children that have ended included."""
    uses = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(use.ru_utime + use.ru_stime for use in uses)
