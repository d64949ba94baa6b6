"""``make faults``: every planted fault through real files in varied layouts, and right submissions beside them.

Counts what the rules find of the faults (recall) and what they say of submissions that are right by
construction (false alarms). Seeds are apart from those of the tests and of ``make accuracy``. A layout
that itself breaks the form (``Family.wakes``) is counted apart; two submissions with a fault between
them are built for the rules of group N.

Arguments: ``--only K01,K02`` for some rules, ``--rounds 3`` for more layouts a fault, ``--right 0``
for no right ones, ``--unusual 0`` for no unusual ones, ``--all`` to list every accusation, ``--keep`` to put the tables into
``docs/faults.md``.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from pathlib import Path
from typing import Final

from msgspec import Struct, structs

from extractors.packages import discover
from fixtures.build import Formats, Job, build_all, truth_of
from fixtures.families import ALL
from fixtures.family import Family
from fixtures.faults import FAULTS, Fault
from fixtures.faults.across import TWINS, Twin
from fixtures.industries import INDUSTRIES
from fixtures.truth import Truth
from fixtures.unusual import UNUSUAL
from flows.process import read_package
from schemas.finding import Finding
from schemas.policy import edition
from schemas.submission import Submission
from tests.bench import faults_tables
from validators.catalogue import judge, judge_across

FIRST_SEED: Final = 120_000
"""Seeds from here on are used nowhere else."""
RIGHT_SEED: Final = 140_000
UNUSUAL_SEED: Final = 160_000
_WORD: Final = (
    Formats.DOCX_XLSX,
    Formats.DOCX,
    Formats.DOCX_ONE_BOOK,
    Formats.DOCX_PARTS,
    Formats.DOCX_SCORE_INSIDE,
)
_FAULTY: Final = (*_WORD, Formats.PDF)
_RIGHT: Final = (*_WORD, Formats.DOCX, Formats.DOCX_XLSX, Formats.PDF, Formats.PDF_XLSX)
_OLD: Final = (Formats.DOC, Formats.WPS_ET, Formats.ODT_ODS)
_NONE: Final = Fault("", "", lambda truth: truth)
_AT_ONCE: Final = 12
"""Submissions that are built together, to share the calls of LibreOffice."""


class Said(Struct, frozen=True):
    """One finding: its rule, how much it weighs, its words."""

    code: str
    severity: str
    message: str


class Outcome(Struct, frozen=True):
    """What was said of one submission. ``fault`` is empty for a right one."""

    name: str
    family: str
    formats: str
    wakes: frozenset[str]
    fault: str
    code: str
    said: tuple[Said, ...]
    skipped: tuple[str, ...] = ()


class _Task(Struct, frozen=True):
    """Submissions to build together; with a twin the second is built after the first."""

    jobs: tuple[Job, ...]
    twin: Twin | None = None


_TASKS: Final[list[_Task]] = []
"""A worker's tasks."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Build, read, judge, count, print."""
    asked = _asked(arguments)
    start = os.times()
    right = _outcomes(_tasks(right_jobs(asked.right)))
    rare = _outcomes(_tasks(unusual_jobs(asked.unusual)))
    faulty = _outcomes(_tasks(fault_jobs(asked.rounds, asked.only)))
    twins = _outcomes(twin_tasks(asked.rounds, asked.only))
    end = os.times()
    print(f"CPU {end.user + end.children_user - start.user - start.children_user:.0f} s")
    tables = faults_tables.page(right, rare, (*faulty, *twins))
    print(tables)
    print(faults_tables.accusations((*right, *rare), everything=asked.all))
    if asked.keep:
        faults_tables.keep(tables)


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="faults")
    parser.add_argument("--only", type=lambda text: frozenset(text.split(",")), default=None)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--right", type=int, default=10 * len(ALL))
    parser.add_argument("--unusual", type=int, default=2)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--keep", action="store_true")
    return parser.parse_args(arguments)


