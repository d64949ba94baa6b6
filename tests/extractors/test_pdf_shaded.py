"""Tables with lines across only, whose labels stand on filled cells."""

from __future__ import annotations

from pathlib import Path

from extractors.readers import pdf
from schemas.document import Table
from tests.extractors.pdf_maker import Page, Pdf

XS = (60.0, 160.0, 260.0, 360.0, 460.0)
YEARS = (
    ("指标", "2022年", "2023年", "2024年"),
    ("工业总产值（万元）", "58000", "61200", "63500"),
    ("利润总额（万元）", "5120", "5300", "5488"),
    ("纳税总额（万元）", "2010", "2144", "2300"),
)


def tables(path: Path, page: Page) -> list[list[list[str]]]:
    document = pdf.read(Pdf([page]).save(path / "a.pdf"), "a.pdf")
    found = (block for block in document.blocks if isinstance(block, Table))
    return [[[cell.text for cell in row] for row in table.rows] for table in found]


def ruled(page: Page, rows: int, top: float = 100.0) -> Page:
    for row in range(rows + 1):
        page.line(XS[0], top + 30 * row, XS[-1], top + 30 * row)
    return page


def fill(page: Page, row: int, first: int, last: int) -> Page:
    return page.bar(XS[first], 100 + 30 * row, XS[last] - XS[first], 30, 0.96)


def yearly(page: Page) -> Page:
    """A shaded head and shaded labels; no line is upright."""
    for column in range(4):
        fill(page, 0, column, column + 1)
    for row in range(1, 4):
        fill(page, row, 0, 1)
    ruled(page, 4).draw("0 g")
    for row, texts in enumerate(YEARS):
        for x, text in zip(XS, texts, strict=False):
            page.text(x + 4, 119 + 30 * row, text, 9)
    return page


def test_labels_and_values_beside_each_other(tmp_path: Path) -> None:
    page = Page()
    for row in range(4):
        fill(fill(page, row, 0, 1), row, 2, 3)
    ruled(page, 4).draw("0 g")
    for row in range(4):
        for x, text in zip(XS, ("联系人", "沈某", "联系电话", "13800000000"), strict=False):
            page.text(x + 4, 119 + 30 * row, text)
    assert tables(tmp_path, page) == [[["联系人", "沈某", "联系电话", "13800000000"]] * 4]


def test_columns_go_on_under_a_shaded_head(tmp_path: Path) -> None:
    assert tables(tmp_path, yearly(Page())) == [[list(row) for row in YEARS]]


def test_a_row_that_writing_crosses_ends_the_columns(tmp_path: Path) -> None:
    page = fill(yearly(Page()), 4, 0, 1).draw("0 g").line(XS[0], 250, XS[-1], 250)
    page.text(64, 239, "主营业务", 9).text(164, 239, "差别化涤纶长丝的研发、生产与销售；进出口", 9)
    (table,) = tables(tmp_path, page)
    assert table[4] == ["主营业务", *["差别化涤纶长丝的研发、生产与销售；进出口"] * 3]


def test_rows_of_several_figures_without_a_head_make_no_table(tmp_path: Path) -> None:
    """Their columns are not told by the fill: one cell for all would be a wrong figure."""
    page = Page()
    for row in range(4):
        fill(page, row, 0, 1)
    ruled(page, 4).draw("0 g")
    for row, texts in enumerate(YEARS):
        for x, text in zip(XS, texts, strict=False):
            page.text(x + 4, 119 + 30 * row, text, 9)
    held = [cell for table in tables(tmp_path, page) for row in table for cell in row]
    assert not any("58000" in cell and "61200" in cell for cell in held)


def test_upright_lines_are_believed_before_the_fill(tmp_path: Path) -> None:
    page = yearly(Page()).line(XS[0], 100, XS[0], 220).line(XS[-1], 100, XS[-1], 220)
    page.line(260, 100, 260, 220)
    assert [len(set(row)) for table in tables(tmp_path, page) for row in table] == [2] * 4


LIST = (
    ("更新设备清单",),
    ("序号", "设备名称", "设备型号", "数量"),
    ("（一）公用及辅助设备",),
    ("1", "循环水泵", "KQW-200", "4台"),
    ("2", "离心风机", "4-72", "6台"),
)


def test_only_a_lists_title_and_head_are_filled(tmp_path: Path) -> None:
    page = fill(Page(), 0, 0, 4)
    for column in range(4):
        fill(page, 1, column, column + 1)
    ruled(page, len(LIST)).draw("0 g")
    for row, texts in enumerate(LIST):
        for x, text in zip(XS, texts, strict=False):
            page.text(x + 4, 119 + 30 * row, text, 9)
    (found,) = tables(tmp_path, page)
    assert [tuple(row) for row in found[1:]] == [LIST[1], LIST[2] * 4, *LIST[3:]]
