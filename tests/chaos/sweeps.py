"""Kill, look, take up again, until the batch is through: at random moments, and after every commit."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from math import inf
from pathlib import Path
from random import Random
from typing import Final

from msgspec import Struct, field

from tests.chaos import rows, runs
from tests.chaos.rows import Place, Whole
from tests.chaos.runs import Run, Warm

DONE: Final = (0, 1, 3)
"""Exit status of an intake that went through."""
_AT_START, _AT_WORK, _AT_END = "before the first row", "between rows", "after the last row"


class Reference(Struct, frozen=True):
    """An undisturbed run: what it stored, how long it took, how many commits it made."""

    digest: str
    whole: Whole
    submissions: int
    start: float
    """Seconds to the first stored submission."""
    work: float
    """Seconds from the first to the last."""
    end: float
    """Seconds from the last to the end."""
    commits: int


class Told(Struct):
    """What kills and resumptions came to."""

    kills: Counter[str] = field(default_factory=Counter)
    """By where the run was."""
    sweeps: int = 0
    faults: list[str] = field(default_factory=list)
    orphans: int = 0
    strays: int = 0
    """Temporary files seen right after a kill; the next run has to sweep them."""
    temporary: int = 0
    """Entries that the killed runs left in the temporary folder."""
    seconds: float = 0.0

    @property
    def total(self) -> int:
        return self.kills.total()


class Setting(Struct, frozen=True):
    """What is killed, where, and what it must come to."""

    place: Place
    path: Path
    reference: Reference
    start: Callable[[int], Run]
    """A new run, to be killed after so many commits; 0: not by itself."""
    until: float = inf
    """No kill any more from then on, on the clock of ``time.monotonic``: the batch goes to its end."""


def undisturbed(warm: Warm, place: Place, path: Path, count: int) -> Reference:
    """The batch from beginning to end."""
    begun = time.monotonic()
    run = warm.start(place, path)
    first = _until(run, place, 1) - begun
    last = _until(run, place, count) - begun
    status = run.status()
    took = time.monotonic() - begun
    if status not in DONE:
        raise AssertionError(f"the undisturbed run ended with status {status}:\n{warm.said}")
    if rows.missing_originals(place) or rows.strays(place):
        raise AssertionError("the undisturbed run is not whole")
    whole = rows.whole(place)
    if len(whole) != count:
        raise AssertionError(f"{len(whole)} of {count} stored")
    return Reference(
        rows.digest(place), whole, count, first, last - first, took - last, warm.commits
    )


def _until(run: Run, place: Place, count: int) -> float:
    while not run.ended() and rows.count(place) < count:
        time.sleep(runs.POLL)
    return time.monotonic()


def at_random(setting: Setting, told: Told, kills: int, chance: Random) -> None:
    """One sweep: at most ``kills`` kills at random moments of the batch's life, then to its end."""
    step = max(1, round(2 * setting.reference.submissions / kills))
    status, last = -9, told.total + kills
    while status == -9 and told.total < last and time.monotonic() < setting.until:
        before = rows.count(setting.place)
        run = setting.start(0)
        _wait_for_moment(run, setting, before, step, chance)
        status = _ended(run, setting, told, before)
    _finish(setting, told, status)


def _wait_for_moment(run: Run, setting: Setting, before: int, step: int, chance: Random) -> None:
    """A share of the kills falls into the start; after the last row, into the end."""
    known = setting.reference
    if before < known.submissions and chance.random() < 0.2:
        _idle(run, chance.uniform(0, known.start))
        return
    if before < known.submissions:
        _until(run, setting.place, min(known.submissions, before + chance.randint(1, step)))
        pace = known.work / known.submissions
        _idle(run, chance.uniform(0, 3 * pace))
        return
    _idle(run, chance.uniform(0, 1.5 * (known.start + known.end)))


def _idle(run: Run, seconds: float) -> None:
    until = time.monotonic() + seconds
    while not run.ended() and time.monotonic() < until:
        time.sleep(runs.POLL)


def after_commits(setting: Setting, told: Told, stride: int = 1) -> None:
    """One sweep: each run ends itself right after its ``stride``-th commit, until one needs no more.

    What every run commits anew moves nothing: after such a kill the next run may make one commit more.
    """
    status, allowed, seen = -9, stride, ""
    while status == -9 and time.monotonic() < setting.until:
        before = rows.count(setting.place)
        run = setting.start(allowed)
        status = _ended(run, setting, told, before, killed_by_itself=True)
        now = rows.digest(setting.place) if rows.count(setting.place) else ""
        allowed, seen = allowed + (now == seen), now
    _finish(setting, told, status)


def _ended(
    run: Run, setting: Setting, told: Told, before: int, *, killed_by_itself: bool = False
) -> int:
    status = run.status() if killed_by_itself else runs.kill(run)
    told.orphans += runs.orphans(setting.place)
    if status == -9:
        now = rows.count(setting.place)
        told.kills[_where(before, now, setting.reference.submissions)] += 1
        _look(setting, told)
    return status


def _where(before: int, now: int, whole: int) -> str:
    if now == whole:
        return _AT_END
    return _AT_START if now == before else _AT_WORK


def _look(setting: Setting, told: Told) -> None:
    """Right after a kill: what is stored is stored whole, once, and as it should be."""
    told.strays += len(rows.strays(setting.place))
    if rows.count(setting.place) == 0:
        return
    known = setting.reference.whole
    wrong = [key for key, value in rows.whole(setting.place).items() if known.get(key) != value]
    told.faults += [f"half or wrong after a kill: {name} {number}" for name, number in wrong]
    told.faults += [f"no original: {name}" for name in rows.missing_originals(setting.place)]


def _finish(setting: Setting, told: Told, status: int) -> None:
    told.sweeps += 1
    if status == -9:  # enough kills, or out of time
        status = setting.start(0).status()
    if status not in DONE:
        told.faults.append(f"a resumed run ended with status {status}")
        return
    if rows.digest(setting.place) != setting.reference.digest:
        told.faults.append(f"another digest after a sweep (status {status})")
    told.faults += [f"left behind: {path.name}" for path in rows.strays(setting.place)]
    told.temporary += sum(1 for _ in setting.place.temporary.iterdir())
