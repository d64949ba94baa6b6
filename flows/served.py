"""The schedule that Prefect serves: at 02:00, and every few minutes to see whether a night was missed or died.

Prefect runs a served flow in a process of its own that knows nothing of this one; so the flow
runs the command line, which knows its workspace. A killed night therefore takes nothing with it,
and stopping the schedule lets a night that is under way come to its end.
"""

from __future__ import annotations

import asyncio
import signal
import subprocess
from collections.abc import Sequence
from datetime import datetime, timedelta
from threading import Event, Thread
from typing import TYPE_CHECKING, Final, cast

from prefect import flow
from prefect.runner import Runner
from prefect.schedules import Cron, Interval, Schedule

from flows.nights import CRON, OFFICE

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment

WATCH: Final = timedelta(minutes=5)
"""A dead night is noticed within this and the five minutes after which it counts as dead."""
_FIRST: Final = timedelta(seconds=10)


class NightFailed(Exception):
    """The command that ran the night ended with a status of its own."""


@flow(name="wake", log_prints=False)
def wake(command: list[str]) -> None:
    """Run the due nights by their command. Raises :class:`NightFailed` where it says that one failed."""
    status = subprocess.run(command, check=False, start_new_session=True).returncode
    if status:
        raise NightFailed(f"exit status {status}")


def serve_nights(command: Sequence[str], watch: timedelta = WATCH) -> bool:
    """Serve the schedule until a signal stops it; ``command`` runs whatever nights are due.

    The first watch is some seconds after the start, so a night missed while nothing ran is made up
    for at once. Two runs may go on at a time: a hung night does not keep the watch from looking.
    Returns whether it was stopped; ``False`` where Prefect gave up by itself.
    """
    runner = Runner(pause_on_shutdown=False, limit=2, query_seconds=min(10, watch.seconds))
    begun = datetime.now(OFFICE) + _FIRST - watch
    for name, schedule in (
        ("night", Cron(CRON, timezone=str(OFFICE))),
        ("watch", Interval(watch, anchor_date=begun)),
    ):
        runner.add_deployment(_deployed(name, schedule, command))
    return _until_stopped(runner)


def _deployed(name: str, schedule: Schedule, command: Sequence[str]) -> RunnerDeployment:
    given = {"command": list(command)}
    made = wake.to_deployment(name, schedule=schedule, parameters=given)
    return cast("RunnerDeployment", made)  # a coroutine only where a loop is running


def _until_stopped(runner: Runner) -> bool:
    """Prefect in a thread of its own: in the main one it takes the signals, and drops SIGTERM."""
    over, stopped = Event(), Event()

    def stop(*_: object) -> None:
        stopped.set()
        over.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    thread = Thread(target=_run, args=(runner, over), daemon=True)
    thread.start()
    over.wait()
    return stopped.is_set()


def _run(runner: Runner, over: Event) -> None:
    try:
        asyncio.run(runner.start())
    finally:
        over.set()
