"""Inside the sandbox: what a child process does to itself before it touches a foreign file.

Limits come from setrlimit(2). The network is taken away by an empty network namespace where
the kernel permits one (root, or unprivileged user namespaces); elsewhere by an audit hook that
refuses every socket call made from Python, which C libraries could get around.
"""

from __future__ import annotations

import ctypes
import gc
import math
import os
import resource
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any, Final

import msgspec

from extractors import disk
from extractors.errors import UnreadableFile

MIB: Final = 1 << 20
GIB: Final = 1 << 30
_CLONE_NEWUSER: Final = 0x10000000
_CLONE_NEWNET: Final = 0x40000000
_PR_SET_PDEATHSIG: Final = 1
_TRACEBACK_CHARS: Final = 20_000
_TOO_DEEP: Final = "文件结构嵌套过深，请用原软件另存为新文件后重新提交。"
_HOMES: Final = ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")
"""Where libraries leave things of their own (onnxruntime: its telemetry's state)."""
_SOCKET_EVENTS: Final = (
    "socket.__new__",
    "socket.bind",
    "socket.connect",
    "socket.getaddrinfo",
    "socket.sendto",
    "socket.sendmsg",
)


@dataclass(frozen=True)
class Limits:
    """What one child may use.

    ``memory`` is address space in bytes; a child that inherits a fat parent may add at least
    half of it to what it inherits. ``cpu_seconds`` and ``wall_seconds`` hold for one call, or
    for each item of a row. ``answer`` is the largest result and ``file`` the largest file
    written, in bytes.
    """

    memory: int = GIB
    cpu_seconds: float = 30
    wall_seconds: float = 60
    answer: int = 256 * MIB
    file: int = 512 * MIB
    open_files: int = 256


class Tag(IntEnum):
    """What an answer's frame holds: the first byte before its length and its bytes."""

    RESULT = 1
    PROBLEM = 2
    EXHAUSTED = 3
    BUG = 4
    FULL = 5
    """The disk is full: nothing is said about the file."""


_GC_EVERY: Final = 50_000
"""Objects between two collections: a reader makes many that live on, and few cycles."""
FRAME_HEAD: Final = 9
"""Bytes before a frame's body: the tag and the body's length."""


@dataclass(frozen=True)
class Job:
    """One child's work: ``function`` called with each tuple of arguments, in order."""

    function: Callable[..., object]
    calls: tuple[tuple[object, ...], ...]
    limits: Limits
    folder: Path


def run(job: Job, answers: int) -> None:
    """Confine this process, answer each call as a frame on ``answers``, and end. Never returns."""
    try:
        confine(job.limits, job.folder, keep=answers)
        _answer_all(job, answers)
    except Exception:  # noqa: BLE001 - nothing of ours may run on in the parent's stack
        _send(answers, *_bug())
    finally:
        os._exit(0)


def _answer_all(job: Job, answers: int) -> None:
    for arguments in job.calls:
        _allow_cpu(job.limits.cpu_seconds)
        tag, body = _answer(job, arguments)
        _send(answers, tag, body)
        if tag is Tag.EXHAUSTED:
            return


def confine(limits: Limits, folder: Path, keep: int) -> None:
    """Own session, limits, private temporary folder and home, no network, no inherited descriptors."""
    gc.freeze()
    gc.set_threshold(_GC_EVERY)
    os.setsid()
    _die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _close_descriptors(keep)
    _set_limits(limits)
    os.umask(0o077)
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder)
    os.environ.update(dict.fromkeys(_HOMES, str(folder)))
    cut_network()


def cut_network() -> str:
    """Take the network from this process; says how: ``namespace`` or ``hook``."""
    unshare = ctypes.CDLL(None, use_errno=True).unshare
    if unshare(_CLONE_NEWNET) == 0 or unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0:
        return "namespace"
    sys.addaudithook(refuse_sockets)
    return "hook"


def refuse_sockets(event: str, _arguments: Iterable[object]) -> None:
    """An audit hook; raises ``PermissionError`` for whatever opens or uses a socket."""
    if event in _SOCKET_EVENTS:
        raise PermissionError(f"{event}: no network in the sandbox")


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _close_descriptors(keep: int) -> None:
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    os.closerange(3, keep)
    os.closerange(keep + 1, os.sysconf("SC_OPEN_MAX"))


def _set_limits(limits: Limits) -> None:
    born_with = _address_space()
    memory = max(limits.memory, born_with + limits.memory // 2)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.file, limits.file))
    _lower(resource.RLIMIT_NOFILE, limits.open_files)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


def _lower(which: int, value: int) -> None:
    hard = resource.getrlimit(which)[1]
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(which, (value, value))


def _address_space() -> int:
    pages = int(Path("/proc/self/statm").read_bytes().split()[0])
    return pages * resource.getpagesize()


def _allow_cpu(seconds: float) -> None:
    """From now on: so much CPU time until SIGXCPU ends the process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = math.ceil(used.ru_utime + used.ru_stime + seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _answer(job: Job, arguments: tuple[object, ...]) -> tuple[Tag, bytes]:
    try:
        body = msgspec.msgpack.encode(job.function(*arguments))
    except UnreadableFile as error:
        return _problem(error)
    except MemoryError:
        return Tag.EXHAUSTED, b""
    except RecursionError:
        return _problem(UnreadableFile("malformed", _TOO_DEEP))
    except Exception as error:  # noqa: BLE001 - the boundary: the parent raises it again, with its text
        return (Tag.FULL, b"") if disk.is_full(error) else _bug()
    if len(body) > job.limits.answer:
        return _problem(UnreadableFile("too_large"))
    return Tag.RESULT, body


def _problem(error: UnreadableFile) -> tuple[Tag, bytes]:
    return Tag.PROBLEM, msgspec.msgpack.encode(error.problem)


def _bug() -> tuple[Tag, bytes]:
    return Tag.BUG, traceback.format_exc()[-_TRACEBACK_CHARS:].encode("utf-8", "replace")


def _send(answers: int, tag: Tag, body: bytes) -> None:
    frame: Any = memoryview(bytes([tag]) + len(body).to_bytes(8, "big") + body)
    while frame:
        frame = frame[os.write(answers, frame) :]
