"""Lists in PDFs without upright lines whose rows stand in groups with a title each."""

from __future__ import annotations

from pathlib import Path

from extractors.readers import pdf
from tests.extractors.pdf_maker import Page, Pdf
from tests.extractors.test_pdf_aligned import HEAD, XS, tables, texts

ROWS = (
    ("（一）公用及辅助设备",),
    ("1", "螺杆空压机", "GA-90", "某某机械", "2", ""),
    ("2", "循环水泵", "KQW-200", "某某泵业", "4", "1级"),
    ("生产设备及产线",),
    ("3", "离心风机", "4-72", "某某风机", "6", ""),
)
ROW = 20.0


def listed(rows: tuple[tuple[str, ...], ...], top: float, page: Page) -> Page:
    for row in rows:
        page.line(56, top, 540, top)
        for x, text in zip(XS, row, strict=False):
            page.text(x, top + 14, text)
        top += ROW
    return page.line(56, top, 540, top)


def test_titles_between_lines_across_are_rows_of_one_cell(tmp_path: Path) -> None:
    page = listed((HEAD, *ROWS), 80, Page())
    page.text(60, 240, "附件2-4 其他说明材料")
    (table,) = tables(Pdf([page]).save(tmp_path / "a.pdf"))
    assert [row[:2] for row in texts(table)] == [
        ["序号", "设备名称"],
        ["（一）公用及辅助设备"] * 2,
        ["1", "螺杆空压机"],
        ["2", "循环水泵"],
        ["生产设备及产线"] * 2,
        ["3", "离心风机"],
    ]


def test_the_title_of_the_next_list_ends_this_one(tmp_path: Path) -> None:
    page = listed((HEAD, *ROWS[1:3]), 80, Page())
    page.text(60, 154, "新增的主要设备一览（更新改造）")
    listed((HEAD, *ROWS[1:3]), 162, page)
    found = tables(Pdf([page]).save(tmp_path / "a.pdf"))
    assert [len(table.rows) for table in found] == [3, 3]
    document = pdf.read(tmp_path / "a.pdf", "a.pdf")
    assert any(getattr(block, "text", "").startswith("新增的") for block in document.blocks)


def test_a_running_number_broken_by_its_narrow_column(tmp_path: Path) -> None:
    rows = tuple((str(n), f"循环水泵{n}号", "KQW-200", "某某泵业", "4", "") for n in range(7, 10))
    page = listed((HEAD, *rows), 80, Page())
    page.text(60, 174, "1").text(60, 186, "0").line(56, 190, 540, 190)
    for x, text in zip(XS[1:], ("离心风机", "4-72", "某某风机", "6"), strict=False):
        page.text(x, 180, text)
    (table,) = tables(Pdf([page]).save(tmp_path / "a.pdf"))
    assert [row[:2] for row in texts(table)][-2:] == [["9", "循环水泵9号"], ["10", "离心风机"]]
