"""Born-digital PDF → Document.

pypdfium2 gives characters and drawn lines of each page; tables are read from the ruling
lines, paragraphs from what is left. Scans are not read here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from extractors.readers.pdf_file import opened, remarks
from extractors.readers.pdf_flow import DraftBlock, DraftParagraph, blocks_of
from extractors.readers.pdf_health import page_notices, refuse_scans
from extractors.readers.pdf_join import joined
from extractors.readers.pdf_lines import lines_of
from extractors.readers.pdf_page import Leaf, read_leaf
from extractors.readers.pdf_running import Sheet, without_running
from extractors.readers.pdf_tables import DraftTable, tables_of
from extractors.readers.pdf_write import block_of
from schemas.document import Block, Document, Kind, Notice


class _Opened(Struct, frozen=True):
    """A page taken apart: what stands in tables and what does not."""

    leaf: Leaf
    tables: tuple[DraftTable, ...]
    sheet: Sheet


def read(path: Path, name: str) -> Document:
    """Read a born-digital PDF; ``name`` is its path within the submission.

    Raises :class:`extractors.errors.UnreadableFile`: ``encrypted``, ``truncated``,
    ``malformed``, ``too_large``, or ``scanned`` where no page has text.
    """
    with opened(path) as pdf:
        pages = [_open(pdf[index], index + 1) for index in range(len(pdf))]
        author = pdf.get_metadata_value("Author")
        notices = tuple(remarks(pdf, path, name))
    health = tuple(page_notices([page.leaf for page in pages], name))
    refuse_scans(health, len(pages))
    drafts, joins = joined(list(_drafts(pages)), name)
    return Document(
        name,
        Kind.PDF,
        tuple(_blocks(drafts, name)),
        pages=len(pages),
        notices=(*health, *joins, *notices),
        author=author,
    )


def _open(page: Any, number: int) -> _Opened:
    try:
        leaf = read_leaf(page, number)
    finally:
        page.close()
    tables, rest = tables_of(leaf)
    return _Opened(leaf, tuple(tables), Sheet(leaf.height, tuple(lines_of(rest))))


def _drafts(pages: Sequence[_Opened]) -> Iterator[list[DraftBlock]]:
    kept = without_running([page.sheet for page in pages])
    for page, lines in zip(pages, kept, strict=True):
        yield blocks_of(page.leaf, lines, page.tables)


def _blocks(drafts: Sequence[DraftBlock], name: str) -> Iterator[Block]:
    tables = 0
    for draft in drafts:
        tables += not isinstance(draft, DraftParagraph)
        yield block_of(draft, name, tables)


__all__ = ["Notice", "read"]
