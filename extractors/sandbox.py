"""Foreign files are opened only here: in a child process with limits and without network.

``call`` runs one function call in a child of its own; ``map_each`` runs many calls in one child
and goes on with a fresh one when a call kills it. What comes back is data: bounded, decoded
against the function's declared return type, never pickled. See :mod:`extractors.sandbox_child`
for what a child gives up.

A parent with one thread forks straight away, so that the child inherits every import. A parent
with several threads (a Prefect task) must not fork: there multiprocessing's fork server starts
the child; :func:`preload` tells that server what to import once. Functions and arguments must
then be picklable.
"""

from __future__ import annotations

import os
import select
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Final, TypeVar, TypeVarTuple, get_type_hints

import msgspec

from extractors import disk, sandbox_child
from extractors.errors import UnreadableFile
from extractors.sandbox_child import FRAME_HEAD, Job, Limits, Tag
from schemas.submission import Problem

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkServerContext

__all__ = ["ChildFailedError", "Limits", "call", "map_beside", "map_each", "preload"]

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
STANDARD: Final = Limits()
_CHUNK: Final = 1 << 20
_OVERHEAD: Final = 4096
"""Bytes that a problem's or a bug's text may take beyond the answer's limit."""


class ChildFailedError(RuntimeError):
    """A bug of ours, raised in the child; the text is the child's traceback."""


@dataclass(frozen=True)
class _Child:
    pid: int
    answers: int
    wait: Callable[[], int]
    """Waits for the child's end; a negative number is the signal that ended it."""


def call(function: Callable[[*Ts], T], *arguments: *Ts, limits: Limits = STANDARD) -> T:
    """``function(*arguments)``, run in a child process of its own.

    Raises :class:`UnreadableFile` as the function raised it, or with ``too_large`` (memory or
    answer), ``too_slow`` (CPU or wall clock) or ``crashed``; :class:`OSError` where the disk is
    full, which is no file's fault; :class:`ChildFailedError` for any other exception. The function's return annotation must be a type that msgspec knows.
    """
    (outcome,) = map_each(function, [arguments], limits=limits)
    if isinstance(outcome, UnreadableFile | ChildFailedError):
        raise outcome
    return outcome


def map_each(
    function: Callable[[*Ts], T], calls: Sequence[tuple[*Ts]], *, limits: Limits = STANDARD
) -> Iterator[T | UnreadableFile | ChildFailedError]:
    """The outcome of ``function(*arguments)`` for each of ``calls``, in order, as they come.

    A call that kills a child which had served others before is tried once more in a fresh one,
    so that no file pays for its predecessors. Raises :class:`OSError` where the disk is full.
    """
    start = 0
    while start < len(calls):
        served = 0
        for outcome, alive in _stretch(function, calls[start:], limits):
            if not alive and served and not _hung(outcome):
                break
            yield outcome
            served += 1
        start += served


def map_beside(
    function: Callable[[*Ts], T],
    calls: Sequence[tuple[*Ts]],
    *,
    children: int,
    limits: Limits = STANDARD,
) -> Iterator[T | UnreadableFile | ChildFailedError]:
    """As :func:`map_each`, with up to ``children`` at work at a time, each on its share of the calls.

    A child works ahead as far as its answers fit into a pipe: this is for many small answers.
    """
    shares = [calls[first::children] for first in range(children)]
    rows = [map_each(function, share, limits=limits) for share in shares]
    for number in range(len(calls)):
        yield next(rows[number % children])


def preload(modules: Sequence[str]) -> None:
    """Let the fork server import ``modules`` once, before its first child.

    Only for parents with several threads; to be called before the first :func:`call`.
    """
    _fork_server().set_forkserver_preload([__name__, *modules])


def _hung(outcome: object) -> bool:
    return isinstance(outcome, UnreadableFile) and outcome.code == "too_slow"


