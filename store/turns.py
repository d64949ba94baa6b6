"""One after the other: a lock by name among all processes on the same database.

On SQLite a locked file beside the database, on PostgreSQL an advisory lock of the session. Whoever is killed
loses it at once, and nothing is left to be tidied up.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from time import monotonic, sleep
from typing import Final

from django.db import connection

from store.refusals import Refused

_EVERY: Final = 0.2
"""Seconds between two tries."""


_PATIENCE: Final = 5.0
"""Seconds that a second intake waits: enough for a killed one's lock to go."""


class Taken(Exception):
    """Somebody else has the turn and kept it for as long as was waited."""


@contextmanager
def turn(name: str, patience: float) -> Iterator[None]:
    """The turn of this name, waited for ``patience`` seconds. Raises :class:`Taken`."""
    mark = sha256(name.encode()).hexdigest()
    ours = _file(mark) if connection.vendor == "sqlite" else _session(mark)
    with ours as taken:
        _wait(taken, patience)
        yield


@contextmanager
def only_intake(origin: str) -> Iterator[None]:
    """One intake of a batch at a time. Raises :class:`Refused` ``busy``."""
    try:
        with turn(f"intake {origin}", _PATIENCE):
            yield
    except Taken as error:
        sentence = "这批材料正由另一个程序处理，请等它结束后再运行；已核对完的不会重复处理。"
        raise Refused("busy", sentence) from error


def _wait(taken: Callable[[], bool], patience: float) -> None:
    until = monotonic() + patience
    while not taken():
        if monotonic() >= until:
            raise Taken
        sleep(_EVERY)


@contextmanager
def _file(mark: str) -> Iterator[Callable[[], bool]]:
    """The file stays: removing it would let two processes lock two files of one name."""
    folder = Path(connection.settings_dict["NAME"]).parent / "locks"
    folder.mkdir(mode=0o700, exist_ok=True)
    handle = os.open(folder / mark[:16], os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield lambda: _flocked(handle)
    finally:
        os.close(handle)


def _flocked(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _session(mark: str) -> Iterator[Callable[[], bool]]:
    number = int.from_bytes(bytes.fromhex(mark[:16]), signed=True)
    held = False

    def taken() -> bool:
        nonlocal held
        held = _asked("SELECT pg_try_advisory_lock(%s)", number)
        return held

    try:
        yield taken
    finally:
        if held:
            _asked("SELECT pg_advisory_unlock(%s)", number)


def _asked(question: str, number: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(question, [number])
        return bool(cursor.fetchone()[0])
