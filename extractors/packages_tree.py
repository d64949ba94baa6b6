"""What lies under the PATHs: folders walked, archives opened, every file glanced into.

The parent only lists folders; archives and files are opened in sandboxed children, one child
for many of them.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import msgspec

from extractors import sandbox
from extractors.archive_names import decode_name
from extractors.archives import Member, unpack
from extractors.errors import UnreadableFile
from extractors.glimpse import Glimpse, Look, look
from extractors.packages_model import Holder, Leaf, Node
from extractors.packages_unlock import Keys
from extractors.sandbox import ChildFailedError, Limits
from schemas.document import Kind
from schemas.submission import Problem

_LOOKING: Final = Limits(cpu_seconds=10, wall_seconds=20)
_A_CHILDS_WORTH: Final = 32
"""So many files are worth another child: a batch is looked into on all cores."""
_UNPACKING: Final = Limits(cpu_seconds=60, wall_seconds=120)
_STRAY: Final = re.compile(
    r"[.]|~\$|~WRL|Thumbs\.db$|desktop\.ini$|__MACOSX$|\$RECYCLE\.BIN$|System Volume Information$"
    r"|@eaDir$|.*\.(?:tmp|temp|bak|wbk|asd|lnk)$|.*~$",
    re.IGNORECASE,
)
_OFFICE_NAME: Final = re.compile(r".*\.(?:docx|xlsx|pptx|docm|xlsm|dotx)$", re.IGNORECASE)
_ARCHIVE_NAME: Final = re.compile(r".*\.(zip|rar|7z|tar|gz|tgz|bz2|xz)$", re.IGNORECASE)
_ENDINGS: Final = {
    (Kind.DOC, "wps"): Kind.WPS,
    (Kind.WPS, "doc"): Kind.DOC,
    (Kind.XLS, "et"): Kind.ET,
    (Kind.ET, "xls"): Kind.XLS,
}
_NOT_ZIP: Final = "暂不支持{}压缩包，请改用.zip格式重新打包后提交。"
_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Met:
    """A file or folder as met, before anybody looked inside. ``children`` is ``None`` for a file."""

    name: str
    disk: Path
    children: tuple[_Met, ...] | None = None
    problem: Problem | None = None

    def files(self) -> Iterator[_Met]:
        if self.children is None:
            yield self
        for child in self.children or ():
            yield from child.files()


def grow(paths: Sequence[Path], store: Path, passwords: Sequence[str] = ()) -> tuple[Node, ...]:
    """One tree for each of ``paths``; archives' members are kept in ``store``.

    Raises :class:`UnreadableFile` ``not_found`` for a path that does not exist.
    """
    met = [_walk(path) for path in paths]
    keys = Keys(store, tuple(passwords))
    looks = _look_all({file.disk for one in met for file in one.files()}, keys)
    opened = _open_archives([file for one in met for file in one.files()], looks, keys)
    met = [_with_members(one, opened) for one in met]
    looks |= _look_all({file.disk for one in met for file in one.files()} - looks.keys(), keys)
    return tuple(_planted(one, (), looks) for one in met)


def is_stray(name: str) -> bool:
    """Whether a name is an operating system's or an office suite's leaving, nobody's material."""
    return bool(_STRAY.match(name))


def _walk(path: Path) -> _Met:
    if not path.exists():
        raise UnreadableFile("not_found", f"路径不存在：{path}，请检查后重试。")
    name = _readable(path.resolve().name)
    return _Met(name, path, tuple(_inside(path)) if path.is_dir() else None)


def _inside(folder: Path) -> Iterator[_Met]:
    """What a folder holds. Links are not followed: what they name inside the tree is met there."""
    with os.scandir(folder) as entries:
        kept = [entry for entry in entries if not entry.is_symlink()]
    for name, entry in sorted((_readable(entry.name), entry.path) for entry in kept):
        path = Path(entry)
        if is_stray(name):
            continue
        if path.is_dir():
            yield _Met(name, path, tuple(_inside(path)))
        elif path.is_file():
            yield _Met(name, path)


def _readable(name: str) -> str:
    """A name on disk as its characters, composed: folders unpacked elsewhere may be in GBK."""
    return unicodedata.normalize("NFC", decode_name(os.fsencode(name)))


