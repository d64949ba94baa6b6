"""``make accuracy``: generated submissions of every layout family, read whole, compared with their truth.

Families in ``TUNING`` may be looked at while readers are written; those in ``REPORTING`` may not,
and are reported apart. Seeds are apart from those of the tests. Arguments: how many seeds a family
and format (default 3), and ``--misses`` to list what was missed.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from extractors.packages import discover
from fixtures.accuracy import Accuracy, compare, merged
from fixtures.build import Formats, Job, build_all
from fixtures.families import REPORTING, TUNING
from fixtures.family import Family
from fixtures.truth import Truth
from flows.contract import encode
from flows.process import process
from schemas.finding import Severity
from schemas.policy import edition

FIRST_SEED = 70_000
"""Seeds from here on are used nowhere else."""


class Result(Struct, frozen=True):
    """One submission compared: what was right, what was accused, how long it took."""

    folder: str
    accuracy: Accuracy
    accusations: tuple[str, ...]
    sure: int
    sure_wrong: int
    ms: float


def main(arguments: list[str]) -> None:
    """Build, read, compare, print."""
    seeds = int(next((word for word in arguments if word.isdigit()), "3"))
    for title, families in (("tuning", TUNING), ("reporting", REPORTING)):
        with tempfile.TemporaryDirectory(prefix="lingtan-accuracy-") as folder:
            jobs = _jobs(families, seeds, Path(folder))
            results = [
                _result(job, truth) for job, truth in zip(jobs, build_all(jobs), strict=True)
            ]
        _print(title, jobs, results)
        if "--misses" in arguments:
            _print_misses(results)


def _jobs(families: Iterable[Family], seeds: int, root: Path) -> list[Job]:
    return [
        Job(
            FIRST_SEED + 97 * number + seed,
            family,
            formats,
            root / f"{family.name}-{formats}-{seed}",
        )
        for number, family in enumerate(families)
        for formats in Formats
        for seed in range(seeds)
    ]


def _result(job: Job, truth: Truth) -> Result:
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as scratch:
        (package,) = discover([job.folder], Path(scratch))
        processed = process(package, edition())
    spent = (time.perf_counter() - start) * 1000
    found = json.loads(encode(processed))
    accuracy = compare(found, truth)
    missed = {miss.key for miss in accuracy.misses}
    sure = [key for key, field in found["fields"].items() if field["confidence"] >= 0.95]
    accused = [f for f in processed.verdicts.findings if f.severity is not Severity.INFO]
    return Result(
        job.folder.name,
        accuracy,
        tuple(f"{f.severity} {f.rule} {f.message}" for f in accused),
        len(sure),
        len(missed.intersection(sure)),
        spent,
    )


def _print(title: str, jobs: list[Job], results: list[Result]) -> None:
    print(f"\n## {title} families: {len(results)} submissions\n")
    print(
        "| format | group | right | of | % | invented |\n| --- | --- | ---: | ---: | ---: | ---: |"
    )
    for formats in Formats:
        mine = [r.accuracy for job, r in zip(jobs, results, strict=True) if job.formats is formats]
        for group, tally in sorted(merged(mine).groups.items()):
            share = 100 * tally.right / max(1, tally.total)
            print(
                f"| {formats} | {group} | {tally.right} | {tally.total} | {share:.2f} | {tally.invented} |"
            )
    sure, wrong = sum(r.sure for r in results), sum(r.sure_wrong for r in results)
    print(
        f"\nconfidence ≥ 0.95: {sure} values, {wrong} of them wrong ({100 * wrong / max(1, sure):.3f} %)"
    )
    accused = sum(bool(r.accusations) for r in results)
    print(f"wrongly accused (error or warning on a right submission): {accused} of {len(results)}")
    print(f"median time a submission: {sorted(r.ms for r in results)[len(results) // 2]:.0f} ms")


def _print_misses(results: list[Result]) -> None:
    for result in results:
        for miss in result.accuracy.misses:
            print(f"  {result.folder}: {miss.key}: meant {miss.meant!r}, found {miss.found!r}")
        for accusation in result.accusations:
            print(f"  {result.folder}: {accusation}")


if __name__ == "__main__":
    main(sys.argv[1:])
