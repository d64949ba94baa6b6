"""The crew on a Dask cluster, by Prefect's task runner for it: a task a chunk, its answers as bytes.

Call ``flows.server.prepare`` before this is imported. Dask itself gives a lost worker's chunk to another one.
"""

from __future__ import annotations

import logging
from collections.abc import Generator, Sequence
from contextlib import ExitStack
from contextvars import Context
from functools import cache
from itertools import islice
from math import ceil
from typing import TYPE_CHECKING, Any, Final, Self

import dask
import distributed
from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect_dask import DaskTaskRunner

from extractors import disk
from extractors.packages import Package
from flows import cluster
from flows.cluster import ClusterTrouble
from flows.crew import Answers, crashed, local
from flows.order import Order
from store.ready import Ready

if TYPE_CHECKING:
    from flows.crew import LocalCrew

_MOST: Final = 8
"""Packages of a chunk: a Dask task costs 0.1 s of its own."""
_SHARE: Final = 4
"""Chunks for each worker, so that none waits long for the last."""
_AT_ONCE: Final = 64
"""Chunks that are under way at a time: the first answers are not to wait until all is sent."""
_Round = Generator[list[tuple[Package, Ready]], None, list[tuple[Package, str]]]


@task(name="read-elsewhere", cache_policy=NO_CACHE)
def read_elsewhere(content: bytes) -> list[tuple[int, bytes]]:
    """A chunk worked off on a worker of the cluster."""
    with disk.temporary() as scratch:
        return list(cluster.work(cluster.decode(content), _worker(), scratch))


@cache
def _worker() -> LocalCrew:
    """One warm process beside each worker of the cluster: a worker has threads, and may not fork."""
    return local(1)


def allow_children() -> None:
    """Worker processes started from here on may have children, which they need to read in."""
    dask.config.set({"distributed.worker.daemon": False})


class DaskCrew:
    """Workers of a Dask cluster at ``address``, or ``count`` of our own where it is empty. A context."""

    def __init__(self, address: str = "", count: int = 2) -> None:
        own = {
            "n_workers": count,
            "threads_per_worker": 1,
            "dashboard_address": None,
            "silence_logs": logging.CRITICAL,
        }
        self._runner: DaskTaskRunner[Any] = (
            DaskTaskRunner(address=address) if address else DaskTaskRunner(cluster_kwargs=own)
        )
        self._open = ExitStack()

    def __enter__(self) -> Self:
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        allow_children()
        self._open.enter_context(self._runner)
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def answers(self, packages: Sequence[Package], order: Order) -> Answers:
        """See :class:`flows.crew.Crew`. A chunk that several workers did not survive goes again, one by one."""
        job = cluster.new_job(order.today)
        try:
            broken = yield from self._round(packages, order, job, self._size(len(packages)))
            lost = yield from self._round([package for package, _ in broken], order, job, 1)
            for package, reason in lost:
                yield [(package, crashed(package, order, reason))]
        finally:
            cluster.clear(order.depot.root, job)

    def _size(self, count: int) -> int:
        workers = len(self._runner.client.scheduler_info(n_workers=-1)["workers"])
        if not workers:
            raise ClusterTrouble(
                "Dask 集群没有在线的进程，请先在各主机运行 lingtan worker --cluster"
            )
        return min(_MOST, ceil(count / (_SHARE * workers)))

    def _round(self, packages: Sequence[Package], order: Order, job: str, most: int) -> _Round:
        """Answers as they come; returns the packages whose chunk broke, each with the reason."""
        chunks = cluster.divided(packages, most)
        at_work = {self._sent(chunk, order, job): chunk for chunk in islice(chunks, _AT_ONCE)}
        broken: list[tuple[Package, str]] = []
        coming = distributed.as_completed(at_work, loop=self._runner.client.loop)
        try:
            for future in coming:
                chunk = at_work.pop(future)
                for following in islice(chunks, 1):
                    sent = self._sent(following, order, job)
                    at_work[sent] = following
                    coming.add(sent)
                answers = _outcome(future)
                if isinstance(answers, str):
                    broken += [(package, answers) for package in chunk]
                    continue
                yield [(chunk[number], cluster.answered(answer)) for number, answer in answers]
        finally:
            for future in at_work:
                future.cancel()
        return broken

    def _sent(self, chunk: Sequence[Package], order: Order, job: str) -> distributed.Future:
        content = cluster.encode(cluster.packed(chunk, order, job))
        # In a context of its own: the intake's holds the whole batch, and would travel with each task.
        future = Context().run(self._runner.submit, read_elsewhere, {"content": content})
        return future.wrapped_future


def _outcome(future: distributed.Future) -> list[tuple[int, bytes]] | str:
    """What a worker answered, else the kind of what went wrong.

    Raises :class:`ClusterTrouble` where the worker is of another version, :class:`OSError` where its disk is full.
    """
    error = future.exception()
    answer = error or future.result().result(raise_on_failure=False)
    if isinstance(answer, OSError) and disk.is_full(answer):
        raise answer
    if isinstance(answer, cluster.EngineDiffers):
        raise ClusterTrouble(cluster.OTHER_VERSION)
    return type(answer).__name__ if isinstance(answer, BaseException) else answer
