"""Our own worker processes: warm, each reading one submission at a time in a child.

A worker has a pipe for what it is given, one for what it answers, and a lifeline that nobody writes
to. It has one thread only, so that its children are forked straight away and inherit all that it
knows. Nothing here is shared between workers: one that dies takes nothing with it but the
submission that it was at.
"""

from __future__ import annotations

import fcntl
import logging
import os
import pickle
import signal
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from enum import Enum
from multiprocessing import connection, get_context
from multiprocessing.connection import Connection
from pathlib import Path
from traceback import format_exc
from typing import Final

import msgspec
from msgspec import Struct, structs

from extractors import disk
from extractors.packages import Package
from flows.order import Order
from flows.process import Processed, process, without_values
from schemas.lists import NO_LISTS, Lists, policy_of
from store.ready import Ready, ready

_LOG = logging.getLogger("lingtan.workers")
_PIPE_BYTES: Final = 1 << 20
"""Room for an answer: a worker need not wait until somebody takes it. The most that Linux gives everybody."""
_AHEAD_BYTES: Final = 16 << 10
"""A request so small is given to a worker that is still at another one."""
SUBMISSIONS: Final = 500
"""A worker that has read so many makes room for a fresh one."""
_GROWTH_BYTES: Final = 64 << 20
"""So does one that has grown by so much: what it took from the system it would not give back."""


class CrewStopped(Exception):
    """Somebody wants no more answers."""


class Said(Enum):
    """The first byte of what a worker says: what follows."""

    READY = b"r"
    """Nothing: it has started."""
    ANSWER = b"a"
    """:func:`decode`'s bytes."""
    LAST = b"l"
    """The same, and the worker ends after it: it is worn."""
    BUG = b"b"
    """The kind of an exception of ours."""
    FULL = b"f"
    """Nothing: the disk is full, which is not the submission's fault."""


class Asked(Struct, frozen=True):
    """One submission, and how it is to be processed."""

    package: Package
    policy: str
    received: str | None = None
    render: bool = False
    pages: Path | None = None
    lists: Lists | None = NO_LISTS
    """``None``: those that the worker was given last; they may be long."""


def asked(package: Package, order: Order) -> Asked:
    """The package as the order wants it processed."""
    return Asked(package, order.policy, order.received, order.render, order.pages, order.lists)


def work(given: Asked) -> bytes:
    """One submission processed and made ready to be stored; :func:`decode` makes the answer of it."""
    processed = process(
        given.package,
        policy_of(given.policy, given.lists or NO_LISTS),
        received=given.received,
        render=given.render,
        pages=given.pages,
    )
    return encode(answer_of(processed))


def answer_of(processed: Processed) -> Ready:
    """A processed submission as it is stored."""
    return ready(processed.submission, processed.verdicts, processed.documents)


def encode(answer: Ready) -> bytes:
    """An answer as bytes."""
    return msgspec.msgpack.encode(answer)


def decode(answer: bytes) -> Ready:
    """:func:`encode`'s answer, checked against its type."""
    return msgspec.msgpack.decode(answer, type=Ready)


def nursery() -> None:
    """Start the fork server that workers come from, warm. Best before anything starts threads."""
    from multiprocessing import forkserver

    get_context("forkserver").set_forkserver_preload(["flows.warm"])
    forkserver.ensure_running()


class Worker:
    """One worker process, as its parent sees it, and what it has in hand: first what it is at."""

    def __init__(self, serves: int = SUBMISSIONS, nice: int = 0) -> None:
        context = get_context("forkserver")
        theirs, self._requests = context.Pipe(duplex=False)
        self.answers, back = context.Pipe(duplex=False)
        listening, self._lifeline = context.Pipe(duplex=False)
        for pipe in (theirs, back):
            fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
        self._process = context.Process(
            target=_serve, args=(theirs, back, listening, serves, nice), daemon=True
        )
        self._process.start()
        for pipe in (theirs, back, listening):
            pipe.close()
        self.hand: deque[Package] = deque()
        self.ready = False
        self._lists = NO_LISTS

    @property
    def pid(self) -> int:
        """The worker's process."""
        assert self._process.pid is not None
        return self._process.pid

    def give(self, package: Package, order: Order) -> bool:
        """Hand it a package. Returns whether it took it: it has room for one that it is at and a small one."""
        known = order.lists is self._lists
        wanted = asked(package, order)
        request = pickle.dumps(structs.replace(wanted, lists=None) if known else wanted)
        if self.hand and (len(self.hand) > 1 or len(request) > _AHEAD_BYTES):
            return False
        self.hand.append(package)
        self._lists = order.lists
        with suppress(BrokenPipeError):  # it died: what it said last tells
            self._requests.send_bytes(request)
        return True

    def heard(self) -> tuple[Said, bytes]:
        """What it says next. Raises :class:`EOFError` where it has died."""
        try:
            frame = self.answers.recv_bytes()
        except OSError as error:
            raise EOFError from error
        return Said(frame[:1]), frame[1:]

    def end(self) -> None:
        """It ends now, whatever it is at; its own child ends with it."""
        self._process.kill()
        self._process.join()
        self._process.close()
        for pipe in (self._requests, self.answers, self._lifeline):
            pipe.close()


def speaking(
    workers: Sequence[Worker], bell: Connection, seconds: float | None = None
) -> list[Worker]:
    """Wait until one of them says something, or dies, or for so long; those that did.

    Raises :class:`CrewStopped` where somebody rang the bell.
    """
    heard = set(connection.wait([bell, *(worker.answers for worker in workers)], seconds))
    if bell in heard:
        bell.recv_bytes()
        raise CrewStopped
    return [worker for worker in workers if worker.answers in heard]


def _serve(
    requests: Connection, answers: Connection, lifeline: Connection, serves: int, nice: int
) -> None:
    _end_with(lifeline)
    from flows import warm  # noqa: F401 - already there where the fork server brought it

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # its parent decides when to stop
    os.nice(nice)
    answers.send_bytes(Said.READY.value)
    born = _resident()
    served, worn, lists = 0, False, NO_LISTS
    with suppress(EOFError):
        while not worn:
            given: Asked = pickle.loads(requests.recv_bytes())
            lists = lists if given.lists is None else given.lists
            said, body = _answer(structs.replace(given, lists=lists))
            served += 1
            worn = said is Said.ANSWER and (served >= serves or _resident() - born > _GROWTH_BYTES)
            answers.send_bytes((Said.LAST if worn else said).value + body)


def _answer(given: Asked) -> tuple[Said, bytes]:
    try:
        return Said.ANSWER, work(given)
    except Exception as error:  # noqa: BLE001 - the boundary: one submission, not the batch
        if disk.is_full(error):
            return Said.FULL, b""
        _LOG.error("a submission broke on a bug of ours: %s", without_values(format_exc()))
        return Said.BUG, type(error).__name__.encode()


def _end_with(lifeline: Connection) -> None:
    """This process ends as soon as nobody holds the lifeline's other end: at once, without a thread."""
    number = lifeline.fileno()
    fcntl.fcntl(number, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(number, fcntl.F_SETFL, fcntl.fcntl(number, fcntl.F_GETFL) | os.O_ASYNC)
    if lifeline.poll():
        os._exit(1)


def _resident() -> int:
    """Bytes of memory that this process has to itself or shares."""
    pages = int(Path("/proc/self/statm").read_bytes().split()[1])
    return pages * os.sysconf("SC_PAGESIZE")