def right_jobs(count: int) -> list[Job]:
    """Every family in every arrangement of files, in turn; tiers and industries go round with them."""
    return [
        Job(
            RIGHT_SEED + number,
            ALL[number % len(ALL)],
            _arrangement(number // len(ALL), number),
            Path(f"right-{number:03d}"),
            tier=1 + number % 3,
            trade=INDUSTRIES[number % len(INDUSTRIES)].code,
        )
        for number in range(count)
    ]


def unusual_jobs(rounds: int) -> list[Job]:
    """Right submissions with contents that are rare (``fixtures/unusual.py``)."""
    return [
        Job(
            UNUSUAL_SEED + 10 * number + turn,
            ALL[(number * 5 + turn * 8) % len(ALL)],
            _WORD[(number + turn) % len(_WORD)],
            Path(f"{unusual.name}-{turn}"),
            (unusual,),
            tier=1 + (number + turn) % 3,
            trade=INDUSTRIES[(number * 2 + turn) % len(INDUSTRIES)].code,
        )
        for number, unusual in enumerate(UNUSUAL)
        for turn in range(rounds)
    ]


def _arrangement(column: int, number: int) -> Formats:
    kinds = (*_RIGHT, _OLD[number % len(_OLD)])
    return kinds[column % len(kinds)]


def fault_jobs(rounds: int, only: frozenset[str] | None) -> list[Job]:
    """Each fault in as many layouts as there are rounds, never in one that wakes its rule anyway."""
    return [
        _fault_job(fault, number, turn)
        for number, fault in enumerate(FAULTS)
        for turn in range(rounds)
        if only is None or fault.code in only
    ]


def _fault_job(fault: Fault, number: int, turn: int) -> Job:
    able = [family for family in ALL if fault.fits(family) and fault.code not in family.wakes]
    place = number * 2 + turn * 11
    asked = Formats(fault.formats)
    free = asked is Formats.DOCX_XLSX
    return Job(
        FIRST_SEED + 10 * number + turn,
        able[place % len(able)],
        _FAULTY[(number + turn) % len(_FAULTY)] if free else asked,
        Path(f"{fault.name}-{turn}"),
        (fault,),
    )


def twin_tasks(rounds: int, only: frozenset[str] | None) -> list[_Task]:
    """Two firms with each fault between them."""
    return [
        _Task(tuple(_pair(number, turn)), twin)
        for number, twin in enumerate(TWINS)
        for turn in range(rounds)
        if only is None or twin.code in only
    ]


def _pair(number: int, turn: int) -> Iterator[Job]:
    trades = [industry.code for industry in INDUSTRIES]
    for side in range(2):
        place = 4 * number + 2 * turn + side
        family = ALL[place % len(ALL)]
        folder = Path(f"twin-{number}-{turn}") / f"{side}"
        seed = FIRST_SEED + 9_000 + place
        yield Job(
            seed, family, _WORD[place % 5], folder, trade=trades[(place + 9 * side) % len(trades)]
        )


def _tasks(jobs: Sequence[Job]) -> list[_Task]:
    """Submissions that LibreOffice converts stay together, so that it is called seldom."""
    listed = sorted(jobs, key=lambda job: str(job.formats))
    starts = range(0, len(listed), _AT_ONCE)
    return [_Task(tuple(listed[start : start + _AT_ONCE])) for start in starts]


def _outcomes(tasks: Sequence[_Task]) -> list[Outcome]:
    """Two workers; they inherit the tasks, for a fault's change cannot be sent."""
    fork = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(2, fork, initializer=_TASKS.extend, initargs=(tasks,)) as pool:
        return list(chain.from_iterable(pool.map(_outcome, range(len(tasks)))))


def _outcome(number: int) -> tuple[Outcome, ...]:
    task = _TASKS[number]
    with tempfile.TemporaryDirectory(prefix="lingtan-faults-") as root:
        if task.twin is not None:
            return (_compared(task, task.twin, Path(root)),)
        jobs = [structs.replace(job, folder=Path(root) / job.folder) for job in task.jobs]
        return tuple(map(_judged, jobs, build_all(jobs)))


def _judged(job: Job, truth: Truth) -> Outcome:
    (fault,) = job.faults or (_NONE,)
    verdicts = judge(_read(job), fault.lists(edition(), truth))
    skipped = tuple(one.rule for one in verdicts.skipped)
    return _told(job, job.family, job.faults, verdicts.findings, skipped)


def _compared(task: _Task, twin: Twin, root: Path) -> Outcome:
    base = Fault(twin.name, twin.code, twin.base)
    first, second = (structs.replace(job, folder=root / job.folder) for job in task.jobs)
    first = structs.replace(first, faults=(base,))
    second = structs.replace(second, faults=(base, *twin.faults(truth_of(first))))
    build_all([first, second])
    found = judge_across([_read(first), _read(second)], edition())
    return _told(second, second.family, second.faults, [finding for _, finding in found], ())


def _read(job: Job) -> Submission:
    with tempfile.TemporaryDirectory() as scratch:
        (package,) = discover([job.folder], Path(scratch))
        return structs.replace(read_package(package).submission, name=job.folder.name)


def _told(
    job: Job,
    family: Family,
    faults: Sequence[Fault],
    findings: Iterable[Finding],
    skipped: tuple[str, ...],
) -> Outcome:
    fault = faults[-1] if faults else None
    return Outcome(
        job.folder.name,
        str(family.name),
        str(job.formats),
        family.wakes,
        fault.name if fault else "",
        fault.code if fault else "",
        tuple(Said(f.rule, str(f.severity), f.message) for f in findings),
        skipped,
    )


if __name__ == "__main__":
    began = time.perf_counter()
    main()
    print(f"{time.perf_counter() - began:.0f} s")
