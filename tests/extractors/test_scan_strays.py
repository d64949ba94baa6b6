"""Hairs and dust are no figures."""

from __future__ import annotations

import numpy as np
import pytest

from extractors.readers.ocr import Rect, Sign
from extractors.readers.scan_strays import sealed, streaked, without_strays
from extractors.readers.scan_text import Line

CELL = (100, 100, 400, 240)
NAME = (110, 110, 300, 140)


def line(rect: Rect, text: str) -> Line:
    signs = tuple(Sign(c, 0.99, (i + 0.5) / len(text)) for i, c in enumerate(text))
    return Line(rect, rect, signs)


def kept(lines: list[Line], *, foot: bool = False) -> list[tuple[str, float]]:
    ink = np.zeros((600, 600), np.uint8)
    for each in lines:
        x0, y0, x1, y1 = each.ink
        ink[y0:y1, x0 : x0 + 3] = 1
        if foot:
            ink[y1 - 3 : y1, x0:x1] = 1
    found = without_strays(lines, [CELL], ink, 33.0)
    return [(each.text, each.reading[0].score) for each in found]


@pytest.mark.parametrize("text", ["1", "I", "丨", "/"])
def test_a_bar_out_of_line_beside_writing_is_dirt(text: str) -> None:
    hair = line((250, 190, 254, 212), text)
    assert kept([line(NAME, "有限公司"), hair]) == [("有限公司", 0.99)]


def test_a_bar_in_line_with_the_writing_stays_and_is_doubtful() -> None:
    below = line((112, 160, 116, 182), "1")
    assert kept([line(NAME, "4,330"), below]) == [("4,330", 0.99), ("1", 0.8)]


def test_a_bare_stroke_alone_in_its_cell_is_a_doubtful_figure() -> None:
    assert kept([line((200, 150, 204, 172), "1")]) == [("1", 0.8)]


def test_a_printed_one_and_a_stroke_for_nothing_keep_their_certainty() -> None:
    assert kept([line((200, 150, 212, 172), "1")], foot=True) == [("1", 0.99)]
    assert kept([line((200, 150, 204, 172), "/")]) == [("/", 0.99)]


def test_a_bar_between_paragraphs_is_dirt_and_one_beside_words_is_not() -> None:
    words = line((100, 400, 300, 430), "建设内容")
    assert kept([words, line((320, 402, 324, 428), "1")]) == [("建设内容", 0.99), ("1", 0.8)]
    assert kept([words, line((320, 500, 324, 528), "1")]) == [("建设内容", 0.99)]


@pytest.mark.parametrize(("text", "score"), [("49000", 0.9), ("有限公司", 0.99)])
def test_figures_that_a_seal_crosses_are_doubtful(text: str, score: float) -> None:
    red = np.zeros((600, 600), np.uint8)
    red[100:160, 200:206] = 1
    crossed = sealed(line(NAME, text), red)
    assert {sign.score for sign in crossed.reading} == {score}
    assert sealed(crossed, np.zeros_like(red)) == crossed


@pytest.mark.parametrize(("text", "score"), [("19130", 0.6), ("有限公司", 0.99)])
def test_figures_that_a_streak_runs_through_are_doubtful(text: str, score: float) -> None:
    struck = streaked(line(NAME, text), [(200, 20, 202, 90)])
    assert {sign.score for sign in struck.reading} == {score}
    assert streaked(line(NAME, text), [(310, 20, 312, 90)]) == line(NAME, text)
