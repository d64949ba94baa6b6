"""Tables with upright lines only: rows are parted by labels or numbers, or are in doubt."""

from __future__ import annotations

from pathlib import Path

from extractors.readers import pdf
from schemas.document import Table
from tests.extractors.pdf_maker import Page, Pdf

XS = [72.0, 172.0, 322.0, 522.0]
LIST_XS = [72.0, 112.0, 222.0, 322.0, 522.0]


def table(tmp_path: Path, page: Page) -> Table:
    document = pdf.read(Pdf([page]).save(tmp_path / "a.pdf"), "a.pdf")
    (found,) = [block for block in document.blocks if isinstance(block, Table)]
    return found


def upright(xs: list[float], top: float, bottom: float) -> Page:
    """Upright lines, and one above and below all."""
    page = Page()
    for x in xs:
        page.line(x, top, x, bottom)
    return page.line(xs[0], top, xs[-1], top).line(xs[0], bottom, xs[-1], bottom)


def test_values_keep_to_the_rows_that_their_labels_have(tmp_path: Path) -> None:
    labels = ("工厂名称", "通讯地址", "主营业务", "联系人")
    values = ("甲公司", "某市某路一号", "印染", "张三")
    page = upright(XS[:3], 100, 200)
    for i, (label, value) in enumerate(zip(labels, values, strict=True)):
        page.line(XS[0], 125 + 25 * i, XS[1], 125 + 25 * i)
        page.text(76, 116 + 25 * i, label).text(176, 116 + 25 * i, value)
    rows = [[cell.text for cell in row] for row in table(tmp_path, page).rows]
    assert rows == [list(pair) for pair in zip(labels, values, strict=True)]


def test_one_value_beside_several_labels_stays_one(tmp_path: Path) -> None:
    page = upright(XS[:3], 100, 150).line(XS[0], 125, XS[1], 125)
    page.text(76, 116, "法定代表人").text(76, 141, "联系人").text(176, 128, "张三")
    rows = [[cell.text for cell in row] for row in table(tmp_path, page).rows]
    assert rows == [["法定代表人", "张三"], ["联系人", "张三"]]


def counted(*numbers: str) -> Page:
    page = upright(LIST_XS, 100, 200).line(LIST_XS[0], 125, LIST_XS[-1], 125)
    for x, text in zip(LIST_XS, ("序号", "设备名称", "设备型号", "生产厂家"), strict=False):
        page.text(x + 4, 116, text)
    for i, number in enumerate(numbers):
        for x, text in zip(LIST_XS, (number, f"空压机{number}", "GA90", "某厂"), strict=False):
            page.text(x + 4, 145 + 22 * i, text)
    return page


def test_counted_rows_are_parted(tmp_path: Path) -> None:
    rows = [[cell.text for cell in row] for row in table(tmp_path, counted("1", "2", "3")).rows]
    assert rows[1:] == [[n, f"空压机{n}", "GA90", "某厂"] for n in ("1", "2", "3")]


def test_rows_that_cannot_be_parted_are_in_doubt(tmp_path: Path) -> None:
    page = counted("1", "2", "3").text(116, 156, "永磁变频").text(116, 178, "（水冷）")
    page.text(226, 134, "甲").text(326, 198, "乙").text(226, 161, "丙").text(326, 183, "丁")
    found = table(tmp_path, page)
    single = [cell.text for cell in found.rows[1]]
    assert len(found.rows) == 4 or all(cell.certainty < 0.9 for cell in found.rows[1]), single


def test_labels_without_rules_are_in_doubt(tmp_path: Path) -> None:
    page = upright(XS[:3], 100, 200)
    for i, label in enumerate(("工厂名称", "通讯地址", "主营业务", "联系人")):
        page.text(76, 116 + 25 * i, label).text(176, 116 + 25 * i, "某某")
    cells = [cell for row in table(tmp_path, page).rows for cell in row if cell.text]
    assert cells and all(cell.certainty < 0.9 for cell in cells)
