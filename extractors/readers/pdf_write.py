"""Drafts → the Document's own blocks, with file, page, table and cell in every place."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.readers.pdf_flow import DraftBlock, DraftParagraph
from extractors.readers.pdf_tables import DraftCell, DraftTable
from extractors.readers.pdf_text import Written
from schemas.document import Block, Cell, Notice, Paragraph, Table
from schemas.place import PageBox

_SHOWN = 80  # characters of withdrawn text that a notice quotes


def block_of(draft: DraftBlock, name: str, number: int) -> Block:
    """``draft`` as a block of file ``name``; ``number`` counts the file's tables from 1."""
    if isinstance(draft, DraftParagraph):
        return _paragraph(draft, name)
    return _table(draft, name, number)


def notices_of(draft: DraftBlock, name: str) -> Iterator[Notice]:
    """What ``draft`` holds that is printed but not meant: struck out, or not to be seen."""
    if isinstance(draft, DraftParagraph):
        yield from _unmeant(draft.written, PageBox(name, draft.pages[0], draft.shown))
        return
    for cell in draft.cells:
        yield from _unmeant(cell.written, PageBox(name, cell.page, cell.shown))


def _unmeant(written: Written, where: PageBox) -> Iterator[Notice]:
    if written.struck:
        yield Notice("struck_text", where, text=written.struck[:_SHOWN])
    if written.hidden:
        yield Notice("hidden_text", where, text=written.hidden[:_SHOWN])


def _paragraph(draft: DraftParagraph, name: str) -> Paragraph:
    return Paragraph(
        draft.written.text,
        PageBox(name, draft.pages[0], draft.shown),
        bold=draft.bold,
        size=draft.size or None,
        withdrawn=draft.written.withdrawn,
        spans=draft.written.spans,
        pictures=draft.pictures,
        flags=_flags(draft.written),
        certainty=draft.written.certainty,
    )


def _flags(written: Written) -> tuple[str, ...]:
    """What makes a text less than certain: a figure over a border, else that it was recognised."""
    if written.crossed:
        return ("over_border",)
    return ("ocr",) if written.certainty < 1.0 else ()


def _table(draft: DraftTable, name: str, number: int) -> Table:
    grid: list[list[Cell | None]] = [[None] * draft.columns for _ in range(draft.rows)]
    for cell in draft.cells:
        made = _cell(cell, name, number, ("aligned",) if draft.aligned else ())
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                grid[row][column] = made
    place = PageBox(name, draft.pages[0], draft.shown, table=number)
    rows = tuple(
        tuple(cell or _hole(r, c, place, number) for c, cell in enumerate(row))
        for r, row in enumerate(grid)
    )
    return Table(rows, place, pages=draft.pages)


def _cell(draft: DraftCell, name: str, number: int, flags: tuple[str, ...]) -> Cell:
    anchor = (draft.row + 1, draft.column + 1)
    return Cell(
        draft.row,
        draft.column,
        draft.written.text,
        PageBox(name, draft.page, draft.shown, number, anchor),
        draft.row_span,
        draft.column_span,
        withdrawn=draft.written.withdrawn,
        spans=draft.written.spans,
        pictures=draft.pictures,
        tables=tuple(_table(table, name, number) for table in draft.tables),
        flags=(*_flags(draft.written), *flags),
        certainty=draft.written.certainty,
    )


def _hole(row: int, column: int, place: PageBox, number: int) -> Cell:
    where = PageBox(place.file, place.page, place.bbox, number, (row + 1, column + 1))
    return Cell(row, column, "", where)
