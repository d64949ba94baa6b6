"""Lists as worksheets: text that can never be a formula or a link, heads that stay, A4 landscape."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

_ALWAYS = datetime(2025, 1, 1)
Cell = str | float | int | None
_CELL_LIMIT = 32_000
"""Characters; a workbook cell holds 32,767."""


def book_at(path: Path) -> Workbook:
    """A new workbook whose strings stay strings; a context manager that writes it.

    The same rows are the same bytes: when it was written is no part of it.
    """
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(path, safe)
    book.set_properties({"created": _ALWAYS})
    return book


def add(
    book: Workbook,
    title: str,
    columns: Sequence[tuple[str, int]],
    rows: Iterable[Sequence[Cell]],
) -> None:
    """A sheet of rows under (title, width) columns; figures with two decimals, counts as they are."""
    sheet = book.add_worksheet(title)
    head = book.add_format(
        {"bold": True, "bg_color": "#EEF1F5", "bottom": 1, "valign": "vcenter", "text_wrap": True}
    )
    body = book.add_format({"valign": "top", "text_wrap": True})
    figure = book.add_format({"valign": "top", "num_format": "#,##0.00"})
    for column, (label, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, label, head)
    last = 0
    for last, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            _write(sheet, last, column, value, body, figure)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)


def _write(
    sheet: Worksheet, row: int, column: int, value: Cell, body: Format, figure: Format
) -> None:
    if isinstance(value, float):
        sheet.write_number(row, column, value, figure)
    elif isinstance(value, int):
        sheet.write_number(row, column, value, body)
    elif value:
        sheet.write_string(row, column, value[:_CELL_LIMIT], body)
