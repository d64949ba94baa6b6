"""A list as a file: the lines of one that was uploaded, and the workbook that is exported."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import xlsxwriter
from django.core.files.uploadedfile import UploadedFile

from desk.dictionaries.lines import heads
from extractors import disk, sandbox
from extractors.errors import UnreadableFile
from extractors.reading import read_file
from schemas.document import Document, Kind, Table
from schemas.lists import LIST_WORDS, ListKind
from schemas.policy import Listed
from store.refusals import Refused

MOST_BYTES: Final = 10 << 20
_TABLES: Final = frozenset({Kind.XLSX, Kind.XLS, Kind.ET, Kind.ODS, Kind.CSV})
_OTHER: Final = "请上传 .xlsx 或 .csv 的名单；Word、PDF 里的名单请把表格复制后粘贴到左边的框里。"
_SEVERAL: Final = "“{}”有{}张有内容的工作表（{}），不知道用哪一张；请只留名单所在的一张后再上传，或把它复制后粘贴。"
_WIDTHS: Final = (44, 24, 16, 14)


def lines_of(file: UploadedFile[bytes]) -> str:
    """The one sheet of the file that holds anything, a line a row, cells parted by tabs.

    Read in a limited child process. Raises :class:`Refused`: ``too_large``, ``wrong_kind``,
    ``unreadable``, ``no_rows``, ``several_sheets``.
    """
    if (file.size or 0) > MOST_BYTES:
        raise Refused("too_large", "文件超过10 MB，不像一份名单；请只留名单所在的工作表后再上传。")
    tables = [table for table in _document(file).blocks if isinstance(table, Table)]
    shown = {table.title: _texts(table) for table in tables if not table.hidden}
    filled = {title: rows for title, rows in shown.items() if any(map(any, rows))}
    if not filled:
        raise Refused("no_rows", f"“{file.name}”里没有可读的表格。")
    if len(filled) > 1:
        raise Refused("several_sheets", _SEVERAL.format(file.name, len(filled), "、".join(filled)))
    (rows,) = filled.values()
    return "\n".join(map(_row, rows))


def _document(file: UploadedFile[bytes]) -> Document:
    with disk.temporary() as folder:
        path = folder / f"list{Path(file.name or '').suffix[:8]}"
        path.write_bytes(file.read())
        try:
            document = sandbox.call(read_file, path, path.name)
        except UnreadableFile as error:
            code = "wrong_kind" if error.code in ("unsupported", "wrong_kind") else "unreadable"
            sentence = _OTHER if code == "wrong_kind" else error.message
            raise Refused(code, f"“{file.name}”没有读出名单。{sentence}") from error
    if document.kind not in _TABLES:
        raise Refused("wrong_kind", f"“{file.name}”不是表格文件。{_OTHER}")
    return document


def _texts(table: Table) -> list[list[str]]:
    return [[" ".join(cell.text.split()) for cell in row] for row in table.rows]


def _row(cells: Sequence[str]) -> str:
    return "\t".join(cells) if any(cells) else ""


def book(kind: ListKind, title: str, listed: Sequence[Listed]) -> bytes:
    """An edition as a workbook that can be uploaded again. Every text is a text, never a formula."""
    made = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(made, {"in_memory": True, **plain}) as workbook:
        cell = {"font_name": "宋体", "font_size": 10, "border": 1, "valign": "vcenter"}
        text = workbook.add_format({**cell, "num_format": "@"})
        head = workbook.add_format({**cell, "bold": True, "bg_color": "#EEF1F5"})
        sheet = workbook.add_worksheet(LIST_WORDS[kind])
        sheet.write_string(0, 0, title, workbook.add_format({"bold": True, "font_size": 14}))
        for at, (word, width) in enumerate(zip(heads(kind), _WIDTHS, strict=True)):
            sheet.set_column(at, at, width)
            sheet.write_string(1, at, word, head)
        for row, entry in enumerate(listed, start=2):
            for at, said in enumerate((entry.name, entry.uscc, entry.since, entry.status)):
                sheet.write_string(row, at, said, text)
        sheet.freeze_panes(2, 1)
        sheet.repeat_rows(0, 1)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C第 &P 页，共 &N 页")
    return made.getvalue()
