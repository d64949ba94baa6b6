"""Pages as pictures, before anything is read: lying flat, ink and paper, lines, pieces, boxes, seals."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest

from extractors.readers import ocr_cache, ocr_room
from extractors.readers.ocr import Rect, Sign, _decoded, _Recogniser, words
from extractors.readers.pdf_grid import grids_of
from extractors.readers.pdf_page import Leaf
from extractors.readers.scan_flat import POINT, flattened, page_corners, skew
from extractors.readers.scan_ink import sheet_of, strokes_of
from extractors.readers.scan_marks import pictures_in
from extractors.readers.scan_page import Page
from extractors.readers.scan_pieces import missed, pieces_of
from extractors.readers.scan_square import squared
from extractors.readers.scan_text import Line, glyphs_of, paired
from extractors.readers.scan_ticks import boxes_in, ticked, unread
from tests.extractors import scan_maker as made

ROWS = [
    ["工厂名称", "浙江瀚原氨纶股份有限公司", "<", "<"],
    ["年度", "2022", "2023", "2024"],
    ["工业总产值", "96870.44", "103768.33", "105709.84"],
]
WIDTHS = (260, 300, 300, 300)
POINTS = (595.0, 842.0)


def drawn() -> made.Pixels:
    return made.table(made.blank(), 200, 400, WIDTHS, ROWS)


@pytest.mark.parametrize("degrees", [-3.0, -0.7, 0.0, 1.4])
def test_skew_is_seen_to_a_tenth_of_a_degree(degrees: float) -> None:
    grey = cv2.cvtColor(made.noisy(made.turned(drawn(), degrees)), cv2.COLOR_BGR2GRAY)
    small = cv2.resize(grey, None, fx=0.43, fy=0.43, interpolation=cv2.INTER_AREA)
    assert skew(small) == pytest.approx(-degrees, abs=0.1)


def test_a_page_on_a_desk_has_corners_and_a_scan_has_none() -> None:
    corners = [(120, 90), (1500, 140), (1560, 2200), (60, 2150)]
    found = page_corners(made.tilted(drawn(), corners, made.A4))
    assert found is not None
    assert np.abs(found - np.array(corners)).max() < 12
    assert page_corners(made.noisy(drawn())) is None


def test_a_box_of_the_flat_page_is_shown_where_it_stands_on_the_photo() -> None:
    corners = [(120, 90), (1500, 140), (1560, 2200), (60, 2150)]
    flat = flattened(made.tilted(drawn(), corners, made.A4), POINTS)
    (grid,) = grids_of(strokes_of(sheet_of(flat.image).ink).rules, [])
    first = flat.shown(grid.slots[0].box)
    view = cv2.getPerspectiveTransform(
        np.array(((0, 0), (1654, 0), (1654, 2339), (0, 2339)), np.float32),
        np.array(corners, np.float32),
    )
    ((x, y),) = cv2.perspectiveTransform(np.array([[(330.0, 430.0)]]), view)[0]
    middle = (first[0] + first[2]) / 2 * POINT, (first[1] + first[3]) / 2 * POINT
    assert middle == (pytest.approx(x, abs=8), pytest.approx(y, abs=8))


def cells(image: made.Pixels) -> list[tuple[int, int, int, int]]:
    rules = strokes_of(sheet_of(image).ink).rules
    grids = [grid for grid in grids_of(rules, []) if len(grid.slots) > 1]
    return [(s.row, s.column, s.row_span, s.column_span) for g in grids for s in g.slots]


MERGED = [
    (0, 0, 1, 1), (0, 1, 1, 3),
    (1, 0, 1, 1), (1, 1, 1, 1), (1, 2, 1, 1), (1, 3, 1, 1),
    (2, 0, 1, 1), (2, 1, 1, 1), (2, 2, 1, 1), (2, 3, 1, 1),
]  # fmt: skip


def test_lines_on_the_picture_are_the_grid_that_a_digital_page_gives() -> None:
    assert cells(made.noisy(drawn())) == MERGED


def test_faint_and_broken_lines_are_lines() -> None:
    page = drawn()
    faint = np.maximum(page, 120).astype(np.uint8)
    faint[:, ::70] = 255
    assert cells(made.noisy(faint, 3.0)) == MERGED


def test_perspective_without_the_pages_edges_is_taken_from_the_table() -> None:
    tall = made.table(
        made.blank(), 200, 400, WIDTHS, [["2024", "2025", "<", "<"], *([ROWS[1]] * 11)]
    )
    held = made.tilted(tall, [(-40, -60), (1700, 10), (1660, 2400), (10, 2330)], made.A4)
    flat = flattened(held, POINTS)
    square = squared(flat, sheet_of(flat.image).ink)
    assert square is not flat
    assert cells(square.image)[:10] == MERGED
    assert len(cells(square.image)) == 46


def test_shadow_is_divided_out_and_red_ink_is_not_black() -> None:
    shade = np.linspace(0.45, 1.0, made.A4[0])[None, :, None]
    page = (made.sealed(drawn(), 700, 900) * shade).astype(np.uint8)
    sheet = sheet_of(page)
    assert sheet.red[900:1200, 700:1000].mean() > 0.1
    assert sheet.ink[900:1200, 700:1000].mean() < 0.01
    assert cells(page) == MERGED


def test_black_writing_under_a_seal_stays() -> None:
    page = made.sealed(made.text(made.blank(), 760, 1050, "二〇二五年三月六日"), 700, 900)
    assert sheet_of(page).ink[1030:1070, 760:1000].mean() > 0.08


def test_a_seal_and_a_hand_are_pictures() -> None:
    page = made.signed(made.sealed(made.blank(), 700, 900), 300, 700)
    seal, hand = pictures_in(sheet_of(page), [(295, 650, 520, 750)])
    assert seal[0] == pytest.approx((252, 324, 360, 432), abs=4)
    assert (seal[1].red_share or 0) > 0.03
    assert (hand[1].red_share, hand[1].width > 30) == (0.0, True)


def test_a_line_over_a_border_is_cut_and_a_lone_figure_is_found() -> None:
    ink = sheet_of(drawn()).ink
    slots: list[Rect] = [(463, 523, 757, 577), (763, 523, 1057, 577), (1063, 523, 1357, 577)]
    box: Rect = (470, 528, 1020, 572)
    pieces = pieces_of([box], slots, ink)
    assert pieces == [(470, 528, 757, 572), (763, 528, 1020, 572)]
    (found,) = missed(slots, pieces, ink, 33)
    assert slots[2][0] <= found[0] < found[2] <= slots[2][2]


def test_stacked_characters_are_lines_of_their_own() -> None:
    page = made.text(made.text(made.blank(), 300, 300, "序"), 300, 360, "号")
    two = made.text(made.blank(), 500, 330, "二")
    ink = sheet_of(np.minimum(page, two)).ink
    usual: list[Rect] = [(900, 900 + 60 * k, 1200, 945 + 60 * k) for k in range(5)]
    pieces = pieces_of([(290, 270, 345, 390), (490, 300, 545, 360), *usual], [], ink)
    assert [(p[0], p[3] - p[1] <= 60) for p in pieces] == [(290, True), (490, True), (290, True)]


OPTIONS = "□国有■集体□民营□合资"


def option_line(tick: bool) -> tuple[Line, made.Pixels]:
    """Boxes drawn before four words, the last one ticked by hand; what a network makes of them."""
    page = made.blank((1000, 200))
    signs: list[Sign] = []
    for k, word in enumerate(("国有", "集体", "民营", "合资")):
        x = 40 + 160 * k
        fill = -1 if k == 1 else 2
        cv2.rectangle(page, (x, 86), (x + 26, 112), (0, 0, 0), fill)
        page = made.text(page, x + 36, 100, word)
        signs += [Sign(c, 0.999, (x + 52 + 33 * n) / 1000) for n, c in enumerate(word)]
    if tick:
        cv2.polylines(page, [np.array([(524, 98), (531, 108), (544, 90)])], False, (0, 0, 0), 3)
    ink = sheet_of(page).ink
    return Line((0, 70, 1000, 130), (40, 84, 690, 116), tuple(signs)), ink


@pytest.mark.parametrize(
    ("tick", "text"), [(True, "☐国有☑集体☐民营☑合资"), (False, "☐国有☑集体☐民营☐合资")]
)
def test_boxes_are_judged_on_their_pixels_though_the_network_saw_none(
    tick: bool, text: str
) -> None:
    line, ink = option_line(tick)
    assert words(ticked(line, ink).reading) == text


def test_boxes_printed_in_grey_are_found_and_are_in_doubt() -> None:
    page = made.text(made.text(made.blank((600, 200)), 76, 100, "国有"), 276, 100, "集体")
    for x in (40, 240):
        cv2.rectangle(page, (x, 86), (x + 26, 112), (190, 190, 190), 2)
    cv2.polylines(page, [np.array([(244, 98), (251, 108), (264, 90)])], False, (190, 190, 190), 3)
    words_at = [("国", 92), ("有", 125), ("集", 292), ("体", 325)]
    line = Line(
        (0, 70, 600, 130), (76, 84, 342, 116), tuple(Sign(c, 0.999, x / 600) for c, x in words_at)
    )
    sheet = sheet_of(page)
    assert words(ticked(line, sheet.ink).reading) == "国有集体"
    judged = ticked(line, sheet.ink, sheet.grey).reading
    assert words(judged) == "☐国有☑集体"
    assert max(sign.score for sign in judged if sign.text in "☐☑") < 0.9


def test_a_box_that_the_network_ticked_is_what_the_pixels_say() -> None:
    line, ink = option_line(tick=False)
    wrong = (Sign("☑", 0.7, 53 / 1000), *line.reading)
    judged = ticked(Line(line.rect, line.ink, wrong), ink)
    assert (words(judged.reading)[0], judged.reading[0].score) == ("☐", 0.9)


def test_characters_with_four_sides_are_no_boxes() -> None:
    page = made.text(made.blank((600, 200)), 40, 100, "成立日期目的国内口岸")
    signs = tuple(Sign(c, 0.99, (56 + 33 * n) / 600) for n, c in enumerate("成立日期目的国内口岸"))
    ink = sheet_of(page).ink
    line = Line((0, 70, 600, 130), (40, 84, 368, 116), signs)
    assert boxes_in(line, ink)
    assert words(ticked(line, ink).reading) == "成立日期目的国内口岸"


def test_ink_that_went_unread_is_noticed() -> None:
    page = made.text(made.blank((600, 200)), 40, 100, "12850.5吨标准煤")
    ink = sheet_of(page).ink
    signs = tuple(Sign(c, 0.99, (200 + 33 * n) / 600) for n, c in enumerate("吨标准煤"))
    assert list(unread(Line((0, 70, 600, 130), (40, 84, 300, 116), signs), ink))


def test_brackets_pair_as_the_surer_one_says() -> None:
    signs = [("〔", 0.9), ("2", 0.9), ("]", 0.5), ("（", 0.4), ("1", 0.9), (")", 0.9)]
    assert words(paired(tuple(Sign(t, s, 0.1) for t, s in signs))) == "〔2〕(1)"


def test_widths_of_one_character_do_not_compete() -> None:
    recogniser = _Recogniser(None, ("", "(", "（", "1"), {1: [1, 2], 2: [1, 2]})
    chances = np.array([[0.0, 0.45, 0.54, 0.01], [1, 0, 0, 0], [0.0, 0.0, 0.0, 1.0]], np.float32)
    signs = _decoded(chances, recogniser, 1.0)
    assert [(s.text, round(s.score, 2)) for s in signs] == [("（", 0.99), ("1", 1.0)]


def test_characters_tile_their_line() -> None:
    signs = tuple(Sign(c, 0.9, at) for c, at in zip("降16%", (0.12, 0.4, 0.6, 0.9), strict=True))
    glyphs = glyphs_of([Line((100, 50, 300, 100), (105, 55, 295, 88), signs)])
    assert [glyph.text for glyph in glyphs] == list("降16%")
    assert all(a.x1 == b.x0 for a, b in pairwise(glyphs))


def test_a_kept_page_comes_back_and_a_broken_one_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr_room, "_folders", [tmp_path])
    monkeypatch.setattr(ocr_cache, "_MEMORY", {})
    key = ocr_cache.key_of(made.blank((20, 10)), POINTS)
    page = Page(Leaf(1, 595.0, 842.0, 0, 0, (), (), warp=(1.0,) * 9))
    ocr_cache.keep(key, page)
    ocr_cache._MEMORY.clear()
    assert ocr_cache.recall(key) == page
    (file,) = tmp_path.rglob("*.page")
    file.write_bytes(file.read_bytes()[:-3] + b"xyz")
    assert ocr_cache.recall(key) is None
    assert ocr_cache.key_of(made.blank((20, 10)), (1.0, 2.0)) != key


def test_a_digital_pdf_never_pays_for_recognition() -> None:
    code = (
        "import sys; from pathlib import Path; from extractors.readers import pdf; "
        "from tests.extractors.pdf_maker import Page, Pdf; import tempfile; "
        "path = Path(tempfile.mkdtemp()) / 'a.pdf'; "
        "Pdf([Page().text(72, 100, '公司坚持绿色低碳发展理念')]).save(path); pdf.read(path, 'a.pdf'); "
        "print(sorted({'cv2', 'onnxruntime', 'rapidocr', 'numpy'} & set(sys.modules)))"
    )
    run = [sys.executable, "-c", code]
    out = subprocess.run(
        run,
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(Path.cwd())},
    )
    assert out.stdout.strip() == "[]"
