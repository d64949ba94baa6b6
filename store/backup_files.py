"""The files of a backup: originals by their hash, and what lies beside them in the workspace."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from hashlib import file_digest
from pathlib import Path, PurePosixPath
from typing import Final

from msgspec import Struct

from store import blobs
from store.depot import Depot, keep

BESIDE: Final = ("papers", "uploads", "secret.key")
"""Of the workspace: papers made, what was handed in through the desk, and what sessions are signed
with. Archived reports and drawn pages can be made again or are copied by hand."""


_HASH: Final = 64
"""Letters of an original's name."""


class BackupError(Exception):
    """A backup that cannot be made or used; the message says why in one Chinese line."""


class Kept(Struct, frozen=True):
    """A file by its path inside the workspace, with the hash of its content."""

    path: str
    sha256: str


def bring_originals(depot: Depot, target: Path) -> list[str]:
    """Every original into a backup, from wherever it is kept. Returns their hashes.

    Raises :class:`BackupError` for an address that does not answer.
    """
    if not depot.address:
        return _copied(depot.folder, target)
    try:
        kept = [PurePosixPath(name) for name in blobs.names(depot.address)]
        found = [name for name in kept if _is_original(name)]
        for name in found:
            blobs.download(depot.address, str(name), target / name)
    except OSError as error:
        raise BackupError(f"原件取不到：{error}") from error
    return [name.name for name in found]


def send_originals(source: Path, depot: Depot) -> None:
    """Every original of a backup to where they are kept, unless it is there."""
    if not depot.address:
        _copied(source, depot.folder)
        return
    for path in source.glob("??/*"):
        keep(depot, path.name, path)


def _is_original(name: PurePosixPath) -> bool:
    return len(name.parts) == 2 and len(name.name) == _HASH and name.parts[0] == name.name[:2]


def _copied(source: Path, target: Path) -> list[str]:
    """Every original copied to its place unless it is there. Returns their hashes."""
    found = [path for path in source.glob("??/*") if not path.name.startswith(".")]
    for path in found:
        place = target / path.parent.name / path.name
        if not place.exists():
            _copy(path, place)
    return [path.name for path in found]


def check_originals(folder: Path, hashes: tuple[str, ...]) -> None:
    """Raises :class:`BackupError` for an original that is missing or not what its name says."""
    for name in hashes:
        path = folder / name[:2] / name
        if not path.exists():
            raise BackupError(f"备份缺少原件 {name[:12]}…")
        if _digest(path) != name:
            raise BackupError(f"备份中的原件 {name[:12]}… 已损坏")


def keep_beside(workspace: Path, folder: Path) -> Iterator[Kept]:
    """Copy what belongs to a backup into ``folder``; what is just being received may be cut off."""
    for path in sorted(_files(workspace)):
        place = folder / path.relative_to(workspace)
        try:
            _copy(path, place)
        except FileNotFoundError:  # an upload that was thrown away meanwhile
            continue
        yield Kept(path.relative_to(workspace).as_posix(), _digest(place))


def _files(workspace: Path) -> Iterator[Path]:
    for name in BESIDE:
        top = workspace / name
        for path in (top, *top.rglob("*")):
            if path.is_file() and not path.is_symlink():
                yield path


def check_beside(folder: Path, files: tuple[Kept, ...]) -> None:
    """Raises :class:`BackupError` for a file that is missing, changed, or would lie elsewhere."""
    for file in files:
        parts = PurePosixPath(file.path).parts
        if ".." in parts or not parts or parts[0] not in BESIDE:
            raise BackupError(f"备份清单中的路径不对：{file.path}")
        path = folder / file.path
        if not path.is_file() or _digest(path) != file.sha256:
            raise BackupError(f"备份缺少文件或文件已损坏：{file.path}")


def restore_beside(folder: Path, workspace: Path, files: tuple[Kept, ...]) -> None:
    """Put the files back where they lay; the workspace's new secret gives way to the old one."""
    for file in files:
        _copy(folder / file.path, workspace / file.path)


def _copy(source: Path, place: Path) -> None:
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = place.with_name(f".{place.name[:100]}.{os.getpid()}")
    shutil.copy2(source, partial)
    partial.rename(place)


def _digest(path: Path) -> str:
    with path.open("rb") as content:
        return file_digest(content, "sha256").hexdigest()
