"""Lines close to one another on a scan: two are never sorted into each other without doubt."""

from __future__ import annotations

import numpy as np
import pytest

from extractors.readers.ocr import Rect, Sign
from extractors.readers.pdf_lines import lines_of
from extractors.readers.scan_bands import goes_on, is_crowded, own_ink, tangled
from extractors.readers.scan_ink import sheet_of
from extractors.readers.scan_pieces import pieces_of
from extractors.readers.scan_text import Line, glyphs_of, parted, read_pieces
from tests.extractors import scan_maker as made

PERIOD = ("2025.11-", "2026.08")


def period(pitch: int = 38, size: int = 33) -> made.Pixels:
    """A narrow cell's two lines, set closely."""
    page = made.text(made.blank((400, 240)), 60, 80, PERIOD[0], size)
    return made.text(page, 60, 80 + pitch, PERIOD[1], size)


def line(words: str, ink: Rect) -> Line:
    width = len(words) + 1
    signs = tuple(Sign(c, 0.99, (n + 1) / width) for n, c in enumerate(words))
    return Line(ink, ink, signs)


def test_what_the_line_above_leaves_in_a_box_is_not_the_lines_ink() -> None:
    sheet = sheet_of(period())
    upper: Rect = (50, 52, 260, 106)
    lower: Rect = (50, 88, 260, 144)
    assert sheet.ink[lower[1] : lower[1] + 2].any()
    found = [own_ink(box, sheet.ink) for box in (upper, lower)]
    assert [box and 20 <= box[3] - box[1] <= 34 for box in found] == [True, True]
    read = read_pieces([upper, lower], sheet.grey, sheet.ink)
    assert tuple(row.text for row in lines_of(glyphs_of(read))) == PERIOD


def test_two_lines_in_one_box_are_parted_though_others_are_as_high() -> None:
    ink = sheet_of(period(pitch=30, size=22)).ink
    usual: list[Rect] = [(900, 900 + 60 * k, 1200, 960 + 60 * k) for k in range(5)]
    pieces = pieces_of([(50, 66, 190, 126), *usual], [], ink)
    upper, lower = sorted(pieces)
    assert upper[3] < 104 and lower[1] > 90


def test_one_line_of_characters_with_two_halves_stays_one() -> None:
    ink = sheet_of(made.text(made.blank((400, 240)), 60, 100, "二三昌吕二", 44)).ink
    box: Rect = (50, 64, 300, 140)
    assert pieces_of([box], [], ink) == [box]


def test_lines_that_touch_are_doubted_and_a_heading_is_not() -> None:
    both = parted(line("20256.1018-12", (100, 100, 240, 170)), 30.0)
    heading = parted(line("综合能耗", (100, 100, 370, 160)), 30.0)
    assert max(sign.score for sign in both.reading) < 0.5
    assert min(sign.score for sign in heading.reading) == 0.99
    assert not is_crowded("", (0, 0, 1, 1), 1.0, 30.0)


def test_lines_at_nearly_one_height_over_one_another_are_doubted() -> None:
    lines = [
        line("2025.11-", (100, 100, 240, 130)),
        line("2026.08", (100, 112, 230, 142)),
        line("288", (300, 104, 350, 134)),
        line("年节水", (100, 150, 220, 180)),
    ]
    assert tangled([each.ink for each in lines]) == {0, 1}
    scores = {glyph.text: glyph.certainty for glyph in glyphs_of(lines)}
    assert (scores["-"] < 0.5, scores["年"]) == (True, 0.99)


@pytest.mark.parametrize(
    ("behind", "expected"), [(None, False), ((32, 40), True), ((31, 32), False)]
)
def test_ink_apart_behind_the_last_figure_was_overlooked(
    behind: tuple[int, int] | None, expected: bool
) -> None:
    """A figure 12 pixels wide in type of 24; a hyphen behind it, or a speck."""
    ink = np.zeros((24, 60), np.uint8)
    ink[2:22, 15:27] = 1
    if behind is not None:
        ink[11:13, behind[0] : behind[1]] = 1
    assert goes_on(ink, (0, 0, 60, 24), 21.0, 24.0) is expected
