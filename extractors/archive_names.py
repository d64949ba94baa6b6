"""Names in zip archives: which characters they were, and whether they are safe as data."""

from __future__ import annotations

import re
import struct
import unicodedata
import zlib
from typing import Final
from zipfile import ZipInfo

_UTF8_FLAG: Final = 0x800
_UNICODE_PATH: Final = 0x7075
_DRIVE: Final = re.compile(r"[A-Za-z]:")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")
_LONGEST: Final = 255
"""Bytes that a file system allows a name."""


class Unsafe(ValueError):
    """A name that leaves its folder, or that no file system should be given."""


def member_path(entry: ZipInfo) -> tuple[str, ...]:
    """The entry's name as its folders and file, ``()`` for a folder's own entry.

    Backslashes written by old Windows packers separate folders too. Raises :class:`Unsafe` for
    absolute, drive and parent paths, control characters and overlong names.
    """
    name = unicodedata.normalize("NFC", decoded_name(entry)).replace("\\", "/")
    if name.startswith("/") or _DRIVE.match(name) or _CONTROL.search(name):
        raise Unsafe
    parts = tuple(part for part in name.split("/") if part not in ("", "."))
    if any(part.strip(". ") == "" or len(part.encode()) > _LONGEST for part in parts):
        raise Unsafe
    return () if name.endswith("/") else parts


def decoded_name(entry: ZipInfo) -> str:
    """The name as its writer meant it: flagged UTF-8, Unicode extra field, UTF-8 or GB18030."""
    if entry.flag_bits & _UTF8_FLAG:
        return entry.orig_filename
    raw = entry.orig_filename.encode("cp437")
    return _unicode_path(entry.extra, raw) or decode_name(raw)


def decode_name(raw: bytes) -> str:
    """Name bytes of unknown encoding: UTF-8 where that fits, else GB18030 (Windows in China)."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", errors="replace")


def _unicode_path(extra: bytes, raw: bytes) -> str:
    """The name in Info-ZIP's extra field 0x7075, where it belongs to this very name."""
    while len(extra) >= 4:
        tag, size = struct.unpack_from("<HH", extra)
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if tag != _UNICODE_PATH or len(field) < 5 or field[0] != 1:
            continue
        if struct.unpack_from("<I", field, 1)[0] == zlib.crc32(raw):
            return field[5:].decode("utf-8", errors="replace")
    return ""
