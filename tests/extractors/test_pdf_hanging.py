"""Stops that hang over a cell's right edge at a line's end stay with their line."""

from __future__ import annotations

from pathlib import Path

from extractors.readers import pdf
from schemas.document import Paragraph, Table
from tests.extractors.pdf_maker import Page, Pdf

XS = [60.0, 160.0, 260.0]
YS = [100.0, 140.0]


def test_stops_over_a_border_and_over_the_tables_edge(tmp_path: Path) -> None:
    page = Page().grid(XS, YS)
    for x in XS[:2]:
        page.text(x + 4, 114, "回收烟气余热用于供暖，", 9.6).text(x + 4, 128, "减排。", 9.6)
    document = pdf.read(Pdf([page]).save(tmp_path / "a.pdf"), "a.pdf")
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert [cell.text for cell in table.rows[0]] == ["回收烟气余热用于供暖，减排。"] * 2
    assert not [block for block in document.blocks if isinstance(block, Paragraph)]
