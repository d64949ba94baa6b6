"""Which nights are due, as a table."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from flows.nights import OFFICE, due
from schemas.stored import NightState

D = {n: date(2026, 3, n) for n in range(1, 32)}


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=OFFICE)


def night(day: int, state: str = "done", attempts: int = 1) -> NightState:
    return NightState(D[day], state, "", "", attempts)


@pytest.mark.parametrize(
    ("now", "known", "days"),
    [
        pytest.param(at(20, 2), [], [19], id="the first night ever"),
        pytest.param(at(20, 1, 59), [], [18], id="before two the day before counts"),
        pytest.param(at(20, 2), [night(18)], [19], id="every night"),
        pytest.param(at(20, 9), [night(19)], [], id="done"),
        pytest.param(at(20, 9), [night(16)], [17, 18, 19], id="missed nights are made up for"),
        pytest.param(at(30, 9), [night(1)], [23, 24, 25, 26, 27, 28, 29], id="not more than seven"),
        pytest.param(at(20, 9), [night(19, "running")], [19], id="running: the store says if dead"),
        pytest.param(at(20, 9), [night(19, "failed", 2)], [19], id="failed: again"),
        pytest.param(at(20, 9), [night(19, "failed", 3)], [], id="failed three times: a person's"),
        pytest.param(at(20, 9), [night(17), night(19)], [18], id="one in between"),
    ],
)
def test_due(now: datetime, known: list[NightState], days: list[int]) -> None:
    assert due(now, known) == tuple(D[day] for day in days)
