"""Pictures of pages read whole: the same blocks, places and states as from a digital page."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from extractors.errors import UnreadableFile
from extractors.forms import commitment
from extractors.readers import ocr, pdf, scan
from schemas.document import Cell, Document, Kind, Paragraph, Table
from schemas.place import PageBox
from tests.extractors import scan_maker as made

ROWS = [
    ["工厂名称", "浙江瀚原氨纶有限公司", "<"],
    ["单位性质", "□国有 ☑民营", "<"],
    ["年度", "2023", "2024"],
    ["纳税总额", "1854.55", ""],
    ["年综合能耗", "39645.27", "39862.86"],
]
SIZE = (1240, 1000)
WIDTHS = (260, 400, 400)


def page() -> made.Pixels:
    drawn = made.table(made.blank(SIZE), 90, 160, WIDTHS, ROWS)
    drawn = made.text(drawn, 500, 90, "基本信息表", 44)
    drawn = made.text(drawn, 120, 640, "法人或单位负责人签字：")
    drawn = made.text(drawn, 120, 820, "（公章）")
    return made.sealed(made.signed(drawn, 560, 630), 420, 680, 280)


def picture(image: made.Pixels, path: Path) -> Path:
    Image.fromarray(np.ascontiguousarray(image[:, :, ::-1])).save(path, dpi=(200, 200))
    return path


def cells(document: Document) -> list[Cell]:
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    return [
        c
        for r, row in enumerate(table.rows)
        for k, c in enumerate(row)
        if (c.row, c.column) == (r, k)
    ]


def texts(document: Document) -> list[list[str]]:
    found = cells(document)
    return [[c.text.replace("□", "☐") for c in found if c.row == row] for row in range(len(ROWS))]


MEANT = [
    ["工厂名称", "浙江瀚原氨纶有限公司"],
    ["单位性质", "☐国有☑民营"],
    ["年度", "2023", "2024"],
    ["纳税总额", "1854.55", ""],
    ["年综合能耗", "39645.27", "39862.86"],
]


@pytest.fixture(scope="module")
def askew(tmp_path_factory: pytest.TempPathFactory) -> tuple[made.Pixels, Document]:
    """A scan 1.2° askew, on its side, and what was read from it."""
    image = np.ascontiguousarray(np.rot90(made.noisy(made.turned(page(), 1.2))))
    path = picture(image, tmp_path_factory.mktemp("scan") / "a.png")
    return image, scan.read(path, "方案.png")


def test_a_scan_askew_on_its_side_is_the_table_that_was_printed(
    askew: tuple[made.Pixels, Document],
) -> None:
    document = askew[1]
    assert (document.kind, document.pages) == (Kind.IMAGE, 1)
    assert texts(document) == MEANT
    assert [(c.column, c.column_span) for c in cells(document) if c.row == 0] == [(0, 1), (1, 2)]


def test_what_was_recognised_says_so_and_a_blank_is_a_blank(
    askew: tuple[made.Pixels, Document],
) -> None:
    for cell in cells(askew[1]):
        assert (cell.flags, cell.certainty < 1) == ((("ocr",), True) if cell.text else ((), False))
    figures = [cell.certainty for cell in cells(askew[1]) if cell.text[:2] == "39"]
    assert min(figures) == 0.9, "a seal crosses one of them"
    assert max(figures) > 0.95


def test_a_place_holds_the_text_that_stands_there(askew: tuple[made.Pixels, Document]) -> None:
    image, document = askew
    for cell in cells(document)[-2:]:
        assert isinstance(cell.where, PageBox) and cell.where.bbox
        x0, top, x1, bottom = (round(side * 200 / 72) for side in cell.where.bbox)
        upright = np.rot90(image[top:bottom, x0:x1], -1)
        crop = upright[8:-8, 8:-8]
        lines = [crop[b:d, a:c] for a, b, c, d in ocr.find_lines(np.ascontiguousarray(crop))]
        assert cell.text in [ocr.words(reading) for reading in ocr.read_lines(lines)]


def test_seal_and_signature_are_evidence_as_in_a_digital_file(
    askew: tuple[made.Pixels, Document],
) -> None:
    blocks = [block for block in askew[1].blocks if isinstance(block, Paragraph)]
    lines = [
        Cell(i, 0, block.text, block.where, pictures=block.pictures)
        for i, block in enumerate(blocks)
        if block.text != "基本信息表"
    ]
    reads = commitment.read(lines).reads
    assert (reads["commitment_signed"].value, reads["commitment_sealed"].value) == (True, True)


def test_a_picture_without_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as raised:
        scan.read(picture(made.noisy(made.blank((600, 600))), tmp_path / "a.png"), "a.png")
    assert raised.value.code == "scanned"


BROKEN = {
    "cut off": (lambda data: data[: len(data) // 2], "truncated"),
    "no picture": (lambda data: b"\x89PNG\r\n\x1a\n" + b"nothing" * 20, "malformed"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_broken_pictures_say_what_is_wrong(case: str, tmp_path: Path) -> None:
    change, code = BROKEN[case]
    path = picture(made.noisy(made.blank((600, 600))), tmp_path / "a.png")
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(UnreadableFile) as raised:
        scan.read(path, "a.png")
    assert raised.value.code == code


@pytest.mark.slow
def test_tiff_pages_are_joined_and_a_pdf_page_reads_alike(tmp_path: Path) -> None:
    second = made.table(made.blank(SIZE), 90, 60, WIDTHS, [["碳排放总量", "76754.27", "76935.33"]])
    first = made.table(made.blank(SIZE), 90, 640, WIDTHS, ROWS)
    frames = [Image.fromarray(cv2.cvtColor(p, cv2.COLOR_BGR2RGB)) for p in (first, second)]
    for name, more in (("a.tif", {"dpi": (200, 200)}), ("a.pdf", {"resolution": 200.0})):
        frames[0].save(tmp_path / name, save_all=True, append_images=frames[1:], **more)
    tiff = scan.read(tmp_path / "a.tif", "a.tif")
    printed = pdf.read(tmp_path / "a.pdf", "a.pdf")
    assert [cell.text for cell in cells(tiff)[-3:]] == ["碳排放总量", "76754.27", "76935.33"]
    assert [c.text for c in cells(tiff)] == [c.text for c in cells(printed)]
    assert [n.code for n in printed.notices] == [n.code for n in tiff.notices] == ["table_joined"]


@pytest.mark.slow
def test_a_phone_photo_upside_down(tmp_path: Path) -> None:
    corners = [(80, 70), (1330, 120), (1300, 1130), (110, 1090)]
    photo = np.rot90(made.tilted(made.noisy(page(), 3.0), corners, (1420, 1200)), 2)
    document = scan.read(picture(np.ascontiguousarray(photo), tmp_path / "a.jpg"), "a.jpg")
    assert texts(document) == MEANT
