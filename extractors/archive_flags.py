"""Zips whose entries announce UTF-8 and are named in something else (some packers in China): opened all the same.

Python's zipfile refuses such an archive as a whole. Here the announcement is taken back in a copy, entry by entry where
it does not hold; then :func:`extractors.archive_names.decoded_name` tells the encoding as of any unmarked name.
"""

from __future__ import annotations

import mmap
import shutil
import struct
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

_END: Final = b"PK\x05\x06"
_ENTRY: Final = b"PK\x01\x02"
_HEADER: Final = b"PK\x03\x04"
_ENTRY_BYTES: Final = 46
_END_BYTES: Final = 22
_UTF8_FLAG: Final = 0x08
"""Bit 11 of the flags, in their second byte (PKWARE APPNOTE 4.4.4)."""


def opened(path: Path) -> zipfile.ZipFile:
    """The archive at ``path``, to be closed.

    Raises ``zipfile.BadZipFile``, also for versions that the library does not know, and ``OSError``.
    """
    try:
        try:
            return zipfile.ZipFile(path)
        except UnicodeDecodeError:
            return zipfile.ZipFile(_unannounced(path))
    except (NotImplementedError, UnicodeDecodeError) as error:
        raise zipfile.BadZipFile(str(error)) from error


def _unannounced(path: Path) -> IO[bytes]:
    copy = tempfile.TemporaryFile()  # noqa: SIM115 - gone with the archive that reads it
    with path.open("rb") as original:
        shutil.copyfileobj(original, copy)
    copy.flush()
    with mmap.mmap(copy.fileno(), 0) as content:
        for start, name in _entries(content):
            if not _is_utf8(name):
                _take_back(content, start)
    return copy


def _take_back(content: mmap.mmap, start: int) -> None:
    """The announcement in the directory's entry, and in the header before the content."""
    content[start + 9] &= ~_UTF8_FLAG
    (header,) = struct.unpack_from("<I", content, start + 42)
    if content[header : header + 4] == _HEADER:
        content[header + 7] &= ~_UTF8_FLAG


def _entries(content: mmap.mmap) -> Iterator[tuple[int, bytes]]:
    """Where each entry of the directory at the archive's end begins, and the bytes of its name."""
    end = content.rfind(_END)
    if end < 0 or len(content) < end + _END_BYTES:
        return
    (size,) = struct.unpack_from("<I", content, end + 12)
    start = end - size
    while start >= 0 and content[start : start + 4] == _ENTRY and start + _ENTRY_BYTES <= end:
        name, extra, comment = struct.unpack_from("<HHH", content, start + 28)
        yield start, content[start + _ENTRY_BYTES : start + _ENTRY_BYTES + name]
        start += _ENTRY_BYTES + name + extra + comment


def _is_utf8(name: bytes) -> bool:
    try:
        name.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
