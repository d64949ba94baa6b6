"""Form fields whose values nothing is drawn for."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.readers import pdf
from schemas.document import Table
from tests.extractors.pdf_maker import Note, Page, Pdf

FORM = "/AcroForm<</Fields[]/NeedAppearances true>>"


def filled(path: Path, value: str, *, drawn: bool) -> str:
    """What stands in the cell that a field of ``value`` lies over."""
    page = Page().grid([60, 160, 400], [100, 140, 160]).text(70, 124, "通讯地址")
    page.text(70, 154, "联系人").text(170, 154, "沈某某")
    page.notes.append(Note("Widget", (162.0, 704.0, 398.0, 740.0), value, drawn=drawn))
    document = pdf.read(Pdf([page], catalog=FORM).save(path / "a.pdf"), "a.pdf")
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    return table.rows[0][1].text


@pytest.mark.parametrize("drawn", [True, False])
def test_a_value_is_read_whether_drawn_or_not(tmp_path: Path, drawn: bool) -> None:
    assert filled(tmp_path, "浙江省某市某路1号", drawn=drawn) == "浙江省某市某路1号"


def test_a_long_value_is_set_in_lines(tmp_path: Path) -> None:
    value = "浙江省某市某区某某经济技术开发区滨海工业园区创业大道北段一千零一号三幢"
    assert filled(tmp_path, value, drawn=False) == value
