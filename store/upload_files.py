"""What is handed in through the desk, on disk: names made safe, written piece by piece, bounded.

An upload has a folder of its own: ``manifest.json`` (what was announced), ``in/`` (the files under
their cleaned names) and, for one retry only, ``keys`` (opening passwords).
"""

from __future__ import annotations

import os
import re
import shutil
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Protocol

import msgspec
from msgspec import Struct

from store.refusals import Refused

MOST_BYTES: Final = 2 << 30
"""Bytes of one package."""
MOST_FILES: Final = 20_000
_SPARE: Final = 1 << 30
"""Bytes that have to stay free on the disk."""
_CHUNK: Final = 1 << 20
_LONGEST: Final = 200
"""Bytes of one name: a file system allows 255, and a number may be added."""
_DEEPEST: Final = 12
_BAD: Final = re.compile(r'[\x00-\x1f\x7f<>:"|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]')
TOO_LARGE: Final = "单个申报包不能超过 2 GB，这一包没有接收，也没有留下任何内容。请按县（市、区）或企业分成几包再上传。"
_TOO_MANY: Final = f"一次最多上传 {MOST_FILES} 个文件，请分批上传。"
_EMPTY: Final = "没有选到任何文件。请选择压缩包、多个文件，或含有材料的文件夹。"
_NO_ROOM: Final = "服务器剩余空间不足，这一包没有接收。请联系系统管理员清理空间后再上传。"
_TORN: Final = "上传中断过，文件“{}”对不上。请取消后重新上传这一包。"


class Source(Protocol):
    """Where bytes come from: a request, an open file."""

    def read(self, size: int, /) -> bytes: ...


class Listed(Struct, frozen=True):
    """A file as the browser announces it: its path within what was chosen, its bytes."""

    path: str
    size: int


class Manifest(Struct, frozen=True):
    """An upload's name and its files under cleaned, distinct paths, in the announced order."""

    name: str
    files: tuple[Listed, ...]

    @property
    def size(self) -> int:
        return sum(file.size for file in self.files)


def planned(listed: Sequence[Listed], name: str) -> Manifest:
    """Where the announced files will lie. Raises :class:`Refused` ``empty``, ``too_many``, ``too_large``."""
    _refuse_bad(listed)
    paths = distinct([clean(file.path) for file in listed])
    tops = {path[0] for path in paths}
    title = next(iter(tops)) if len(tops) == 1 else (clean(name)[-1] if name.strip() else "")
    title = title or f"{paths[0][0]}等{len(tops)}项"
    if len(tops) > 1:
        paths = [(title, *path) for path in paths]
    files = (Listed("/".join(p), f.size) for p, f in zip(paths, listed, strict=True))
    return Manifest(title, tuple(files))


def _refuse_bad(listed: Sequence[Listed]) -> None:
    if not any(file.size > 0 for file in listed):
        raise Refused("empty", _EMPTY)
    if len(listed) > MOST_FILES:
        raise Refused("too_many", _TOO_MANY)
    if any(file.size < 0 for file in listed) or sum(file.size for file in listed) > MOST_BYTES:
        raise Refused("too_large", TOO_LARGE)


def clean(path: str) -> tuple[str, ...]:
    """A path as names that any file system takes and that stay inside their folder.

    >>> clean("..\\\\杭州/./甲公司/方案?.docx")
    ('杭州', '甲公司', '方案_.docx')
    """
    whole = unicodedata.normalize("NFC", path.encode("utf-8", "replace").decode()).replace(
        "\\", "/"
    )
    names = (_BAD.sub("_", name).strip(". \t") for name in whole.split("/"))
    return tuple(_shortened(name) for name in names if name)[-_DEEPEST:] or ("未命名",)


def _shortened(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    if len(name.encode()) <= _LONGEST or len(ending) > 10:
        return name.encode()[:_LONGEST].decode(errors="ignore")
    kept = stem.encode()[: _LONGEST - len(ending) - 1].decode(errors="ignore")
    return f"{kept}{dot}{ending}"


def distinct(paths: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Repeated paths get ``-2``, ``-3`` … before their ending; a file never lies where a folder is."""
    taken = {path[:n].__str__().casefold() for path in paths for n in range(1, len(path))}
    found = []
    for path in paths:
        number, candidate = 1, path
        while str(candidate).casefold() in taken:
            number += 1
            candidate = (*path[:-1], _numbered(path[-1], number))
        taken.add(str(candidate).casefold())
        found.append(candidate)
    return found


def _numbered(name: str, number: int) -> str:
    stem, dot, ending = name.rpartition(".")
    return f"{stem}-{number}{dot}{ending}" if stem else f"{name}-{number}"


def prepare(folder: Path, manifest: Manifest) -> None:
    """The upload's folder with its manifest. Raises :class:`Refused` ``no_room``."""
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if shutil.disk_usage(folder.parent).free < manifest.size + _SPARE:
        raise Refused("no_room", _NO_ROOM)
    folder.mkdir(mode=0o700)
    (folder / "manifest.json").write_bytes(msgspec.json.encode(manifest))


def manifest_of(folder: Path) -> Manifest:
    """What was announced for the upload in ``folder``."""
    return msgspec.json.decode((folder / "manifest.json").read_bytes(), type=Manifest)


def write(folder: Path, number: int, offset: int, stream: Source) -> int:
    """One piece of file ``number`` from byte ``offset``. Returns the bytes that the file has now.

    A piece may come twice: what it replaces is cut off first. Raises :class:`Refused` ``torn`` for
    a piece that leaves a gap, ``too_large`` for one that runs over the announced size.
    """
    file = manifest_of(folder).files[number]
    target = folder / "in" / file.path
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(target, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "r+b") as writer:
        if not 0 <= offset <= writer.seek(0, os.SEEK_END):
            raise Refused("torn", _TORN.format(file.path))
        writer.seek(offset)
        writer.truncate()
        while piece := stream.read(min(_CHUNK, file.size - writer.tell() + 1)):
            writer.write(piece)
            if writer.tell() > file.size:
                raise Refused("too_large", _TORN.format(file.path))
        return writer.tell()


def lacking(folder: Path) -> int:
    """How many announced files are not there whole."""
    return sum(not _is_whole(folder / "in" / f.path, f.size) for f in manifest_of(folder).files)


def _is_whole(path: Path, size: int) -> bool:
    if size == 0 and not path.exists():  # the browser sends no piece of an empty file
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
    return path.is_file() and path.stat().st_size == size


def root(folder: Path) -> Path:
    """What the batch is made from: the one archive, file or folder that lies in the upload."""
    return next((folder / "in").iterdir())


def keys(folder: Path) -> Path:
    """Where the passwords for one retry lie, where somebody gave any."""
    return folder / "keys"


def add_key(folder: Path, password: str) -> None:
    """Keep a password until the retry is over."""
    descriptor = os.open(keys(folder), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as writer:
        writer.write(f"{password}\n")


def remove(folder: Path) -> None:
    """The upload's folder with all that is in it."""
    shutil.rmtree(folder, ignore_errors=True)
