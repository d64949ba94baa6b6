"""``--render``: what a Word file says stands on its rendered page where the place says it stands."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pypdfium2
import pytest

from extractors.packages import discover
from extractors.readers.legacy_office import Target, convert, installed
from fixtures.build import Formats, build
from fixtures.families import TUNING
from flows.contract import to_contract
from flows.process import process
from schemas.contract import Source
from schemas.policy import edition

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not installed(), reason="LibreOffice renders the pages"),
]
FAMILY = next(family for family in TUNING if family.name == "nested_large_units")


def plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text))


def test_the_text_is_in_its_box(tmp_path: Path) -> None:
    build(64_002, FAMILY, Formats.DOCX, tmp_path / "in")
    (package,) = discover([tmp_path / "in"], tmp_path / "scratch")
    found = to_contract(process(package, edition(), render=True))
    convert([package.files[0].disk], [".docx"], Target.PAPER, tmp_path)
    paper = pypdfium2.PdfDocument(tmp_path / "0.pdf")
    reads = [
        *found.fields.values(),
        *(c for rows in found.tables.values() for r in rows for c in r.values()),
    ]
    assert len(reads) > 100
    assert [read.raw for read in reads if not stands_there(read.raw, read.source, paper)] == []


def stands_there(raw: str, source: Source, paper: pypdfium2.PdfDocument) -> bool:
    assert isinstance(source.page, int) and isinstance(source.bbox, tuple)
    page, (left, top, right, bottom) = source.page, source.bbox
    sheet = paper[page - 1]
    height = sheet.get_height()
    text = sheet.get_textpage().get_text_bounded(
        left - 1, height - bottom - 1, right + 1, height - top + 1
    )
    return plain(raw)[:6] in plain(text)
