"""A report's folder: written whole or not at all, and never over an older one by itself."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from reports.brief import write_brief
from reports.checking import Suite
from reports.page import STYLE, page, style
from reports.quality import Reported
from reports.quality_book import write_book
from schemas.quality import Quality

PAGE, BRIEF, BOOK, DATA = "index.html", "简报.docx", "数据.xlsx", "report.json"
SUITE, RESULTS = "suite.json", "results.json"
"""What Great Expectations was asked, and what it found, a key a scope."""


class AlreadyThere(Exception):
    """A report of that day is in the archive; it is kept unless its replacement is asked for."""


def write(reported: Reported, root: Path, *, replace: bool = False) -> Path:
    """Write the report into ``root/<day>``. Returns the folder.

    Raises :class:`AlreadyThere` where the day has one and ``replace`` is not set; then the old one
    moves to ``root/<day>.1`` (``.2``, …) first, so that nothing that was shown is lost.
    """
    target = root / folder_of(reported.quality.day)
    if target.exists() and not replace:
        raise AlreadyThere(str(target))
    partial = root / f".{target.name}.{os.getpid()}"
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    _fill(partial, reported.quality)
    _fill_suites(partial, reported.suites)
    if target.exists():
        target.rename(_older(target))
    partial.rename(target)
    return target


def headline_of(root: Path, day: date) -> str:
    """The first line of the day's archived report, ``""`` where it has none."""
    try:
        kept = (root / folder_of(day) / DATA).read_bytes()
    except FileNotFoundError:
        return ""
    return msgspec.json.decode(kept, type=Quality).headline


def folder_of(day: date) -> str:
    """The name of a day's folder."""
    return day.isoformat()


def _fill(folder: Path, report: Quality) -> None:
    (folder / PAGE).write_text(page(report), "utf-8")
    (folder / STYLE).write_text(style(), "utf-8")
    write_brief(report, folder / BRIEF)
    write_book(report, folder / BOOK)
    _write_json(folder / DATA, report)


def _fill_suites(folder: Path, suites: Sequence[Suite]) -> None:
    _write_json(folder / SUITE, {one.scope: one.suite for one in suites})
    _write_json(folder / RESULTS, {one.scope: one.results for one in suites})


def _write_json(path: Path, value: Any) -> None:
    path.write_bytes(msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n")


def _older(target: Path) -> Path:
    number = 1
    while (older := target.with_name(f"{target.name}.{number}")).exists():
        number += 1
    return older
