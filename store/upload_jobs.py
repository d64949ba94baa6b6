"""Uploads as their worker sees them: looked over, taken, kept alive, ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import msgspec
from django.db import connection, transaction
from django.utils import timezone
from msgspec import Struct

from extractors.errors import UnreadableFile
from extractors.packages import Package, discover
from schemas.submission import Problem, Role
from store import fingerprint, services, upload_files
from store.models import Batch, Submission, Upload, Version
from store.uploads import CHECKED, CHECKING, DONE, FAILED, QUEUED, RECEIVING, RUNNING

DEAD_AFTER: Final = timedelta(seconds=90)
"""Without a beat for so long, whoever worked on it is gone."""
_ABANDONED_AFTER: Final = timedelta(days=1)
"""An upload that has not come whole by then does not come any more."""
_SHOWN: Final = 60
"""Troubles that the precheck names one by one."""
_HOSTILE: Final = frozenset(("bomb", "unsafe_path"))
_ANNEXES: Final = frozenset(
    (Role.ANNEX_2_1, Role.ANNEX_2_2, Role.ANNEX_2_3, Role.SELF_EVALUATION, Role.ANNEXES)
)


class Trouble(Struct, frozen=True):
    """A file or a firm that will not be read as it is, and what to do."""

    firm: str
    path: str
    message: str


class Precheck(Struct, frozen=True, omit_defaults=True):
    """What was recognised before anything is read."""

    firms: int
    files: int
    repeated: int
    """Files whose content another file of the package has already."""
    bare: int
    """Firms with a plan and no annex as a file of its own; the plan may hold it."""
    no_plan: int
    unsupported: int
    closed: int
    """Files that cannot be opened for another reason: locked, broken, empty."""
    known: int
    """Firms whose material is in the store already, byte for byte."""
    again: int
    """Firms that correct one of the batch."""
    troubles: tuple[Trouble, ...] = ()


class Job(Struct, frozen=True):
    """An upload to work off: its row, its folder, its batch's origin, the firms that it is known to hold."""

    pk: int
    folder: Path
    origin: str
    firms: int = 0

    @property
    def paths(self) -> tuple[Path, ...]:
        return (upload_files.root(self.folder),)

    @property
    def passwords(self) -> Path | None:
        """The file of passwords that somebody gave for this run."""
        path = upload_files.keys(self.folder)
        return path if path.exists() else None


class Stages(Struct, frozen=True):
    """How many submissions are through each stage, of ``total``; ``left`` is seconds, if known."""

    total: int = 0
    unpacked: int = 0
    recognised: int = 0
    read: int = 0
    judged: int = 0
    assigned: int = 0
    done: int = 0
    failed: int = 0
    left: int | None = None


def waiting_for_a_look() -> list[Upload]:
    """Uploads that have come whole and that nobody has looked over."""
    return list(Upload.objects.filter(state=CHECKING).order_by("pk"))


def forget_abandoned(folder: Path, now: datetime | None = None) -> int:
    """Drop uploads that were broken off and that nobody took up again. Returns how many."""
    before = (now or timezone.now()) - _ABANDONED_AFTER
    gone = list(Upload.objects.filter(state=RECEIVING, at__lt=before))
    for upload in gone:
        upload_files.remove(folder / upload.token)
        upload.delete()
    return len(gone)


def precheck(upload: Upload, folder: Path, scratch: Path) -> None:
    """Look an upload over, as the intake will; one that is hostile as a whole is not kept."""
    try:
        packages = discover([upload_files.root(folder / upload.token)], scratch)
    except UnreadableFile as error:
        _refuse(upload, folder, error.problem)
        return
    problems = [package.problem for package in packages]
    first = problems[0]
    if first and all(problem and problem.code in _HOSTILE for problem in problems):
        _refuse(upload, folder, first)
        return
    found = msgspec.to_builtins(counted(packages, upload.batch_id))
    Upload.objects.filter(pk=upload.pk, state=CHECKING).update(state=CHECKED, precheck=found)


