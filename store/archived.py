"""The archived quality reports of a workspace, as the desk lists and serves them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from store.models import Night

PAGE: Final = "index.html"
SERVED: Final = {
    PAGE: "text/html; charset=utf-8",
    "report.css": "text/css; charset=utf-8",
    "简报.docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "数据.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""The files of a report that are served; the others are for the next night."""
_FOLDER: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?:\.(\d{1,3}))?")


class _Line(Struct, frozen=True):
    headline: str = ""


class Report(Struct, frozen=True):
    """One archived report; ``older`` counts the replacement that moved it aside, 0 for the day's own."""

    name: str
    day: date
    older: int
    headline: str
    files: tuple[str, ...]


class Trouble(Struct, frozen=True):
    """The last night did not end well."""

    day: date
    sentence: str


def reports(root: Path) -> list[Report]:
    """Every report in the archive, the newest day first, the day's own before what it replaced."""
    found = [_report(folder) for folder in _folders(root)]
    return sorted(found, key=lambda report: (-report.day.toordinal(), report.older))


def file_of(root: Path, name: str, file: str) -> Path | None:
    """A served file of the report ``name``; ``None`` for anything that is not one."""
    if file not in SERVED or _day(name) is None:
        return None
    path = root / name / file
    inside = path.resolve().parent == (root / name).resolve()
    return path if inside and path.is_file() else None


def last_trouble() -> Trouble | None:
    """What the last night that was begun failed at; ``None`` where it ended well or still runs."""
    night = Night.objects.order_by("-day").first()
    if night is None or night.state != "failed":
        return None
    problem = night.problem.strip().splitlines()
    why = f"：{problem[0][:200]}" if problem else "。"
    sentence = f"在“{night.step}”一步失败（第{night.attempts}次）{why}"
    return Trouble(night.day, sentence)


def _folders(root: Path) -> Iterator[Path]:
    if not root.is_dir():
        return
    for folder in root.iterdir():
        if _day(folder.name) is not None and (folder / PAGE).is_file():
            yield folder


def _day(name: str) -> date | None:
    match = _FOLDER.fullmatch(name)
    try:
        return date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None


def _report(folder: Path) -> Report:
    day, _, older = folder.name.partition(".")
    files = tuple(name for name in SERVED if (folder / name).is_file())
    return Report(folder.name, date.fromisoformat(day), int(older or 0), _headline(folder), files)


def _headline(folder: Path) -> str:
    try:
        return msgspec.json.decode((folder / "report.json").read_bytes(), type=_Line).headline
    except (OSError, msgspec.MsgspecError):
        return ""
