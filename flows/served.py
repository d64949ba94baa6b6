"""The schedule that Prefect serves: at 02:00, and every few minutes to see whether a night was missed or died.

Prefect runs a served flow in a process of its own that knows nothing of this one; so the flow
runs the command line, which knows its workspace. A killed night therefore takes nothing with it.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, cast

from prefect import flow, serve
from prefect.schedules import Cron, Interval, Schedule

from flows.nights import CRON, OFFICE

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment

WATCH: Final = timedelta(minutes=5)
"""A dead night is noticed within this and the ten minutes after which it counts as dead."""
_FIRST: Final = timedelta(seconds=20)


class NightFailed(Exception):
    """The command that ran the night ended with a status of its own."""


@flow(name="wake", log_prints=False)
def wake(command: list[str]) -> None:
    """Run the due nights by their command. Raises :class:`NightFailed` where it says that one failed."""
    status = subprocess.run(command, check=False).returncode
    if status:
        raise NightFailed(f"exit status {status}")


def serve_nights(command: Sequence[str], watch: timedelta = WATCH) -> None:
    """Serve the schedule until stopped; ``command`` runs whatever nights are due.

    The first watch is some seconds after the start: a night missed while nothing ran is made up
    for at once. Two may run at a time, so that a hung night does not keep the watch from looking.
    Nothing is paused at the end: the next start begins with a schedule of its own.
    """
    begun = datetime.now(OFFICE) + _FIRST - watch
    serve(
        _deployed("night", Cron(CRON, timezone=str(OFFICE)), command),
        _deployed("watch", Interval(watch, anchor_date=begun), command),
        pause_on_shutdown=False,
        print_starting_message=False,
        limit=2,
    )


def _deployed(name: str, schedule: Schedule, command: Sequence[str]) -> RunnerDeployment:
    given = {"command": list(command)}
    made = wake.to_deployment(name, schedule=schedule, parameters=given)
    return cast("RunnerDeployment", made)  # a coroutine only where a loop is running
