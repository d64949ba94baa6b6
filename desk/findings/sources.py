"""Where a value stands, shown: a page with boxes, a table, a sheet, a paragraph, or why none of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct, structs

from desk.findings import pages
from desk.findings.grids import Grid, Line, grid_of, lines_of, spot_of, table_of
from desk.findings.grounds import Ground, key_of
from desk.findings.pages import PageView
from extractors.errors import UnreadableFile
from schemas.document import Document
from schemas.place import PageBox, SheetCell, Where, WordPlace
from store.bodies import unpack
from store.models import Document as Stored
from store.models import File, Version

NO_FILE: Final = "这条问题针对整份文件，没有可以框出的位置。"
NO_SPOT: Final = "读取结果中找不到这个位置，请打开原文件核对。"


class Source(Struct, frozen=True):
    """One source as it is drawn; exactly one of ``page``, ``grid``, ``lines``, ``note`` says what.

    ``sheet`` marks a workbook's grid; ``missing`` a file whose original has been deleted.
    """

    ground: Ground
    grounds: tuple[Ground, ...]
    file: int | None
    kind: str = "note"
    page: PageView | None = None
    grid: Grid | None = None
    lines: tuple[Line, ...] = ()
    note: str = ""
    printable: bool = False
    printed: bool = False
    missing: bool = False

    @property
    def cell(self) -> str:
        """The lit cell of a workbook, ``D4``."""
        where = self.ground.evidence.where
        return where.cell if isinstance(where, SheetCell) else ""


class Shelf:
    """The files and documents of one version, each fetched once."""

    def __init__(self, version: Version, paths: Iterable[str]) -> None:
        wanted = set(paths)
        self._version = version
        self.files = {file.path: file for file in version.files.filter(path__in=wanted)}
        self._read: dict[str, Document | None] = {}

    def document(self, path: str) -> Document | None:
        """The file as the readers saw it; ``None`` where nothing was read from it."""
        if path not in self._read:
            rows = Stored.objects.filter(version=self._version, path=path)
            body = rows.values_list("body", flat=True).first()
            self._read[path] = unpack(body, Document) if body else None
        return self._read[path]


def source_of(
    leading: Ground,
    grounds: Sequence[Ground],
    shelf: Shelf,
    *,
    page: int = 0,
    printed: bool = False,
) -> Source:
    """The source that ``leading`` stands in, with every ground lit that stands there too.

    ``page`` turns to another page of it; ``printed`` shows a Word file as it prints.
    """
    where = leading.evidence.where
    file = shelf.files.get(where.file)
    source = Source(leading, _beside(leading, grounds), file.pk if file else None)
    if file is None:
        return structs.replace(source, note=NO_FILE if not _spot(where) else NO_SPOT)
    source = structs.replace(source, printable=pages.is_printable(file))
    if printed and source.printable:
        return _printed(source, file, grounds, shelf, page)
    if isinstance(where, PageBox) or (pages.has_pages(file) and not _spot(where)):
        return _paged(source, file, grounds, page or _page(where))
    return _stored(source, where, shelf)


def _spot(where: Where) -> bool:
    return isinstance(where, PageBox | SheetCell | WordPlace)


def _page(where: Where) -> int:
    return where.page if isinstance(where, PageBox) else 1


def _beside(leading: Ground, grounds: Iterable[Ground]) -> tuple[Ground, ...]:
    key = key_of(leading.evidence.where)
    return tuple(ground for ground in grounds if key_of(ground.evidence.where) == key)


def _paged(source: Source, file: File, grounds: Iterable[Ground], page: int) -> Source:
    try:
        view = pages.view_of(file, page, grounds)
    except UnreadableFile as error:
        return structs.replace(source, note=error.message, missing=error.code == "not_found")
    return structs.replace(source, kind="page", page=view)


def _printed(
    source: Source, file: File, grounds: Iterable[Ground], shelf: Shelf, page: int
) -> Source:
    document = shelf.document(file.path)
    try:
        spots = pages.printed_spots(file, document) if document else []
    except UnreadableFile as error:
        return structs.replace(source, note=error.message, missing=error.code == "not_found")
    known = {_key(spot): spot for spot in spots}
    moved = [_moved(ground, known) for ground in grounds]
    leading = next(ground for ground in moved if ground.index == source.ground.index)
    where = leading.evidence.where
    at = where.page if isinstance(where, WordPlace) and where.page else 1
    shown = structs.replace(_paged(source, file, moved, page or at), printed=True)
    if shown.page is None:
        return shown
    count = max([shown.page.number, *(spot.page or 1 for spot in spots)])
    return structs.replace(shown, page=structs.replace(shown.page, count=count))


def _key(where: Where) -> tuple[object, ...]:
    """A place in whatever file: the printed copy belongs to one file, whatever its name."""
    return spot_of(where)[1:]


def _moved(ground: Ground, known: dict[tuple[object, ...], WordPlace]) -> Ground:
    where = ground.evidence.where
    spot = known.get(_key(where)) if isinstance(where, WordPlace) else None
    if spot is None or not isinstance(where, WordPlace):
        return ground
    placed = structs.replace(where, page=spot.page, bbox=spot.bbox)
    return structs.replace(ground, evidence=structs.replace(ground.evidence, where=placed))


def _stored(source: Source, where: Where, shelf: Shelf) -> Source:
    """From what the readers kept: it does not need the original."""
    document = shelf.document(where.file)
    if document is None or not _spot(where):
        return structs.replace(source, note=NO_FILE if not _spot(where) else NO_SPOT)
    if table := table_of(document, where):
        lit = {spot_of(ground.evidence.where): ground for ground in reversed(source.grounds)}
        kind = "sheet" if isinstance(where, SheetCell) else "table"
        return structs.replace(source, kind=kind, grid=grid_of(table, lit))
    lines = lines_of(document, where, source.grounds) if isinstance(where, WordPlace) else []
    if not lines:
        return structs.replace(source, note=NO_SPOT)
    return structs.replace(source, kind="text", lines=tuple(lines))
