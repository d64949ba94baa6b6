"""The PDF reader on files that LibreOffice made from the form (data/make_pdf.py)."""

from __future__ import annotations

from pathlib import Path

import pdfplumber
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from extractors.readers import pdf
from schemas.document import Cell, Document, Kind, Paragraph, Table
from schemas.place import PageBox
from tests.extractors.data import make_pdf as maker
from tests.extractors.data import pdf_annexes, pdf_form

DATA = Path(__file__).parent / "data" / "pdf"
FORMS = ("form", "form_double", "form_open")
ANNEXES = ("annexes", "annexes_plain")


def read(name: str) -> Document:
    return pdf.read(DATA / f"{name}.pdf", f"方案/{name}.pdf")


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def bare(text: str) -> str:
    return "".join(text.split())


def cells(table: Table) -> list[list[str]]:
    """Each row's cells once, without the blanks that only set the text."""
    return [
        [bare(cell.text) for c, cell in enumerate(row) if (cell.row, cell.column) == (r, c)]
        for r, row in enumerate(table.rows)
    ]


@pytest.mark.parametrize("name", FORMS)
def test_the_basic_table_is_one_whatever_its_borders(name: str) -> None:
    (table,) = tables(read(name))
    expected = [
        [bare(text) for *_, text in pdf_form.basic_rows(maker.SHORT)[index]] for index in maker.PART
    ]
    expected[5][0] = "企业近3年经营情况"
    assert cells(table) == expected
    assert table.pages == (1, 2, 3)


@pytest.mark.parametrize("name", FORMS)
def test_merged_cells_stand_at_every_position_that_they_cover(name: str) -> None:
    (table,) = tables(read(name))
    assert {len(row) for row in table.rows} == {5}
    for r, row in enumerate(table.rows):
        for c, cell in enumerate(row):
            assert cell.row <= r < cell.row + cell.row_span
            assert cell.column <= c < cell.column + cell.column_span
            assert table.rows[cell.row][cell.column] is cell
    assert (table.rows[0][0].column_span, table.rows[5][0].row_span) == (5, 3)


@pytest.mark.parametrize("name", ANNEXES)
def test_annexes_are_joined_over_pages_with_and_without_repeated_headers(name: str) -> None:
    projects, equipment = tables(read(name))
    assert cells(projects) == [
        [bare(text) for text in row] for row in (pdf_annexes.PROJECTS, *pdf_annexes.project_rows(6))
    ]
    assert cells(equipment) == [
        [bare(text) for text in row]
        for row in (pdf_annexes.EQUIPMENT, *pdf_annexes.equipment_rows(22))
    ]
    assert (projects.pages, equipment.pages) == ((1, 2), (3, 4, 5))


def test_places_name_file_page_table_and_cell() -> None:
    _, equipment = tables(read("annexes"))
    cell = equipment.rows[22][2]
    assert isinstance(cell.where, PageBox)
    assert (cell.text, cell.where.file, cell.where.page) == ("GA52VSD", "方案/annexes.pdf", 5)
    assert (cell.where.table, cell.where.cell) == (2, (23, 3))
    assert cell.where.bbox is not None
    left, top, right, bottom = cell.where.bbox
    assert 265 < left < right < 370
    assert 72 < top < bottom < 595


def test_loose_lines_keep_their_order_and_look_and_running_ones_are_dropped() -> None:
    document = read("annexes")
    shown = [
        (block.text, block.size, block.bold) if isinstance(block, Paragraph) else len(block.rows)
        for block in document.blocks
    ]
    assert shown == [("附件2-2", 16.0, False), 8, ("现有主要设备清单", 16.0, True), 23]
    assert (document.kind, document.pages) == (Kind.PDF, 5)
    assert [n.code for n in document.notices] == ["table_joined"] * 3


