"""What each command does, once its arguments are known."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from extractors import disk
from extractors.errors import UnreadableFile
from extractors.packages import Package, discover
from extractors.packages_unlock import read_passwords
from flows.process import Processed, process
from lingtan.cli import FOUND_ERRORS, OK, UNREADABLE, Unusable
from lingtan.cluster_commands import HERE, Elsewhere, crew_of
from lingtan.settings import Settings
from schemas.finding import Severity
from schemas.policy import edition

if TYPE_CHECKING:
    from flows.crew import Crew
    from flows.order import Order
    from lingtan.progress import Bar
    from schemas.assignment import Roster
    from schemas.report import BatchSummary

_PIPED = 140
"""Columns of a summary that nobody sees in a terminal: a line is not broken for it."""


def check(
    path: Path,
    *,
    as_json: bool,
    received: str | None,
    verbose: bool,
    password_file: Path | None = None,
    render: bool = False,
) -> int:
    """One submission as a linter would: no database, no server. Returns the exit status."""
    _must_exist([path])
    passwords = _passwords(password_file)
    with disk.temporary() as scratch:
        package = _only_one(_discovered(path, scratch, passwords), path)
        processed = process(package, edition(), received=_date(received), render=render)
    if as_json:
        from flows.contract import encode

        sys.stdout.buffer.write(encode(processed))
    else:
        from rich.console import Console

        from lingtan.terminal import show

        show(processed, Console(highlight=False), verbose=verbose)
    return status_of([processed])


def status_of(results: Sequence[Processed]) -> int:
    """The contract's exit status over what was processed."""
    if any(result.submission.problem for result in results):
        return UNREADABLE
    findings = (finding for result in results for finding in result.verdicts.findings)
    return FOUND_ERRORS if any(f.severity is Severity.ERROR for f in findings) else OK


def rules(code: str | None) -> int:
    """The catalogue, or one rule explained."""
    from validators import handbook

    try:
        print(handbook.explain(code.upper()) if code else handbook.listing())
    except KeyError:
        raise Unusable(f"没有编号为 {code} 的规则（lingtan rules 查看全部）") from None
    return OK


def open_questions() -> int:
    """Where the policy's text is open, and the reading in force."""
    from validators import handbook

    print(handbook.open_questions(edition()))
    return OK


def _must_exist(paths: Sequence[Path]) -> None:
    for path in paths:
        if not path.exists():
            raise Unusable(f"路径不存在：{path}")


def _passwords(path: Path | None) -> tuple[str, ...]:
    if path is None:
        return ()
    try:
        return read_passwords(path)
    except (OSError, UnicodeDecodeError) as error:
        raise Unusable(f"密码文件无法读取（应为UTF-8文本，每行一个密码）：{path}") from error


def _discovered(path: Path, scratch: Path, passwords: Sequence[str]) -> tuple[Package, ...]:
    try:
        return discover([path], scratch, passwords)
    except UnreadableFile as error:
        raise Unusable(error.message) from error


def _only_one(packages: Sequence[Package], path: Path) -> Package:
    if len(packages) > 1:
        raise Unusable(f"{path} 里有 {len(packages)} 份申报材料，整批请用 lingtan intake")
    return packages[0]


def _date(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise Unusable(f"收件日期“{text}”无效，请写成 2025-03-20") from error


def intake(
    paths: Sequence[Path],
    settings: Settings,
    *,
    export: str | None,
    password_file: Path | None = None,
    render: bool = False,
    elsewhere: Elsewhere = HERE,
) -> int:
    """A whole batch: process, store, route, summarise. Returns the exit status."""
    _must_exist(paths)
    _passwords(password_file)
    from rich.console import Console

    from lingtan.progress import Bar, show_summary
    from lingtan.scratch import scratch
    from lingtan.troubles import told

    _date(settings.received)
    roster = roster_of(settings)
    disk.sweep()
    with told(settings.workspace):
        working = crew_of(settings, elsewhere)
    start_store(settings)
    unpacked = scratch(settings.scratch / "intake")
    with (
        told(settings.workspace),
        working as crew,
        unpacked as folder,
        Bar(Console(stderr=True)) as bar,
    ):
        order = replace(
            order_of(paths, settings, roster, folder, _staged(export, folder)),
            password_file=password_file,
            render=render,
        )
        summary = _run(order, crew, bar)
        _send(order.export, export)
    show_summary(summary, Console(width=None if sys.stdout.isatty() else _PIPED))
    return _batch_status(summary)


def _run(order: Order, crew: Crew, bar: Bar) -> BatchSummary:
    from flows import server
    from flows.cluster import ClusterTrouble
    from store.blobs import Unreachable

    try:
        return server.run_intake(order, crew, bar)
    except UnreadableFile as error:
        raise Unusable(error.message) from error
    except (ClusterTrouble, Unreachable) as error:
        raise Unusable(str(error)) from error


def _staged(export: str | None, scratch: Path) -> Path | None:
    """The folder that is exported to: the one asked for, or where files wait to be sent beyond this host."""
    from store.blobs import folder_of

    return (folder_of(export) or scratch / "export") if export else None


def _send(exported: Path | None, export: str | None) -> None:
    from flows.export import send
    from store.blobs import Unreachable, folder_of

    if exported is None or export is None or folder_of(export):
        return
    try:
        send(exported, export)
    except Unreachable as error:
        raise Unusable(f"材料都已入库，导出未成：{error}") from error


def order_of(
    paths: Sequence[Path],
    settings: Settings,
    roster: Roster,
    scratch: Path,
    export: Path | None = None,
) -> Order:
    """What the flows are to do with these paths, as the settings say."""
    from flows.order import Order

    return Order(
        paths=tuple(paths),
        originals=settings.originals,
        address=settings.depot.address,
        scratch=scratch,
        export=export,
        roster=roster,
        policy=settings.policy,
        today=date.today(),
        received=settings.received,
        workers=settings.workers,
        pages=settings.pages,
    )


def roster_of(settings: Settings) -> Roster:
    """The roster of experts that the settings name. Raises :class:`Unusable` for a broken one."""
    from routing.roster import RosterError, example, load

    path = settings.roster or settings.workspace / "roster.toml"
    if settings.roster is None and not path.exists():
        return example()
    try:
        return load(path)
    except RosterError as error:
        raise Unusable(str(error)) from error


def start_store(settings: Settings) -> None:
    """Django on this workspace's database. Raises :class:`Unusable` where it cannot be used."""
    from lingtan.django_settings import start
    from lingtan.troubles import told

    try:
        with told(settings.workspace):
            start(settings)
    except (ValueError, OSError) as error:
        raise Unusable(f"工作区或数据库不可用：{error}") from error


def _batch_status(summary: BatchSummary) -> int:
    if any(row.problem for row in summary.submissions):
        return UNREADABLE
    return FOUND_ERRORS if any(row.errors for row in summary.submissions) else OK
