"""Typed columns, typed entries and lists over page breaks, in hand-made pages."""

from __future__ import annotations

from pathlib import Path

from extractors.readers import pdf
from schemas.document import Document, Paragraph, Table
from tests.extractors.pdf_maker import Page, Pdf

XS = [72.0, 120.0, 300.0, 400.0]


def read(tmp_path: Path, *pages: Page) -> Document:
    return pdf.read(Pdf(list(pages)).save(tmp_path / "a.pdf"), "a.pdf")


def prose(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def listed(page: Page, top: float, rows: list[tuple[str, str, str]]) -> Page:
    ys = [top + 20 * i for i in range(len(rows) + 1)]
    page.grid(XS, ys)
    for y, row in zip(ys, rows, strict=False):
        for x, text in zip(XS, row, strict=False):
            page.text(x + 5, y + 14, text)
    return page


def first_columns(document: Document) -> list[list[str]]:
    tables = [block for block in document.blocks if isinstance(block, Table)]
    return [[row[0].text for row in table.rows] for table in tables]


def test_figures_that_a_tab_parts_stay_apart(tmp_path: Path) -> None:
    page = (
        Page().text(72, 100, "工业总产值（万元）").text(174, 100, "79908").text(204, 100, "81872")
    )
    page.text(72, 130, "方案实施周期").text(240, 130, "方案总投资")
    assert prose(read(tmp_path, page)) == [
        "工业总产值（万元） 79908 81872",
        "方案实施周期  方案总投资",
    ]


def test_typed_entries_stay_apart_however_long(tmp_path: Path) -> None:
    page = Page()
    full = "工业总产值（万元）：" + "某" * 32
    for y in (100, 118, 136):
        page.text(72, y, full)
    page.text(72, 154, "（二）绿色低碳工作基础")
    assert prose(read(tmp_path, page)) == [full] * 3 + ["（二）绿色低碳工作基础"]


HEAD = ("序号", "设备名称", "设备型号")


def test_a_repeated_head_over_a_new_count_begins_another_list(tmp_path: Path) -> None:
    first = listed(Page(), 720, [HEAD, ("1", "空压机", "A"), ("2", "水泵", "B")])
    on = listed(Page(), 80, [HEAD, ("3", "风机", "C")])
    anew = listed(Page(), 80, [HEAD, ("1", "电机", "C")])
    assert first_columns(read(tmp_path, first, on)) == [["序号", "1", "2", "3"]]
    assert first_columns(read(tmp_path, first, anew)) == [["序号", "1", "2"], ["序号", "1"]]


def test_the_rest_of_a_cut_row_is_no_title_over_a_repeated_head(tmp_path: Path) -> None:
    first = listed(
        Page(), 720, [HEAD, ("1", "空压机", "A"), ("2", "水泵重点覆盖各车间用泵新增变频", "B")]
    )
    rest = listed(Page(), 80, [("", "器三台", ""), HEAD, ("3", "风机", "C")])
    assert first_columns(read(tmp_path, first, rest)) == [["序号", "1", "2", "序号", "3"]]
