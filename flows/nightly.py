"""The night in Prefect: take in, judge again, report, back up. Each step can be run alone, and again."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from msgspec import Struct, structs
from prefect import State, flow, task
from prefect.cache_policies import NO_CACHE

from flows.again import judge_again
from flows.alive import Clock, alive
from flows.crew import Crew
from flows.intake import intake
from flows.nights import DEAD_AFTER, OFFICE
from flows.order import Order
from flows.owing import owed
from reports import archive
from reports.quality import report_of
from store import backup, services_quality

_LOG = logging.getLogger("lingtan.night")
_BACKUPS = 14
"""Backups that are kept."""


class NightOrder(Struct, frozen=True):
    """What a night works on: the inbox's order, and where its results go."""

    order: Order
    inbox: Path
    reports: Path
    backups: Path
    workspace: Path | None = None
    """What backups are of, where it is not the folder that the originals lie in."""


class Silent:
    """Nobody watches the night."""

    def total(self, count: int) -> None:
        """Nobody is told how many there are."""

    def done(self, name: str, problem: str) -> None:
        """What could not be read stands in the store."""


def take_in(night: NightOrder, day: date, crew: Crew) -> None:
    """Whatever lies in the inbox folder, as one batch."""
    night.inbox.mkdir(parents=True, exist_ok=True)
    if any(path.is_file() for path in night.inbox.rglob("*")):
        intake(structs.replace(night.order, paths=(night.inbox,)), crew, Silent())


def again(night: NightOrder, day: date, crew: Crew) -> None:
    """What older rules or readers judged, judged by today's."""
    judge_again(night.order, crew, Silent())


def report(night: NightOrder, day: date, crew: Crew) -> None:
    """The day's report; one that an earlier attempt wrote is kept beside it."""
    archive.write(report_of(day), night.reports, replace=True)


def back_up(night: NightOrder, day: date, crew: Crew) -> None:
    """Everything into a folder named after the day; the oldest ones go."""
    target = night.backups / day.isoformat()
    if not target.exists():
        now = datetime.now(OFFICE)
        backup.backup(night.order.depot, target, now, workspace=night.workspace)
    backup.keep_latest(night.backups, _BACKUPS)


_Step = Callable[[NightOrder, date, Crew], None]
STEPS: tuple[tuple[str, _Step], ...] = (
    ("收件", take_in),
    ("复核", again),
    ("日报", report),
    ("备份", back_up),
)


@flow(name="nightly", validate_parameters=False, log_prints=False)
def nightly(night: NightOrder, crew: Crew, clock: Clock) -> tuple[date, ...]:
    """Every night that is due and that nobody else is at. Returns the days that are now done."""
    return tuple(day for day in owed(clock()) if one_night(day, night, crew, clock))


def one_night(day: date, night: NightOrder, crew: Crew, clock: Clock) -> bool:
    """The night after ``day``, step by step; a failure is kept in words and shown on the report."""
    mine = services_quality.begin_night(day, clock(), dead_after=DEAD_AFTER)
    if mine is None:
        return False
    with alive(mine, clock):
        for name, step in STEPS:
            services_quality.beat(mine, name, clock())
            ended = task(name=name, cache_policy=NO_CACHE)(step)(
                night, day, crew, return_state=True
            )
            if ended.is_failed() or ended.is_crashed():
                services_quality.end_night(mine, clock(), problem=_reason(ended, day, name))
                report(night, day, crew)
                return False
    services_quality.end_night(mine, clock())
    return True


def _reason(ended: State[Any], day: date, step: str) -> str:
    """The kind of the exception that ended a step, which goes whole into the log."""
    error = ended.result(raise_on_failure=False)
    _LOG.error("the night of %s failed at %s", day, step, exc_info=error)
    return type(error).__name__
