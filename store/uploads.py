"""What people hand in through the desk: received, looked over, queued, paused, tried again."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from schemas.desk import Role
from store import audit, scopes, upload_files
from store.board import short_city
from store.models import Batch, Card, Submission, Upload, Version
from store.refusals import Refused
from store.scopes import Who
from store.upload_files import Listed, Source

RECEIVING, CHECKING, CHECKED = "receiving", "checking", "checked"
QUEUED, RUNNING, PAUSED, DONE, FAILED = "queued", "running", "paused", "done", "failed"
"""What an upload can be."""
LIVE: Final = (RECEIVING, CHECKING, CHECKED, QUEUED, RUNNING, PAUSED)
_NOT_NOW: Final = "这一批现在是“{}”，不能{}。请刷新页面看最新进度。"
WORDS: Final = {
    RECEIVING: "接收中",
    CHECKING: "识别中",
    CHECKED: "待确认",
    QUEUED: "排队中",
    RUNNING: "处理中",
    PAUSED: "已暂停",
    DONE: "已完成",
    FAILED: "未完成",
}


def mine(who: Who) -> QuerySet[Upload]:
    """The uploads that ``who`` may see: the province all, a city's staff their own."""
    rows = Upload.objects.order_by("-pk")
    if who.role is Role.PROVINCE:
        return rows
    return rows.filter(by=who.name) if who.role is Role.CITY else rows.none()


def receive(
    who: Who, folder: Path, listed: Sequence[Listed], *, name: str = "", into: int | None = None
) -> Upload:
    """Open an upload for these files; nothing is kept where it is refused.

    ``into`` is the batch that they correct; without it they become a batch of their own.
    """
    manifest = upload_files.planned(listed, name)
    batch = _batch(who, into) if into else None
    token = secrets.token_urlsafe(18)
    upload_files.prepare(folder / token, manifest)
    audit.record(who.name, "upload", manifest.name, files=len(listed), bytes=manifest.size)
    return Upload.objects.create(
        token=token,
        name=manifest.name[:300],
        by=who.name,
        at=timezone.now(),
        state=RECEIVING,
        batch=batch,
    )


def correctable(who: Who) -> QuerySet[Batch]:
    """Batches that ``who`` may hand corrections into, the latest first: a city's staff only those
    without another city's firms, for what is handed in goes by the firms' names."""
    mine = scopes.submissions(who).filter(batch=OuterRef("pk"))
    rows = Batch.objects.filter(Exists(mine)).order_by("-pk")
    if who.role is Role.PROVINCE:
        return rows
    others = Submission.objects.exclude(card__city__in=("", short_city(who.city)))
    return rows.exclude(Exists(others.filter(batch=OuterRef("pk"))))


def _batch(who: Who, batch: int) -> Batch:
    found = correctable(who).filter(pk=batch).first()
    if found is None:
        raise Refused("no_batch", "要补正的批次不存在，或不在您的职责范围内。请重新选择。")
    return found


def append(upload: Upload, folder: Path, number: int, offset: int, stream: Source) -> int:
    """One piece of one file. Returns the bytes that are there now."""
    _must_be(upload, (RECEIVING,), "再接收文件")
    try:
        return upload_files.write(folder / upload.token, number, offset, stream)
    except IndexError as error:
        raise Refused("no_file", "这个文件不在上传清单里，请取消后重新上传。") from error


def received(upload: Upload, folder: Path) -> None:
    """Everything has come: it may be looked over."""
    _must_be(upload, (RECEIVING,), "结束上传")
    lacking = upload_files.lacking(folder / upload.token)
    if lacking:
        raise Refused("incomplete", f"还有 {lacking} 个文件没有传完，请继续上传或取消。")
    _to(upload, CHECKING)


def queue(who: Who, upload: Upload) -> None:
    """Begin, or go on after a pause."""
    _must_be(upload, (CHECKED, PAUSED), "开始")
    _to(upload, QUEUED)
    audit.record(who.name, "upload", upload.name, step="queue")


def pause(who: Who, upload: Upload) -> None:
    """Stop after the submissions that are under way; what is stored stays."""
    _must_be(upload, (QUEUED, RUNNING), "暂停")
    _to(upload, PAUSED)
    audit.record(who.name, "upload", upload.name, step="pause")


def discard(who: Who, upload: Upload, folder: Path) -> None:
    """Drop what was not begun: the files and the row."""
    _must_be(upload, (RECEIVING, CHECKING, CHECKED, FAILED), "取消")
    upload_files.remove(folder / upload.token)
    audit.record(who.name, "upload", upload.name, step="discard")
    upload.delete()


def retry(who: Who, upload: Upload, *, only: Submission | None = None) -> int:
    """Read again what could not be read (of one submission). Returns how many submissions that is."""
    _must_be(upload, (DONE, FAILED, PAUSED), "重试")
    again = failed(upload.batch_id).filter(pk=only.pk) if only else failed(upload.batch_id)
    # A version that no engine judged counts as changed, so the next run reads it again.
    count = Version.objects.filter(pk__in=again.values("current")).update(engine="")
    _to(upload, QUEUED)
    audit.record(who.name, "upload", upload.name, step="retry", submissions=count)
    return count


def unlock(who: Who, submission: Submission, folder: Path, password: str) -> Upload:
    """Try the submission's locked files with a password, kept for that one attempt only."""
    upload = mine(who).filter(batch=submission.batch_id).exclude(state__in=LIVE[:3]).first()
    if upload is None:
        raise Refused("no_upload", "这份材料不是从网页上传的，请把去掉密码的文件重新上传。")
    if not password.strip() or "\n" in password:
        raise Refused("no_password", "请输入打开文件的密码。")
    _must_be(upload, (DONE, FAILED, PAUSED), "重试")
    upload_files.add_key(folder / upload.token, password)
    retry(who, upload, only=submission)
    return upload


def ahead(upload: Upload) -> int:
    """How many uploads come before this one."""
    return Upload.objects.filter(state__in=(QUEUED, RUNNING), pk__lt=upload.pk).count()


def failed(batch: int | None) -> QuerySet[Submission]:
    """The batch's submissions of which a file, or everything, could not be read."""
    mine = Submission.objects.filter(batch=batch, current__isnull=False)
    return mine.filter(pk__in=_unread().values("submission"))


def count_failed(rows: QuerySet[Submission]) -> int:
    """How many of ``rows`` those are: asked of the cards, of which few say so."""
    return _unread().filter(Exists(rows.filter(pk=OuterRef("submission")))).count()


def _unread() -> QuerySet[Card]:
    return Card.objects.filter(Q(closed=True) | Q(unread__gt=0))


def _must_be(upload: Upload, states: Sequence[str], wish: str) -> None:
    upload.refresh_from_db(fields=["state"])
    if upload.state not in states:
        raise Refused("not_now", _NOT_NOW.format(WORDS[upload.state], wish))


def _to(upload: Upload, state: str) -> None:
    """Only from the state that was just seen: two people who press at once do not both win."""
    changed = Upload.objects.filter(pk=upload.pk, state=upload.state).update(
        state=state, message=""
    )
    if not changed:
        raise Refused("not_now", "刚刚有人动过这一批，请刷新页面看最新进度。")
    upload.state = state
