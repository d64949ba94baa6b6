"""Workbooks (.xlsx, .xlsm): one table a sheet, as a person sees it and as it is stored.

The XML is walked once, since a library would have to load the book twice to tell a formula
from its stored result.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from extractors.errors import UnreadableFile
from extractors.readers.office_notices import package_notices
from extractors.readers.office_package import Package, open_package
from extractors.readers.office_properties import properties
from extractors.readers.workbook_formulas import Evaluator
from extractors.readers.workbook_grid import Book, lay
from extractors.readers.workbook_pictures import sheet_pictures
from extractors.readers.workbook_sheet import Sheet, parse_sheet, used_strings
from extractors.readers.workbook_styles import S, cell_styles
from extractors.readers.workbook_text import shared_strings
from schemas.document import Document, Kind, Notice, Table
from schemas.place import SheetCell, WholeFile

_R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRINGS_LIMIT = 40 * 1024 * 1024
_ON = ("1", "true")
_NO_SHEET = "工作簿中没有可读的工作表，请用Excel或WPS打开后另存，再重新提交。"


@dataclass(frozen=True, slots=True)
class _Entry:
    """A worksheet as the workbook lists it."""

    title: str
    part: str
    hidden: bool


def read(path: Path, name: str) -> Document:
    """The workbook at ``path``; ``name`` is its path inside the submission.

    Raises ``UnreadableFile`` (``truncated``, ``malformed``, ``encrypted``, ``bomb``).
    """
    package = open_package(path)
    part = package.related("", "officeDocument") or "xl/workbook.xml"
    root = package.tree(part)
    if root is None or root.tag != S + "workbook":
        raise UnreadableFile("malformed", _NO_SHEET)
    return _document(package, part, root, name)


def _document(package: Package, part: str, root: etree._Element, name: str) -> Document:
    entries = tuple(_entries(package, part, root))
    sheets = {e.title: parse_sheet(package.read(e.part) or b"") for e in entries}
    book = _book(package, part, root, name, sheets)
    tables: list[Table] = []
    found: list[Notice] = []
    for entry in entries:
        pictures = sheet_pictures(package, entry.part)
        laid = lay(sheets[entry.title], entry.title, book, entry.hidden, pictures)
        if not laid.table.rows:
            continue
        tables.append(laid.table)
        found.extend(_remarks(entry, laid.remarks, name))
    found.extend(_comments(package, name))
    found.extend(package_notices(package, WholeFile(name)))
    author, company, _ = properties(package)
    return Document(
        name, Kind.XLSX, tuple(tables), notices=tuple(found), author=author, company=company
    )


def _book(
    package: Package, part: str, root: etree._Element, name: str, sheets: dict[str, Sheet]
) -> Book:
    settings, calculation = root.find(S + "workbookPr"), root.find(S + "calcPr")
    listed = package.related(part, "sharedStrings")
    strings = b"" if listed is None else package.read(listed, _STRINGS_LIMIT) or b""
    stale = calculation is not None and calculation.get("fullCalcOnLoad") in _ON
    return Book(
        file=name,
        strings=shared_strings(strings, used_strings(sheets.values())),
        styles=cell_styles(package.related_tree(part, "styles")),
        evaluator=Evaluator(sheets, stale),
        base_1904=settings is not None and settings.get("date1904") in _ON,
        stale=stale,
    )


def _entries(package: Package, part: str, root: etree._Element) -> Iterator[_Entry]:
    """The worksheets in order; chart and dialog sheets are left out."""
    parts = {r.ident: r.target for r in package.relations(part) if r.kind == "worksheet"}
    for sheet in root.iter(S + "sheet"):
        target = parts.get(sheet.get(_R_ID, ""))
        if target is not None and package.size(target) is not None:
            hidden = sheet.get("state", "visible") != "visible"
            yield _Entry(sheet.get("name", ""), target, hidden)


def _remarks(entry: _Entry, counted: Counter[str], name: str) -> Iterator[Notice]:
    where = SheetCell(name, entry.title, "A1")
    if entry.hidden:
        yield Notice("hidden_sheet", where, text=entry.title)
    elif counted["hidden_rows"]:
        yield Notice("hidden_text", where, counted["hidden_rows"], text=f"{entry.title}的隐藏行")
    if counted["hidden_columns"] and not entry.hidden:
        told = f"{entry.title}的隐藏列"
        yield Notice("hidden_text", where, counted["hidden_columns"], text=told)
    for code in ("formula_without_value", "formula_error", "rows_capped"):
        if counted[code]:
            yield Notice(code, where, counted[code])


def _comments(package: Package, name: str) -> Iterator[Notice]:
    listed = [p for p in package.names() if re.search(r"(?:^|/)xl/comments\w*\.xml$", p)]
    if listed:
        yield Notice("comments", WholeFile(name), len(listed))
