"""Our own worker processes: started once, warm, each reading one submission at a time in a child."""

from __future__ import annotations

from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import msgspec

from extractors.packages import Package
from flows.process import Processed, process
from schemas.policy import edition


def start(workers: int) -> ProcessPoolExecutor:
    """A pool whose processes come from a clean fork server, so no thread is ever forked.

    Call it before anything starts threads; its processes are warm before the first submission.
    """
    context = get_context("forkserver")
    context.set_forkserver_preload(["flows.process"])
    pool = ProcessPoolExecutor(workers, mp_context=context)
    list(pool.map(_warm, range(workers)))
    return pool


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
