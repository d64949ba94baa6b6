"""Compound files ([MS-CFB]): which program wrote one, told by the streams in its directory.

Only the directory is read, never a stream's content.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from extractors.errors import UnreadableFile
from schemas.document import Kind

COMPOUND_MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER: Final = 512
_ENTRY: Final = 128
_MOST_SECTORS: Final = 4096
_MARKS: Final = 0xFFFFFFFA
"""Sector numbers from here up are marks (free, end of chain), not sectors."""
_WPS_STREAMS: Final = ("wps", "etext", "kso")
"""WPS Office leaves a stream of its own beside Word's or Excel's (WpsCustomData, ETExtData)."""


def compound_kind(path: Path) -> Kind:
    """DOC, WPS, XLS, ET or OTHER.

    Raises :class:`UnreadableFile`: ``encrypted`` for a password-protected .docx or .xlsx,
    ``truncated`` when the directory lies beyond the end of the file, ``malformed``.
    """
    names = names_in(path)
    if "EncryptedPackage" in names:
        raise UnreadableFile("encrypted")
    by_wps = any(name.lower().startswith(_WPS_STREAMS) for name in names)
    if "WordDocument" in names:
        return Kind.WPS if by_wps else Kind.DOC
    if names & {"Workbook", "Book"}:
        return Kind.ET if by_wps else Kind.XLS
    return Kind.OTHER


def names_in(path: Path) -> frozenset[str]:
    """The names of the file's streams and storages. Raises as :func:`compound_kind` does."""
    with path.open("rb") as file:
        return _stream_names(file)


@dataclass(frozen=True)
class _Sectors:
    """The file as numbered sectors of ``size`` bytes; the header fills the one before the first."""

    file: BinaryIO
    size: int

    def read(self, number: int) -> bytes:
        self.file.seek((number + 1) * self.size)
        piece = self.file.read(self.size)
        if len(piece) < _ENTRY:
            raise UnreadableFile("truncated")
        return piece

    def numbers(self, number: int) -> tuple[int, ...]:
        piece = self.read(number)
        return struct.unpack(f"<{len(piece) // 4}I", piece[: len(piece) & ~3])


def _stream_names(file: BinaryIO) -> frozenset[str]:
    header = file.read(_HEADER)
    if len(header) < _HEADER:
        raise UnreadableFile("truncated")
    shift = struct.unpack_from("<H", header, 30)[0]
    if shift not in (9, 12):
        raise UnreadableFile("malformed")
    sectors = _Sectors(file, 1 << shift)
    parts = tuple(_table_parts(sectors, header))
    names: set[str] = set()
    for number in _chain(sectors, parts, struct.unpack_from("<I", header, 48)[0]):
        names |= _entries(sectors.read(number))
    return frozenset(names)


def _table_parts(sectors: _Sectors, header: bytes) -> Iterator[int]:
    """The sectors that hold the allocation table: 109 in the header, the rest in a chain."""
    yield from struct.unpack_from("<109I", header, 76)
    at = struct.unpack_from("<I", header, 68)[0]
    for _ in range(_MOST_SECTORS):
        if at >= _MARKS:
            return
        *parts, at = sectors.numbers(at)
        yield from parts


def _chain(sectors: _Sectors, parts: tuple[int, ...], start: int) -> Iterator[int]:
    per_part = sectors.size // 4
    at = start
    for _ in range(_MOST_SECTORS):
        if at >= _MARKS:
            return
        yield at
        index, offset = divmod(at, per_part)
        if index >= len(parts) or parts[index] >= _MARKS:
            return
        at = sectors.numbers(parts[index])[offset]


def _entries(piece: bytes) -> set[str]:
    names = set()
    for start in range(0, len(piece) - _ENTRY + 1, _ENTRY):
        entry = piece[start : start + _ENTRY]
        length = struct.unpack_from("<H", entry, 64)[0]
        if entry[66] and 2 <= length <= 64:
            names.add(entry[: length - 2].decode("utf-16-le", errors="replace").strip("\x01\x05"))
    return names
