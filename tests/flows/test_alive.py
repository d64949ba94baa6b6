"""A night at work shows life; one that hangs is put down as failed and ended."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime, timedelta
from itertools import count
from threading import Event

import pytest

from flows.nights import DEAD_AFTER, OFFICE

pytestmark = pytest.mark.usefixtures("database")
NOW = datetime(2026, 3, 20, 2, tzinfo=OFFICE)
LATER = NOW + timedelta(minutes=3)


@pytest.fixture
def night(database: object) -> int:
    from store import services_quality

    begun = services_quality.begin_night(NOW.date(), NOW, dead_after=DEAD_AFTER)
    assert begun is not None
    return begun


def test_a_night_without_effort_is_failed_and_ended(night: int) -> None:
    from flows.alive import HANGS, Effort, alive
    from store import services_quality
    from store.models import Night

    ended = Event()
    with alive(night, lambda: LATER, beat=0.001, measure=lambda: Effort(5.0, 9), end=ended.set):
        assert ended.wait(60)
    hung = Night.objects.get(pk=night)
    assert (hung.state, hung.problem) == ("failed", HANGS)
    assert services_quality.begin_night(NOW.date(), LATER, dead_after=DEAD_AFTER) == night


def test_a_night_at_work_shows_life(night: int) -> None:
    from flows.alive import Effort, alive
    from store.models import Night

    seconds, often, ended = count(), Event(), Event()

    def measure() -> Effort:
        done = next(seconds)
        if done == 20:
            often.set()
        return Effort(float(done), 0)

    with alive(night, lambda: LATER, beat=0.001, measure=measure, end=ended.set):
        assert often.wait(60)
    assert not ended.is_set()
    assert Night.objects.get(pk=night).beat_at == LATER


@pytest.mark.parametrize(
    ("seconds", "moved", "still"),
    [
        (0.0, 0, True),
        (1.0, 10_000, True),
        (4.0, 0, False),
        (0.0, 9_000_000, False),
        (-4.0, 0, False),
    ],
)
def test_hardly_anything_is_nothing(seconds: float, moved: int, still: bool) -> None:
    from flows.alive import Effort, idle

    before = Effort(10.0, 10_000_000)
    assert idle(before, Effort(10.0 + seconds, 10_000_000 + moved), 60.0) is still


def test_effort_counts_children() -> None:
    from flows.alive import effort

    work = "import sys; sum(range(5_000_000)); print('done', flush=True); sys.stdin.read()"
    before = effort()
    with subprocess.Popen(
        [sys.executable, "-c", work], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout and child.stdin
        child.stdout.readline()
        after = effort()
        child.stdin.close()
    assert after.seconds > before.seconds
    assert after.bytes > before.bytes
