"""Frames around single answers; writing over a border and over other writing, turned pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.readers import pdf
from schemas.document import Cell, Table
from tests.extractors.pdf_maker import Page, Pdf

XS, YS = [60.0, 160.0, 260.0, 360.0, 460.0], [100.0, 130.0, 160.0, 190.0]


def cells(tmp_path: Path, page: Page) -> list[list[Cell]]:
    (block,) = pdf.read(Pdf([page]).save(tmp_path / "a.pdf"), "a.pdf").blocks
    assert isinstance(block, Table)
    return [list(row) for row in block.rows]


def texts(tmp_path: Path, page: Page) -> list[list[str]]:
    return [[cell.text for cell in row] for row in cells(tmp_path, page)]


def printed(inset: float) -> Page:
    """Three rows of two labels, each with its answer in a frame of its own."""
    page = Page().grid(XS, YS)
    for y in YS[:-1]:
        for x in XS[:-1:2]:
            page.text(x + 5, y + 19, "联系人").text(x + 107, y + 19, "沈某某")
            page.box(x + 100 + inset, y + inset, 100 - 2 * inset, 30 - 2 * inset)
    return page


@pytest.mark.parametrize("inset", [2.0, 4.0, 6.0])
def test_frames_within_cells_are_no_cells(tmp_path: Path, inset: float) -> None:
    assert texts(tmp_path, printed(inset)) == [["联系人", "沈某某"] * 2] * 3


def test_cells_with_a_gap_between_them_are_cells(tmp_path: Path) -> None:
    page = Page().box(50, 90, 420, 110)
    for row, y in enumerate(YS[:-1]):
        for column, x in enumerate(XS[:-1]):
            page.box(x + 1, y + 1, 98, 28).text(x + 6, y + 19, f"第{row}{column}格")
    ((outer,),) = cells(tmp_path, page)
    assert [[cell.text for cell in row] for row in outer.tables[0].rows] == [
        [f"第{row}{column}格" for column in range(4)] for row in range(3)
    ]


def test_a_line_that_runs_over_the_border_stays_with_its_cell(tmp_path: Path) -> None:
    page = Page().grid([60, 164, 230, 330], [100, 160])
    page.text(65, 115, "通过设备更新与工艺优化降低能耗").text(65, 130, "达到标杆要求")
    page.text(180, 145, "9/10").text(240, 130, "见附件")
    assert texts(tmp_path, page) == [
        ["通过设备更新与工艺优化降低能耗达到标杆要求", "9/10", "见附件"]
    ]


def test_writing_in_the_middle_of_a_narrow_cell_is_not_its_left_neighbours(tmp_path: Path) -> None:
    page = Page().grid([60, 164, 204, 330], [100, 130])
    page.text(65, 119, "指标").text(145, 119, "规上工业总产值").text(240, 119, "见附件")
    assert "规上工业总产值" not in texts(tmp_path, page)[0][0]


def test_writing_printed_over_other_writing_is_in_doubt(tmp_path: Path) -> None:
    page = Page().grid([60, 260, 330], [100, 130])
    page.text(65, 119, "近三年技改投入").text(118, 119.5, "3260").text(146, 119, "万元")
    (cell, _) = cells(tmp_path, page)[0]
    assert cell.text.replace(" ", "") == "近三年技改投入3260万元"
    assert cell.certainty < 0.9


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_characters_outside_the_file_on_a_turned_page(tmp_path: Path, quarters: int) -> None:
    """pdfium drops runs of a font that is nowhere where they are set sideways."""
    turn = {1: "0 1 -1 0 595 0", 2: "-1 0 0 -1 842 595", 3: "0 -1 1 0 0 842"}[quarters]
    upright = Page(842, 595).rows([72, 200, 420], [100, 130, 160], [["备注", "无"], ["台", "二套"]])
    page = Page(595, 842) if quarters % 2 else Page(842, 595)
    page.extra = f"/Rotate {90 * quarters}"
    page.draw(f"q {turn} cm").draw("\n".join(upright.parts)).draw("Q")
    assert texts(tmp_path, page) == [["备注", "无"], ["台", "二套"]]


@pytest.mark.parametrize(("labels", "framed"), [(4, False), (2, True)])
def test_frames_behind_labels_on_the_open_page(tmp_path: Path, labels: int, framed: bool) -> None:
    """Four answers in frames are a form that a browser printed; a framed remark is a box."""
    page = Page()
    for row in range(labels):
        y = 100 + 40 * row
        page.text(60, y + 12, "联系电话").box(106, y, 200, 17).text(110, y + 12, "13800000000")
    blocks = pdf.read(Pdf([page]).save(tmp_path / "a.pdf"), "a.pdf").blocks
    assert any(isinstance(block, Table) for block in blocks) is framed
