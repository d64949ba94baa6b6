"""A sheet's stored cells as a Table: values shown, merges spread, trailing blanks trimmed."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from extractors.readers.workbook_formats import is_date, is_percent, iso, plain, shown
from extractors.readers.workbook_formulas import Evaluator
from extractors.readers.workbook_hidden import Rows, shown_columns
from extractors.readers.workbook_sheet import Raw, Sheet, Spot, column_name, text_of
from extractors.readers.workbook_styles import Style
from extractors.readers.workbook_text import Rich, decoded
from schemas.document import Cell, Picture, Span, Table
from schemas.place import SheetCell

MAX_CELLS = 400_000
"""Positions of one table; what lies below is left out, with a notice."""
_FORM_COLUMNS = 64
"""Blank bordered columns up to here belong to a form; further right they are stray format."""
_DIGITS = 10**15  # a stored number keeps 15 digits

Merge = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Book:
    """What all sheets of a workbook share."""

    file: str
    strings: dict[int, Rich]
    styles: tuple[Style, ...]
    evaluator: Evaluator
    base_1904: bool = False
    stale: bool = False
    """Whether the formulas' results are to be computed afresh when the book is opened."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What one cell shows."""

    text: str = ""
    withdrawn: str = ""
    number: float | None = None
    flags: tuple[str, ...] = ()


@dataclass(slots=True)
class Laid:
    """A table with what was remarked while it was laid."""

    table: Table
    remarks: Counter[str] = field(default_factory=Counter)


def lay(
    sheet: Sheet, title: str, book: Book, hidden: bool, pictures: dict[Spot, tuple[Picture, ...]]
) -> Laid:
    """The table of ``sheet``; no rows where it holds nothing."""
    rows, columns = _extent(sheet, book.styles, pictures)
    if rows * columns > MAX_CELLS:
        rows, sheet.capped = MAX_CELLS // columns, True
    anchors = _anchors(sheet.merges, rows, columns)
    pictures = _on_merges(pictures, anchors)
    remarks: Counter[str] = Counter(rows_capped=1) if sheet.capped else Counter()
    grid: list[list[Cell]] = []
    for row in range(rows):
        line: list[Cell] = []
        grid.append(line)
        for column in range(columns):
            merge = anchors.get((row, column))
            if merge is not None and (row, column) != merge[:2]:
                line.append(grid[merge[0]][merge[1]])
                continue
            cell = _cell((row, column), merge, sheet, title, book, pictures)
            remarks.update(flag for flag in cell.flags if flag.startswith("formula_"))
            line.append(cell)
        remarks["hidden_rows"] += row in sheet.hidden_rows and any(cell.text for cell in line)
    where = SheetCell(book.file, title, "A1")
    laid = tuple(map(tuple, grid))
    remarks["hidden_columns"] = _filled(sheet.hidden_columns, laid)
    seen = shown_columns(laid, sheet.hidden_columns)
    return Laid(Table(seen, where, title=title, hidden=hidden), remarks)


def _filled(columns: Iterable[int], rows: Rows) -> int:
    """How many of the hidden ``columns`` hold text of their own."""
    return sum(any(c < len(row) and row[c].text for row in rows) for c in columns)


def show(raw: Raw, spot: Spot, title: str, book: Book) -> Shown:
    """What the stored cell ``raw`` shows."""
    style = book.styles[raw.style] if raw.style < len(book.styles) else Style()
    if raw.formula is not None and (raw.value is None or _is_unset(raw, spot, title, book)):
        return _computed(spot, style, title, book)
    if raw.kind == "e":
        return Shown(raw.value or "", flags=("formula_error",))
    if raw.kind == "b":
        return Shown("TRUE" if raw.value == "1" else "FALSE")
    if raw.kind == "d":
        return Shown((raw.value or "").removesuffix("T00:00:00"), flags=("date_cell",))
    number = _number(raw)
    if number is not None:
        return _number_shown(number, style, book, raw)
    return _text_shown(raw, style, book)


def _text_shown(raw: Raw, style: Style, book: Book) -> Shown:
    text, withdrawn = text_of(raw, book.strings).seen(style.font)
    return Shown(decoded(text) if raw.kind == "str" else text, withdrawn)


