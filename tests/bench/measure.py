"""One thing timed in a child process of its own: median wall time, peak memory."""

from __future__ import annotations

import json
import os
import resource
import statistics
import time
from collections.abc import Callable

from msgspec import Struct


class Measured(Struct, frozen=True):
    """Median wall milliseconds of ``runs`` runs, and the child's peak resident MiB."""

    ms: float
    peak_mib: float
    runs: int


def measure(work: Callable[[], object], runs: int = 5) -> Measured:
    """Run ``work`` once to warm up, then ``runs`` times, in a forked child.

    The child inherits the imports of its parent, so peaks compare between works of one run.
    """
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reader)
        _answer(writer, work, runs)
    os.close(writer)
    with os.fdopen(reader) as answers:
        answer = answers.read()
    os.waitpid(pid, 0)
    return Measured(**json.loads(answer))


def _answer(writer: int, work: Callable[[], object], runs: int) -> None:
    work()
    times = [_timed(work) for _ in range(runs)]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    result = {"ms": statistics.median(times) * 1000, "peak_mib": peak, "runs": runs}
    os.write(writer, json.dumps(result).encode())
    os._exit(0)


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
