"""One worksheet part as it stands: its cells in a sparse map, merges, hidden rows.

Streamed row by row: a sheet that claims a million rows costs what it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from extractors.readers.office_package import checked, streamed
from extractors.readers.office_values import whole
from extractors.readers.workbook_styles import S
from extractors.readers.workbook_text import Rich, plain_text, rich

MAX_ROWS = 20_000
MAX_COLUMNS = 512

_ROW, _C, _V, _F, _IS = S + "row", S + "c", S + "v", S + "f", S + "is"
_COL, _MERGE = S + "col", S + "mergeCell"
_LARGE = 4 * 1024 * 1024
_BLANK_CELL = re.compile(rb'<c r="[A-Z]{1,3}[0-9]{1,7}"(?: s="[0-9]{1,5}")?/>')
_BLANK_ROW = re.compile(rb'<row r="[0-9]{1,7}"[^<>]{0,300}(?:/>|></row>)')
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})$")
Spot = tuple[int, int]
"""Row and column, both from 0."""


@dataclass(frozen=True, slots=True)
class Raw:
    """A cell as stored. ``value`` is the cached one; ``formula`` is ``None`` for a constant.

    ``kind`` is the stored type: ``n`` number, ``s`` shared string, ``str``, ``inlineStr``,
    ``b``, ``e`` error, ``d`` ISO date.
    """

    kind: str
    value: str | None
    style: int
    formula: str | None = None
    inline: Rich | None = None

    @property
    def empty(self) -> bool:
        """Whether the cell holds neither value nor formula."""
        return self.value is None and self.formula is None and self.inline is None


@dataclass(slots=True)
class Sheet:
    """The stored cells of a sheet by place; ``merges`` as (top, left, bottom, right)."""

    cells: dict[Spot, Raw] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    capped: bool = False


def parse_sheet(data: bytes) -> Sheet:
    """The sheet in a worksheet part.

    Raises ``UnreadableFile('malformed')`` for a DOCTYPE or broken XML.
    """
    sheet = Sheet()
    reader = _Reader(sheet)
    for element in streamed(_without_blanks(checked(data)), _ROW, _COL, _MERGE):
        reader.take(element)
    return sheet


def _without_blanks(data: bytes) -> bytes:
    """A large part without its blank cells and rows: WPS may format a million of them."""
    if len(data) < _LARGE:
        return data
    return _BLANK_ROW.sub(b"", _BLANK_CELL.sub(b"", data))


def spot_of(reference: str) -> Spot | None:
    """``B7`` → ``(6, 1)``; ``None`` for what is no cell reference."""
    match = _REFERENCE.match(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def column_name(column: int) -> str:
    """The letters of a column counted from 0: 27 → ``AB``."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


@dataclass(slots=True)
class _Reader:
    """Keeps count of rows and columns, whose references are optional."""

    sheet: Sheet
    row: int = -1

    def take(self, element: etree._Element) -> None:
        if element.tag == _ROW:
            self._row(element)
        elif element.tag == _MERGE:
            self._merge(element.get("ref", ""))
        elif element.get("hidden") in ("1", "true"):
            first, last = whole(element.get("min"), 1), whole(element.get("max"), 1)
            self.sheet.hidden_columns.update(range(first - 1, min(last, MAX_COLUMNS)))

    def _row(self, element: etree._Element) -> None:
        self.row = whole(element.get("r"), self.row + 2) - 1
        if self.row >= MAX_ROWS:
            self.sheet.capped = self.sheet.capped or next(element.iter(_V, _IS), None) is not None
            return
        if element.get("hidden") in ("1", "true"):
            self.sheet.hidden_rows.add(self.row)
        column = -1
        for cell in element.iterchildren(_C):
            spot = spot_of(cell.get("r", ""))
            column = column + 1 if spot is None else spot[1]
            self._cell((self.row, column), _raw(cell))

    def _cell(self, spot: Spot, raw: Raw) -> None:
        if spot[1] >= MAX_COLUMNS:
            self.sheet.capped = self.sheet.capped or not raw.empty
        elif not raw.empty or raw.style:
            self.sheet.cells[spot] = raw

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        start, end = spot_of(first), spot_of(last)
        if start is not None and end is not None and start[0] <= end[0] and start[1] <= end[1]:
            self.sheet.merges.append((*start, *end))


def _raw(cell: etree._Element) -> Raw:
    value: str | None = None
    formula: str | None = None
    inline: Rich | None = None
    for child in cell:
        if child.tag == _V:
            value = child.text
        elif child.tag == _F:
            formula = child.text or ""
        elif child.tag == _IS:
            inline = rich(child)
    kind = cell.get("t", "n")
    if kind == "str" and value is None and formula is not None:
        value = ""  # a formula whose result is the empty text
    return Raw(kind, value, max(whole(cell.get("s")), 0), formula, inline)


def text_of(raw: Raw, strings: dict[int, Rich]) -> Rich:
    """The text of a cell that holds text; ``strings`` are the shared ones by index."""
    if raw.inline is not None:
        return raw.inline
    if raw.kind == "s":
        return strings.get(whole(raw.value, -1), Rich(()))
    return plain_text(raw.value or "")


def used_strings(sheets: Iterable[Sheet]) -> frozenset[int]:
    """The indices of the shared strings that cells show."""
    cells = (raw for sheet in sheets for raw in sheet.cells.values())
    return frozenset(whole(raw.value, -1) for raw in cells if raw.kind == "s")
