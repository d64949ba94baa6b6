"""What the libraries alone need for the same files: the baseline and the floor of the benchmark."""

from __future__ import annotations

import zipfile
from pathlib import Path


def word_library(path: Path) -> int:
    """python-docx: the text of every paragraph and of every cell of every table."""
    import docx

    document = docx.Document(str(path))
    cells = sum(len(c.text) for t in document.tables for row in t.rows for c in row.cells)
    return cells + sum(len(paragraph.text) for paragraph in document.paragraphs)


def word_floor(path: Path) -> int:
    """lxml: every XML part parsed, nothing else."""
    from lxml import etree

    with zipfile.ZipFile(path) as parts:
        xml = [name for name in parts.namelist() if name.endswith((".xml", ".rels"))]
        return sum(len(etree.fromstring(parts.read(name))) for name in xml)


def pdf_library(path: Path) -> int:
    """pdfplumber: ``extract_text`` and ``extract_tables`` of every page."""
    import pdfplumber

    with pdfplumber.open(path) as file:
        return sum(len(p.extract_text()) + len(p.extract_tables()) for p in file.pages)


def pdf_floor(path: Path) -> int:
    """pypdfium2: the text of every page."""
    import pypdfium2

    file = pypdfium2.PdfDocument(path)
    try:
        return sum(len(page.get_textpage().get_text_range()) for page in file)
    finally:
        file.close()


def sheet_library(path: Path) -> int:
    """openpyxl: every cell's value."""
    import openpyxl

    book = openpyxl.load_workbook(path, data_only=True)
    return sum(
        cell.value is not None for sheet in book for row in sheet.iter_rows() for cell in row
    )
