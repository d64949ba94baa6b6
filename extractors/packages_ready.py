"""A submission made ready for its readers: old office files converted, all in one go.

The conversion runs in a sandboxed child of its own, so several submissions overlap in a batch. A
file that brings the program down is found by converting the files one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Final

from extractors import disk, sandbox
from extractors.errors import UnreadableFile
from extractors.packages_model import Package, PackedFile
from extractors.readers import legacy_office
from extractors.readers.legacy import ending_of, target_of
from extractors.readers.legacy_checks import LEGACY
from extractors.readers.legacy_office import Target
from extractors.sandbox import Limits
from schemas.submission import Problem, Role

CONVERTING: Final = Limits(cpu_seconds=30, wall_seconds=90)
"""LibreOffice needs half of the 1 GiB of address space; threats.md's limits hold for it too."""


@contextmanager
def made_ready(package: Package, limits: Limits = CONVERTING) -> Iterator[Package]:
    """The package with a converted copy, or the reason why there is none, for each old file.

    The copies live as long as the context does. Never raises for bad input.
    """
    waiting = sorted(filter(_is_waiting, package.files), key=_target)
    if not waiting:
        yield package
        return
    if not legacy_office.installed():
        yield replace(package, files=tuple(map(_unconverted, package.files)))
        return
    with disk.temporary() as folder:
        done = {
            file.path: file
            for number, (target, files) in enumerate(groupby(waiting, _target))
            for file in _converted(tuple(files), target, folder / str(number), limits)
        }
        files = tuple(done.get(file.path, file) for file in package.files)
        yield replace(package, files=files)


def _unconverted(file: PackedFile) -> PackedFile:
    problem = UnreadableFile("no_converter").problem
    return replace(file, problem=problem) if _is_waiting(file) else file


def _is_waiting(file: PackedFile) -> bool:
    return file.kind in LEGACY and not file.problem and file.role is not Role.ATTACHMENT


def _target(file: PackedFile) -> Target:
    return target_of(file.kind)


def _converted(
    files: Sequence[PackedFile], target: Target, folder: Path, limits: Limits
) -> list[PackedFile]:
    folder.mkdir()
    problem = _convert(files, target, folder, limits)
    if problem is None or len(files) == 1:
        return [_with_copy(file, _copy(folder, n, target), problem) for n, file in enumerate(files)]
    alone = [
        _converted([file], target, folder / f"alone-{n}", limits) for n, file in enumerate(files)
    ]
    return [file for (file,) in alone]


def _convert(
    files: Sequence[PackedFile], target: Target, folder: Path, limits: Limits
) -> Problem | None:
    """Convert the files to ``folder``; why not all of them, in so far as the program told."""
    sources = [file.opened for file in files]
    endings = [ending_of(file.kind) for file in files]
    try:
        sandbox.call(legacy_office.convert, sources, endings, target, folder, limits=limits)
    except UnreadableFile as error:
        return error.problem
    return None


def _copy(folder: Path, number: int, target: Target) -> Path:
    return folder / f"{number}{target.ending}"


def _with_copy(file: PackedFile, copy: Path, problem: Problem | None) -> PackedFile:
    if copy.exists():
        return replace(file, copy=copy)
    return replace(file, problem=problem or UnreadableFile("malformed").problem)
