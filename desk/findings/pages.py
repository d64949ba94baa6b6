"""A page with its boxes: the picture from the cache, the boxes in points, as SVG wants them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final, Protocol, cast

import msgspec
from django.conf import settings
from msgspec import Struct

from desk.findings.grounds import Ground
from extractors import pictures, sandbox
from extractors.errors import UnreadableFile
from schemas.document import Document, Kind
from schemas.place import Box, PageBox, WordPlace
from store import depot
from store.depot import Depot
from store.models import File

WIDTH: Final = 1200
"""Pixels across: sharp at the size shown, and at twice the density of an ordinary screen's fit."""
ZOOM: Final = 1.17
"""Screen pixels to the point where one reads; the whole page is fitted into the pane instead."""
_SETTINGS: Final = "LINGTAN"
_MARGIN: Final = 0.5
_TAG_HIGH: Final = 13.0
_TAG_LETTER: Final = 9.8
_PRINTABLE: Final = frozenset((Kind.DOCX, Kind.DOC, Kind.WPS, Kind.RTF, Kind.ODT))
_DRAWN: Final = frozenset((Kind.PDF, Kind.IMAGE))
GONE: Final = "原文件已被清理，无法显示页面；读取出的数值和规则结论仍在，可照常判定。"


class _Folders(Protocol):
    """As much of lingtan's Settings as pictures need."""

    @property
    def depot(self) -> Depot: ...
    @property
    def pictures(self) -> Path: ...


def folders() -> _Folders:
    """The workspace's folders. The desk lies below the room that defines its settings."""
    return cast("_Folders", getattr(settings, _SETTINGS))


class Mark(Struct, frozen=True):
    """One box over a page, in points, with its flag above it."""

    x: float
    y: float
    width: float
    height: float
    disputed: bool
    tag: str
    index: int
    letters: int

    @property
    def flag_y(self) -> float:
        """The flag stands on the box, or inside it at the page's very top."""
        return self.y - _TAG_HIGH if self.y > _TAG_HIGH else self.y

    @property
    def text_y(self) -> float:
        """The baseline of the flag's words."""
        return self.flag_y + 10

    @property
    def flag_width(self) -> float:
        """Wide enough for the flag's words."""
        return 8 + _TAG_LETTER * self.letters


class PageView(Struct, frozen=True):
    """A page as it is laid out: sizes in points, ``shown_width`` in screen pixels."""

    file: int
    number: int
    count: int
    width: float
    height: float
    marks: tuple[Mark, ...]

    @property
    def shown_width(self) -> int:
        """How wide the page is drawn while one reads."""
        return round(self.width * ZOOM)

    @property
    def address(self) -> str:
        """The picture's address below the finding's own."""
        return f"page/{self.file}-{self.number}.png"


def has_pages(file: File) -> bool:
    """Whether the file's own pages can be drawn."""
    return Kind(file.kind) in _DRAWN


def is_printable(file: File) -> bool:
    """Whether a printed copy of the file can be made."""
    return Kind(file.kind) in _PRINTABLE


def view_of(file: File, number: int, grounds: Iterable[Ground]) -> PageView:
    """Page ``number`` with the boxes of those grounds that stand on it.

    Raises :class:`UnreadableFile` where the page cannot be drawn.
    """
    size = pictures.size_of(picture(file, number))
    marks = tuple(
        mark_of(ground, box)
        for ground in grounds
        if (box := _box(ground, file, number)) is not None
    )
    return PageView(file.pk, number, file.pages or 1, size.width, size.height, marks)


def _box(ground: Ground, file: File, number: int) -> Box | None:
    where = ground.evidence.where
    if not isinstance(where, PageBox | WordPlace):
        return None
    return where.bbox if (where.file, where.page) == (file.path, number) else None


def mark_of(ground: Ground, box: Box) -> Mark:
    """The box a little wider than the value, so that it frames and does not cover it."""
    left, top, right, bottom = box
    return Mark(
        round(left - _MARGIN, 1),
        round(top - _MARGIN, 1),
        round(right - left + 2 * _MARGIN, 1),
        round(bottom - top + 2 * _MARGIN, 1),
        ground.disputed,
        ground.tag,
        ground.index,
        len(ground.tag),
    )


def picture(file: File, number: int, width: int = WIDTH) -> bytes:
    """The page's PNG, from the cache or drawn now.

    Raises :class:`UnreadableFile`; ``not_found`` where the original has been deleted.
    """
    kept = _folder() / f"{file.original_id}-{number}-{width}.png"
    if kept.exists():
        return kept.read_bytes()
    _warm()
    drawn = pictures.draw(source_of(file), number, width=width)
    _keep(kept, drawn)
    return drawn


def source_of(file: File) -> Path:
    """The file whose pages are drawn: the original, or a Word file's printed copy.

    Raises :class:`UnreadableFile`.
    """
    original = original_of(file)
    return _printed(file, original) if is_printable(file) else original


def original_of(file: File) -> Path:
    """The file as it was handed in, on this host. Raises :class:`UnreadableFile`."""
    try:
        return depot.fetch(folders().depot, file.original_id)
    except OSError as error:
        raise UnreadableFile("not_found", GONE) from error


def _printed(file: File, original: Path) -> Path:
    kept = _folder() / f"{file.original_id}.pdf"
    if not kept.exists():
        _warm()
        _keep(kept, pictures.paper(original, Kind(file.kind)))
    return kept


def printed_spots(file: File, document: Document) -> list[WordPlace]:
    """Where the Word document's places stand on its printed copy; worked out once.

    Raises :class:`UnreadableFile`.
    """
    kept = _folder() / f"{file.original_id}.json"
    if kept.exists():
        return msgspec.json.decode(kept.read_bytes(), type=list[WordPlace])
    found = list(pictures.spots(document, source_of(file)))
    _keep(kept, msgspec.json.encode(found))
    return found


def _folder() -> Path:
    folder = folders().pictures
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _keep(path: Path, body: bytes) -> None:
    """Whole or not at all; the cache may be emptied at any time, so nothing is synced."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.{id(body)}")
    partial.write_bytes(body)
    partial.chmod(0o600)
    partial.rename(path)


@cache
def _warm() -> None:
    """What a child needs, imported once by the fork server of a server with threads."""
    sandbox.preload(["extractors.pictures", "extractors.readers.pdf_file", "PIL.PngImagePlugin"])