def _number_shown(number: float, style: Style, book: Book, raw: Raw | None = None) -> Shown:
    if style.font.struck:
        return Shown(withdrawn=shown(number, style.code))
    if is_date(style.code):
        text = iso(number, style.code, book.base_1904)
        if text is not None:
            return Shown(text, number=number, flags=("date_cell",))
        return Shown(plain(number), number=number)
    if is_percent(style.code):
        return Shown(shown(number, style.code), number=number, flags=("percent_cell",))
    if abs(number) < _DIGITS:
        return Shown(shown(number, style.code), number=number)
    # an identifier typed as a number: whole where the file kept its digits, cut by Excel elsewhere
    stored = raw.value if raw is not None and (raw.value or "").isdigit() else None
    return Shown(stored or plain(number), number=number, flags=("overflow",))


def _computed(spot: Spot, style: Style, title: str, book: Book) -> Shown:
    value = book.evaluator.value(title, spot)
    if value is None:
        return Shown(flags=("formula_without_value",))
    seen = _number_shown(value, style, book)
    return Shown(seen.text, seen.withdrawn, seen.number, (*seen.flags, "formula_computed"))


def _is_unset(raw: Raw, spot: Spot, title: str, book: Book) -> bool:
    """A stored result of 0 that was never computed: the book says so, or the formula's cells do."""
    if raw.kind != "n" or raw.value not in ("0", ""):
        return False
    return book.stale or book.evaluator.disowns_zero(title, spot)


def _number(raw: Raw) -> float | None:
    if raw.kind != "n" or raw.value is None:
        return None
    try:
        number = float(raw.value)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _cell(
    spot: Spot,
    merge: Merge | None,
    sheet: Sheet,
    title: str,
    book: Book,
    pictures: dict[Spot, tuple[Picture, ...]],
) -> Cell:
    row, column = spot
    raw = sheet.cells.get(spot)
    seen = Shown() if raw is None or raw.empty else show(raw, spot, title, book)
    hidden = row in sheet.hidden_rows
    return Cell(
        row=row,
        column=column,
        text=seen.text,
        where=SheetCell(book.file, title, f"{column_name(column)}{row + 1}"),
        row_span=1 if merge is None else merge[2] - row + 1,
        column_span=1 if merge is None else merge[3] - column + 1,
        number=seen.number,
        withdrawn=seen.withdrawn,
        spans=() if raw is None else _spans(raw, seen.text, book),
        pictures=pictures.get(spot, ()),
        flags=(*seen.flags, "hidden_row") if hidden else seen.flags,
    )


def _spans(raw: Raw, text: str, book: Book) -> tuple[Span, ...]:
    style = book.styles[raw.style] if raw.style < len(book.styles) else Style()
    font = style.font
    if not text or not (font.bold or font.underline):
        return ()
    return (Span(0, len(text), bold=font.bold, underline=font.underline),)


def _on_merges(
    pictures: dict[Spot, tuple[Picture, ...]], anchors: dict[Spot, Merge]
) -> dict[Spot, tuple[Picture, ...]]:
    """A picture anywhere on a merged cell belongs to that cell: a seal drawn at its right side."""
    found: dict[Spot, tuple[Picture, ...]] = {}
    for spot, drawn in pictures.items():
        merge = anchors.get(spot)
        home = spot if merge is None else merge[:2]
        found[home] = (*found.get(home, ()), *drawn)
    return found


def _extent(
    sheet: Sheet, styles: tuple[Style, ...], pictures: dict[Spot, tuple[Picture, ...]]
) -> tuple[int, int]:
    """Rows and columns in use: values, pictures, and the blank boxes of a form beside them."""
    used = [spot for spot, raw in sheet.cells.items() if not raw.empty]
    if not used and not pictures:
        return 0, 0
    used.extend(pictures)
    rows = max(row for row, _ in used) + 1
    columns = max(column for _, column in used) + 1
    for top, _, _, right in sheet.merges:
        if top < rows:
            columns = max(columns, min(right, _FORM_COLUMNS) + 1)
    boxed = (c for (r, c), raw in sheet.cells.items() if r < rows and _boxed(raw, styles))
    return rows, max(columns, min(max(boxed, default=0), _FORM_COLUMNS) + 1)


def _boxed(raw: Raw, styles: tuple[Style, ...]) -> bool:
    return raw.style < len(styles) and styles[raw.style].bordered


def _anchors(merges: list[Merge], rows: int, columns: int) -> dict[Spot, Merge]:
    """Each covered place → its merge, cut to the table; a later overlapping merge is ignored."""
    covered: dict[Spot, Merge] = {}
    for top, left, bottom, right in merges:
        cut = (top, left, min(bottom, rows - 1), min(right, columns - 1))
        places = [(r, c) for r in range(top, cut[2] + 1) for c in range(left, cut[3] + 1)]
        if not any(place in covered for place in places):
            covered.update(dict.fromkeys(places, cut))
    return covered
