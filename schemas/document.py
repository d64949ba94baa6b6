"""One file as the readers see it: blocks of text and tables, format forgotten.

Data only. Every reader (Word, PDF, workbook) produces this; nobody downstream
knows which one did.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from schemas.place import Where

TICKED = "☑"
"""What readers write for a checked box that the file holds as a symbol or control."""
UNTICKED = "☐"
"""The same for an unchecked one."""


class Kind(StrEnum):
    """What a file is, decided by its content, never by its name."""

    DOCX = "docx"
    PDF = "pdf"
    XLSX = "xlsx"
    DOC = "doc"
    WPS = "wps"
    RTF = "rtf"
    ODT = "odt"
    XLS = "xls"
    ET = "et"
    ODS = "ods"
    CSV = "csv"
    OFD = "ofd"
    IMAGE = "image"
    TEXT = "text"
    ZIP = "zip"
    OTHER = "other"


class Span(Struct, frozen=True, omit_defaults=True):
    """A stretch ``text[start:end]`` of a paragraph or cell that looks different."""

    start: int
    end: int
    bold: bool = False
    underline: bool = False
    highlight: bool = False
    inserted: bool = False


class Picture(Struct, frozen=True, omit_defaults=True):
    """An image that stands in a cell or between paragraphs; sizes in points."""

    width: float
    height: float
    name: str = ""
    red_share: float | None = None
    """Share of strongly red pixels, when a reader looked; a seal is mostly red ink."""


class Cell(Struct, frozen=True, omit_defaults=True):
    """One cell of a table; a merged cell stands once and covers several positions.

    ``row`` and ``column`` are its anchor, from 0. ``text`` is what a reader of the
    accepted document sees: paragraphs joined by ``\\n``, boxes as ☑/☐, insertions in,
    deletions, struck, hidden and white text out (those are in ``withdrawn``).
    ``number`` is the stored number of a workbook cell, ``None`` where there is none.
    """

    row: int
    column: int
    text: str
    where: Where
    row_span: int = 1
    column_span: int = 1
    number: float | None = None
    withdrawn: str = ""
    spans: tuple[Span, ...] = ()
    pictures: tuple[Picture, ...] = ()
    tables: tuple[Table, ...] = ()
    flags: tuple[str, ...] = ()
    """Reader's remarks: ``tracked``, ``formula_without_value``, ``formula_error``,
    ``date_cell`` (``text`` is then ISO), ``percent_cell`` (``number`` ×100 is the percent),
    ``overflow``, ``hidden_row``, ``uncovered`` (no cell of the file stands there), ``ocr``
    (recognised from a picture), ``handwritten``, ``aligned`` (bounded by white, not by lines)."""
    certainty: float = 1.0
    """How surely ``text`` was recognised (its least sure character, 0-1); 1 where the file holds it."""


class Table(Struct, frozen=True, tag="table", omit_defaults=True):
    """A grid: ``rows[r][c]`` is the cell that covers that position.

    A merged cell is the same object at each position it covers, so
    ``cell.row == r and cell.column == c`` holds at its anchor only. Rows all have the
    same length; a position that no cell covers holds an empty cell of its own.
    """

    rows: tuple[tuple[Cell, ...], ...]
    where: Where
    title: str = ""
    """A workbook's sheet name; empty elsewhere."""
    hidden: bool = False
    pages: tuple[int, ...] = ()
    """The pages that a table of a paged file stands on, in order."""


class Paragraph(Struct, frozen=True, tag="paragraph", omit_defaults=True):
    """A line or paragraph outside tables.

    ``text`` as in :class:`Cell`. ``numbering`` is the automatic number that the file
    computes and the text lacks (``一、``, ``（二）``). ``level`` is the outline level from 1
    where the file gives the paragraph a heading style.
    """

    text: str
    where: Where
    numbering: str = ""
    level: int | None = None
    bold: bool = False
    size: float | None = None
    """Font size in points where known."""
    withdrawn: str = ""
    spans: tuple[Span, ...] = ()
    pictures: tuple[Picture, ...] = ()
    flags: tuple[str, ...] = ()
    """As in :class:`Cell`."""
    certainty: float = 1.0
    """As in :class:`Cell`."""


Block = Paragraph | Table


class Notice(Struct, frozen=True, omit_defaults=True):
    """Something about the file that is no value: revisions left in, a page skipped.

    ``code`` is one of ``tracked_changes``, ``comments``, ``hidden_text``, ``struck_text``,
    ``scanned_page``, ``garbled_page``, ``macros``, ``embedded_object``, ``external_link``,
    ``table_joined``, ``formula_error``, ``formula_without_value``, ``hidden_sheet``,
    ``rows_capped``. Of all documents together: ``file_company`` (a firm that the properties
    name), ``pictured_part`` (a picture under the title of a part; ``text`` is the part).
    """

    code: str
    where: Where
    count: int = 1
    text: str = ""


class Document(Struct, frozen=True, omit_defaults=True):
    """One file read: its blocks in reading order."""

    file: str
    kind: Kind
    blocks: tuple[Block, ...]
    pages: int | None = None
    notices: tuple[Notice, ...] = ()
    author: str = ""
    company: str = ""
