"""The head of the board: one batch, how far it is, what can be done with it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

import msgspec
from django.db.models import QuerySet
from django.utils import timezone
from msgspec import Struct

from store import scopes, uploads
from store.models import Batch, Submission, Upload
from store.scopes import Who
from store.upload_jobs import Precheck, Stages, Trouble

_WIDE: Final = 100.0
_NAMED: Final = 8
OPEN: Final = "open"
"""The state of a batch that came another way than by an upload, and is not through yet."""


class Track(Struct, frozen=True):
    """One stage: how many of ``total`` are through, how wide its bar is (0–100), how many failed."""

    name: str
    done: int
    total: int
    width: float
    failed: int = 0
    failed_width: float = 0.0

    @property
    def is_whole(self) -> bool:
        return self.total > 0 and self.done >= self.total and not self.failed

    @property
    def failed_from(self) -> float:
        return max(0.0, self.width - self.failed_width)


class Panel(Struct, frozen=True):
    """What the head shows. ``state`` is an upload's; of a batch that came another way ``done``, or ``open``
    while it is not through."""

    title: str
    by: str
    at: datetime
    state: str
    word: str
    token: str = ""
    batch: int | None = None
    total: int = 0
    failed: int = 0
    left: str = ""
    ahead: int = 0
    message: str = ""
    tracks: tuple[Track, ...] = ()
    precheck: Precheck | None = None
    into: str = ""

    @property
    def is_moving(self) -> bool:
        """Whether it changes without anybody's doing."""
        return self.state in (uploads.CHECKING, uploads.QUEUED, uploads.RUNNING)

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        return self.precheck.troubles[:_NAMED] if self.precheck else ()

    @property
    def more_troubles(self) -> int:
        return max(0, len(self.precheck.troubles) - _NAMED) if self.precheck else 0


def of(who: Who, batch: str) -> Panel | None:
    """The batch asked for; else the upload that wants somebody, else the latest batch."""
    upload = _upload(who, batch)
    if upload:
        return _of_upload(who, upload)
    seen = scopes.submissions(who).order_by("-batch")
    wanted = seen.filter(batch=int(batch)) if batch else seen
    latest = wanted.values_list("batch", flat=True).first()
    return _of_batch(who, latest) if latest else None


def others(who: Who, shown: Panel | None) -> list[Upload]:
    """Uploads that are under way beside the one shown."""
    token = shown.token if shown else ""
    live = uploads.mine(who).filter(state__in=uploads.LIVE).exclude(token=token)
    return list(live.defer("precheck", "stages")[:5])


def _upload(who: Who, batch: str) -> Upload | None:
    rows = uploads.mine(who).select_related("batch")
    if batch:
        return rows.filter(batch=int(batch)).exclude(state=uploads.RECEIVING).first()
    live = rows.filter(state__in=uploads.LIVE).exclude(state=uploads.RECEIVING)
    return live.order_by("pk").first() or rows.exclude(state=uploads.RECEIVING).first()


def _of_upload(who: Who, upload: Upload) -> Panel:
    precheck = msgspec.convert(upload.precheck, Precheck) if upload.precheck else None
    stages = msgspec.convert(upload.stages, Stages)
    failed = uploads.count_failed(_whole(upload)) if upload.batch_id else 0
    ahead = uploads.ahead(upload) if upload.state == uploads.QUEUED else 0
    into = upload.batch.name if upload.batch and upload.batch.created_at < upload.at else ""
    running = upload.state == uploads.RUNNING
    return Panel(
        title=upload.name,
        by=upload.by,
        at=upload.at,
        state=upload.state,
        word=uploads.WORDS[upload.state],
        token=upload.token,
        batch=upload.batch_id,
        total=stages.total,
        failed=failed,
        left=left_words(stages.left) if running else "",
        ahead=ahead,
        message=upload.message,
        tracks=_tracks(stages, failed),
        precheck=precheck,
        into=into,
    )


def _whole(upload: Upload) -> QuerySet[Submission]:
    return Submission.objects.filter(batch=upload.batch_id, current__isnull=False)


def _of_batch(who: Who, pk: int) -> Panel:
    batch = Batch.objects.get(pk=pk)
    seen = scopes.submissions(who).filter(batch=pk)
    total = seen.count()
    failed = uploads.count_failed(seen)
    over = total if batch.finished_at else 0
    stages = Stages(total, total, total, total, total, over, over)
    return Panel(
        title=batch.name,
        by="",
        at=batch.created_at,
        state=uploads.DONE if batch.finished_at else OPEN,
        word=uploads.WORDS[uploads.DONE] if batch.finished_at else "尚未处理完",
        batch=pk,
        total=total,
        failed=failed,
        tracks=_tracks(stages, failed),
    )


def _tracks(stages: Stages, failed: int) -> tuple[Track, ...]:
    through = (
        ("解包", stages.unpacked, 0),
        ("识别", stages.recognised, 0),
        ("抽取", stages.read, min(failed, stages.read)),
        ("核对", stages.judged, 0),
        ("分派", stages.assigned, 0),
        ("完成", stages.done, 0),
    )
    return tuple(_track(name, done, stages.total, bad) for name, done, bad in through)


def _track(name: str, done: int, total: int, failed: int) -> Track:
    scale = _WIDE / total if total else 0.0
    wide = round(failed * scale, 1)
    shown = max(wide, 2.0) if failed else 0.0
    return Track(name, done, total, round(min(done * scale, _WIDE), 1), failed, shown)


def left_words(seconds: int | None) -> str:
    """Seconds as an officer says them.

    >>> left_words(840)
    '约剩 14 分钟'
    """
    if seconds is None:
        return "正在估算剩余时间"
    if seconds < 60:
        return "约剩不到 1 分钟"
    minutes = round(seconds / 60)
    hours, rest = divmod(minutes, 60)
    return f"约剩 {hours} 小时 {rest} 分钟" if hours else f"约剩 {minutes} 分钟"


def today() -> date:
    """The office's day."""
    return timezone.localdate()
