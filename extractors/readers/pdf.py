"""PDF → Document.

pypdfium2 gives the characters, drawn lines and pictures of each page; tables are read
from the ruling lines, paragraphs from what is left, and what a page break cut is joined.
A page without believable text is read from its picture, to the same leaf; only then is any
recognition code imported.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import pypdfium2.raw as pdfium
from msgspec import Struct

from extractors.readers import ocr_room
from extractors.readers.pdf_aligned import aligned
from extractors.readers.pdf_file import loaded, opened, remarks, values_of
from extractors.readers.pdf_flow import DraftBlock, DraftParagraph, blocks_of, measure_of
from extractors.readers.pdf_health import Fault, may_be_picture, page_faults, refuse_scans
from extractors.readers.pdf_join import joined
from extractors.readers.pdf_lines import Line, lines_of
from extractors.readers.pdf_page import Leaf, read_leaves
from extractors.readers.pdf_pictures import Looked, pictures_of, with_pictures, without_repeated
from extractors.readers.pdf_running import Sheet, without_running
from extractors.readers.pdf_tables import DraftTable, tables_of
from extractors.readers.pdf_write import block_of, notices_of
from schemas.document import Block, Document, Kind, Notice
from schemas.place import PageBox

_TELLING: Final = 60
"""So many recognised characters make a picture on a page without text a page of its own."""


class View(Struct, frozen=True):
    """A page, or its part in one writing direction, taken apart."""

    leaf: Leaf
    tables: tuple[DraftTable, ...]
    sheet: Sheet
    pictures: tuple[Looked, ...]


def read(path: Path, name: str) -> Document:
    """Read a PDF; ``name`` is its path within the submission.

    Raises :class:`extractors.errors.UnreadableFile`: ``encrypted``, ``truncated``,
    ``malformed``, ``too_large``, or ``scanned`` where no page has text or shows any.
    """
    with opened(path) as pdf:
        count = len(pdf)
        views = [view for index in range(count) for view in _views(pdf, index, path)]
        author = pdf.get_metadata_value("Author")
        remarked = list(remarks(pdf, path, name))
    faults = page_faults([view.leaf for view in views])
    refuse_scans(faults, count)
    drafts, joins = drafts_of(views, faults, name)
    withdrawals = [notice for draft in drafts for notice in notices_of(draft, name)]
    unread = [Notice(fault.code, PageBox(name, fault.page)) for fault in faults]
    return Document(
        name,
        Kind.PDF,
        tuple(blocks_in(drafts, name)),
        pages=count,
        notices=(*unread, *joins, *withdrawals, *remarked),
        author=author,
    )


def _views(pdf: Any, index: int, path: Path) -> Iterator[View]:
    filled = values_of(pdf, index)
    with loaded(pdf, index) as page:
        leaves = read_leaves(page, index + 1, path, filled)
        if page_faults(leaves):
            yield _recognised(page, leaves[0], 0)
            return
        if may_be_picture(leaves, pdfium.FPDFPage_CountObjects(page.raw)):
            yield _recognised(page, leaves[0], _TELLING)
            return
        for leaf in leaves:
            yield view_of(leaf, pictures_of(page, leaf))


def _recognised(page: Any, leaf: Leaf, least: int) -> View:
    """The page read from its picture; as it was where no more than ``least`` characters show."""
    ocr_room.claim()
    from extractors.readers import scan_file  # brings half a second and the networks

    read = scan_file.recognised(page, leaf.number)
    if len(read.leaf.glyphs) > least:
        return view_of(read.leaf, read.pictures)
    return view_of(leaf, pictures_of(page, leaf))


def view_of(leaf: Leaf, pictures: Sequence[Looked]) -> View:
    """A leaf with its tables and loose lines."""
    tables, rest = tables_of(leaf)
    sheet = Sheet(leaf.width, leaf.height, tuple(lines_of(rest)))
    return View(leaf, tuple(tables), sheet, tuple(pictures))


def drafts_of(
    views: Sequence[View], faults: Sequence[Fault], name: str
) -> tuple[list[DraftBlock], list[Notice]]:
    """The blocks of all pages, joined over the breaks, with a notice for each seam closed."""
    return joined(_by_page(views, faults), name)


def _by_page(views: Sequence[View], faults: Sequence[Fault]) -> list[list[DraftBlock]]:
    """The blocks of each view; pages that cannot be read as text give none."""
    unread = {fault.page for fault in faults}
    sound = [view for view in views if view.leaf.number not in unread]
    kept = without_running([view.sheet for view in sound])
    pictures = without_repeated([view.pictures for view in sound])
    pages: list[list[DraftBlock]] = []
    found = aligned([(view.leaf, list(lines)) for view, lines in zip(sound, kept, strict=True)])
    prose = _prose(sound, [lines for _, lines in found])
    measures = {width: measure_of(lines, width) for width, lines in prose.items()}
    for view, (open_ones, lines), pictured in zip(sound, found, pictures, strict=True):
        tables, loose = with_pictures((*view.tables, *open_ones), pictured)
        pages.append(blocks_of(view.leaf, lines, tables, loose, measures[view.leaf.width]))
    return pages


def _prose(views: Sequence[View], kept: Sequence[Sequence[Line]]) -> dict[float, list[Line]]:
    """The loose lines of all pages of one width: they share their margins."""
    prose: dict[float, list[Line]] = {}
    for view, lines in zip(views, kept, strict=True):
        prose.setdefault(view.leaf.width, []).extend(lines)
    return prose


def blocks_in(drafts: Sequence[DraftBlock], name: str) -> Iterator[Block]:
    """The blocks of ``drafts`` with their places; tables are counted through the file."""
    tables = 0
    for draft in drafts:
        tables += not isinstance(draft, DraftParagraph)
        yield block_of(draft, name, tables)
