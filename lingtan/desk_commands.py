"""What the desk's commands do: serve it, work off what comes in, its users, its log."""

from __future__ import annotations

import errno
import getpass
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Event, Thread
from types import FrameType
from typing import TYPE_CHECKING, Final

from lingtan.cli import FOUND_ERRORS, OK, Unusable
from lingtan.commands import order_of, roster_of, start_store
from lingtan.settings import Settings

if TYPE_CHECKING:
    from waitress.server import BaseWSGIServer

    from store.models import Person

_THREADS: Final = 8
_LARGEST: Final = 256 << 20
"""Bytes of one request: uploads come in pieces of a few megabytes."""
_LAST_PORT: Final = 65535
_ANYWHERE: Final = ("0.0.0.0", "::")  # an address to listen on, not a name to answer to
_SERVING: Final = "零碳工厂申报核对  http://{}:{}/  工作区 {}  Ctrl-C 停止"
_PORT_TAKEN: Final = "端口 {} 已被占用，请用 --port 换一个，或先停掉占用它的程序"
_NO_ADDRESS: Final = "不能在 {}:{} 上提供服务：{}"
_RETRY: Final = 2.0
"""Seconds before lost jobs are started again, and between two looks whether their desk lives."""


def serve(settings: Settings, *, host: str, port: int, demo: bool) -> int:
    """The desk until it is stopped, and beside it the process that works off uploads."""
    settings = _answering_to(settings, host)
    roster_of(settings)
    open_store(settings)
    server = _listening(host, port)
    if demo:
        from lingtan import demo as demonstration

        demonstration.prepare(settings)
    print(_SERVING.format(host, port, settings.workspace), flush=True)
    signal.signal(signal.SIGTERM, _leave)
    with _jobs_beside(settings):
        server.run()
    print("已停止", flush=True)
    return OK


def jobs(settings: Settings, *, parent: int | None = None) -> int:
    """Work off uploads until stopped, or until the desk that started this is gone."""
    from flows import server

    roster = roster_of(settings)
    server.prepare(settings.prefect_home)
    open_store(settings)
    from flows import desk_jobs

    over = Event()
    signal.signal(signal.SIGTERM, lambda *_: over.set())
    signal.signal(signal.SIGINT, lambda *_: over.set())
    if parent is not None:
        Thread(target=_mind, args=(parent, over), daemon=True).start()
    order = order_of((), settings, roster, settings.scratch)
    desk_jobs.serve(desk_jobs.Desk(order, settings.uploads), over)
    return OK


def add_user(settings: Settings, *, username: str, name: str, role: str, city: str) -> int:
    """A new person; the password is asked for, or made and printed once where nobody can type."""
    open_store(settings)
    from store import people

    asked = _asked()
    password = asked or people.new_password()
    wanted = people.Wanted(username, name or username, role, city)
    person = _unless_refused(lambda: people.add(_me(), wanted, password))
    print(f"已新增  {person.name}（登录名 {person.username}）")
    if not asked:
        _tell_password(password)
    return OK


def reset_user(settings: Settings, *, username: str) -> int:
    """A new password for somebody who cannot get in; it also opens a locked account."""
    open_store(settings)
    from axes.utils import reset

    from store import people
    from store.models import Person

    person = Person.objects.filter(username=username).first()
    if person is None:
        raise Unusable(f"没有登录名为“{username}”的人员")
    password = people.reset_password(_me(), person)
    reset(username=username)
    print(f"已重置  {person.name}（登录名 {person.username}）")
    _tell_password(password)
    return OK


def verify_audit(settings: Settings) -> int:
    """Whether the log is whole: each line fits the one before. Returns 1 where one does not."""
    open_store(settings)
    from store import audit
    from store.models import Audit

    broken = audit.verify()
    if broken is not None:
        print(f"日志不完整：第 {broken} 行与前一行接不上，该行或它之前被改动过。请从备份核对。")
        return FOUND_ERRORS
    last = Audit.objects.order_by("-pk").values_list("hash", flat=True).first()
    end = f"，末行指纹 {last[:16]}" if last else ""
    print(f"日志完整：共 {Audit.objects.count()} 行，逐行接续{end}")
    return OK


def open_store(settings: Settings) -> None:
    """The workspace's database. Raises :class:`Unusable` where it cannot be used."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import Error

    try:
        start_store(settings)
    except (Error, ImproperlyConfigured) as error:
        where = "DATABASE_URL 所指的数据库" if settings.database_url else f"{settings.workspace}"
        raise Unusable(f"数据库不可用（{where}）：{_first_line(error)}") from error


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


def _answering_to(settings: Settings, host: str) -> Settings:
    """The address that one listens on is a name that the desk answers to."""
    if host in _ANYWHERE or host in settings.hosts:
        return settings
    return replace(settings, hosts=(*settings.hosts, host))


def _listening(host: str, port: int) -> BaseWSGIServer:
    """The port is taken before anything else is done. Raises :class:`Unusable`."""
    from django.core.handlers.wsgi import WSGIHandler
    from waitress import create_server

    if not 0 < port <= _LAST_PORT:
        raise Unusable(f"端口 {port} 无效，应在 1 到 {_LAST_PORT} 之间")
    try:
        return create_server(
            WSGIHandler(),
            host=host,
            port=port,
            threads=_THREADS,
            max_request_body_size=_LARGEST,
            ident="",
            clear_untrusted_proxy_headers=True,
        )
    except (OSError, ValueError) as error:
        taken = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
        words = _PORT_TAKEN.format(port) if taken else _NO_ADDRESS.format(host, port, error)
        raise Unusable(words) from error


@contextmanager
def _jobs_beside(settings: Settings) -> Iterator[None]:
    """The process of the uploads: started again when it is lost, stopped with the desk."""
    over = Event()
    minder = Thread(target=_keep_jobs, args=(settings, over))
    minder.start()
    try:
        yield
    finally:
        over.set()
        minder.join()


def _keep_jobs(settings: Settings, over: Event) -> None:
    while not over.is_set():
        working = subprocess.Popen(_jobs_command(settings), stdin=subprocess.DEVNULL)
        while working.poll() is None and not over.wait(_RETRY):
            pass
        if over.is_set():
            working.terminate()
            working.wait()
            return
        print("处理进程中断，正在重新启动", file=sys.stderr, flush=True)
        over.wait(_RETRY)


def _jobs_command(settings: Settings) -> tuple[str, ...]:
    here = ("--workspace", str(settings.workspace), "--parent", str(os.getpid()))
    return (sys.executable, "-m", "lingtan", "desk-jobs", *here)


def _mind(parent: int, over: Event) -> None:
    """A desk that was killed takes its jobs with it."""
    while os.getppid() == parent and not over.wait(_RETRY):
        pass
    over.set()


def _leave(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(OK)


def _asked() -> str:
    """The password that somebody types twice; empty where nobody sits at a terminal."""
    if not sys.stdin.isatty():
        return ""
    typed = getpass.getpass("密码（直接回车则自动生成）：")
    if typed and typed != getpass.getpass("再输一次："):
        raise Unusable("两次输入的密码不一样")
    return typed


def _me() -> str:
    """Whoever works at the command line, as the log names them."""
    return f"命令行 {getpass.getuser()}"


def _tell_password(password: str) -> None:
    print(f"密码  {password}  （只显示这一次；首次登录须修改）")


def _unless_refused(step: Callable[[], Person]) -> Person:
    from store.refusals import Refused

    try:
        return step()
    except Refused as refused:
        raise Unusable(refused.sentence) from refused
