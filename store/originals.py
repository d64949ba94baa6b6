"""Originals on disk by content hash: written whole, once, readable by the owner only."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4


def place(folder: Path, sha256: str) -> Path:
    """Where the original with this hash lies."""
    return folder / sha256[:2] / sha256


def keep(folder: Path, sha256: str, source: Path) -> Path:
    """Copy ``source`` to its place unless it is there: temporary file, fsync, rename.

    Raises ``OSError`` where the disk is full, and then leaves nothing behind.
    """
    target = place(folder, sha256)
    if target.exists():
        return target
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (
        _locked(folder, fcntl.LOCK_SH),
        source.open("rb") as reader,
        _appearing(target) as writer,
    ):
        shutil.copyfileobj(reader, writer)
    return target


def sweep(folder: Path) -> int:
    """Remove what killed runs left half written. Returns how many files; 0 while somebody writes."""
    if not folder.is_dir():
        return 0
    try:
        with _locked(folder, fcntl.LOCK_EX | fcntl.LOCK_NB):
            left = list(folder.glob("??/.*"))
            for partial in left:
                partial.unlink()
    except BlockingIOError:
        return 0
    return len(left)


@contextmanager
def _locked(folder: Path, how: int) -> Iterator[None]:
    """Everybody who writes shares the lock on the folder itself; the kernel frees a killed one's."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, how)
        yield
    finally:
        os.close(handle)


@contextmanager
def _appearing(target: Path) -> Iterator[BinaryIO]:
    """A file that is there once it is whole, and it and its name are on the disk."""
    partial = target.with_name(f".{target.name}.{uuid4().hex[:8]}")
    try:
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        partial.rename(target)
        _sync(target.parent)
    finally:
        partial.unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
