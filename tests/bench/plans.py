"""One long plan in each format: a built one whose chapters and equipment list are made longer."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import docx
import openpyxl

from fixtures import pdf
from fixtures.build import Formats, build
from fixtures.families import FORM

_TIMES = 5
"""So many copies of each narrative paragraph make about 40 pages."""


def long_plans(folder: Path) -> list[Path]:
    """A plan of some 40 pages as ``.docx`` and ``.pdf``, and an annex book of 2,000 rows."""
    made = [folder / name for name in ("plan.docx", "plan.pdf", "annexes.xlsx")]
    if folder.exists():
        return made
    folder.mkdir(parents=True)
    build(901, FORM, Formats.DOCX, folder / "built")
    build(902, FORM, Formats.DOCX_XLSX, folder / "books")
    word = folder / "plan.docx"
    _lengthen(next((folder / "built").glob("*.docx")), word)
    pdf.convert([(word, folder / "plan.pdf")])
    book = folder / "annexes.xlsx"
    _fill(next((folder / "books").glob("附件2*.xlsx")), book)
    return made


def _lengthen(source: Path, target: Path) -> None:
    document = docx.Document(str(source))
    for paragraph in list(document.paragraphs):
        if len(paragraph.text) > 60:
            for _ in range(_TIMES):
                paragraph._p.addnext(deepcopy(paragraph._p))
    document.save(str(target))


def _fill(source: Path, target: Path) -> None:
    book = openpyxl.load_workbook(source)
    sheet = book.worksheets[-1]
    last = [cell.value for cell in sheet[sheet.max_row]]
    for number in range(2000):
        sheet.append([number, *last[1:]])
    book.save(target)
