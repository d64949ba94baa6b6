"""What the desk's people handed in, worked off one upload after another, beside the web server.

Call ``flows.server.prepare`` before this is imported. Each job has a pool of its own, so that a
broken one costs one job only; its processes come from the fork server.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from threading import Event, Thread
from time import monotonic
from typing import Any, Final, cast

from msgspec import Struct, structs
from prefect import State

from extractors import disk
from extractors.errors import UnreadableFile
from flows.crew import Crew, LocalCrew, local
from flows.intake import intake
from flows.order import Order
from flows.server import engine
from flows.workers import CrewStopped
from store import upload_jobs
from store.refusals import Refused
from store.upload_jobs import Job, Stages

_LOG = logging.getLogger("lingtan.desk")
_BEAT: Final = 5.0
"""Seconds between two signs of life, and two looks whether the job is still wanted."""
_IDLE: Final = 1.0
"""Seconds between two looks whether something waits."""
_BROKE_OFF: Final = (
    "系统出错，处理中断。已核对完的企业都已保存；请点“重试失败”继续，"
    "仍不行请把编号 {} 告诉系统管理员，凭它可在系统日志里查到原因。"
)


class Desk(Struct, frozen=True):
    """What jobs run with: an order without paths, and the folder of the uploads."""

    order: Order
    uploads: Path


class Stopped(Exception):
    """Somebody paused the upload, or the server is going down."""


class Told:
    """How far one job is, into its upload's stages. Raises :class:`Stopped` when it is no longer wanted."""

    def __init__(self, job: Job, over: Event) -> None:
        self._job = job
        self._over = over
        self._begun = monotonic()
        self._waiting = 0
        self.stages = Stages(total=job.firms, unpacked=0)

    def total(self, count: int) -> None:
        """Everything is unpacked and recognised; ``count`` of it has still to be read."""
        whole = max(self._job.firms, count)
        read = whole - count
        self._waiting, self._begun = count, monotonic()
        self._tell(total=whole, unpacked=whole, recognised=whole, read=read, judged=read)

    def done(self, name: str, problem: str) -> None:
        """One more is read and judged, or could not be."""
        read, judged = self.stages.read + 1, self.stages.judged + 1
        failed = self.stages.failed + bool(problem)
        self._tell(read=read, judged=judged, failed=failed, left=self._left(read))

    def ended(self) -> Stages:
        """All stages through."""
        whole = self.stages.total
        return structs.replace(self.stages, assigned=whole, done=whole, left=0)

    def _left(self, read: int) -> int:
        """Seconds that the rest takes at the pace so far."""
        rest = self.stages.total - read
        through = self._waiting - rest
        return round((monotonic() - self._begun) / through * rest) if through > 0 else 0

    def _tell(self, **changed: int) -> None:
        self.stages = structs.replace(self.stages, **changed)
        wanted = upload_jobs.tell(self._job, self.stages)
        if self._over.is_set() or not wanted:
            raise Stopped


def serve(desk: Desk, over: Event, *, idle: float = _IDLE) -> None:
    """Work off uploads until ``over`` is set."""
    while not over.is_set():
        if not work_one(desk, over):
            over.wait(idle)


def work_one(desk: Desk, over: Event) -> bool:
    """Look over what has come, then work off one queued upload. Returns whether there was one."""
    upload_jobs.recover()
    upload_jobs.forget_abandoned(desk.uploads)
    for upload in upload_jobs.waiting_for_a_look():
        with _scratch() as scratch:
            upload_jobs.precheck(upload, desk.uploads, scratch)
    job = upload_jobs.take(desk.uploads)
    if job is None:
        return False
    with _scratch() as scratch, local(desk.order.workers) as crew, _alive(job, over, crew):
        _work(job, desk.order, scratch, crew, over)
    return True


def _work(job: Job, asked: Order, scratch: Path, crew: Crew, over: Event) -> None:
    told = Told(job, over)
    order = structs.replace(
        asked, paths=job.paths, scratch=scratch, origin=job.origin, password_file=job.passwords
    )
    state = _intake(order, crew, told)
    error = state.result(raise_on_failure=False)
    if isinstance(error, Stopped | CrewStopped):
        upload_jobs.give_back(job)
    elif isinstance(error, UnreadableFile):
        upload_jobs.end(job, told.stages, problem=error.message)
    elif isinstance(error, Refused):
        upload_jobs.end(job, told.stages, problem=error.sentence)
    elif isinstance(error, BaseException):
        code = f"{job.pk}-{token_hex(3)}"
        _LOG.error("upload %s broke off, code %s", job.pk, code, exc_info=error)
        upload_jobs.end(job, told.stages, problem=_BROKE_OFF.format(code))
    else:
        upload_jobs.end(job, told.ended())


def _intake(order: Order, crew: Crew, told: Told) -> State[Any]:
    with engine():
        return cast("State[Any]", intake(order, crew, told, return_state=True))


@contextmanager
def _scratch() -> Iterator[Path]:
    with disk.temporary() as folder:
        yield folder


@contextmanager
def _alive(job: Job, over: Event, crew: LocalCrew) -> Iterator[None]:
    """Signs of life while a long file is read, and the crew stopped where nobody wants it any more."""
    done = Event()
    sign = Thread(target=_beat, args=(job, done, over, crew), daemon=True)
    sign.start()
    try:
        yield
    finally:
        done.set()
        sign.join()


def _beat(job: Job, done: Event, over: Event, crew: LocalCrew) -> None:
    while not done.wait(_BEAT):
        if not upload_jobs.beat(job) or over.is_set():
            crew.stop()
            return
