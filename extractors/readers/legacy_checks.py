"""Old and foreign office files looked at before LibreOffice is: whole, open, of bearable size.

LibreOffice reads a file that breaks off as far as it goes and says nothing, which would lose
figures in silence. Structures: [MS-CFB] 2.3 (sector allocation), RTF 1.9.1 (one group from brace
to brace), ODF 1.2 part 3 (encryption stated in the manifest).
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

import olefile

from extractors.compound import names_in
from extractors.errors import UnreadableFile
from schemas.document import Kind

COMPOUND: Final = frozenset((Kind.DOC, Kind.WPS, Kind.XLS, Kind.ET))
OPENDOCUMENT: Final = frozenset((Kind.ODT, Kind.ODS))
LEGACY: Final = COMPOUND | OPENDOCUMENT | {Kind.RTF}
"""Kinds that are read by way of LibreOffice."""
_MOST_BYTES: Final = 100 << 20
_MOST_INFLATED: Final = 300 << 20
_FREE: Final = 0xFFFFFFFF
_PADDING: Final = b"\0\r\n\t \x1a"
_BROKEN_ZIP: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError)
_VBA: Final = frozenset(("macros", "_vba_project_cur", "vba", "_vba_project"))
_ESCAPED: Final = re.compile(rb"\\[\\{}]")
_BINARY: Final = re.compile(rb"\\bin\d")


def refuse_unfit(path: Path, kind: Kind) -> None:
    """Nothing for a file that may be converted and for kinds that need not be.

    Raises :class:`UnreadableFile` ``too_large``, ``truncated``, ``encrypted``, ``bomb`` or
    ``malformed``.
    """
    if kind not in LEGACY:
        return
    if path.stat().st_size > _MOST_BYTES:
        raise UnreadableFile("too_large")
    if kind in COMPOUND:
        _refuse_compound(path)
    elif kind is Kind.RTF:
        _refuse_open_group(path)
    else:
        _refuse_opendocument(path)


def has_macros(path: Path, kind: Kind) -> bool:
    """Whether the file carries a program of its own (it is never run)."""
    if kind in COMPOUND:
        return not _VBA.isdisjoint(name.lower() for name in names_in(path))
    if kind in OPENDOCUMENT:
        with zipfile.ZipFile(path) as archive:
            return any(name.startswith(("Basic/", "Scripts/")) for name in archive.namelist())
    return False


def _refuse_compound(path: Path) -> None:
    try:
        with closing(olefile.OleFileIO(path)) as file:
            used = max((i for i, mark in enumerate(file.fat) if mark != _FREE), default=0)
            beyond = (used + 1) * file.sector_size >= path.stat().st_size
            tangled = _is_tangled(file)
    except (OSError, IndexError, ValueError, OverflowError, struct.error) as error:
        raise UnreadableFile("malformed") from error
    if beyond:
        raise UnreadableFile("truncated")
    if tangled:
        raise UnreadableFile("malformed")
    from extractors import sealed_office  # brings msoffcrypto

    if sealed_office.is_locked(path):
        raise UnreadableFile("encrypted")


def _is_tangled(file: olefile.OleFileIO) -> bool:
    """Whether two streams claim one sector, or one claims it twice: text would be read again."""
    streams = [entry for entry in file.direntries if entry is not None and entry.size]
    file.loadminifat()
    large = [entry for entry in streams if not entry.is_minifat]
    small = [entry for entry in streams if entry.is_minifat]
    return _repeats(large, file.fat, file.sector_size) or _repeats(
        small, file.minifat, file.mini_sector_size
    )


def _repeats(
    streams: Sequence[olefile.OleDirectoryEntry], table: Sequence[int], sector: int
) -> bool:
    taken: set[int] = set()
    for entry in streams:
        at, left = entry.isectStart, -(-entry.size // sector)
        while left > 0 and at < len(table):
            if at in taken:
                return True
            taken.add(at)
            at, left = table[at], left - 1
    return False


def _refuse_open_group(path: Path) -> None:
    data = path.read_bytes()
    braces = b"" if _BINARY.search(data) else _ESCAPED.sub(b"", data)
    open_groups = braces.count(b"{") - braces.count(b"}")
    if open_groups > 0 or not data.rstrip(_PADDING).endswith(b"}"):
        raise UnreadableFile("truncated")


def _refuse_opendocument(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MOST_INFLATED:
                raise UnreadableFile("bomb")
            if b"encryption-data" in _manifest(archive):
                raise UnreadableFile("encrypted")
            if archive.testzip():
                raise UnreadableFile("malformed")
    except _BROKEN_ZIP as error:
        raise UnreadableFile("malformed") from error


def _manifest(archive: zipfile.ZipFile) -> bytes:
    listed = "META-INF/manifest.xml"
    return archive.read(listed) if listed in archive.namelist() else b""
