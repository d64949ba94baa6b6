"""Originals on disk by content hash: written whole, once, readable by the owner only."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def place(folder: Path, sha256: str) -> Path:
    """Where the original with this hash lies."""
    return folder / sha256[:2] / sha256


def keep(folder: Path, sha256: str, source: Path) -> Path:
    """Copy ``source`` to its place unless it is there: temporary file, fsync, rename."""
    target = place(folder, sha256)
    if target.exists():
        return target
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = target.with_name(f".{sha256}.{os.getpid()}")
    with source.open("rb") as reader, partial.open("wb") as writer:
        partial.chmod(0o600)
        shutil.copyfileobj(reader, writer)
        writer.flush()
        os.fsync(writer.fileno())
    partial.rename(target)
    return target
