"""原文: one file as it was read, paragraphs and tables, with the place in question lit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct, structs

from desk.submissions.opened import Shown
from desk.submissions.words import masked
from schemas.document import Block, Cell, Document, Paragraph, Table
from schemas.place import PageBox, Where, WordPlace
from schemas.submission import Outcome, Role
from store.bodies import unpack
from store.models import Document as Stored
from store.models import File

AT_ONCE: Final = 240
"""Blocks a page: a scan has one a line."""
_ROWS: Final = 300
_ABOVE: Final = 10


class Box(Struct, frozen=True):
    """One cell as a table shows it."""

    text: str
    rows: int
    columns: int
    lit: bool
    number: bool


class Part(Struct, frozen=True):
    """A paragraph (``text``) or a table (``grid``); ``page`` is set where a page begins."""

    text: str = ""
    level: int = 0
    lit: bool = False
    page: int | None = None
    title: str = ""
    grid: tuple[tuple[Box, ...], ...] = ()
    left: int = 0
    withdrawn: str = ""
    picture: bool = False


class Original(Struct, frozen=True):
    """One page of one file."""

    file: File
    parts: tuple[Part, ...]
    number: int
    pages: int
    blocks: int
    found: bool


def chosen(shown: Shown, pk: int | None, where: Where | None) -> File | None:
    """The file to show: the one asked for, the one of the place, the plan, the first that was read."""
    read = [row for row in shown.files if row.outcome == Outcome.READ]
    if pk is not None:
        return next((row for row in shown.files if row.pk == pk), None)
    if where is not None:
        return next((row for row in read if row.path == where.file), None)
    plans = [row for row in read if row.role == Role.PLAN]
    return next(iter([*plans, *read]), None)


def original(shown: Shown, file: File, number: int | None, where: Where | None) -> Original | None:
    """A page of the file's text; the page that ``where`` stands on where no number is asked for.

    ``None`` where the file has no text in the store.
    """
    stored = Stored.objects.filter(version=shown.version, path=file.path).first()
    if stored is None:
        return None
    document = unpack(stored.body, Document)
    at = _position(document.blocks, where)
    pages = max(1, -(-len(document.blocks) // AT_ONCE))
    page = number if number is not None else (0 if at is None else at // AT_ONCE) + 1
    page = min(max(page, 1), pages)
    start = (page - 1) * AT_ONCE
    parts = tuple(_parts(document.blocks[start : start + AT_ONCE], where))
    return Original(file, parts, page, pages, len(document.blocks), at is not None)


def _position(blocks: Iterable[Block], where: Where | None) -> int | None:
    if where is None:
        return None
    return next((i for i, block in enumerate(blocks) if _holds(block, where)), None)


def _holds(block: Block, where: Where) -> bool:
    if isinstance(block, Paragraph):
        return same(block.where, where)
    return any(same(cell.where, where) for row in block.rows for cell in row)


def same(one: Where, other: Where) -> bool:
    """Whether two places are one, whatever page a rendered copy puts them on."""
    if one == other:
        return True
    if isinstance(one, WordPlace) and isinstance(other, WordPlace):
        return structs.replace(one, page=None, bbox=None) == structs.replace(
            other, page=None, bbox=None
        )
    if isinstance(one, PageBox) and isinstance(other, PageBox) and one.cell:
        return (one.page, one.table, one.cell) == (other.page, other.table, other.cell)
    return False


def _parts(blocks: Iterable[Block], where: Where | None) -> Iterator[Part]:
    page = None
    for block in blocks:
        now = block.where.page if isinstance(block.where, PageBox | WordPlace) else None
        begins = now if now is not None and now != page else None
        page = now if now is not None else page
        yield (
            _paragraph(block, where, begins)
            if isinstance(block, Paragraph)
            else _table(block, where, begins)
        )


def _paragraph(block: Paragraph, where: Where | None, page: int | None) -> Part:
    return Part(
        text=masked(block.numbering + block.text),
        level=min(block.level or 0, 4),
        lit=where is not None and same(block.where, where),
        page=page,
        withdrawn=masked(block.withdrawn),
        picture=bool(block.pictures) and not block.text.strip(),
    )


def _table(block: Table, where: Where | None, page: int | None) -> Part:
    first = _first_row(block, where)
    shown = block.rows[first : first + _ROWS]
    rows = [tuple(_boxes(row, i, where)) for i, row in enumerate(shown, start=first)]
    return Part(page=page, title=block.title, grid=tuple(rows), left=len(block.rows) - len(shown))


def _first_row(block: Table, where: Where | None) -> int:
    """Where a long table is begun: at its head, or a little above the row in question."""
    if where is None or len(block.rows) <= _ROWS:
        return 0
    lit = (i for i, row in enumerate(block.rows) if any(same(cell.where, where) for cell in row))
    found = next(lit, 0)
    return 0 if found < _ROWS else found - _ABOVE


def _boxes(row: tuple[Cell, ...], number: int, where: Where | None) -> Iterator[Box]:
    """The cells that begin in this row: a merged one stands once."""
    for column, cell in enumerate(row):
        if cell.row == number and cell.column == column:
            lit = where is not None and same(cell.where, where)
            inner = "\n".join(_inner(cell))
            yield Box(masked(inner), cell.row_span, cell.column_span, lit, cell.number is not None)


def _inner(cell: Cell) -> Iterator[str]:
    """A cell's text with that of the tables within it."""
    if cell.text:
        yield cell.text
    for table in cell.tables:
        for row in table.rows:
            yield "　".join(inner.text for inner in row)
