"""What the commands of the night do, and its schedule: night, report, backup, restore."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from lingtan.cli import FOUND_ERRORS, OK, Unusable
from lingtan.commands import order_of, roster_of, start_store
from lingtan.settings import Settings

if TYPE_CHECKING:
    from flows.alive import Clock
    from flows.nightly import NightOrder

OFFICE: Final = ZoneInfo("Asia/Shanghai")
_SERVING: Final = "夜间任务  每日02:00（Asia/Shanghai）  收件目录 {}  Ctrl-C 停止"


def night(settings: Settings, clock: Clock | None = None) -> int:
    """Every night that is due: the schedule's work, by hand. Returns 1 where one failed."""
    now = clock or _now
    if not _owed(settings, now):
        return OK
    from flows import crew, server

    server.prepare(settings.prefect_home)
    server.begin()
    with crew.local(settings.workers) as working:
        done = server.run_nights(_night(settings), working, now)
    for day in done:
        print(f"{day}  日报 {settings.reports / day.isoformat()}")
        _notify(settings, f"质量日报 {day}", _headline(settings, day))
    return _told(settings, now)


def _owed(settings: Settings, clock: Clock) -> tuple[date, ...]:
    """Asked before Prefect is started: most looks of the watch find nothing to do."""
    start_store(settings)
    from django.db import connections

    from flows.owing import owed

    left = owed(clock())
    connections.close_all()  # the workers are started next
    return left


def _told(settings: Settings, clock: Clock) -> int:
    """Say which nights failed; one that another runner is at is not ours to tell."""
    from flows.owing import failed

    nights = failed(clock())
    for night in nights:
        words = f"{night.day}  在“{night.step}”一步失败（第{night.attempts}次）：{night.problem}"
        print(f"未完成  {words}", file=sys.stderr)
        _notify(settings, f"夜间任务未完成 {night.day}", words)
    return FOUND_ERRORS if nights else OK


def _headline(settings: Settings, day: date) -> str:
    from reports import archive

    return archive.headline_of(settings.reports, day)


def _notify(settings: Settings, subject: str, text: str) -> None:
    from flows.notices import send
    from schemas.notices import Notice

    for problem in send(Notice(subject, text), settings.channels):
        print(f"通知  {problem}", file=sys.stderr)


def schedule(
    settings: Settings, *, command: Sequence[str] = (), watch: timedelta | None = None
) -> int:
    """Serve the nightly flow until stopped. Prefect's own files are made anew: what it had planned is stale.

    ``command`` is what runs the due nights (``lingtan night`` by default), ``watch`` how often it
    looks whether one is due.
    """
    from flows import server
    from flows.planner import planner
    from flows.prefect_server import ServerLost

    home = settings.prefect_home / "schedule"
    shutil.rmtree(home, ignore_errors=True)
    server.prepare(home)
    start_store(settings)
    ours = (sys.executable, "-m", "lingtan", "night", "--workspace", str(settings.workspace))
    print(_SERVING.format(settings.inbox), flush=True)
    try:
        with planner(home) as address:
            stopped = _serve(address, command or ours, watch)
    except ServerLost as error:
        raise Unusable(f"夜间任务的调度服务启动不了（{error}），请重试") from error
    print("夜间任务已停止" if stopped else "调度服务中断", flush=True)
    return OK if stopped else FOUND_ERRORS


def _serve(address: str, command: Sequence[str], watch: timedelta | None) -> bool:
    os.environ["PREFECT_API_URL"] = address
    from flows.served import WATCH, serve_nights

    return serve_nights(command, watch or WATCH)


def _now() -> datetime:
    return datetime.now(OFFICE)


def _night(settings: Settings) -> NightOrder:
    from flows.nightly import NightOrder

    order = order_of((), settings, roster_of(settings), settings.scratch)
    return NightOrder(order, settings.inbox, settings.reports, settings.backups, settings.workspace)


def report(settings: Settings, *, day: str | None, replace: bool) -> int:
    """The quality report of ``day`` (today at the office by default), written into the archive."""
    wanted = _day(day)
    start_store(settings)
    from reports import archive
    from reports.quality import report_of

    try:
        folder = archive.write(report_of(wanted), settings.reports, replace=replace)
    except archive.AlreadyThere as error:
        raise Unusable(
            f"{wanted}的日报已经有了：{error}（--replace 重新生成，旧的改名保留）"
        ) from None
    print(f"质量日报  {folder / archive.PAGE}")
    return OK


def backup(settings: Settings, *, target: Path | None) -> int:
    """Everything of the workspace into a folder of its own."""
    start_store(settings)
    from store.backup import BackupError
    from store.backup import backup as write

    now = datetime.now(OFFICE)
    folder = target or settings.backups / f"{now:%Y%m%d-%H%M%S}"
    try:
        made = write(settings.depot, folder, now, workspace=settings.workspace)
    except BackupError as error:
        raise Unusable(str(error)) from error
    rows = sum(table.rows for table in made.tables)
    print(f"备份  {folder}  {rows} 行  {len(made.originals)} 个原件")
    return OK


def restore(settings: Settings, *, source: Path) -> int:
    """A backup into this workspace, which must be empty."""
    start_store(settings)
    from store.backup import BackupError
    from store.backup import restore as read

    try:
        made = read(source, settings.depot, workspace=settings.workspace)
    except BackupError as error:
        raise Unusable(str(error)) from error
    print(
        f"已恢复  {made.made_at} 的备份  {sum(t.rows for t in made.tables)} 行  {len(made.originals)} 个原件"
    )
    return OK


def _day(text: str | None) -> date:
    today = datetime.now(OFFICE).date()
    if text is None:
        return today
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise Unusable(f"日期“{text}”无效，请写成 2025-03-20") from error
    if day > today:
        raise Unusable(f"日期 {day} 还没到，日报只能做到今天")
    return day
