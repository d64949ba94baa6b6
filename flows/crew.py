"""Who does the work of a batch: packages go in, answers come out as soon as they are there."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from multiprocessing import Pipe
from time import monotonic
from typing import Final, Protocol, Self, runtime_checkable

from extractors.packages import Package
from flows import room, workers
from flows.hands import Hands, Heard
from flows.lanes import in_order
from flows.order import Order
from flows.process import refused
from schemas.lists import policy_of
from schemas.submission import Problem
from store.ready import Ready

Answers = Generator[list[tuple[Package, Ready]], None, None]
"""Those that came together, to be stored together: never an empty list."""
_Suspects = list[tuple[Hands, Package]]
_POLITE: Final = 5
"""Recognition gives way to quick kinds, yet is not starved: its wall clock is limited too."""
_ALONE: Final = 2
"""A package that its worker did not survive is tried so often with nothing else in work."""
_LINGER: Final = 1.0
"""Seconds that an answer waits for others, to be stored with them; the very first one does not."""
_TOGETHER: Final = 16
"""It waits for no more than so many."""
_DIED: Final = "读取它的进程一再中止"


@runtime_checkable
class Crew(Protocol):
    """Whoever turns packages into answers, on this machine or on many."""

    def answers(self, packages: Sequence[Package], order: Order) -> Answers:
        """One answer for each package, in any order, as soon as it is there or very soon after.

        Never raises for one package's sake, yet :class:`OSError` for a full disk: what nobody survives is an answer with the problem
        ``crashed``. Closing the iterator early stops the work on what is left.
        """
        ...


def crashed(package: Package, order: Order, reason: str) -> Ready:
    """The answer for a package that whoever worked on it did not survive."""
    problem = Problem("crashed", f"处理时出错（{reason}），请联系系统管理员。")
    return workers.answer_of(refused(package, problem, policy_of(order.policy, order.lists)))


def local(count: int) -> LocalCrew:
    """``count`` workers of this machine, and a few for recognition. Best before anything starts threads."""
    return LocalCrew(count, room.recognisers(count))


class LocalCrew:
    """Worker processes of this machine. A context: its processes end with it.

    Scans have workers of their own, so that quick kinds are never stuck behind them.
    """

    def __init__(self, count: int, recognisers: int, serves: int = workers.SUBMISSIONS) -> None:
        workers.nursery()
        self._bell, self._rope = Pipe(duplex=False)
        self._quick = Hands(count, serves)
        self._scans = Hands(recognisers, serves, nice=_POLITE)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for hands in self._all:
            hands.end()

    def stop(self) -> None:
        """No more answers, whoever is at what: :meth:`answers` raises ``CrewStopped`` at once.

        For another thread than the one that waits for answers.
        """
        self._rope.send_bytes(b"!")

    @property
    def _all(self) -> tuple[Hands, Hands]:
        return self._quick, self._scans

    @property
    def pids(self) -> list[int]:
        """The processes that now work, or wait for work."""
        return [worker.pid for hands in self._all for worker in hands.workers]

    def answers(self, packages: Sequence[Package], order: Order) -> Answers:
        """See :class:`Crew`. What a worker did not survive is tried again at the end, alone."""
        suspects: _Suspects = []
        for hands, waiting in zip(self._all, in_order(packages), strict=True):
            hands.waiting.extend(waiting)
        try:
            yield from self._worked_off(order, suspects)
            for hands, package in suspects:
                yield from self._alone(hands, package, order)
        finally:
            for hands in self._all:
                hands.drop()

    def _worked_off(self, order: Order, suspects: _Suspects) -> Answers:
        """Until nothing waits and nothing is in work; who may have killed a worker is a suspect."""
        came = _Gathered()
        while sum([hands.fill(order) for hands in self._all]):
            for hands, heard in self._heard(came.seconds_left()):
                if heard.died:
                    suspects.append((hands, heard.package))
                else:
                    came.add(heard.package, _answer(heard, order))
            if came.enough():
                yield came.taken()
        if came.answers:
            yield came.taken()

    def _heard(self, seconds: float | None) -> Generator[tuple[Hands, Heard], None, None]:
        homes = {worker: hands for hands in self._all for worker in hands.workers}
        for worker in workers.speaking(list(homes), self._bell, seconds):
            heard = homes[worker].hear(worker)
            if heard is not None:
                yield homes[worker], heard

    def _alone(self, hands: Hands, package: Package, order: Order) -> Answers:
        for _ in range(_ALONE):
            killed: _Suspects = []
            hands.waiting.append(package)
            yield from self._worked_off(order, killed)
            if not killed:
                return
        yield [(package, crashed(package, order, _DIED))]


def _answer(heard: Heard, order: Order) -> Ready:
    if heard.bug:
        return crashed(heard.package, order, heard.bug)
    return workers.decode(heard.answer)


class _Gathered:
    """Answers that wait a moment for others."""

    def __init__(self) -> None:
        self.answers: list[tuple[Package, Ready]] = []
        self._until = 0.0
        self._linger = 0.0

    def add(self, package: Package, answer: Ready) -> None:
        if not self.answers:
            self._until = monotonic() + self._linger
        self.answers.append((package, answer))

    def seconds_left(self) -> float | None:
        """How long they may still wait; ``None`` where nobody does."""
        return max(0.0, self._until - monotonic()) if self.answers else None

    def enough(self) -> bool:
        return bool(self.answers) and (len(self.answers) >= _TOGETHER or self.seconds_left() == 0.0)

    def taken(self) -> list[tuple[Package, Ready]]:
        """All of them; it is empty then."""
        taken, self.answers = self.answers, []
        self._linger = _LINGER
        return taken
