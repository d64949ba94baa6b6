"""One chunk worked off in a process of its own, on any host: ``python -m flows.cluster_work ROOT FOLDER``.

Plain, no Prefect: its workers come from a clean process. Its standard input is a pipe that nobody writes to,
so the end of whoever started it is its end. Answers and signs of life are put beside the chunk.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Final

from extractors import disk
from flows import cluster, room
from flows.crew import local
from store import blobs

CHUNK: Final = "chunk"
ALIVE: Final = "alive"
ANSWER: Final = ".answer"
OTHER_ENGINE: Final = 3
"""Exit status of a host with other readers or rules."""
NO_ROOM: Final = 4
"""Exit status of a host whose disk is full, or that of the originals."""
_BEAT: Final = 10.0
"""Seconds between two signs of life."""


def numbers(root: str, folder: str) -> set[int]:
    """The packages of a chunk that are answered, by their number."""
    names = blobs.names(root, folder)
    return {int(name.removesuffix(ANSWER)) for name in names if name.endswith(ANSWER)}


def work_off(root: str, folder: str, count: int) -> None:
    """The chunk in ``folder`` by ``count`` workers; what an earlier attempt answered is left out."""
    chunk = cluster.decode(blobs.read(root, f"{folder}/{CHUNK}"))
    done = frozenset(numbers(root, folder))
    with (
        local(count) as crew,
        _alive(root, folder),
        disk.temporary() as scratch,
    ):
        for number, answer in cluster.work(chunk, crew, scratch, done):
            blobs.write(root, f"{folder}/{number}{ANSWER}", answer)


@contextmanager
def _alive(root: str, folder: str) -> Iterator[None]:
    over = Event()
    sign = Thread(target=_beat, args=(root, folder, over), daemon=True)
    sign.start()
    try:
        yield
    finally:
        over.set()
        sign.join()


def _beat(root: str, folder: str, over: Event) -> None:
    beats = 0
    while not over.is_set():
        beats += 1
        blobs.write(root, f"{folder}/{ALIVE}", str(beats).encode())
        over.wait(_BEAT)


def _end_with_parent() -> None:
    os.read(sys.stdin.fileno(), 1)
    os._exit(1)


def main() -> int:
    """Returns the exit status: 0 once every package of the chunk is answered."""
    root, folder = sys.argv[1:]
    Thread(target=_end_with_parent, daemon=True).start()
    try:
        work_off(root, folder, room.workers())
    except cluster.EngineDiffers:
        return OTHER_ENGINE
    except OSError as error:
        if not disk.is_full(error):
            raise
        return NO_ROOM
    return 0


if __name__ == "__main__":
    sys.exit(main())
