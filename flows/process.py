"""One submission, all the way: files → Document → Submission → findings. Plain, no Prefect.

``check`` and ``intake`` both call :func:`process`; nothing else in the product reads a file.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct, structs

from extractors.errors import UnreadableFile
from extractors.packages import Package, PackedFile
from extractors.packages_ocr import (
    may_want_ocr,
    ocr_limits,
    series_in,
    wants_ocr,
    with_page_roles,
    with_series,
)
from extractors.packages_ready import made_ready
from extractors.packages_render import with_pages
from extractors.reading import Opened, open_file
from extractors.reading_series import open_series
from extractors.roles import role_of
from extractors.sandbox import Limits, call, map_each
from extractors.understand import understand
from schemas.document import Document
from schemas.finding import Verdicts
from schemas.policy import Policy
from schemas.submission import Outcome, Problem, Role, SourceFile, Submission
from validators.catalogue import judge

_LOG = logging.getLogger("lingtan.process")


class Reading(Struct, frozen=True):
    """What the child process answers: the submission understood, and its files as read."""

    submission: Submission
    documents: tuple[Document, ...] = ()
    bugs: tuple[str, ...] = ()
    """Tracebacks of readers of ours that broke on a file."""


class Processed(Struct, frozen=True):
    """A submission with all that the rules say about it. Every part can be stored and replayed."""

    submission: Submission
    verdicts: Verdicts
    documents: tuple[Document, ...] = ()


def process(
    package: Package,
    policy: Policy,
    *,
    received: str | None = None,
    limits: Limits | None = None,
    render: bool = False,
    pages: Path | None = None,
) -> Processed:
    """Read one submission in a child process and judge it here.

    ``received`` is the ISO date of receipt, where the office knows it; ``render`` gives places in
    Word files their page and box in a rendered copy; ``pages`` is the folder that recognised pages
    are kept in. Never raises for bad input: a submission that cannot be read comes back with its
    ``problem``.
    """
    reading = _read(package, limits or Limits(), pages)
    for bug in reading.bugs:
        _LOG.error("a reader broke on a file: %s", without_values(bug))
    submission = structs.replace(reading.submission, received=received)
    if render:
        submission = with_pages(package, reading.documents, submission)
    return Processed(submission, judge(submission, policy), reading.documents)


def refused(package: Package, problem: Problem, policy: Policy) -> Processed:
    """A submission that could not be read at all, with its finding."""
    submission = _unreadable(package, problem)
    return Processed(submission, judge(submission, policy))


def _read(package: Package, limits: Limits, pages: Path | None) -> Reading:
    if package.problem:
        return Reading(_unreadable(package, package.problem))
    with made_ready(package) as ready:
        return _read_ready(ready, limits, pages)


def _read_ready(package: Package, limits: Limits, pages: Path | None) -> Reading:
    if any(map(wants_ocr, package.files)):
        return _read_one_by_one(package, limits, pages)
    try:
        return call(read_package, package, limits=limits)
    except UnreadableFile:
        # One file may have brought the child down, or wants recognition after all: alone in its
        # own child, with the room for it, it costs nobody else.
        return _read_one_by_one(package, limits, pages, again=True)


def read_package(package: Package) -> Reading:
    """Every file of the package read and understood. Runs inside the sandbox."""
    return _assembled(package, [open_file(file) for file in package.files])


def _read_one_by_one(
    package: Package, limits: Limits, pages: Path | None, *, again: bool = False
) -> Reading:
    """Files one by one, those that want OCR with its limits; ``again`` after a first attempt failed."""
    scans = [file for file in package.files if wants_ocr(file) or (again and may_want_ocr(file))]
    others = [file for file in package.files if file not in scans]
    opened = _opened_each(others, limits) | _opened_series(scans, limits, pages)
    return call(_assembled, package, [opened[file.path] for file in package.files], limits=limits)


def _opened_each(
    files: Sequence[PackedFile], limits: Limits, pages: Path | None = None
) -> dict[str, Opened]:
    outcomes = map_each(open_file, [(file, pages) for file in files], limits=limits)
    return {
        file.path: outcome if isinstance(outcome, Opened) else _lost(file, outcome)
        for file, outcome in zip(files, outcomes, strict=True)
    }


def _opened_series(
    scans: Sequence[PackedFile], limits: Limits, pages: Path | None
) -> dict[str, Opened]:
    """Scans, numbered photographs together; one by one again where that brought a child down."""
    groups = series_in(scans)
    enough = ocr_limits(groups, limits)
    found: dict[str, Opened] = {}
    outcomes = map_each(open_series, [(group, pages) for group in groups], limits=enough)
    for group, outcome in zip(groups, outcomes, strict=True):
        if isinstance(outcome, tuple):
            found |= {opened.source.path: opened for opened in outcome}
        elif len(group) > 1:
            found |= _opened_each(group, enough, pages)
        else:
            found[group[0].path] = _lost(group[0], outcome)
    return found


def _lost(file: PackedFile, error: Exception) -> Opened:
    """A file whose reader did not survive it; a bug of ours stays loud."""
    if not isinstance(error, UnreadableFile):
        raise error
    return Opened(_source(file, error.problem))


def _assembled(package: Package, opened: Sequence[Opened]) -> Reading:
    paged = [_with_role(entry) for entry in with_series(package, opened)]
    known = with_page_roles(package, paged)
    files = tuple(entry.source for entry in known)
    documents = tuple(entry.document for entry in known if entry.document)
    bugs = tuple(entry.bug for entry in opened if entry.bug)
    problem = _no_plan(files)
    if problem:
        return Reading(Submission(package.name, files, problem=problem), documents, bugs)
    read = [(entry.source.role, entry.document) for entry in known if entry.document]
    return Reading(understand(package.name, read, files), documents, bugs)


def without_values(traceback: str) -> str:
    """A traceback's places and its exception's kind: messages may quote what an applicant wrote."""
    lines = traceback.rstrip().splitlines()
    places = [line.strip() for line in lines if line.startswith("  File ")]
    return " | ".join([*places, lines[-1].partition(":")[0]])


def _with_role(entry: Opened) -> Opened:
    """The role that the whole document shows, rather than a first look at it."""
    if entry.document is None:
        return entry
    role = role_of(entry.document)
    return Opened(structs.replace(entry.source, role=role), entry.document)


def _no_plan(files: Iterable[SourceFile]) -> Problem | None:
    """Why there is no plan to read: its file's own reason, else that none was handed in."""
    listed = list(files)
    lost = all(file.outcome is Outcome.UNREADABLE for file in listed)
    plans = [file for file in listed if file.role is Role.PLAN or lost]
    if any(file.outcome is Outcome.READ for file in plans):
        return None
    reasons = (file.problem for file in plans if file.problem)
    return next(reasons, UnreadableFile("no_plan").problem)


def _unreadable(package: Package, problem: Problem) -> Submission:
    files = tuple(_source(file, file.problem) for file in package.files)
    return Submission(package.name, files, problem=problem)


def _source(file: PackedFile, problem: Problem | None) -> SourceFile:
    return SourceFile(
        path=file.path,
        role=file.role,
        kind=file.kind,
        sha256=file.sha256,
        outcome=Outcome.UNREADABLE if problem else Outcome.IGNORED,
        problem=problem,
        size=file.size,
    )
