"""The schedule really served by Prefect, in processes of its own, while the test moves the clock."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from flows.nights import DEAD_AFTER, OFFICE
from flows.served import WATCH

pytestmark = [pytest.mark.slow, pytest.mark.patient]

_ROOT = Path(__file__).parents[2]
_PATIENCE = 240.0
"""Seconds of a busy machine; a quiet one needs a tenth."""


class Served:
    """A workspace whose schedule is served, and whose clock the test moves."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.move_to(datetime(2026, 3, 20, 2, 0, tzinfo=OFFICE))
        command = [sys.executable, "-m", "tests.flows.schedule_at", str(root)]
        self.told = root.with_name("told.txt")
        with self.told.open("wb") as out:
            self.process = subprocess.Popen(
                command, stdout=out, stderr=out, cwd=_ROOT, env=_offline()
            )

    def move_to(self, now: datetime) -> None:
        fresh = self.root / "clock.new"
        fresh.write_text(now.isoformat(), "utf-8")
        fresh.replace(self.root / "clock")
        self.now = now

    def nights(self) -> dict[str, str]:
        return {day: state for day, state, _ in self._rows()}

    def attempts(self, day: str) -> int:
        return {day: attempts for day, _, attempts in self._rows()}[day]

    def _rows(self) -> list[tuple[str, str, int]]:
        try:
            with sqlite3.connect(f"file:{self.root}/lingtan.sqlite3?mode=ro", uri=True) as db:
                return list(db.execute("SELECT day, state, attempts FROM store_night ORDER BY day"))
        except sqlite3.OperationalError:  # not made yet
            return []

    def reports(self) -> list[str]:
        return sorted(path.name for path in self.root.glob("reports/????-*"))

    def until(self, true: Callable[[], bool]) -> None:
        end = time.monotonic() + _PATIENCE
        while not true():
            assert self.process.poll() is None, self.told.read_text("utf-8")
            assert time.monotonic() < end, (self.nights(), self.told.read_text("utf-8"))
            time.sleep(0.1)

    def stop(self) -> str:
        self.process.send_signal(signal.SIGINT)
        assert self.process.wait(30) == 0
        return self.told.read_text("utf-8")


def _offline() -> dict[str, str]:
    """Any way out leads nowhere."""
    away = "http://127.0.0.1:9"
    return {**os.environ, "HTTP_PROXY": away, "HTTPS_PROXY": away, "NO_PROXY": "127.0.0.1"}


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    (tmp_path / "ws").mkdir()
    made = Served(tmp_path / "ws")
    yield made
    if made.process.poll() is None:
        made.process.kill()
        made.process.wait()


def _kill_the_night(root: Path) -> int:
    """``kill -9`` of the night's process and of one that looks meanwhile, found by their command line."""
    mark = f"tests.flows.night_at\0{root}".encode()
    found = [place for place in Path("/proc").glob("[0-9]*") if mark in _command(place)]
    for place in found:
        os.kill(int(place.name), signal.SIGKILL)
    return len(found)


def _command(place: Path) -> bytes:
    try:
        return (place / "cmdline").read_bytes()
    except OSError:  # it ended meanwhile
        return b""


def test_one_report_a_night_after_a_missed_one_and_after_a_kill(served: Served) -> None:
    served.until(lambda: served.nights() == {"2026-03-19": "done"})

    served.move_to(served.now + timedelta(days=2))
    served.until(lambda: list(served.nights().values()) == ["done"] * 3)
    assert served.reports() == ["2026-03-19", "2026-03-20", "2026-03-21"]

    served.move_to(served.now + timedelta(days=1))
    served.until(lambda: served.nights().get("2026-03-22") == "running")
    assert _kill_the_night(served.root)
    assert served.nights()["2026-03-22"] == "running"

    assert timedelta(seconds=DEAD_AFTER) + WATCH < timedelta(minutes=10)
    served.move_to(served.now + timedelta(seconds=DEAD_AFTER))
    served.until(lambda: served.nights()["2026-03-22"] == "done")
    assert served.attempts("2026-03-22") == 2
    assert [name for name in served.reports() if "." not in name] == [
        f"2026-03-{day}" for day in (19, 20, 21, 22)
    ]
    told = served.stop()
    assert "夜间任务已停止" in told
    assert "Traceback" not in told
    assert "Error" not in told