@pytest.mark.parametrize("name", ("form", "annexes"))
def test_grids_agree_with_pdfplumbers(name: str) -> None:
    """An independent reading of the same lines: every ruled cell, to the point."""
    ours = {
        (cell.where.page, *map(round, cell.where.bbox or ()))
        for table in tables(read(name))
        for row in table.rows
        for cell in row
        if isinstance(cell.where, PageBox)
    }
    with pdfplumber.open(DATA / f"{name}.pdf") as file:
        theirs = {
            (page.page_number, *map(round, cell))
            for page in file.pages
            for table in page.find_tables()
            for cell in table.cells
        }
    assert {page for page, *_ in ours} == {page for page, *_ in theirs}
    # Joined tables leave out repeated headers; what we have must be there.
    assert [box for box in ours if not any(_near(box, other) for other in theirs)] == []


def _near(a: tuple[int, ...], b: tuple[int, ...]) -> bool:
    return a[0] == b[0] and all(abs(x - y) <= 1 for x, y in zip(a[1:], b[1:], strict=True))


def turned(source: Path, target: Path, quarters: int, *, rotate: bool) -> Path:
    """``source`` with its content drawn sideways, and ``/Rotate`` set to make up for it."""
    file = pypdfium2.PdfDocument(source)
    for page in file:
        width, height = page.get_size()
        matrix = {1: (0, 1, -1, 0, height, 0), 3: (0, -1, 1, 0, 0, width)}[quarters]
        page.set_mediabox(0, 0, height, width)
        page.set_cropbox(0, 0, height, width)
        clip = pdfium.FS_RECTF(0, width, height, 0)
        pdfium.FPDFPage_TransFormWithClip(page.raw, pdfium.FS_MATRIX(*matrix), clip)
        page.set_rotation(90 * quarters if rotate else 0)
    file.save(target)
    file.close()
    return target


def boxes(document: Document) -> list[tuple[str, tuple[float, ...]]]:
    found: list[Cell] = [c for t in tables(document) for row in t.rows for c in row]
    return [(c.text, c.where.bbox or ()) for c in found if isinstance(c.where, PageBox)]


@pytest.mark.parametrize("quarters", (1, 3))
def test_a_rotated_page_reads_as_it_is_displayed(tmp_path: Path, quarters: int) -> None:
    source = DATA / "annexes.pdf"
    plain = boxes(pdf.read(source, "a"))
    rotated = boxes(pdf.read(turned(source, tmp_path / "r.pdf", quarters, rotate=True), "a"))
    assert [text for text, _ in rotated] == [text for text, _ in plain]
    gaps = [
        abs(x - y)
        for (_, a), (_, b) in zip(plain, rotated, strict=True)
        for x, y in zip(a, b, strict=True)
    ]
    assert max(gaps) < 0.1


@pytest.mark.parametrize("quarters", (1, 3))
def test_writing_set_sideways_is_read_and_placed_sideways(tmp_path: Path, quarters: int) -> None:
    source = DATA / "annexes.pdf"
    plain = pdf.read(source, "a")
    sideways = pdf.read(turned(source, tmp_path / "s.pdf", quarters, rotate=False), "a")
    assert [text for text, _ in boxes(sideways)] == [text for text, _ in boxes(plain)]
    (_, flat), (_, stood) = boxes(plain)[0], boxes(sideways)[0]
    assert round(flat[2] - flat[0]) == round(stood[3] - stood[1])


def test_a_cropped_page_counts_from_the_crop(tmp_path: Path) -> None:
    file = pypdfium2.PdfDocument(DATA / "annexes.pdf")
    for page in file:
        width, height = page.get_size()
        page.set_cropbox(30, 40, width - 20, height - 10)
    file.save(tmp_path / "c.pdf")
    file.close()
    plain, cropped = boxes(read("annexes")), boxes(pdf.read(tmp_path / "c.pdf", "a"))
    assert [text for text, _ in cropped] == [text for text, _ in plain]
    (_, before), (_, after) = plain[0], cropped[0]
    assert [round(a - b, 1) for a, b in zip(before, after, strict=True)] == [30, 10, 30, 10]