def _stretch(
    function: Callable[..., T], calls: Sequence[tuple[Any, ...]], limits: Limits
) -> Iterator[tuple[T | UnreadableFile | ChildFailedError, bool]]:
    """Outcomes from one child, each with whether the child outlived it."""
    decoder = _decoder(function)
    with _child(function, calls, limits) as child:
        for _ in calls:
            try:
                tag, body = _receive(child, limits)
            except UnreadableFile as error:
                yield error, False
                return
            yield _outcome(tag, body, decoder), True


def _outcome(
    tag: Tag, body: bytes, decoder: msgspec.msgpack.Decoder[T]
) -> T | UnreadableFile | ChildFailedError:
    if tag is Tag.RESULT:
        return decoder.decode(body)
    if tag is Tag.FULL:
        raise disk.no_room()
    if tag is Tag.PROBLEM:
        return UnreadableFile.of(msgspec.msgpack.decode(body, type=Problem))
    return ChildFailedError(body.decode("utf-8", "replace"))


@cache
def _decoder(function: Callable[..., T]) -> msgspec.msgpack.Decoder[T]:
    return msgspec.msgpack.Decoder(get_type_hints(function)["return"])


def _receive(child: _Child, limits: Limits) -> tuple[Tag, bytes]:
    deadline = time.monotonic() + limits.wall_seconds
    try:
        head = _read(child.answers, FRAME_HEAD, deadline)
        tag, length = Tag(head[0]), int.from_bytes(head[1:], "big")
        if tag is Tag.EXHAUSTED or length > limits.answer + _OVERHEAD:
            raise UnreadableFile("too_large")
        return tag, _read(child.answers, length, deadline)
    except EOFError as error:
        if child.wait() == -signal.SIGXCPU:
            raise UnreadableFile("too_slow") from error
        disk.demand_room()  # a page of a file that finds none kills whoever writes to it
        raise UnreadableFile("crashed") from error


def _read(answers: int, count: int, deadline: float) -> bytes:
    """Exactly ``count`` bytes. Raises ``EOFError`` and, at the deadline, ``too_slow``."""
    ready = select.poll()
    ready.register(answers, select.POLLIN)
    received = bytearray()
    while len(received) < count:
        left = deadline - time.monotonic()
        if left <= 0 or not ready.poll(left * 1000):
            raise UnreadableFile("too_slow")
        piece = os.read(answers, min(_CHUNK, count - len(received)))
        if not piece:
            raise EOFError
        received += piece
    return bytes(received)


@contextmanager
def _child(
    function: Callable[..., object], calls: Sequence[tuple[Any, ...]], limits: Limits
) -> Iterator[_Child]:
    """A child at work; with its process group and its temporary folder it ends here."""
    with disk.temporary() as folder:
        job = Job(function, tuple(calls), limits, folder)
        child = _forked(job) if threading.active_count() == 1 else _served(job)
        try:
            yield child
        finally:
            for kill in (os.killpg, os.kill):
                with suppress(ProcessLookupError, PermissionError):
                    kill(child.pid, signal.SIGKILL)
            child.wait()
            os.close(child.answers)


def _forked(job: Job) -> _Child:
    answers, theirs = os.pipe()
    pid = os.fork()
    if pid == 0:
        sandbox_child.run(job, theirs)
    os.close(theirs)
    return _Child(pid, answers, cache(partial(_reap, pid)))


def _reap(pid: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _served(job: Job) -> _Child:
    context = _fork_server()
    reader, writer = context.Pipe(duplex=False)
    process = context.Process(target=_enter, args=(job, writer))
    process.start()
    writer.close()
    answers = os.dup(reader.fileno())
    reader.close()
    assert process.pid is not None
    return _Child(process.pid, answers, cache(partial(_join, process)))


def _fork_server() -> ForkServerContext:
    from multiprocessing import get_context  # a parent that forks needs none of it

    return get_context("forkserver")


def _enter(job: Job, writer: Connection) -> None:
    sandbox_child.run(job, writer.fileno())


def _join(process: Any) -> int:
    process.join()
    return int(process.exitcode)
