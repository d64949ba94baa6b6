"""Zip archives opened as data: members go to a folder by their content's hash, names stay names.

Runs inside the sandbox. Nothing is ever extracted to a path that an archive chose. Controls
(limits count real inflated bytes, for an archive with all that is nested in it): 500 MiB,
2,000 entries, 100:1 for entries over 1 MiB, three levels, no overlapping entries, no unsafe
names. Name encodings: PKWARE APPNOTE 4.4.4 (bit 11) and 4.6.9 (0x7075); else UTF-8, else GB18030.
"""

from __future__ import annotations

import hashlib
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Final

from msgspec import Struct

from extractors import archive_flags
from extractors.archive_names import Unsafe, member_path
from extractors.detect import kind_of
from extractors.errors import UnreadableFile
from schemas.document import Kind
from schemas.submission import Problem

MOST_BYTES: Final = 500 << 20
MOST_ENTRIES: Final = 2_000
MOST_RATIO: Final = 100
RATIO_FROM: Final = 1 << 20
MOST_DEPTH: Final = 3
_CHUNK: Final = 1 << 18
_LOCAL_HEADER: Final = 30
_LOCAL_SIGNATURE: Final = b"PK\x03\x04"
_ENCRYPTED: Final = 0x1
_SYMLINK: Final = 0o120000
_TYPE_BITS: Final = 0o170000
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError)

_TOO_MANY: Final = f"压缩包内文件超过{MOST_ENTRIES}个，请分批打包后提交。"
_TOO_BIG: Final = f"压缩包解压后超过{MOST_BYTES >> 20}MB，已停止处理，请分批打包后提交。"
_TOO_DEEP: Final = f"压缩包套压缩包超过{MOST_DEPTH}层，请直接打包材料原件后提交。"
_PASSWORD: Final = "压缩包设有密码，无法解压，请取消密码后重新提交。"
_METHOD: Final = "压缩包采用了不支持的压缩方式，请用系统自带的zip压缩重新打包后提交。"


class Member(Struct, frozen=True, omit_defaults=True):
    """One file of an archive. ``path`` is its name inside; ``disk`` where its content lies.

    ``members`` holds an opened archive's own files (``None`` for anything else); ``problem``
    says why the content is incomplete or a nested archive stayed closed.
    """

    path: tuple[str, ...]
    disk: str
    members: tuple[Member, ...] | None = None
    problem: Problem | None = None


@dataclass
class _Budget:
    """What is left of the limits, and the files made so far, for an outermost archive."""

    passwords: tuple[str, ...] = ()
    bytes_left: int = MOST_BYTES
    entries_left: int = MOST_ENTRIES
    made: list[Path] = field(default_factory=list)

    def take_entries(self, count: int) -> None:
        self.entries_left -= count
        if self.entries_left < 0:
            raise UnreadableFile("bomb", _TOO_MANY)

    def take_bytes(self, count: int) -> None:
        self.bytes_left -= count
        if self.bytes_left < 0:
            raise UnreadableFile("bomb", _TOO_BIG)

    @contextmanager
    def given_back_on_refusal(self) -> Iterator[None]:
        """What an archive took is free again when it is refused, on the disk as well."""
        before = self.bytes_left, self.entries_left, len(self.made)
        try:
            yield
        except UnreadableFile:
            self.bytes_left, self.entries_left, kept = before
            for path in self.made[kept:]:
                path.unlink(missing_ok=True)
            del self.made[kept:]
            raise


def unpack(path: Path, store: Path, passwords: tuple[str, ...] = ()) -> tuple[Member, ...]:
    """The files of the zip at ``path`` with those of nested zips, their content kept in ``store``.

    ``passwords`` are tried in order on archives that want one (the old cipher, not AES).

    Raises :class:`UnreadableFile` (``bomb``, ``unsafe_path``, ``encrypted``, ``malformed``,
    ``unsupported``) where the archive as a whole is refused; a nested archive that is refused,
    or a member that cannot be inflated, carries its problem and the rest goes on.
    """
    return _opened(path, store, _Budget(passwords), depth=1)


def _opened(path: Path, store: Path, budget: _Budget, depth: int) -> tuple[Member, ...]:
    if depth > MOST_DEPTH:
        raise UnreadableFile("bomb", _TOO_DEEP)
    try:
        with budget.given_back_on_refusal(), archive_flags.opened(path) as archive:
            entries = _checked(archive, path, budget)
            return tuple(
                _member(archive, entry, name, store, budget, depth) for entry, name in entries
            )
    except zipfile.BadZipFile as error:
        raise UnreadableFile("malformed") from error


