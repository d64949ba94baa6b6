"""Files at an address that fsspec knows: a folder, ``s3://bucket/key``, ``memory://…``.

Each is written whole or not at all. On this host's own file system: a temporary file, fsync, rename, for the
owner only. Object stores show an object once it has arrived; everywhere else a temporary name is moved.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, Final
from uuid import uuid4

import fsspec
from fsspec.implementations.local import LocalFileSystem

_WHOLE: Final = frozenset(("memory", "s3", "s3a", "gs", "gcs", "abfs", "az", "oss"))
"""File systems that never show half an object."""


class Unreachable(OSError):
    """An address that cannot be used; the message says why in one Chinese line."""


def folder_of(address: str) -> Path | None:
    """The folder that a path or ``file://`` address names; ``None`` for one beyond this file system.

    >>> folder_of("file:///srv/originals"), folder_of("s3://bucket/originals")
    (PosixPath('/srv/originals'), None)
    """
    if "://" not in address:
        return Path(address).absolute()
    scheme, _, rest = address.partition("://")
    return Path("/" + rest.lstrip("/")) if scheme in ("file", "local") else None


def reach(address: str) -> None:
    """Raises :class:`Unreachable` for an address whose kind is unknown or that does not answer."""
    with _driven(address) as (files, root):
        files.exists(root)


def write(address: str, name: str, content: bytes) -> None:
    """``content`` under ``name``, in place of what was there."""
    with _driven(address) as (files, root):
        if isinstance(files, LocalFileSystem):
            with _appearing(Path(root, name)) as writer:
                writer.write(content)
            return
        with _arriving(files, f"{root}/{name}") as place:
            files.pipe_file(place, content)


def upload(address: str, name: str, source: Path) -> None:
    """The file ``source`` under ``name``, in place of what was there."""
    with _driven(address) as (files, root):
        if isinstance(files, LocalFileSystem):
            with source.open("rb") as reader, _appearing(Path(root, name)) as writer:
                shutil.copyfileobj(reader, writer)
            return
        with _arriving(files, f"{root}/{name}") as place:
            files.put_file(str(source), place)


def download(address: str, name: str, target: Path) -> None:
    """The file ``name`` as ``target``. Raises ``FileNotFoundError`` where there is none."""
    with (
        _driven(address) as (files, root),
        files.open(f"{root}/{name}", "rb") as reader,
        _appearing(target) as writer,
    ):
        shutil.copyfileobj(reader, writer)


def read(address: str, name: str) -> bytes:
    """The bytes of ``name``. Raises ``FileNotFoundError`` where there is none."""
    with _driven(address) as (files, root):
        return bytes(files.cat_file(f"{root}/{name}"))


def size(address: str, name: str) -> int | None:
    """How many bytes ``name`` has; ``None`` where there is none."""
    with _driven(address) as (files, root):
        try:
            return int(files.info(f"{root}/{name}")["size"])
        except FileNotFoundError:
            return None


def names(address: str, folder: str = "") -> list[str]:
    """The files in ``folder`` and further down, their names seen from it, in order."""
    with _driven(address) as (files, root):
        top = f"{root}/{folder}".rstrip("/")
        inside = [path.removeprefix(top).lstrip("/") for path in _found(files, top)]
    return sorted(name for name in inside if not name.rpartition("/")[2].startswith("."))


def _found(files: Any, top: str) -> list[str]:
    try:
        return list(files.find(top))
    except FileNotFoundError:
        return []


def remove(address: str, folder: str) -> None:
    """Everything under ``folder``; nothing where there is nothing."""
    with _driven(address) as (files, root), suppress(FileNotFoundError):
        files.rm(f"{root}/{folder}", recursive=True)


@contextmanager
def _driven(address: str) -> Iterator[tuple[Any, str]]:
    """The file system of an address, and the address inside it. Its own kinds of exceptions become ours.

    Nothing is remembered of earlier looks: other hosts write there too.
    """
    folder = folder_of(address)
    try:
        files, root = fsspec.url_to_fs(str(folder or address), use_listings_cache=False)
        yield files, str(root).rstrip("/")
    except OSError:
        raise
    except (ImportError, ValueError) as error:
        raise Unreachable(
            f"存储地址 {address} 不能用：地址有误，或未安装它的程序包（s3:// 需要 lingtan[cluster]）"
        ) from error
    except Exception as error:  # every driver has exceptions of its own
        raise Unreachable(f"存储地址 {address} 连不上（{type(error).__name__}）") from error


@contextmanager
def _appearing(target: Path) -> Iterator[BinaryIO]:
    """A file that is there once it is whole and on the disk."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.{uuid4().hex[:8]}")
    try:
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        partial.rename(target)
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def _arriving(files: Any, target: str) -> Iterator[str]:
    """The name to write to, so that ``target`` appears whole."""
    kinds = {files.protocol} if isinstance(files.protocol, str) else set(files.protocol)
    if kinds & _WHOLE:
        yield target
        return
    folder, _, name = target.rpartition("/")
    files.makedirs(folder, exist_ok=True)
    partial = f"{folder}/.{name}.{uuid4().hex[:8]}"
    yield partial
    files.mv(partial, target)