def _look_all(disks: set[Path], keys: Keys) -> dict[Path, Look]:
    ordered = sorted(disks)
    children = min(len(os.sched_getaffinity(0)), 1 + len(ordered) // _A_CHILDS_WORTH)
    calls = [(disk, keys) for disk in ordered]
    outcomes = sandbox.map_beside(look, calls, children=children, limits=_LOOKING)
    return {
        disk: outcome if isinstance(outcome, Look) else _unlooked(disk, outcome)
        for disk, outcome in zip(ordered, outcomes, strict=True)
    }


def _unlooked(disk: Path, outcome: UnreadableFile | ChildFailedError) -> Look:
    """A file that killed its child keeps the reason; a bug of ours leaves it to its reader."""
    with disk.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    problem = outcome.problem if isinstance(outcome, UnreadableFile) else None
    if problem is None:
        _log.error("a quick look failed: %s", outcome)
    return Look(digest, disk.stat().st_size, Glimpse(Kind.OTHER, problem=problem))


def _open_archives(
    files: Sequence[_Met], looks: dict[Path, Look], keys: Keys
) -> dict[Path, tuple[Member, ...] | Problem]:
    disks = sorted({file.disk for file in files if _is_archive(file, looks[file.disk])})
    keys.store.mkdir(parents=True, exist_ok=True, mode=0o700)
    calls = [(disk, keys.store, keys.passwords) for disk in disks]
    outcomes = sandbox.map_each(unpack, calls, limits=_UNPACKING)
    return {
        disk: outcome if isinstance(outcome, tuple) else _unopened(outcome)
        for disk, outcome in zip(disks, outcomes, strict=True)
    }


def _unopened(outcome: UnreadableFile | ChildFailedError) -> Problem:
    """Why an archive stays closed; a bug of ours is told to the log and costs this archive only."""
    if isinstance(outcome, UnreadableFile):
        return outcome.problem
    _log.error("an archive could not be opened: %s", outcome)
    return UnreadableFile("crashed").problem


def _is_archive(file: _Met, seen: Look) -> bool:
    """A zip; but an Office file that lost its parts is a broken Office file, not a folder."""
    return seen.glimpse.kind is Kind.ZIP and not _OFFICE_NAME.match(file.name)


def _with_members(met: _Met, opened: dict[Path, tuple[Member, ...] | Problem]) -> _Met:
    if met.children is not None:
        return replace(met, children=tuple(_with_members(one, opened) for one in met.children))
    members = opened.get(met.disk)
    if isinstance(members, Problem):
        return replace(met, problem=members)
    if members is None or _OFFICE_NAME.match(met.name):
        return met
    return replace(met, children=_folders(members, met.disk))


def _folders(members: Sequence[Member], archive: Path) -> tuple[_Met, ...]:
    """An archive's members as the folders that their names describe, stray ones left out."""
    inside: dict[str, list[Member]] = {}
    for member in members:
        if not is_stray(member.path[0]):
            inside.setdefault(member.path[0], []).append(member)
    return tuple(_named(name, inside[name], archive) for name in sorted(inside))


def _named(name: str, members: Sequence[Member], archive: Path) -> _Met:
    first = members[0]
    deeper = [msgspec.structs.replace(one, path=one.path[1:]) for one in members if one.path[1:]]
    if deeper:
        return _Met(name, archive, _folders(deeper, archive))
    disk = Path(first.disk)
    nested = None if first.members is None else _folders(first.members, disk)
    return _Met(name, disk, nested, first.problem)


def _planted(met: _Met, path: tuple[str, ...], looks: dict[Path, Look]) -> Node:
    if met.children is not None:
        children = tuple(_planted(one, (*path, one.name), looks) for one in met.children)
        return Holder(path, _bare(met), children)
    return _leaf(met, path or (met.name,), looks[met.disk])


def _bare(met: _Met) -> str:
    return (
        met.name[:-4] if met.name.lower().endswith(".zip") and not met.disk.is_dir() else met.name
    )


def _leaf(met: _Met, path: tuple[str, ...], seen: Look) -> Leaf:
    archive = _ARCHIVE_NAME.match(met.name)
    problem = met.problem or seen.glimpse.problem or _closed_for_good(met, seen, archive)
    kind = _called(met.name, seen.glimpse.kind)
    glimpse = msgspec.structs.replace(seen.glimpse, problem=problem, kind=kind)
    return Leaf(path, met.disk, msgspec.structs.replace(seen, glimpse=glimpse), bool(archive))


def _called(name: str, kind: Kind) -> Kind:
    """Of Word's and WPS's compound files, which are alike inside, the ending says whose it is."""
    return _ENDINGS.get((kind, name.lower().rpartition(".")[2]), kind)


def _closed_for_good(met: _Met, seen: Look, archive: re.Match[str] | None) -> Problem | None:
    if seen.glimpse.kind is Kind.ZIP and not met.problem:
        return UnreadableFile("wrong_kind").problem
    if archive and seen.glimpse.kind is Kind.OTHER:
        return UnreadableFile("unsupported", _NOT_ZIP.format(archive[1])).problem
    return None
