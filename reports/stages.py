"""How long versions take from stage to stage, from the times that the store keeps. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from statistics import median, quantiles
from typing import Final

from schemas.quality import Stage
from schemas.stored import Times

_HOUR: Final = 3600.0
_Step = Callable[[Times], tuple[datetime | None, datetime | None]]


def _received(times: Times) -> tuple[datetime | None, datetime | None]:
    """A batch that is handed in again keeps its first time: only its first day says how long it took."""
    first_day = times.opened.date() == times.stored.date()
    return (times.opened if first_day else None), times.stored


def _routed(times: Times) -> tuple[datetime | None, datetime | None]:
    """The batch's last end: of the same day, or it belongs to a later intake."""
    routed = times.routed
    same = routed is not None and routed.date() == times.stored.date()
    return times.stored, (routed if same else None)


_STEPS: Final[tuple[tuple[str, _Step], ...]] = (
    ("收件 → 核对入库", _received),
    ("核对入库 → 分派", _routed),
    ("核对入库 → 首次裁定", lambda times: (times.stored, times.ruled)),
    ("核对入库 → 抽样复核", lambda times: (times.stored, times.read_again)),
)


def stages(times: Sequence[Times]) -> Iterator[Stage]:
    """Each stage over those that have both its times, in hours."""
    for words, step in _STEPS:
        hours = sorted(_hours(map(step, times)))
        yield Stage(words, len(hours), median(hours) if hours else None, _slow(hours))


def _hours(spans: Iterable[tuple[datetime | None, datetime | None]]) -> Iterator[float]:
    for begun, ended in spans:
        if begun and ended and ended >= begun:
            yield (ended - begun).total_seconds() / _HOUR


def _slow(hours: Sequence[float]) -> float | None:
    if not hours:
        return None
    return quantiles(hours, n=10, method="inclusive")[-1] if len(hours) > 1 else hours[0]
