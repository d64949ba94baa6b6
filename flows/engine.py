"""Which readers and rules are at work: so that new ones judge old hand-ins again."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

_ROOMS = ("schemas", "extractors", "validators")
_MATTERS = (".py", ".toml", ".csv")


@cache
def engine() -> str:
    """A digest of the code and data that turn files into findings."""
    total = sha256()
    for room in _ROOMS:
        for path, content in sorted(_contents(files(room), room)):
            total.update(path.encode() + b"\0" + content)
    return total.hexdigest()


def _contents(folder: Traversable, path: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in folder.iterdir():
        name = f"{path}/{entry.name}"
        if entry.is_dir():
            found += _contents(entry, name)
        elif name.endswith(_MATTERS):
            found.append((name, entry.read_bytes()))
    return found
