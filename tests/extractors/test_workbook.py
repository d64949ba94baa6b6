"""Workbooks: values as shown and as stored, each with its place."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image

from extractors.errors import UnreadableFile
from extractors.readers import workbook
from schemas.document import Cell, Document, Kind, Span, Table
from schemas.place import SheetCell


def _read(tmp_path: Path, fill: Callable[[Worksheet], object]) -> Document:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "附件2-2"
    fill(sheet)
    book.save(tmp_path / "a.xlsx")
    return workbook.read(tmp_path / "a.xlsx", "附件/a.xlsx")


def _table(read: Document) -> Table:
    (table,) = read.blocks
    assert isinstance(table, Table)
    return table


def _cells(read: Document) -> list[list[Cell]]:
    return [list(row) for row in _table(read).rows]


def _texts(read: Document) -> list[list[str]]:
    return [[cell.text for cell in row] for row in _table(read).rows]


def _rewrite(path: Path, changes: dict[str, tuple[str, str]]) -> Path:
    """The package with one replacement in each of the parts named."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, (old, new) in changes.items():
        assert old.encode() in parts[name]
        parts[name] = parts[name].replace(old.encode(), new.encode())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def test_values_as_shown_and_as_stored(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append([1, "光伏", 3000.5, True, None, "  '文本 "])
        sheet.append([13857123456, "a\nb", 0.125, datetime.date(2025, 3, 10)])
        sheet["C1"].number_format = "#,##0.00"
        sheet["C2"].number_format = "0.0%"

    read = _read(tmp_path, fill)
    assert read.kind is Kind.XLSX
    assert _texts(read) == [
        ["1", "光伏", "3,000.50", "TRUE", "", "  '文本 "],
        ["13857123456", "a\nb", "12.5%", "2025-03-10", "", ""],
    ]
    cells = _cells(read)
    assert (cells[0][2].number, cells[1][2].number) == (3000.5, 0.125)
    assert (cells[1][2].flags, cells[1][3].flags) == (("percent_cell",), ("date_cell",))
    assert cells[1][2].where == SheetCell("附件/a.xlsx", "附件2-2", "C2")
    assert _table(read).title == "附件2-2"


def test_merged_cells_are_one_object(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "重点项目汇总表"
        sheet.merge_cells("A1:C1")
        sheet["A2"] = "合计"
        sheet.merge_cells("A2:B3")
        sheet["C3"] = 5

    rows = _table(_read(tmp_path, fill)).rows
    assert [[c.text for c in row] for row in rows] == [
        ["重点项目汇总表"] * 3,
        ["合计", "合计", ""],
        ["合计", "合计", "5"],
    ]
    assert rows[2][1] is rows[1][0]
    assert (rows[1][0].row_span, rows[1][0].column_span) == (2, 2)


def test_blank_boxes_of_a_form_stay_and_stray_format_goes(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        box = Border(left=Side(style="thin"))
        sheet["A1"], sheet["A2"] = "联系电话", "地址"
        sheet["B1"].border = box
        sheet["C2"].font = Font(bold=True)
        for row in range(3, 60):
            sheet.cell(row, 1).border = box

    assert _texts(_read(tmp_path, fill)) == [["联系电话", ""], ["地址", ""]]


def test_formulas(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append([1200, 800, "=SUM(A1:B1)", "=VLOOKUP(1,A1:B1,1)", "=A1/B1"])
        sheet["E1"].number_format = "0.00"

    read = _read(tmp_path, fill)
    row = _cells(read)[0]
    assert [(c.text, c.flags) for c in row[2:]] == [
        ("2000", ("formula_computed",)),
        ("", ("formula_without_value",)),
        ("1.50", ("formula_computed",)),
    ]
    assert [(n.code, n.count) for n in read.notices] == [("formula_without_value", 1)]


def test_a_result_that_was_never_computed_is_not_believed(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "w.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [1200, 800])
        sheet.write_formula("C1", "=A1+B1")  # XlsxWriter stores 0 and asks for a calculation
        sheet.write_formula("D1", "=A1+B1", value=1999)
        sheet.write_formula("E1", '=IF(A1>0,"",1)', value="")
    row = _cells(workbook.read(tmp_path / "w.xlsx", "w.xlsx"))[0]
    assert [(c.text, c.flags) for c in row[2:4]] == [("2000", ("formula_computed",)), ("1999", ())]
    assert row[-1].text in ("", "1999")


def test_formula_errors_are_kept(tmp_path: Path) -> None:
    read = _read(tmp_path, lambda sheet: sheet.append(["x", "#REF!", "#DIV/0!"]))
    assert [(c.text, c.flags) for c in _cells(read)[0][1:]] == [
        ("#REF!", ("formula_error",)),
        ("#DIV/0!", ("formula_error",)),
    ]
    assert [(n.code, n.count) for n in read.notices] == [("formula_error", 2)]


def test_rich_text(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        gone, up = InlineFont(strike=True), InlineFont(vertAlign="superscript")
        box = InlineFont(rFont="Wingdings 2")
        sheet["A1"] = CellRichText(TextBlock(gone, "2800"), "3000")
        sheet["B1"] = CellRichText("1.2×10", TextBlock(up, "4"))
        sheet["C1"] = CellRichText(TextBlock(box, "R"), "民营")
        sheet["D1"] = "旧"
        sheet["D1"].font = Font(strike=True)
        sheet["E1"] = "R"
        sheet["E1"].font = Font(name="Wingdings 2")
        sheet["F1"] = "粗"
        sheet["F1"].font = Font(bold=True)

    row = _cells(_read(tmp_path, fill))[0]
    assert [c.text for c in row] == ["3000", "1.2×10^4", "☑民营", "", "☑", "粗"]
    assert [row[0].withdrawn, row[3].withdrawn] == ["2800", "旧"]
    assert row[5].spans == (Span(0, 1, bold=True),)


def test_hidden_parts(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    shown, old = book.worksheets[0], book.create_sheet("旧表")
    shown.append(["a", "b"])
    shown.append(["c", "d"])
    shown.row_dimensions[2].hidden = True
    shown.column_dimensions["B"].hidden = True
    old["A1"] = "x"
    old.sheet_state = "hidden"
    book.create_sheet("空")
    book.save(tmp_path / "h.xlsx")
    read = workbook.read(tmp_path / "h.xlsx", "h.xlsx")
    first, second = read.blocks
    assert isinstance(first, Table)
    assert isinstance(second, Table)
    assert [[c.flags for c in row] for row in first.rows] == [
        [(), ("hidden_row",)],
        [("hidden_row",), ("hidden_row",)],
    ]
    assert (first.hidden, second.hidden) == (False, True)
    told = [(n.code, n.text) for n in read.notices]
    assert told == [("hidden_text", "Sheet的隐藏行"), ("hidden_sheet", "旧表")]


def test_a_sheet_that_claims_to_be_giant(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "序号"
        sheet["XFD1048576"] = "远"
        sheet["B2"] = "项目"

    read = _read(tmp_path, fill)
    assert _texts(read) == [["序号", ""], ["", "项目"]]
    assert [n.code for n in read.notices] == ["rows_capped"]


def test_a_sheet_of_blank_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractors.readers.workbook_sheet._LARGE", 0)

    def fill(sheet: Worksheet) -> None:
        sheet.append(["序号", None, "项目"])
        for row in range(2, 200):
            sheet.cell(row, 2).font = Font(bold=True)
        sheet.cell(200, 3).value = "末"

    rows = _texts(_read(tmp_path, fill))
    assert (rows[0], rows[-1], len(rows)) == (["序号", "", "项目"], ["", "", "末"], 200)


def test_a_merge_over_the_whole_sheet(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "表"
        sheet["B2"] = "项目"

    _read(tmp_path, fill)
    merge = '</sheetData><mergeCells><mergeCell ref="A1:A1048576"/></mergeCells>'
    path = _rewrite(tmp_path / "a.xlsx", {"xl/worksheets/sheet1.xml": ("</sheetData>", merge)})
    assert _texts(workbook.read(path, "a.xlsx")) == [["表", ""], ["表", "项目"]]


def test_cells_without_references(tmp_path: Path) -> None:
    _read(tmp_path, lambda sheet: sheet.append(["a", 5]))
    path = tmp_path / "a.xlsx"
    part = "xl/worksheets/sheet1.xml"
    for old, new in ((' r="A1"', ""), (' r="B1"', ""), ('<row r="1"', "<row")):
        _rewrite(path, {part: (old, new)})
    assert _texts(workbook.read(path, "a.xlsx")) == [["a", "5"]]


def test_strict_workbooks(tmp_path: Path) -> None:
    _read(tmp_path, lambda sheet: sheet.append(["a", 5]))
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    parts = ("workbook.xml", "worksheets/sheet1.xml", "styles.xml")
    path = _rewrite(tmp_path / "a.xlsx", {f"xl/{part}": (main, strict) for part in parts})
    assert _texts(workbook.read(path, "a.xlsx")) == [["a", "5"]]


def test_long_numbers_keep_their_digits(tmp_path: Path) -> None:
    _read(tmp_path, lambda sheet: sheet.append([330282198001011234, 913301001234567890]))
    stored = ("3.302821980010113e+17", "330282198001011234")
    path = _rewrite(tmp_path / "a.xlsx", {"xl/worksheets/sheet1.xml": stored})
    (row,) = _cells(workbook.read(path, "a.xlsx"))
    assert [c.text for c in row] == ["330282198001011234", "913301001234568000"]
    assert [c.flags for c in row] == [("overflow",), ("overflow",)]


def test_shared_strings(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "w.xlsx") as book:
        book.add_worksheet("甲").write_row(0, 0, ["项目名称", "x", "x"])
    escaped = {"xl/sharedStrings.xml": ("项目名称", "项目_x000D_名称")}
    read = workbook.read(_rewrite(tmp_path / "w.xlsx", escaped), "w.xlsx")
    assert _texts(read) == [["项目\n名称", "x", "x"]]


def test_pictures_stand_on_their_cell(tmp_path: Path) -> None:
    from openpyxl.drawing.image import Image as Drawn

    Image.new("RGB", (120, 120), "red").save(tmp_path / "seal.png")

    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "（公章）"
        sheet.merge_cells("B3:E4")  # drawn anywhere on it
        sheet.add_image(Drawn(str(tmp_path / "seal.png")), "D4")

    cell = _cells(_read(tmp_path, fill))[2][1]
    assert [(p.width, p.height, p.red_share) for p in cell.pictures] == [(90.0, 90.0, 1.0)]


BAD = {
    "a doctype": {"xl/worksheets/sheet1.xml": ("<worksheet", "<!DOCTYPE a><worksheet")},
    "broken XML": {"xl/worksheets/sheet1.xml": ("</sheetData>", "<")},
    "a doctype in the styles": {"xl/styles.xml": ("<styleSheet", "<!DOCTYPE a><styleSheet")},
    "no workbook": {"xl/workbook.xml": ("workbook", "playbook")},
}


@pytest.mark.parametrize("changes", BAD.values(), ids=BAD.keys())
def test_bad_workbooks(tmp_path: Path, changes: dict[str, tuple[str, str]]) -> None:
    _read(tmp_path, lambda sheet: sheet.append(["a"]))
    with pytest.raises(UnreadableFile) as caught:
        workbook.read(_rewrite(tmp_path / "a.xlsx", changes), "a.xlsx")
    assert caught.value.code == "malformed"


def test_a_cut_workbook(tmp_path: Path) -> None:
    _read(tmp_path, lambda sheet: sheet.append(["a"]))
    path = tmp_path / "a.xlsx"
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(UnreadableFile) as caught:
        workbook.read(path, "a.xlsx")
    assert caught.value.code == "truncated"
