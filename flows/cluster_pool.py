"""The crew in a Prefect work pool: a flow run a chunk, on whichever host a worker takes it.

Call ``flows.server.prepare`` before this is imported. Prefect carries the name of a chunk and its state; the
chunk, its answers and the signs of life lie at the originals' address, so that nothing of a submission stands
in Prefect's database. A run that ends without all its answers, or gives no sign of life, is run again.
"""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from math import ceil
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, Final, Self, cast
from uuid import UUID

import httpx
from prefect import flow, get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId
from prefect.client.schemas.objects import WorkerStatus
from prefect.exceptions import ObjectNotFound, PrefectHTTPStatusError
from prefect.states import Cancelling
from prefect.types.entrypoint import EntrypointType

from extractors import disk
from extractors.packages import Package
from flows import cluster, cluster_work
from flows.cluster import ClusterTrouble
from flows.crew import Answers, crashed
from flows.order import Order
from store import blobs

if TYPE_CHECKING:
    from prefect.client.orchestration import SyncPrefectClient
    from prefect.client.schemas.objects import FlowRun

_LEAST: Final = 8
_MOST: Final = 64
"""Packages of a chunk: the start of a flow run costs seconds."""
_ATTEMPTS: Final = 3
_LOST_AFTER: Final = 90.0
"""Seconds without a sign of life after which a run that had begun counts as lost."""
_IDLE: Final = 1.0
_A_PAGE_OF_RUNS: Final = 100
_ENGINE: Final = "python -m prefect.engine"
"""Said outright: else a worker starts a process before it that looks for code to fetch and to install."""
_NOBODY: Final = "工作池 {} 没有在线的工作进程，请先在各主机运行 lingtan worker --pool {}"
_NO_ROOM: Final = os.strerror(errno.ENOSPC)
"""How a run's last words name a full disk, whether the chunk or the worker itself met it."""


class RunBroke(Exception):
    """The process of a chunk ended with a status of its own."""


@flow(name="read-elsewhere", validate_parameters=False, log_prints=False)
def read_elsewhere(root: str, folder: str) -> None:
    """A chunk, in a process of its own that ends with this one."""
    command = [sys.executable, "-m", "flows.cluster_work", root, folder]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as child:
        try:
            status = child.wait()
        finally:
            child.kill()
    if status == cluster_work.OTHER_ENGINE:
        raise cluster.EngineDiffers
    if status == cluster_work.NO_ROOM:
        raise disk.no_room()
    if status:
        raise RunBroke(f"exit status {status}")


class _Errand:
    """One chunk on its way: which run is at it, what came back, when it last gave a sign of life."""

    def __init__(self, folder: str, packages: Sequence[Package], attempts: int) -> None:
        self.folder = folder
        self.packages = packages
        self.attempts = attempts
        self.answered: set[int] = set()
        self.run = UUID(int=0)
        self.begun()

    def begun(self) -> None:
        self._sign = monotonic()
        self._beat = b""

    def heard(self, beat: bytes) -> None:
        if beat != self._beat:
            self._sign, self._beat = monotonic(), beat

    @property
    def lost(self) -> bool:
        return monotonic() - self._sign > _LOST_AFTER

    @property
    def left(self) -> list[Package]:
        return [p for n, p in enumerate(self.packages) if n not in self.answered]