def _refuse(upload: Upload, folder: Path, problem: Problem) -> None:
    upload_files.remove(folder / upload.token)
    Upload.objects.filter(pk=upload.pk).update(
        state=FAILED, message=problem.message, finished_at=timezone.now()
    )


def counted(packages: Sequence[Package], batch: int | None) -> Precheck:
    """The packages in figures."""
    files = [file for package in packages for file in package.files]
    contents = Counter(file.sha256 for file in files)
    codes = [file.problem.code for file in files if file.problem]
    names = [package.name for package in packages]
    return Precheck(
        firms=len(packages),
        files=len(files),
        repeated=sum(contents.values()) - len(contents),
        bare=sum(map(_is_bare, packages)),
        no_plan=sum(bool(p.problem and p.problem.code == "no_plan") for p in packages),
        unsupported=codes.count("unsupported"),
        closed=len(codes) - codes.count("unsupported"),
        known=_known(packages),
        again=Submission.objects.filter(batch=batch, name__in=names).count() if batch else 0,
        troubles=tuple(_troubles(packages))[:_SHOWN],
    )


def _is_bare(package: Package) -> bool:
    return package.problem is None and not any(file.role in _ANNEXES for file in package.files)


def _known(packages: Sequence[Package]) -> int:
    digests = [fingerprint.of_files((f.path, f.sha256) for f in p.files) for p in packages]
    pieces = (digests[n : n + 500] for n in range(0, len(digests), 500))
    return sum(
        Version.objects.filter(digest__in=piece).values("digest").distinct().count()
        for piece in pieces
    )


def _troubles(packages: Sequence[Package]) -> list[Trouble]:
    firms = [Trouble(p.name, "", p.problem.message) for p in packages if p.problem]
    files = [
        Trouble(package.name, file.path, file.problem.message)
        for package in packages
        if package.problem is None
        for file in package.files
        if file.problem
    ]
    return firms + files


def recover(now: datetime | None = None) -> int:
    """Queue again what a killed worker left. Returns how many."""
    dead = Upload.objects.filter(state=RUNNING, beat_at__lt=(now or timezone.now()) - DEAD_AFTER)
    return dead.update(state=QUEUED)


@transaction.atomic
def take(folder: Path) -> Job | None:
    """The next queued upload, now running and ours; its batch exists from here on."""
    upload = Upload.objects.select_for_update().filter(state=QUEUED).order_by("pk").first()
    if upload is None:
        return None
    now = timezone.now()
    upload.state, upload.started_at, upload.beat_at = RUNNING, now, now
    if upload.batch is None:
        place = str(upload_files.root(folder / upload.token).resolve())
        upload.batch = Batch.objects.get(pk=services.open_batch(place, upload.name))
    upload.save()
    firms = upload.precheck.get("firms", 0)
    return Job(upload.pk, folder / upload.token, upload.batch.origin, firms)


def tell(job: Job, stages: Stages) -> bool:
    """Say how far the job is, and that it lives. Returns whether it is still wanted."""
    told = {"stages": msgspec.to_builtins(stages), "beat_at": timezone.now()}
    return bool(Upload.objects.filter(pk=job.pk, state=RUNNING).update(**told))


def beat(job: Job) -> bool:
    """A sign of life from a thread of its own, whose connection does not stay open.

    Returns whether the job is still wanted.
    """
    try:
        mine = Upload.objects.filter(pk=job.pk, state=RUNNING)
        return bool(mine.update(beat_at=timezone.now()))
    finally:
        connection.close()


def end(job: Job, stages: Stages, *, problem: str = "") -> None:
    """The job is over, well or with a reason in words; passwords go with it."""
    upload_files.keys(job.folder).unlink(missing_ok=True)
    told = {"stages": msgspec.to_builtins(stages), "message": problem}
    Upload.objects.filter(pk=job.pk, state=RUNNING).update(
        state=FAILED if problem else DONE, finished_at=timezone.now(), **told
    )


def give_back(job: Job) -> None:
    """The worker goes before the job is over: the next one goes on with it."""
    Upload.objects.filter(pk=job.pk, state=RUNNING).update(state=QUEUED)
