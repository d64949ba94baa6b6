"""The log: who did what when. Lines are only added, each with the hash of the one before.

A line that is changed, taken out or put in breaks the chain from there on, which :func:`verify`
tells. Writers queue up: SQLite by ``BEGIN IMMEDIATE``, PostgreSQL by an advisory lock that ends
with the transaction. Record last in a transaction, so that nobody waits for a lock while holding it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final

import msgspec
from django.db import connection, transaction
from django.utils import timezone
from msgspec import Struct

from store.models import Audit

START: Final = "0" * 64
"""What the first line carries as the hash of the one before."""
ACTIONS: Final = {
    "login": "登录",
    "login_failed": "登录失败",
    "logout": "退出",
    "view_file": "查看文件",
    "view_submission": "查看企业材料",
    "decide": "认定问题",
    "undo": "撤销认定",
    "countersign": "复核误报",
    "blind": "盲审",
    "bulk": "批量认定",
    "correct": "更正数值",
    "stage": "变更环节",
    "owner": "变更负责人",
    "assign": "改派专家",
    "export": "导出",
    "reveal": "查看隐去信息",
    "upload": "上传材料",
    "declare": "回避声明",
    "opinion": "评审意见",
    "paper": "生成文书",
    "user": "用户管理",
    "list": "维护名单",
}
"""Everything that is logged, in the words of the office."""
_LOCK: Final = 0x6C696E67
_AT_ONCE: Final = 2000
_PHONE: Final = re.compile(r"(?<![0-9A-Za-z])(1[3-9]\d)\d{4}(\d{4})(?![0-9A-Za-z])")


class Entry(Struct, frozen=True):
    """One thing to log; ``object`` names what it was done to (``finding:12``)."""

    action: str
    object: str = ""
    detail: Mapping[str, Any] = {}


def record(actor: str, action: str, object: str = "", **detail: Any) -> None:  # noqa: A002
    """Add one line. Raises ``ValueError`` for an action that is not in :data:`ACTIONS`."""
    record_all(actor, [Entry(action, object, detail)])


def record_all(actor: str, entries: Iterable[Entry]) -> None:
    """Add a line for each entry, in their order. Raises ``ValueError`` as :func:`record`."""
    with transaction.atomic():
        _queue_up()
        last = Audit.objects.order_by("-pk").values_list("hash", flat=True).first() or START
        lines = []
        for entry in entries:
            line = _line(actor, entry, last)
            lines.append(line)
            last = line.hash
        Audit.objects.bulk_create(lines, batch_size=_AT_ONCE)


def verify() -> int | None:
    """The id of the first line that does not fit the one before or its own hash; ``None``: all fit."""
    last = START
    for line in Audit.objects.order_by("pk").iterator(_AT_ONCE):
        if line.previous != last or line.hash != _hash(line):
            return line.pk
        last = line.hash
    return None


def _queue_up() -> None:
    """Wait until no other transaction is adding lines."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _line(actor: str, entry: Entry, previous: str) -> Audit:
    if entry.action not in ACTIONS:
        raise ValueError(f"no such action: {entry.action}")
    line = Audit(
        at=timezone.now(),
        actor=_plain(actor)[:80],
        action=entry.action,
        object=_plain(entry.object)[:200],
        detail={key: _kept(value) for key, value in entry.detail.items()},
        previous=previous,
    )
    line.hash = _hash(line)
    return line


def _hash(line: Audit) -> str:
    said = [_moment(line.at), line.actor, line.action, line.object, line.detail, line.previous]
    return sha256(msgspec.json.encode(said, order="sorted")).hexdigest()


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _kept(value: Any) -> Any:
    """A detail as every database gives it back: texts, whole numbers, and lists of them."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, list | tuple):
        return [_kept(one) for one in value]
    return _plain(str(value))


def _plain(text: str) -> str:
    """Without what a database refuses, and with phones masked."""
    clean = text.replace("\0", "").encode("utf-8", "replace").decode()
    return _PHONE.sub(r"\1****\2", clean)
