"""What the tests of the sandbox let children do; light to import, since children import it."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import socket
import sys
import tempfile
import time
from pathlib import Path

from msgspec import Struct

from extractors import sandbox_child
from extractors.errors import UnreadableFile
from extractors.sandbox_child import MIB


class Answer(Struct, frozen=True):
    name: str
    numbers: tuple[int, ...]


def answer(name: str, count: int) -> Answer:
    return Answer(name, tuple(range(count)))


def allocate(size: int) -> int:
    return len(bytearray(size))


def sleep(seconds: float) -> int:
    time.sleep(seconds)
    return 0


def spin() -> int:
    while True:
        pass


def segfault() -> int:
    return len(ctypes.string_at(0))


def leave() -> int:
    os._exit(0)


def recurse() -> int:
    return recurse() + 1


def refuse(code: str) -> int:
    raise UnreadableFile(code, "请重新提交。")


def blunder() -> int:
    return [1][2]


def shout(size: int) -> bytes:
    return bytes(size)


def lie() -> int:
    return "not a number"  # type: ignore[return-value]  # the lie itself: what a child answers is checked


def connect(port: int) -> str:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return "refused"
    return "connected"


def fail_at(number: int) -> int:
    """Signals for some numbers, a whole lot of memory for others, else the number itself."""
    if number in (2, 3):
        os.kill(os.getpid(), signal.SIGSEGV)
    if number == 5:
        return allocate(2048 * MIB)
    if number == 6:
        raise UnreadableFile("malformed")
    return number


def temporary() -> tuple[str, int]:
    Path(tempfile.mkdtemp(), "left").write_text("x")
    folder = Path(tempfile.gettempdir())
    return str(folder), folder.stat().st_mode & 0o777


def limits_of_self() -> dict[str, int]:
    names = {"core": resource.RLIMIT_CORE, "files": resource.RLIMIT_NOFILE}
    return {name: resource.getrlimit(which)[0] for name, which in names.items()} | {
        "session": int(os.getsid(0) == os.getpid())
    }


def write(path: str, size: int) -> str:
    try:
        Path(path).write_bytes(bytes(size))
    except OSError:
        return "refused"
    return "written"


def child_of_mine(path: str) -> int:
    if os.fork() == 0:
        time.sleep(0.6)
        Path(path).write_text("alive")
        os._exit(0)
    time.sleep(30)
    return 0


def hooked() -> str:
    """What happens to a socket where no network namespace can be had."""
    sys.addaudithook(sandbox_child.refuse_sockets)
    try:
        socket.socket()
    except PermissionError as error:
        return str(error)
    return "opened"
