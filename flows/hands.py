"""Some workers of one kind, what waits for them, and what becomes of it when one of them dies."""

from __future__ import annotations

from collections import deque
from typing import Final

from msgspec import Struct

from extractors import disk
from extractors.packages import Package
from flows.order import Order
from flows.workers import Said, Worker

_STARTS: Final = 3
"""So many workers in a row that die before they are ready: it is not the submissions."""


class CrewLost(Exception):
    """Worker processes do not start."""


class Heard(Struct, frozen=True):
    """What became of a package in a worker: its answer, a bug of ours, or (neither) the worker's death."""

    package: Package
    answer: bytes = b""
    bug: str = ""

    @property
    def died(self) -> bool:
        return not (self.answer or self.bug)


class Hands:
    """At most ``count`` workers, started when there is work for them."""

    def __init__(self, count: int, serves: int, nice: int = 0) -> None:
        self.workers: list[Worker] = []
        self.waiting: deque[Package] = deque()
        self._count, self._serves, self._nice = count, serves, nice
        self._failed = 0

    def fill(self, order: Order) -> bool:
        """Hand out what waits. Returns whether anything is in work.

        Everybody gets one to work on; one in advance only while there is more than enough.
        """
        idle = sum(not worker.hand for worker in self.workers)
        missing = min(self._count - len(self.workers), len(self.waiting) - idle)
        self.workers += [Worker(self._serves, self._nice) for _ in range(missing)]
        for worker in self.workers:
            if self.waiting and not worker.hand:
                self._give(worker, order)
        for worker in self.workers:
            if len(self.waiting) > len(self.workers):
                self._give(worker, order)
        return any(worker.hand for worker in self.workers)

    def _give(self, worker: Worker, order: Order) -> None:
        if worker.give(self.waiting[0], order):
            self.waiting.popleft()

    def hear(self, worker: Worker) -> Heard | None:
        """What one of them has to say; ``None`` where it concerns no package.

        Raises :class:`OSError` where its disk is full: that ends the run, and says nothing of a package.
        """
        try:
            said, body = worker.heard()
        except EOFError:
            return self._lost(worker)
        if said is Said.READY:
            worker.ready = True
            self._failed = 0
            return None
        if said is Said.FULL:
            raise disk.no_room()
        package = worker.hand.popleft()
        if said is Said.LAST:
            self._dismiss(worker)
        if said is Said.BUG:
            return Heard(package, bug=body.decode())
        return Heard(package, body)

    def _lost(self, worker: Worker) -> Heard | None:
        """What it was at may have killed it; what it had not begun goes to somebody else."""
        at = worker.hand.popleft() if worker.ready and worker.hand else None
        self._dismiss(worker)
        self._failed += not worker.ready
        if self._failed >= _STARTS:
            raise CrewLost
        return Heard(at) if at else None

    def _dismiss(self, worker: Worker) -> None:
        self.waiting.extendleft(reversed(worker.hand))
        self.workers.remove(worker)
        worker.end()

    def drop(self) -> None:
        """Leave what is not done: whoever is at something ends."""
        self.waiting.clear()
        for worker in [worker for worker in self.workers if worker.hand]:
            worker.hand.clear()
            self._dismiss(worker)

    def end(self) -> None:
        """Everybody ends."""
        self.waiting.clear()
        while self.workers:
            self.workers.pop().end()
