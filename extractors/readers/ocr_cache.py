"""Recognised pages kept by what they show, so that no page is read twice.

A page is some hundred kilobytes of data under the SHA-256 of its pixels and of the code's
version, in the folder that the caller names (``ocr_room.remember_in``). Without one pages are
remembered in this process only: ``check`` on a lone file leaves nothing behind. Whatever cannot be
read or written back is simply not there: a cache may lose everything at any time.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

from extractors.readers import ocr, ocr_room
from extractors.readers.ocr import Pixels
from extractors.readers.scan_page import Page

READER: Final = "7"
"""Raised whenever the same picture would be read differently."""

_SEED = b"lingtan page "
_MEMORY: dict[str, bytes] = {}
_MOST = 200  # pages in memory
_decoder = msgspec.msgpack.Decoder(Page)


def key_of(picture: Pixels, size: tuple[float, float]) -> str:
    """The name of a page by its pixels, its size in points and the code that would read it."""
    digest = hashlib.sha256(_SEED + ocr.VERSION.encode() + READER.encode())
    digest.update(repr((picture.shape, size)).encode())
    digest.update(picture.tobytes())
    return digest.hexdigest()


def recall(key: str) -> Page | None:
    """The page kept under ``key``; ``None`` where there is none, or none that can be believed."""
    data = _MEMORY.get(key) or _stored(key)
    if data is None or data[:32] != hashlib.sha256(data[32:]).digest():
        return None
    with suppress(msgspec.MsgspecError):
        return _decoder.decode(data[32:])
    return None


def keep(key: str, page: Page) -> None:
    """Keep ``page`` under ``key``, with its own checksum before it."""
    body = msgspec.msgpack.encode(page)
    data = hashlib.sha256(body).digest() + body
    if len(_MEMORY) < _MOST:
        _MEMORY[key] = data
    with suppress(OSError):  # a full or read-only disk costs time, never a page
        _store(key, data)


def _path(key: str) -> Path | None:
    root = ocr_room.folder()
    return root / key[:2] / f"{key}.page" if root else None


def _stored(key: str) -> bytes | None:
    path = _path(key)
    with suppress(OSError):
        return path.read_bytes() if path else None
    return None


def _store(key: str, data: bytes) -> None:
    path = _path(key)
    if path is None:
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, scratch = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(scratch).replace(path)
    except OSError:
        Path(scratch).unlink(missing_ok=True)
        raise
