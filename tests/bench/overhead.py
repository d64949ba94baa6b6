"""What Prefect and the database cost over a batch, step by step, beside the reading itself.

``python -m tests.bench.overhead FOLDER [WORKERS]`` takes FOLDER into a fresh workspace, as ``lingtan intake``
does, and prints processor seconds: of the steps in our own process, of Prefect in it (what is left of
its main thread), of Prefect's server from when it answers, of the workers. Nothing is asserted.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import perf_counter, process_time
from typing import Final, ParamSpec, TypeVar
from unittest.mock import patch

import psutil
from msgspec import Struct

P = ParamSpec("P")
T = TypeVar("T")
_STEPS: Final = {
    "discover": "flows.intake.discover",
    "store": "flows.intake.keep_all",
    "compare": "flows.intake.services.save_across",
    "route": "flows.intake.route",
    "summarise": "flows.intake.summarise",
    "give out and gather": "flows.crew.LocalCrew._heard",
}


class Cost(Struct, frozen=True):
    """Processor seconds by step, and the wall clock of the whole; ``start``: until Prefect's server answered."""

    count: int
    wall: float
    start: float
    steps: dict[str, float]

    @property
    def share(self) -> float:
        """Prefect, its server once it runs, and the database, of all that was computed."""
        spent = sum(self.steps[step] for step in ("store", "prefect", "prefect's server"))
        return spent / sum(self.steps.values())


class _Nobody:
    """Who is told how many there are."""

    count = 0

    def total(self, count: int) -> None:
        self.count = count

    def done(self, name: str, problem: str) -> None:
        """Nobody listens."""


def overhead(folder: Path, workers: int) -> Cost:
    """Take ``folder`` in and see what each step cost. Once a process: Django is started for it."""
    with tempfile.TemporaryDirectory(prefix="lingtan-bench-") as workspace:
        return _taken(folder, Path(workspace), workers)


def _taken(folder: Path, workspace: Path, workers: int) -> Cost:
    from flows import crew, server
    from lingtan.commands import order_of, roster_of, start_store
    from lingtan.settings import Settings

    settings = Settings(workspace, workers=workers)
    server.prepare(settings.prefect_home)
    start_store(settings)
    order = order_of([folder], settings, roster_of(settings), workspace / "scratch")
    import flows.intake

    assert flows.intake.intake
    listener, steps = _Nobody(), dict.fromkeys(_STEPS, 0.0)
    with crew.local(workers) as working, server.engine(), _timed(steps):
        start = _server()
        begun, used = perf_counter(), process_time()
        server.run_intake(order, working, listener)
        own, wall = process_time() - used, perf_counter() - begun
        theirs = {"prefect's server": _server() - start, "workers": _below() - _server()}
    return Cost(
        listener.count, wall, start, {"prefect": own - sum(steps.values()), **steps, **theirs}
    )


@contextmanager
def _timed(steps: dict[str, float]) -> Iterator[None]:
    """Each step's processor time (of all threads of this process) is added up under its name."""
    with ExitStack() as patches:
        for name, where in _STEPS.items():
            patcher = patch(where)
            real = patcher.get_original()[0]
            patches.enter_context(patch(where, _clocked(real, name, steps)))
        yield


def _clocked(real: Callable[P, T], name: str, steps: dict[str, float]) -> Callable[P, T]:
    def clocked(*arguments: P.args, **named: P.kwargs) -> T:
        begun = process_time()
        try:
            answer = real(*arguments, **named)
            # what waits is a generator: run here, so that its time counts here
            return list(answer) if isinstance(answer, Iterator) else answer  # type: ignore[return-value]
        finally:
            steps[name] += process_time() - begun

    return clocked


def _below() -> float:
    """Seconds of everything that this process started and that still lives, their ended children too."""
    return sum(_seconds(one) for one in psutil.Process().children(recursive=True))


def _server() -> float:
    """Seconds of Prefect's own server."""
    started = psutil.Process().children(recursive=True)
    return sum(_seconds(one) for one in started if "flows.prefect_server" in one.cmdline())


def _seconds(one: psutil.Process) -> float:
    times = one.cpu_times()
    return float(times.user + times.system + times.children_user + times.children_system)


def main(arguments: list[str]) -> None:
    """Print the table."""
    cost = overhead(Path(arguments[0]), int(arguments[1]) if len(arguments) > 1 else 2)
    print(
        f"{cost.count} submissions, {cost.wall:.0f} s; Prefect's server took {cost.start:.1f} s to start\n"
    )
    print("| step | processor, s | ms a submission |\n| --- | ---: | ---: |")
    for step, seconds in sorted(cost.steps.items(), key=lambda entry: -entry[1]):
        print(f"| {step} | {seconds:.1f} | {seconds / cost.count * 1000:.1f} |")
    print(f"\nPrefect, its server and the database: {cost.share:.1%}")


if __name__ == "__main__":
    main(sys.argv[1:])