class PoolCrew:
    """The workers of a Prefect work pool, on any number of hosts. A context."""

    def __init__(self, pool: str) -> None:
        self._pool = pool

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Its workers are not ours to stop."""

    def answers(self, packages: Sequence[Package], order: Order) -> Answers:
        """See :class:`flows.crew.Crew`. Raises :class:`ClusterTrouble` where nobody works in the pool."""
        if not packages:
            return
        with get_client(sync_client=True) as client:
            workers = len(_online(client, self._pool))
            if not workers:
                raise ClusterTrouble(_NOBODY.format(self._pool, self._pool))
            batch = _Batch(client, order, _deployed(self._pool), self._pool)
            share = ceil(len(packages) / workers)
            with batch.cleared():
                batch.send(packages, max(_LEAST, min(_MOST, share)))
                yield from batch.answers()


class _Batch:
    """All chunks of one call."""

    def __init__(
        self, client: SyncPrefectClient, order: Order, deployment: UUID, pool: str
    ) -> None:
        self._client = client
        self._order = order
        self._deployment = deployment
        self._pool = pool
        self._root = order.depot.root
        self._job = cluster.new_job(order.today)
        self._sent = 0
        self._under_way: list[_Errand] = []

    @contextmanager
    def cleared(self) -> Iterator[None]:
        """Nothing of the call is left at the address, nor any run at work, however it ends."""
        cluster.forget_old(self._root, self._order.today)
        try:
            yield
        finally:
            for errand in self._under_way:
                self._cancel(errand)
            cluster.clear(self._root, self._job)

    def send(self, packages: Sequence[Package], most: int, attempts: int = _ATTEMPTS) -> None:
        """A run for each chunk of about ``most`` packages."""
        for chunk in cluster.divided(packages, most):
            folder = f"{cluster.FOLDER}/{self._job}/{self._sent}"
            self._sent += 1
            content = cluster.encode(cluster.packed(chunk, self._order, self._job))
            blobs.write(self._root, f"{folder}/{cluster_work.CHUNK}", content)
            errand = _Errand(folder, chunk, attempts)
            self._start(errand)
            self._under_way.append(errand)

    def answers(self) -> Answers:
        """What comes back, until all has."""
        while self._under_way:
            runs = self._runs()
            for errand in list(self._under_way):
                yield from self._arrived(errand)
                if not errand.left:
                    self._under_way.remove(errand)
                elif self._is_over(errand, runs.get(errand.run)):
                    yield from self._tried_again(errand)
            sleep(_IDLE)

    def _arrived(self, errand: _Errand) -> Answers:
        arrived = []
        for number in sorted(cluster_work.numbers(self._root, errand.folder) - errand.answered):
            content = blobs.read(self._root, f"{errand.folder}/{number}{cluster_work.ANSWER}")
            errand.answered.add(number)
            arrived.append((errand.packages[number], cluster.answered(content)))
        if arrived:
            yield arrived

    def _is_over(self, errand: _Errand, run: FlowRun | None) -> bool:
        """Whether no more answers are to come. Raises :class:`ClusterTrouble`, and :class:`OSError` for a full disk."""
        if run is None or run.state is None:
            return False
        if run.state.is_scheduled():
            self._mind_the_pool(errand)
            return False
        _mind_last_words(run.state.message or "")
        with suppress(FileNotFoundError):
            errand.heard(blobs.read(self._root, f"{errand.folder}/{cluster_work.ALIVE}"))
        return run.state.is_final() or errand.lost

    def _mind_the_pool(self, errand: _Errand) -> None:
        """A chunk that nobody takes: it waits its turn where somebody is at work, else it is of no use."""
        if not errand.lost:
            return
        if not _online(self._client, self._pool):
            raise ClusterTrouble(_NOBODY.format(self._pool, self._pool))
        errand.begun()

    def _tried_again(self, errand: _Errand) -> Answers:
        """Again elsewhere; after some attempts each package alone; then it is what nobody survives."""
        self._cancel(errand)
        if errand.attempts > 1:
            errand.attempts -= 1
            self._start(errand)
            return
        self._under_way.remove(errand)
        if len(errand.packages) > 1:
            self.send(errand.left, 1, attempts=1)
            return
        for package in errand.left:
            yield [(package, crashed(package, self._order, RunBroke.__name__))]

    def _start(self, errand: _Errand) -> None:
        given = {"root": self._root, "folder": errand.folder}
        run = self._client.create_flow_run_from_deployment(self._deployment, parameters=given)
        errand.run = run.id
        errand.begun()

    def _cancel(self, errand: _Errand) -> None:
        with suppress(httpx.HTTPError, PrefectHTTPStatusError, ObjectNotFound):
            run = self._client.read_flow_run(errand.run)
            if run.state is None or not run.state.is_final():
                self._client.set_flow_run_state(errand.run, Cancelling(), force=True)

    def _runs(self) -> dict[UUID, FlowRun]:
        """The runs under way as Prefect knows them; none while its server is away."""
        ids = [errand.run for errand in self._under_way]
        found: dict[UUID, FlowRun] = {}
        with suppress(httpx.HTTPError):
            for start in range(0, len(ids), _A_PAGE_OF_RUNS):
                some = FlowRunFilterId(any_=ids[start : start + _A_PAGE_OF_RUNS])
                read = self._client.read_flow_runs(flow_run_filter=FlowRunFilter(id=some))
                found |= {run.id: run for run in read}
        return found


def _mind_last_words(message: str) -> None:
    """Raises for what is the host's matter, not the chunk's: another version, a full disk."""
    if cluster.EngineDiffers.__name__ in message:
        raise ClusterTrouble(cluster.OTHER_VERSION)
    if _NO_ROOM in message:
        raise disk.no_room()


def _online(client: SyncPrefectClient, pool: str) -> list[str]:
    """The names of the pool's workers that gave a sign of life lately."""
    try:
        workers = client.read_workers_for_work_pool(pool)
    except ObjectNotFound:
        return []
    return [worker.name for worker in workers if worker.status == WorkerStatus.ONLINE]


def _deployed(pool: str) -> UUID:
    """Our flow, as the pool's workers find it: by the name of its module, on each host's own disk."""
    made: Any = read_elsewhere.to_deployment(
        name=pool,
        work_pool_name=pool,
        entrypoint_type=EntrypointType.MODULE_PATH,
        job_variables={"command": _ENGINE},
    )
    return cast("UUID", made.apply())
