"""What recognition needs of the process around it: room to grow, a folder to remember in.

Imports nothing heavy: digital files come by here too.
"""

from __future__ import annotations

import resource
from pathlib import Path
from typing import Final

LEAST: Final = 3 << 29
"""Bytes of address space that two dense pages took at most: 1.5 GiB."""


class NoRoomError(MemoryError):
    """A page wants recognition and this process may not grow so far; a child with more room may."""


def claim() -> None:
    """Raise :class:`NoRoomError` where the address space is too small for the networks.

    onnxruntime would fail halfway. The page must not count as unreadable: nobody tried to read it.
    """
    soft, _ = resource.getrlimit(resource.RLIMIT_AS)
    if soft != resource.RLIM_INFINITY and soft < LEAST:
        raise NoRoomError


_folders: list[Path] = []


def remember_in(folder: Path | None) -> None:
    """Keep recognised pages under ``folder`` from now on; ``None``: in this process only."""
    _folders[:] = [folder] if folder else []


def folder() -> Path | None:
    """Where recognised pages are kept."""
    return _folders[0] if _folders else None
