"""What one submission of each format costs, stage by stage, beside the libraries alone and the floor."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Final

from msgspec import Struct, structs

from extractors.packages import Package, discover
from extractors.packages_ready import made_ready
from extractors.reading import open_file
from flows import warm  # noqa: F401 - this process is as warm as a worker
from flows.process import process, read_package
from schemas.policy import edition
from schemas.submission import Submission
from tests.bench import rivals
from tests.bench.measure import afresh, measure
from validators.catalogue import judge

HEAD: Final = (
    "| one submission | pages | look | read | understand | check | all of it | peak MiB | library | floor "
    "| × floor | library ÷ all |\n"
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
)
_RIVALS: Final[dict[str, tuple[Callable[[Path], int], Callable[[Path], int]]]] = {
    ".docx": (rivals.word_library, rivals.word_floor),
    ".pdf": (rivals.pdf_library, rivals.pdf_floor),
    ".xlsx": (rivals.sheet_library, rivals.word_floor),
}
_LIBRARIES: Final = ("docx", "openpyxl", "pdfplumber", "pypdfium2", "lxml.etree")
"""Imported beforehand: like our own stages, theirs run in a fresh child of a warm process."""


class Stages(Struct, frozen=True):
    """Processor milliseconds of each stage; 0 for a library or floor that there is none of.

    ``whole`` is the submission processed in its child, from a warm parent: fork, all stages, the
    answer encoded and decoded.
    """

    pages: int
    look: float
    read: float
    understand: float
    check: float
    whole: float
    peak_mib: float
    library: float
    floor: float

    def row(self, name: str) -> str:
        """The line of the table."""
        parts = (self.look, self.read, self.understand, self.check, self.whole, self.peak_mib)
        known = (self.library, self.floor)
        work = self.read + self.understand + self.check
        cells = [f"{self.pages or ''}", *(f"{part:.0f}" if part >= 0.5 else "" for part in parts)]
        cells += [f"{part:.0f}" if part else "" for part in known]
        cells += [f"{work / self.floor:.1f}" if self.floor else ""]
        cells += [f"{self.library / work:.1f}" if self.library else ""]
        return f"| {name} | {' | '.join(cells)} |"


def of_folder(folder: Path, runs: int = 5) -> Stages:
    """The stages of the one submission in ``folder``."""
    with tempfile.TemporaryDirectory(prefix="lingtan-bench-") as scratch:
        look = partial(discover, [folder], Path(scratch))
        (package,) = look()
        with made_ready(package) as ready:
            return _stages(package, ready, look, runs)


def understood(folder: Path) -> Submission:
    """The one submission in ``folder``, understood."""
    with tempfile.TemporaryDirectory(prefix="lingtan-bench-") as scratch:
        (package,) = discover([folder], Path(scratch))
        return read_package(package).submission


def _stages(package: Package, ready: Package, look: Callable[[], object], runs: int) -> Stages:
    opened = [open_file(file) for file in ready.files]
    submission = read_package(ready).submission
    disks = [file.opened for file in package.files]
    read = afresh(lambda: [open_file(file) for file in ready.files], runs).cpu_ms
    # reading is part of it: what understanding takes is the difference
    both = afresh(partial(read_package, ready), runs).cpu_ms
    whole = measure(partial(process, package, edition()), runs)
    return Stages(
        sum(entry.source.pages or 0 for entry in opened),
        measure(look, runs).cpu_ms,
        read,
        max(both - read, 0.0),
        measure(lambda: judge(structs.replace(submission), edition()), runs).cpu_ms,
        whole.cpu_ms,
        whole.peak_mib,
        *(_rivals(disks, which, min(runs, 3)) for which in (0, 1)),
    )


def _rivals(disks: Sequence[Path], which: int, runs: int) -> float:
    """The library alone (0) or the floor (1) over all files; 0 where some file has none."""
    if any(disk.suffix not in _RIVALS for disk in disks):
        return 0.0
    for library in _LIBRARIES:
        import_module(library)
    return afresh(lambda: [_RIVALS[disk.suffix][which](disk) for disk in disks], runs).cpu_ms
