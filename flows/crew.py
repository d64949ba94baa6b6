"""Who does the work of a batch: packages go in, answers come out as soon as they are there."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from typing import Protocol, Self, runtime_checkable

from extractors.packages import Package
from flows import workers
from flows.order import Order
from flows.process import Processed, refused
from schemas.policy import edition
from schemas.submission import Problem

Answers = Generator[tuple[Package, Processed], None, None]


@runtime_checkable
class Crew(Protocol):
    """Whoever turns packages into answers, on this machine or on many."""

    def answers(self, packages: Sequence[Package], order: Order) -> Answers:
        """One answer for each package, in any order, each as soon as it is there.

        Never raises for one package's sake: what nobody survives is an answer with the problem
        ``crashed``. Closing the iterator early stops the work on what is left.
        """
        ...


def crashed(package: Package, order: Order, reason: str) -> Processed:
    """The answer for a package that whoever worked on it did not survive."""
    problem = Problem("crashed", f"处理时出错（{reason}），请联系系统管理员。")
    return refused(package, problem, edition(order.policy))


class LocalCrew:
    """Worker processes of this machine. A context: its processes end with it."""

    def __init__(self, pool: ProcessPoolExecutor) -> None:
        self._pool = pool

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown()

    def answers(self, packages: Sequence[Package], order: Order) -> Answers:
        """See :class:`Crew`."""
        waiting = {_submitted(self._pool, package, order): package for package in packages}
        try:
            while waiting:
                for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                    package = waiting.pop(future)
                    yield package, _answer(future, package, order)
        finally:
            for future in waiting:
                future.cancel()


def local(count: int) -> LocalCrew:
    """``count`` warm workers of this machine; call it before anything starts threads."""
    return LocalCrew(workers.start(count))


def _submitted(pool: ProcessPoolExecutor, package: Package, order: Order) -> Future[bytes]:
    return workers.submit(pool, package, order.policy, order.received, order.render, order.pages)


def _answer(future: Future[bytes], package: Package, order: Order) -> Processed:
    error = future.exception()
    if error is not None:
        return crashed(package, order, type(error).__name__)
    return workers.decode(future.result())
