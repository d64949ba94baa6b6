"""``make accuracy``: generated submissions of every layout family and format, read whole, compared with their truth.

Families in ``TUNING`` may be looked at while readers are written; those in ``REPORTING`` may not,
and are reported apart. Seeds are apart from those of the tests; every second submission is typed
in a hurry (``fixtures/slips.py``). Recognised pages take seconds each, so pictures are made of
every fifth family only.

Arguments: ``--formats docx,pdf`` for some formats only, ``--families reporting`` for one set only,
``--misses`` to list what was missed, ``--keep`` to put the tables into ``docs/accuracy.md``.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Final

from msgspec import Struct

from extractors.packages import discover
from fixtures.accuracy import Accuracy, compare
from fixtures.build import Formats, Job, build_all
from fixtures.families import REPORTING, TUNING
from fixtures.family import Family
from fixtures.truth import Truth
from flows.contract import encode
from flows.process import process
from schemas.finding import Severity
from schemas.policy import edition
from tests.bench import accuracy_tables, mentions

FIRST_SEED: Final = 70_000
"""Seeds from here on are used nowhere else."""
SETS: Final = {"tuning": TUNING, "reporting": REPORTING}
PICTURES: Final = tuple(f for f in Formats if f in {"scan", "photo", "mixed_pdf"})
_EVERY = 5
_AT_ONCE = 24
"""Submissions that are built together, to share the calls of LibreOffice."""


class Result(Struct, frozen=True):
    """One submission compared: what was right, what was accused, how long it took."""

    name: str
    formats: str
    slips: bool
    accuracy: Accuracy
    accusations: tuple[str, ...]
    ms: float
    pages: int


def main(arguments: Sequence[str] | None = None) -> None:
    """Build, read, compare, print."""
    asked = _asked(arguments)
    results = {
        name: _results(_jobs(name, families, asked.formats))
        for name, families in SETS.items()
        if name in asked.families
    }
    tables = accuracy_tables.page(results)
    print(tables)
    print(f"\n### Mentions\n\n{mentions.table()}\n")
    if asked.misses:
        print(accuracy_tables.misses(result for listed in results.values() for result in listed))
    if asked.keep:
        accuracy_tables.keep(tables)


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="accuracy")
    parser.add_argument("--formats", type=lambda text: text.split(","), default=list(Formats))
    parser.add_argument("--families", type=lambda text: text.split(","), default=list(SETS))
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--keep", action="store_true")
    return parser.parse_args(arguments)


def _jobs(title: str, families: Iterable[Family], formats: Iterable[str]) -> list[Job]:
    wanted = set(formats)
    first = FIRST_SEED + 10_000 * list(SETS).index(title)
    return [
        Job(
            first + 97 * row + column,
            family,
            format_,
            Path(f"{family.name}-{format_}"),
            slips=(row + column) % 2 == 1,
        )
        for row, family in enumerate(families)
        for column, format_ in enumerate(Formats)
        if format_ in wanted and (format_ not in PICTURES or row % _EVERY == 0)
    ]


def _results(jobs: Sequence[Job]) -> list[Result]:
    found: list[Result] = []
    with ProcessPoolExecutor(2) as pool:
        for start in range(0, len(jobs), _AT_ONCE):
            found += _some(jobs[start : start + _AT_ONCE], pool)
    return found


def _some(jobs: Sequence[Job], pool: ProcessPoolExecutor) -> list[Result]:
    with tempfile.TemporaryDirectory(prefix="lingtan-accuracy-") as root:
        placed = [_placed(job, Path(root)) for job in jobs]
        return list(pool.map(_result, placed, build_all(placed)))


def _placed(job: Job, root: Path) -> Job:
    return Job(job.seed, job.family, job.formats, root / job.folder, slips=job.slips)


def _result(job: Job, truth: Truth) -> Result:
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as scratch:
        (package,) = discover([job.folder], Path(scratch))
        processed = process(package, edition())
    spent = (time.perf_counter() - start) * 1000
    accused = [f for f in processed.verdicts.findings if f.severity is not Severity.INFO]
    return Result(
        job.folder.name,
        str(job.formats),
        job.slips,
        compare(json.loads(encode(processed)), truth),
        tuple(f"{f.severity} {f.rule} {f.message}" for f in accused),
        spent,
        sum(file.pages or 0 for file in processed.submission.files),
    )


if __name__ == "__main__":
    main()