def _checked(
    archive: zipfile.ZipFile, path: Path, budget: _Budget
) -> list[tuple[zipfile.ZipInfo, tuple[str, ...]]]:
    """The archive's files with their names, after the checks that need no inflating."""
    entries = archive.infolist()
    budget.take_entries(len(entries))
    _unlock(archive, entries, budget.passwords)
    _refuse_overlaps(entries, path, archive.start_dir)
    named: dict[tuple[str, ...], zipfile.ZipInfo] = {}
    for entry in entries:
        name = _safe_name(entry)
        if entry.is_dir() or not name:
            continue
        if name in named:
            raise UnreadableFile("unsafe_path", "压缩包内有同名文件，请重新打包后提交。")
        named[name] = entry
    return [(entry, name) for name, entry in named.items()]


def _unlock(
    archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], passwords: tuple[str, ...]
) -> None:
    locked = [entry for entry in entries if entry.flag_bits & _ENCRYPTED and not entry.is_dir()]
    if not locked:
        return
    smallest = min(locked, key=lambda entry: entry.compress_size)
    for key in (word.encode(encoding) for word in passwords for encoding in ("utf-8", "gb18030")):
        if _fits(archive, smallest, key):
            archive.setpassword(key)
            return
    raise UnreadableFile("encrypted", _PASSWORD)


def _fits(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, key: bytes) -> bool:
    """The cipher itself lets one wrong password in 256 pass: the content's checksum decides."""
    try:
        with archive.open(entry, pwd=key) as member:
            while member.read(_CHUNK):
                pass
    except (*_BROKEN, NotImplementedError):
        return False
    return True


def _safe_name(entry: zipfile.ZipInfo) -> tuple[str, ...]:
    if (entry.external_attr >> 16) & _TYPE_BITS == _SYMLINK:
        raise UnreadableFile("unsafe_path")
    try:
        return member_path(entry)
    except Unsafe as error:
        raise UnreadableFile("unsafe_path") from error


def _refuse_overlaps(entries: list[zipfile.ZipInfo], path: Path, directory: int) -> None:
    """Every byte belongs to one entry at most: [local header, end of data] ranges are disjoint."""
    with path.open("rb") as file:
        ranges = sorted(_range_of(entry, file.fileno()) for entry in entries)
    if any(end > directory for _, end in ranges):
        raise UnreadableFile("malformed")
    if any(start < end for (_, end), (start, _) in pairwise(ranges)):
        raise UnreadableFile("bomb")


def _range_of(entry: zipfile.ZipInfo, descriptor: int) -> tuple[int, int]:
    start = entry.header_offset
    header = os.pread(descriptor, _LOCAL_HEADER, start) if start >= 0 else b""
    if len(header) < _LOCAL_HEADER or not header.startswith(_LOCAL_SIGNATURE):
        raise UnreadableFile("malformed")
    names = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    return start, start + _LOCAL_HEADER + names + entry.compress_size


def _member(
    archive: zipfile.ZipFile,
    entry: zipfile.ZipInfo,
    name: tuple[str, ...],
    store: Path,
    budget: _Budget,
    depth: int,
) -> Member:
    disk, problem = _stored(archive, entry, store, budget)
    if problem:
        return Member(name, str(disk), problem=problem)
    return _nested(name, disk, store, budget, depth)


def _nested(name: tuple[str, ...], disk: Path, store: Path, budget: _Budget, depth: int) -> Member:
    """The member, opened where it is an archive itself."""
    try:
        if kind_of(disk) is not Kind.ZIP:
            return Member(name, str(disk))
        return Member(name, str(disk), members=_opened(disk, store, budget, depth + 1))
    except UnreadableFile as error:
        return Member(name, str(disk), problem=error.problem)


def _stored(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, store: Path, budget: _Budget
) -> tuple[Path, Problem | None]:
    """The member's content in ``store``, as far as it could be inflated."""
    part = store / f"part-{os.getpid()}"
    try:
        digest, problem = _inflated(archive, entry, part, budget)
    except UnreadableFile:
        part.unlink()
        raise
    disk = store / digest
    if not disk.exists():
        budget.made.append(disk)
    part.replace(disk)
    return disk, problem


def _inflated(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, part: Path, budget: _Budget
) -> tuple[str, Problem | None]:
    """Write the member to ``part``: its SHA-256, and what kept it from being whole."""
    digest = hashlib.sha256()
    with part.open("wb") as file:
        try:
            for piece in _pieces(archive, entry, budget):
                digest.update(piece)
                file.write(piece)
        except NotImplementedError:
            return digest.hexdigest(), UnreadableFile("unsupported", _METHOD).problem
        except _BROKEN:
            return digest.hexdigest(), UnreadableFile("malformed").problem
    return digest.hexdigest(), None


def _pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: _Budget) -> Iterator[bytes]:
    total = 0
    with archive.open(entry) as member:
        while piece := member.read(_CHUNK):
            total += len(piece)
            budget.take_bytes(len(piece))
            if total > max(RATIO_FROM, MOST_RATIO * entry.compress_size):
                raise UnreadableFile("bomb")
            yield piece
