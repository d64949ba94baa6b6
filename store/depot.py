"""Where originals are kept, by content hash: a folder of this host, or an address beyond it.

A folder has the guarantees of :mod:`store.originals`. An address holds the same files under the same names; this
host's copies of them lie in a folder that may be emptied at any time.
"""

from __future__ import annotations

from hashlib import file_digest
from pathlib import Path
from uuid import uuid4

from msgspec import Struct

from store import blobs, originals


class OriginalLost(OSError):
    """An original that is not at its place, or not what its name says."""


class Depot(Struct, frozen=True):
    """``folder`` holds the originals or, where ``address`` is set, this host's copies of those there."""

    folder: Path
    address: str = ""

    @property
    def root(self) -> str:
        """The address that every host uses: the folder itself where there is no other."""
        return self.address or str(self.folder)


def at(address: str, copies: Path) -> Depot:
    """The depot at an address; ``copies`` is this host's folder for one beyond its file system."""
    folder = blobs.folder_of(address)
    return Depot(folder) if folder else Depot(copies, address.rstrip("/"))


def keep(depot: Depot, sha256: str, source: Path) -> None:
    """Bring ``source`` to its place unless it is there, whole."""
    if not depot.address:
        originals.keep(depot.folder, sha256, source)
    elif blobs.size(depot.address, _name(sha256)) != source.stat().st_size:
        blobs.upload(depot.address, _name(sha256), source)


def fetch(depot: Depot, sha256: str) -> Path:
    """The original on this host's file system. Raises :class:`OriginalLost`, and what the driver raises."""
    place = originals.place(depot.folder, sha256)
    if place.exists():
        return place
    if not depot.address:
        raise OriginalLost(sha256)
    fresh = place.with_name(f".{sha256}.{uuid4().hex[:8]}")
    try:
        blobs.download(depot.address, _name(sha256), fresh)
    except FileNotFoundError as error:
        raise OriginalLost(sha256) from error
    _check(fresh, sha256)
    fresh.rename(place)
    return place


def _check(path: Path, sha256: str) -> None:
    with path.open("rb") as content:
        if file_digest(content, "sha256").hexdigest() == sha256:
            return
    path.unlink()
    raise OriginalLost(sha256)


def _name(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256}"
