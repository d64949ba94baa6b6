"""Packages on their way to another host and back, whatever carries them.

The originals go to their address first; the other side fetches them by hash, works in a scratch folder of its
own, and answers bytes. What belongs to one call only (copies without their password, answers) lies under
``cluster/<job>`` at the same address until the call is over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from hashlib import file_digest
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import msgspec
from msgspec import Struct, structs

from extractors.packages import Package, PackedFile
from flows import workers
from flows.crew import Crew
from flows.engine import engine
from flows.order import Order
from schemas.assignment import Roster
from store import blobs, depot
from store.depot import Depot
from store.ready import Ready

FOLDER: Final = "cluster"
_A_PAGE: Final = 15
"""A page that only OCR can read takes about as long as so many plain submissions."""
_FORGOTTEN: Final = timedelta(days=2)
"""What a killed intake left behind is removed after this."""


OTHER_VERSION: Final = "集群里有主机装的 lingtan 版本与本机不同，请先统一版本"


class ClusterTrouble(Exception):
    """The cluster cannot be used; the message says why in one Chinese line."""


class EngineDiffers(Exception):
    """The other host has other readers or rules: its answers would not be ours."""


class Chunk(Struct, frozen=True):
    """Some packages and what is to be done with them, for a host that shares the originals' address only."""

    engine: str
    root: str
    job: str
    order: Order
    packages: tuple[Package, ...]


def new_job(today: date) -> str:
    """A name for one call's files that no other call has."""
    return f"{today:%Y%m%d}-{uuid4().hex}"


def forget_old(root: str, today: date) -> None:
    """Remove what intakes that were killed some days ago left at the address."""
    jobs = {name.partition("/")[0] for name in blobs.names(root, FOLDER)}
    oldest = f"{today - _FORGOTTEN:%Y%m%d}"
    for job in (job for job in jobs if job < oldest):
        clear(root, job)


def clear(root: str, job: str) -> None:
    """Remove what one call left at the address."""
    blobs.remove(root, f"{FOLDER}/{job}")


def divided(packages: Sequence[Package], most: int) -> Iterator[tuple[Package, ...]]:
    """The packages in order, in chunks of about ``most`` plain ones; scans count for many."""
    chunk: list[Package] = []
    weight = 0
    for package in packages:
        chunk.append(package)
        weight += 1 + _A_PAGE * sum(file.scanned for file in package.files)
        if weight >= most:
            yield tuple(chunk)
            chunk, weight = [], 0
    if chunk:
        yield tuple(chunk)


def packed(packages: Sequence[Package], order: Order, job: str) -> Chunk:
    """The packages ready to travel: their files are at the address, paths of this host are gone."""
    asked = structs.replace(
        order,
        paths=(),
        scratch=Path(),
        export=None,
        roster=Roster(()),
        pages=None,
        password_file=None,
        origin="",
    )
    sent = tuple(
        replace(package, files=tuple(_sent(file, order.depot, job) for file in package.files))
        for package in packages
    )
    return Chunk(engine(), order.depot.root, job, asked, sent)


def _sent(file: PackedFile, kept: Depot, job: str) -> PackedFile:
    depot.keep(kept, file.sha256, file.disk)
    if file.plain is None:
        return replace(file, disk=Path())
    name = _digest(file.plain)
    blobs.upload(kept.root, _plain(job, name), file.plain)
    return replace(file, disk=Path(), plain=Path(name))


def _digest(path: Path) -> str:
    with path.open("rb") as content:
        return file_digest(content, "sha256").hexdigest()


def _plain(job: str, name: str) -> str:
    return f"{FOLDER}/{job}/plain/{name}"


def work(
    chunk: Chunk, crew: Crew, scratch: Path, done: frozenset[int] = frozenset()
) -> Iterator[tuple[int, bytes]]:
    """On the other side: the number of each package in the chunk, with its answer, as they come.

    ``done`` are those that an earlier attempt answered. Raises :class:`EngineDiffers`, and
    :class:`~store.depot.OriginalLost` for an original that is not at the address.
    """
    if chunk.engine != engine():
        raise EngineDiffers
    numbers = {package.name: number for number, package in enumerate(chunk.packages)}
    left = [package for package in chunk.packages if numbers[package.name] not in done]
    fetched = [_fetched(package, chunk, scratch) for package in left]
    order = structs.replace(chunk.order, scratch=scratch)
    for answers in crew.answers(fetched, order):
        for package, answer in answers:
            yield numbers[package.name], workers.encode(answer)


def _fetched(package: Package, chunk: Chunk, scratch: Path) -> Package:
    kept = depot.at(chunk.root, scratch / "originals")
    files = tuple(_here(file, kept, chunk, scratch) for file in package.files)
    return replace(package, files=files)


def _here(file: PackedFile, kept: Depot, chunk: Chunk, scratch: Path) -> PackedFile:
    here = replace(file, disk=depot.fetch(kept, file.sha256))
    if file.plain is None:
        return here
    plain = scratch / "plain" / file.plain
    if not plain.exists():
        blobs.download(chunk.root, _plain(chunk.job, file.plain.name), plain)
    return replace(here, plain=plain)


def encode(chunk: Chunk) -> bytes:
    """A chunk as bytes."""
    return msgspec.msgpack.encode(chunk, enc_hook=str)


def decode(content: bytes) -> Chunk:
    """:func:`encode`'s chunk, checked against its type."""
    return msgspec.msgpack.decode(content, type=Chunk, dec_hook=_path)


def _path(kind: type[Any], value: Any) -> Any:
    return kind(value)


def answered(content: bytes) -> Ready:
    """What :func:`work` answered for a package, checked against its type."""
    return workers.decode(content)
