"""Our own worker processes: started once, warm, each reading one submission at a time in a child."""

from __future__ import annotations

import os
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread
from weakref import finalize

import msgspec

from extractors.packages import Package
from flows.process import Processed, process
from schemas.policy import edition


def start(workers: int) -> ProcessPoolExecutor:
    """A pool whose processes come from a clean fork server, so no thread is ever forked.

    Call it before anything starts threads; its processes are warm before the first submission.
    They end when this process does, however it ends: an orphan would hold its parent's output open,
    and whoever waits for that would wait for ever.
    """
    context = get_context("forkserver")
    context.set_forkserver_preload(["flows.process"])
    listening, held = context.Pipe(duplex=False)
    pool = ProcessPoolExecutor(
        workers, mp_context=context, initializer=_end_with_parent, initargs=(listening,)
    )
    finalize(pool, held.close)
    list(pool.map(_warm, range(workers)))
    return pool


def _end_with_parent(listening: Connection) -> None:
    Thread(target=_end_after, args=(listening,), daemon=True).start()


def _end_after(listening: Connection) -> None:
    """Nobody ever writes: the pipe ends with the process that holds its other end."""
    listening.poll(None)
    os._exit(1)


def _warm(_: int) -> None:
    from validators.catalogue import modules

    modules()
    edition()


def submit(
    pool: ProcessPoolExecutor,
    package: Package,
    policy: str,
    received: str | None,
    render: bool = False,
    pages: Path | None = None,
) -> Future[bytes]:
    """Process one package in the pool; the answer is :func:`decode`'s bytes."""
    return pool.submit(_work, package, policy, received, render, pages)


def _work(
    package: Package, policy: str, received: str | None, render: bool, pages: Path | None
) -> bytes:
    processed = process(package, edition(policy), received=received, render=render, pages=pages)
    return msgspec.msgpack.encode(processed)


def decode(answer: bytes) -> Processed:
    """What a worker answered, checked against its type."""
    return msgspec.msgpack.decode(answer, type=Processed)
