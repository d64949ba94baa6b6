"""``make bench``: time per stage and peak memory, beside the libraries alone, in one run.

No assertion and no aim is judged here: it prints a table, which ``docs/performance.md`` keeps.
"""

from __future__ import annotations

import gc
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import _lru_cache_wrapper, partial
from pathlib import Path
from time import process_time

from msgspec import structs

from extractors.packages import discover
from extractors.reading import read_file
from extractors.roles import role_of
from extractors.understand import Given, understand
from flows.process import process
from schemas.policy import edition
from schemas.submission import Outcome, SourceFile, Submission
from tests.bench import rivals
from tests.bench.measure import measure
from tests.bench.plans import long_plans
from validators.catalogue import judge, modules
from validators.lacking import Lacking

SAMPLE = Path(__file__).parents[2] / "fixtures" / "sample"
_RIVALS: dict[str, tuple[Callable[[Path], int], Callable[[Path], int]]] = {
    ".docx": (rivals.word_library, rivals.word_floor),
    ".pdf": (rivals.pdf_library, rivals.pdf_floor),
    ".xlsx": (rivals.sheet_library, rivals.word_floor),
}


def main() -> None:
    """Print the tables."""
    with tempfile.TemporaryDirectory(prefix="lingtan-bench-") as folder:
        root = Path(folder)
        print("| long file | stage | ms | CPU ms | peak MiB |\n| --- | --- | ---: | ---: | ---: |")
        for plan in long_plans(root / "long"):
            for line in stages(plan):
                print(line)
        print("\n| rule | CPU ms |\n| --- | ---: |")
        for line in dearest(next((root / "long").glob("*.docx"))):
            print(line)
        print("\n| sample batch | ms | CPU ms | peak MiB |\n| --- | ---: | ---: | ---: |")
        for line in batch(root):
            print(line)
        print("\n| cold start | ms | CPU ms |\n| --- | ---: | ---: |")
        for line in cold(root / "long"):
            print(line)


def stages(plan: Path) -> list[str]:
    """Each stage of one file, then the library alone and the floor."""
    document = read_file(plan, plan.name)
    source = SourceFile(plan.name, role_of(document), document.kind, "0" * 64, Outcome.READ)
    pair = [(source.role, document)]
    submission = understand(plan.stem, pair, (source,))
    library, floor = _RIVALS[plan.suffix]
    works: list[tuple[str, Callable[[], object]]] = [
        ("read", lambda: read_file(plan, plan.name)),
        ("understand", partial(_understood_anew, plan.stem, pair, source, _memories())),
        ("check", lambda: judge(submission, edition())),
        ("the library alone", lambda: library(plan)),
        ("the floor", lambda: floor(plan)),
    ]
    name = f"{plan.suffix} {document.pages or ''}".strip()
    return [_row(f"{name} | {stage}", work) for stage, work in works]


def dearest(plan: Path, count: int = 10) -> list[str]:
    """All rules over one plan, and the ``count`` that take longest; the least of several runs.

    What several rules ask is worked out by the first that asks, and counted there.
    """
    submission = _of_file(plan)
    least: dict[str, float] = {}
    for _ in range(7):
        # a copy: rules remember what they found out about the submission asked last
        for code, ms in _timed(structs.replace(submission)):
            least[code] = min(ms, least.get(code, ms))
    ranked = sorted(least.items(), key=lambda entry: -entry[1])[:count]
    whole = f"| all {len(least)} | {sum(least.values()):.1f} |"
    return [whole, *(f"| {code} | {ms:.2f} |" for code, ms in ranked)]


def _of_file(plan: Path) -> Submission:
    document = read_file(plan, plan.name)
    source = SourceFile(plan.name, role_of(document), document.kind, "0" * 64, Outcome.READ)
    return understand(plan.stem, [(source.role, document)], (source,))


def _timed(submission: Submission) -> Iterator[tuple[str, float]]:
    policy = edition()
    for module in modules():
        if not module.RULE.across:
            start = process_time()
            with suppress(Lacking):
                list(module.check(submission, policy))
            yield module.RULE.code, (process_time() - start) * 1000


def _understood_anew(
    name: str, pair: Given, source: SourceFile, memories: list[_lru_cache_wrapper[object]]
) -> Submission:
    for memory in memories:
        memory.cache_clear()
    return understand(name, pair, (source,))


def _memories() -> list[_lru_cache_wrapper[object]]:
    """The caches of texts met: a new submission comes with all of them empty.

    Those without a bound hold tables that are made once and stay.
    """
    wrappers = (one for one in gc.get_objects() if isinstance(one, _lru_cache_wrapper))
    return [one for one in wrappers if one.cache_parameters()["maxsize"] is not None]


def batch(root: Path) -> list[str]:
    """The sample batch: looking through it, and processing every submission one after another."""
    packages = discover([SAMPLE], root)
    policy = edition()
    return [
        _row("discover", lambda: discover([SAMPLE], Path(tempfile.mkdtemp(dir=root))), runs=3),
        _row(
            f"process, {len(packages)} submissions, one process",
            lambda: [process(package, policy) for package in packages],
            runs=3,
        ),
    ]


def cold(folder: Path) -> list[str]:
    """``lingtan check`` from the shell, a new process each time."""
    command = [str(Path(sys.executable).with_name("lingtan")), "check"]
    rows = []
    for plan in sorted(folder.iterdir()):
        if plan.suffix in (".docx", ".pdf"):
            words = [*command, str(plan)]
            run = measure(partial(subprocess.run, words, capture_output=True, check=False))
            rows.append(f"| check {plan.name} | {run.ms:.0f} | {run.cpu_ms:.0f} |")
    return rows


def _row(name: str, work: Callable[[], object], runs: int = 5) -> str:
    measured = measure(work, runs)
    return f"| {name} | {measured.ms:.1f} | {measured.cpu_ms:.1f} | {measured.peak_mib:.0f} |"


if __name__ == "__main__":
    if not shutil.which("soffice"):
        sys.exit("the long PDF is made by LibreOffice: install libreoffice-writer-nogui")
    main()
