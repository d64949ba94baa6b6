"""Which strokes are borders; borders too faint or too short to be seen by themselves."""

from __future__ import annotations

import numpy as np
import pytest

from extractors.readers.ocr import Pixels, Rect
from extractors.readers.pdf_grid import Grid, grids_of
from extractors.readers.scan_ink import Strokes, strokes_of
from extractors.readers.scan_lines import completed, meant

USUAL = 33.0
TABLE = (100, 100, 900, 340)
COLUMN, ROWS = 500, (100, 160, 220, 280, 340)


def sheet(*, gap: Rect | None = None, shade: int = 255) -> Pixels:
    """A table of two columns and four rows, its inner border ``shade`` of grey within ``gap``."""
    page = np.full((500, 1000), 255, np.uint8)
    for y in ROWS:
        page[y - 1 : y + 2, TABLE[0] : TABLE[2]] = 0
    for x in (TABLE[0], COLUMN, TABLE[2]):
        page[TABLE[1] : TABLE[3], x - 1 : x + 2] = 0
    if gap is not None:
        x0, y0, x1, y1 = gap
        part = page[y0:y1, x0:x1]
        part[part == 0] = shade
    return page


def read(page: Pixels, boxes: tuple[Rect, ...] = ()) -> tuple[Strokes, list[Grid]]:
    strokes = meant(strokes_of((page < 128).astype(np.uint8)), boxes, USUAL)
    return strokes, grids_of(strokes.rules, [])


@pytest.mark.parametrize(("shade", "cells"), [(225, 8), (255, 7)])
def test_a_faint_stretch_of_a_border_is_seen_again(shade: int, cells: int) -> None:
    page = sheet(gap=(COLUMN - 4, 165, COLUMN + 5, 216), shade=shade)
    strokes, grids = read(page)
    assert [len(grid.slots) for grid in grids] == [7]
    (whole,) = grids_of(completed(strokes, grids, page).rules, [])
    assert len(whole.slots) == cells


def test_a_stroke_of_a_character_in_a_merged_cell_is_no_border() -> None:
    page = sheet(gap=(COLUMN - 4, 165, COLUMN + 5, 216), shade=255)
    page[176:206, COLUMN - 1 : COLUMN + 2] = 0
    strokes, grids = read(page, ((480, 174, 520, 208),))
    (whole,) = grids_of(completed(strokes, grids, page).rules, [])
    assert len(whole.slots) == 7


def test_bold_characters_that_touch_are_no_border() -> None:
    page = sheet()
    page[188:192, 520:660] = 0
    strokes, _ = read(page, ((515, 172, 700, 208),))
    assert not any(rect[1] == 188 for rect in strokes.rects)


def test_a_short_stroke_that_goes_on_nowhere_is_no_border() -> None:
    page = sheet()
    page[180:215, 300:303] = 0
    page[400:403, 300:380] = 0
    strokes, grids = read(page)
    assert [len(grid.xs) for grid in grids] == [3]
    assert {rect[:2] for rect in strokes.rects}.isdisjoint({(300, 180), (300, 400)})


def test_a_border_as_short_as_a_line_of_text_stays() -> None:
    page = np.full((300, 1000), 255, np.uint8)
    for y in (100, 140):
        page[y - 1 : y + 2, 100:900] = 0
    for x in (100, 500, 900):
        page[100:140, x - 1 : x + 2] = 0
    _, grids = read(page, ((95, 98, 505, 142),))
    assert [len(grid.slots) for grid in grids] == [2]


def test_a_streak_over_the_whole_page_cuts_no_cell() -> None:
    page = sheet()
    page[10:490, 700:702] = 90
    _, grids = read(page)
    assert [len(grid.slots) for grid in grids] == [8]
