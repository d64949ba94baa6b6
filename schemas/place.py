"""Where something stands in a file: the one answer to «show me»."""

from __future__ import annotations

from msgspec import Struct

Box = tuple[float, float, float, float]
"""``(x0, top, x1, bottom)`` in PDF points from the page's top left corner."""


class PageBox(Struct, frozen=True, tag="page", omit_defaults=True):
    """A spot on a page of a paged file (PDF, scan).

    ``page`` counts from 1; ``cell`` is ``(row, column)``, both from 1, when the
    spot is a cell of a table on that page; ``table`` counts the file's tables from 1.
    """

    file: str
    page: int
    bbox: Box | None = None
    table: int | None = None
    cell: tuple[int, int] | None = None


class SheetCell(Struct, frozen=True, tag="sheet", omit_defaults=True):
    """A cell of a workbook: ``cell`` in A1 notation (``"B7"``)."""

    file: str
    sheet: str
    cell: str


class WordPlace(Struct, frozen=True, tag="word", omit_defaults=True):
    """A spot in a Word file, which has no pages until it is rendered.

    ``table`` counts the body's tables from 1 and ``cell`` is ``(row, column)`` from 1;
    outside tables ``paragraph`` counts the body's paragraphs from 1. ``page`` (from 1) and
    ``bbox`` are those of a rendered copy, where one was asked for.
    """

    file: str
    table: int | None = None
    cell: tuple[int, int] | None = None
    paragraph: int | None = None
    page: int | None = None
    bbox: Box | None = None


class WholeFile(Struct, frozen=True, tag="file", omit_defaults=True):
    """No narrower spot: what is said concerns the file as a whole."""

    file: str


Where = PageBox | SheetCell | WordPlace | WholeFile
