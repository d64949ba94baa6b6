"""Tables saved as text (.csv, tab-separated .txt): one table, places as a spreadsheet names them."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final

from extractors.errors import UnreadableFile
from extractors.readers.csv_text import decoded, rows, separator_of
from schemas.document import Cell, Document, Kind, Notice, Table
from schemas.place import SheetCell

_MOST_BYTES: Final = 20 << 20
_MOST_ROWS: Final = 20_000
_MOST_COLUMNS: Final = 200
_NO_TABLE: Final = "文件中没有可识别的表格，请用Excel或WPS打开后另存为.xlsx，再重新提交。"
_NO_TEXT: Final = "文件的文字编码无法识别，请用Excel或WPS打开后另存为.xlsx，再重新提交。"


def read(path: Path, name: str) -> Document:
    """The table at ``path``; ``name`` is its path inside the submission.

    Raises :class:`UnreadableFile` ``too_large`` or ``malformed`` (no encoding, no table).
    """
    if path.stat().st_size > _MOST_BYTES:
        raise UnreadableFile("too_large")
    text = decoded(path.read_bytes())
    if text is None:
        raise UnreadableFile("malformed", _NO_TEXT)
    separator = separator_of(text)
    if separator is None:
        raise UnreadableFile("malformed", _NO_TABLE)
    try:
        found = rows(text.splitlines(keepends=True), separator)
    except csv.Error as error:
        raise UnreadableFile("malformed", _NO_TABLE) from error
    return _document(found, name)


def _document(found: list[list[str]], name: str) -> Document:
    sheet = Path(name).stem
    width = min(max(map(len, found)), _MOST_COLUMNS)
    table = Table(
        tuple(
            _row(number, line, width, name, sheet) for number, line in enumerate(found[:_MOST_ROWS])
        ),
        SheetCell(name, sheet, "A1"),
        title=sheet,
    )
    left = len(found) - _MOST_ROWS
    capped = (Notice("rows_capped", table.where, left),) if left > 0 else ()
    return Document(name, Kind.CSV, (table,), notices=capped)


def _row(number: int, line: list[str], width: int, name: str, sheet: str) -> tuple[Cell, ...]:
    padded = (line + [""] * width)[:width]
    return tuple(
        Cell(
            number, column, text.strip(), SheetCell(name, sheet, f"{_letters(column)}{number + 1}")
        )
        for column, text in enumerate(padded)
    )


def _letters(column: int) -> str:
    """A spreadsheet's name of a column: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
