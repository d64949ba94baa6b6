"""Signs of life of a night, as long as it works: a process that only lives is not at work.

A night whose processes have hardly computed or moved a byte for some minutes hangs, on a lock or on an
answer that never comes. It is then put down as failed and ends itself, so that the next watch runs it again.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from threading import Event, Thread
from typing import Final

import psutil
from msgspec import Struct

from store import services_quality

_LOG = logging.getLogger("lingtan.night")
BEAT: Final = 60.0
"""Seconds between two signs of life."""
HUNG_AFTER: Final = 240.0
"""Seconds without work after which a night hangs: with the watch every five minutes it is noticed within ten."""
_STILL: Final = HUNG_AFTER / BEAT
_BUSY: Final = 0.05
"""The share of one core that counts as work; Prefect alone, waiting, uses less than half of it."""
_MOVED: Final = 100_000
"""Bytes a second, read and written, that count as work."""
HANGS: Final = "没有动静，已中止"
Clock = Callable[[], datetime]


class Effort(Struct, frozen=True):
    """What processes have done so far: processor seconds, and bytes read and written."""

    seconds: float
    bytes: int


def effort() -> Effort:
    """The effort of this process and of all its descendants that live."""
    seconds, moved = 0.0, 0
    me = psutil.Process()
    for process in (me, *me.children(recursive=True)):
        with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            times, io = process.cpu_times(), process.io_counters()
            seconds += times.user + times.system
            moved += io.read_chars + io.write_chars
    return Effort(seconds, moved)


def idle(before: Effort, now: Effort, seconds: float) -> bool:
    """Whether hardly anything was done between the two. A child that ended counts as work: it takes its
    effort out of the sum."""
    computed = abs(now.seconds - before.seconds) / seconds
    return computed < _BUSY and abs(now.bytes - before.bytes) / seconds < _MOVED


@contextmanager
def alive(
    night: int,
    clock: Clock,
    *,
    beat: float = BEAT,
    measure: Callable[[], Effort] = effort,
    end: Callable[[], None] | None = None,
) -> Iterator[None]:
    """Signs of life every ``beat`` seconds while the body works; ``end`` once it hangs."""
    over = Event()
    watch = Thread(
        target=_watch, args=(night, clock, over, beat, measure, end or _end), daemon=True
    )
    watch.start()
    try:
        yield
    finally:
        over.set()
        watch.join()


def _watch(
    night: int,
    clock: Clock,
    over: Event,
    beat: float,
    measure: Callable[[], Effort],
    end: Callable[[], None],
) -> None:
    still, before = 0, measure()
    while not over.wait(beat):
        now = measure()
        still = still + 1 if idle(before, now, beat) else 0
        before = now
        if still >= _STILL:
            services_quality.end_night(night, clock(), problem=HANGS)
            end()
            return
        services_quality.sign_of_life(night, clock())


def _end() -> None:
    """This process and its children, at once: whatever hangs does not listen to anything milder."""
    _LOG.error("the night hangs and ends itself")
    for child in psutil.Process().children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            child.kill()
    os._exit(1)
