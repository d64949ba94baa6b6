"""The day's figures, each with its denominator and the week before. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from msgspec import Struct

from reports.material import WEEK, Material
from reports.shares import share
from schemas.quality import Tile
from schemas.stored import Line

_Test = Callable[[Line], bool]


class _Rate(Struct, frozen=True):
    """A share of the day's hand-ins: which of them count at all, and which count as good."""

    key: str
    title: str
    among: _Test
    good: _Test


def _read(line: Line) -> bool:
    return line.status == "processed"


def _any(line: Line) -> bool:
    return True


def _first(line: Line) -> bool:
    return line.number == 1


def passed(line: Line) -> bool:
    """Whether a hand-in could be read and no rule calls anything in it an error."""
    return _read(line) and not line.errors


def _untouched(line: Line) -> bool:
    return passed(line) and not line.warnings


RATES: Final = (
    _Rate("first_pass", "一次通过率", _first, passed),
    _Rate("straight_through", "直通率", _read, _untouched),
    _Rate("readable", "可读率", _any, _read),
)


def tiles(material: Material) -> tuple[Tile, ...]:
    """How many came in, then the three rates."""
    return (_handed(material), *(_rate(rate, material) for rate in RATES))


def _handed(material: Material) -> Tile:
    by_day = [len(list(_on(material.lines, day))) for day in _week(material.day)]
    before = [len(list(_on(material.lines, day))) for day in _week_before(material.day)]
    return Tile(
        "handed_in",
        "收件",
        "份",
        float(by_day[-1]),
        by_day[-1],
        sum(before) / WEEK,
        tuple(map(float, by_day)),
    )


def _rate(rate: _Rate, material: Material) -> Tile:
    days = [_counted(rate, _on(material.lines, day)) for day in _week(material.day)]
    week = [_counted(rate, _on(material.lines, day)) for day in _week_before(material.day)]
    good, of = days[-1]
    return Tile(
        rate.key,
        rate.title,
        "%",
        share(good, of),
        of,
        share(sum(good for good, _ in week), sum(of for _, of in week)),
        tuple(share(*day) for day in days),
    )


def _counted(rate: _Rate, lines: Iterator[Line]) -> tuple[int, int]:
    among = [line for line in lines if rate.among(line)]
    return sum(map(rate.good, among)), len(among)


def _on(lines: Sequence[Line], day: date) -> Iterator[Line]:
    return (line for line in lines if line.handed_on == day)


def _week(day: date) -> list[date]:
    return [day - timedelta(days=back) for back in range(WEEK - 1, -1, -1)]


def _week_before(day: date) -> list[date]:
    return [day - timedelta(days=back) for back in range(WEEK, 0, -1)]
