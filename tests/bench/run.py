"""``make bench``: time and memory of the main job, beside the libraries alone, in one run.

No assertion and no aim is judged here: it prints tables, which ``--keep`` writes into
docs/performance.md. Without more it takes a few minutes: the stages of one submission of each format,
intakes of small batches with one worker and with two, the dearest rules, a cold start. ``--scan`` adds
a scanned submission; ``--grow 100,1000,5000`` adds intakes of so many submissions; ``--batch 500`` makes
the small batches larger. ``--made FOLDER`` keeps the generated submissions there for the next run.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import nullcontext, suppress
from functools import partial
from pathlib import Path
from time import process_time
from typing import Final

from msgspec import structs

from fixtures.build import Formats
from schemas.policy import edition
from schemas.submission import Submission
from tests.bench import batches, stages
from tests.bench.intake import Taken, taken
from tests.bench.measure import measure
from tests.bench.plans import long_plans
from validators.catalogue import judge, modules
from validators.lacking import Lacking

BATCH: Final = 60
_PAGE: Final = Path(__file__).parents[2] / "docs" / "performance.md"
_MARKS: Final = "<!-- bench -->", "<!-- /bench -->"
_OTHERS: Final = (
    (Formats.DOC_XLS, "`.doc`, `.xls`"),
    (Formats.WPS_ET, "`.wps`, `.et`"),
    (Formats.PDF, "`.pdf`, 15 pages"),
)
_LOOP: Final = 600_000


def main(arguments: list[str]) -> None:
    """Measure, print, keep."""
    asked = _asked(arguments)
    kept = nullcontext(asked.made) if asked.made else tempfile.TemporaryDirectory()
    with kept as folder:
        lines = []
        for line in _report(Path(folder), asked):
            print(line, flush=True)
            lines.append(line)
    if asked.keep:
        _keep("\n".join(lines))


def _asked(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.bench.run")
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--scan", action="store_true")
    parser.add_argument("--made", default="")
    parser.add_argument("--batch", type=int, default=BATCH)
    parser.add_argument("--grow", default="")
    return parser.parse_args(arguments)


def _report(home: Path, asked: argparse.Namespace) -> Iterator[str]:
    yield _machine()
    yield f"\n{stages.HEAD}"
    yield from _formats(home, scan=asked.scan)
    yield "\n| rule | processor ms |\n| --- | ---: |"
    yield from dearest(next(batches.word_sets(home, 1).rglob("*建设方案.docx")).parent)
    yield f"\n{_INTAKES}"
    yield from _intakes(home, asked.batch)
    for size in filter(None, asked.grow.split(",")):
        yield f"\n{_GROWTH}"
        yield from grown(taken(batches.word_sets(home, int(size)), 2))
    yield "\n| cold start | wall ms | processor ms |\n| --- | ---: | ---: |"
    yield from cold(home)
    yield f"\n{_machine()}"


def _machine() -> str:
    """How busy it is, and how fast: the same loop takes longer where others use the cores."""
    load = os.getloadavg()[0]
    loop = min(_timed_loop() for _ in range(5))
    return f"{os.cpu_count()} cores, load {load:.1f}; a fixed loop takes {loop:.0f} ms of processor time."


def _timed_loop() -> float:
    start, total = process_time(), 0
    for number in range(_LOOP):
        total += number * number % 7
    return (process_time() - start) * 1000


def _formats(home: Path, *, scan: bool) -> Iterator[str]:
    word = next(batches.word_sets(home, 1).iterdir())
    yield stages.of_folder(word).row("`.docx`, `.xlsx`, `.docx`")
    for formats, name in _OTHERS:
        yield stages.of_folder(next(batches.others(home, formats, 1).iterdir())).row(name)
    for plan in long_plans(home / "long"):
        yield stages.of_folder(plan).row(f"`{plan.suffix}`, long")
    if scan:
        folder = next(batches.others(home, Formats.SCAN, 1).iterdir())
        yield stages.of_folder(folder, runs=1).row("scan")


_INTAKES: Final = (
    "| intake of | workers | looked into, s | first result, s | all of it, s | processor ms each "
    "| a minute, as measured | a minute, two cores busy with it | peak MiB |\n"
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
)


def _intakes(home: Path, size: int) -> Iterator[str]:
    word, pdf = batches.word_sets(home, size), batches.others(home, Formats.PDF, size // 2)
    empty = taken(batches.word_sets(home, 1), 2)
    yield _intake("1 `.docx`: what starting costs", 2, empty, None)
    one, two = taken(word, 1), taken(word, 2)
    yield _intake(f"{size} `.docx`", 1, one, empty)
    yield _intake(f"{size} `.docx`", 2, two, empty)
    alone = taken(word, 2, "--answers")
    yield _intake(f"{size} `.docx`, nobody stores them", 2, alone, None)
    yield _intake(f"{size // 2} `.pdf` of 15 pages", 2, taken(pdf, 2), empty)
    yield ""
    told, told_one, told_alone = two.told, one.told, alone.told
    yield (
        f"To the last submission two workers are {told_one.reading / told.reading:.2f} × as fast as one; "
        f"with what is done over the whole batch {told_one.working / told.working:.2f} ×."
    )
    yield (
        f"Prefect and the database take {1 - told_alone.reading / told.reading:.0%} of the wall time to the last submission; "
        f"with comparing, routing and the summary of the batch {1 - told_alone.reading / told.working:.0%}."
    )


def _intake(name: str, workers: int, run: Taken, empty: Taken | None) -> str:
    """A line; what starting costs is taken from the processor time of each."""
    start = empty.cpu if empty else 0.0
    each = max(run.cpu - start, 0.001) / run.told.count
    told = run.told
    cells = [f"{seconds:.1f}" for seconds in (told.looked, told.first, told.end)]
    minute = 60 * told.count / told.working
    numbers = f"{each * 1000:.0f} | {minute:.0f} | {120 / each:.0f} | {run.peak_mib:.0f}"
    return f"| {name} | {workers} | {' | '.join(cells)} | {numbers} |"


_GROWTH: Final = (
    "| of one intake, stored | seconds | since the line before, ms each | own MiB | tree MiB |\n"
    "| ---: | ---: | ---: | ---: | ---: |"
)
_SHOWN: Final = (100, 500, 1000, 2000, 3000, 4000, 5000)


def grown(run: Taken) -> Iterator[str]:
    """How time and memory grow within one intake, and what it took in all."""
    before, since = 0, run.told.looked
    for mark in run.told.marks:
        if mark.done not in _SHOWN:
            continue
        each = (mark.seconds - since) / (mark.done - before) * 1000
        yield f"| {mark.done:,} | {mark.seconds:.0f} | {each:.0f} | {mark.own_mib:.0f} | {mark.tree_mib:.0f} |"
        before, since = mark.done, mark.seconds
    yield ""
    yield (
        f"{run.told.count:,} submissions: {run.wall:.0f} s, {run.each_ms:.0f} ms of processor time each, "
        f"{run.told.end - run.told.last:.1f} s for what is done over the whole batch; "
        f"at most {run.peak_mib:.0f} MiB at once."
    )


def dearest(folder: Path, count: int = 10) -> list[str]:
    """All rules over one submission, and the ``count`` that take longest; the least of several runs.

    What several rules ask is worked out by the first that asks, and counted there.
    """
    submission = stages.understood(folder)
    judge(submission, edition())
    least: dict[str, float] = {}
    for _ in range(7):
        # a copy: rules remember what they found out about the submission asked last
        for code, ms in _timed(structs.replace(submission)):
            least[code] = min(ms, least.get(code, ms))
    ranked = sorted(least.items(), key=lambda entry: -entry[1])[:count]
    whole = f"| all {len(least)} | {sum(least.values()):.1f} |"
    return [whole, *(f"| {code} | {ms:.2f} |" for code, ms in ranked)]


def _timed(submission: Submission) -> Iterator[tuple[str, float]]:
    policy = edition()
    for module in modules():
        if not module.RULE.across:
            start = process_time()
            with suppress(Lacking):
                list(module.check(submission, policy))
            yield module.RULE.code, (process_time() - start) * 1000


def cold(home: Path) -> list[str]:
    """``lingtan check`` from the shell, a new process each time."""
    command = [str(Path(sys.executable).with_name("lingtan")), "check"]
    rows = []
    for plan in long_plans(home / "long")[:2]:
        words = [*command, str(plan)]
        run = measure(partial(subprocess.run, words, capture_output=True, check=False))
        rows.append(f"| check {plan.name}, 40 pages | {run.ms:.0f} | {run.cpu_ms:.0f} |")
    return rows


def _keep(table: str) -> None:
    text = _PAGE.read_text(encoding="utf-8")
    before, rest = text.split(_MARKS[0], 1)
    after = rest.split(_MARKS[1], 1)[1]
    _PAGE.write_text(f"{before}{_MARKS[0]}\n{table}\n{_MARKS[1]}{after}", encoding="utf-8")


if __name__ == "__main__":
    if not shutil.which("soffice"):
        sys.exit("PDFs and old formats are made by LibreOffice: install libreoffice-writer-nogui")
    main(sys.argv[1:])
