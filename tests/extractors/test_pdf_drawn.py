"""Tables, boxes and lines as different producers draw them: hand-made pages."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from extractors.readers import pdf
from schemas.document import Document, Paragraph, Table
from tests.extractors.pdf_maker import Page, Pdf

XS = [72.0, 170.0, 300.0, 500.0]
YS = [100.0, 125.0, 150.0, 175.0]
TEXTS = [["工厂名称", "浙江某某公司", "甲"], ["年度", "2023", "2024"], ["产值", "12850.5", "13000"]]
GRID = [["工厂名称", "浙江某某公司", "甲"], ["年度", "2023", "2024"], ["产值", "12850.5", "13000"]]


def read(tmp_path: Path, *pages: Page) -> Document:
    return pdf.read(Pdf(list(pages)).save(tmp_path / "a.pdf"), "a.pdf")


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def prose(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def filled(page: Page) -> Page:
    for row, y in zip(TEXTS, YS, strict=False):
        for text, x in zip(row, XS, strict=False):
            page.text(x + 6, y + 15, text)
    return page


def strokes() -> Page:
    return Page().grid(XS, YS)


def bars() -> Page:
    """Word: each border is a black rectangle half a point thin, cell by cell."""
    page = Page()
    for y in YS:
        for a, b in itertools.pairwise(XS):
            page.bar(a, y, b - a, 0.48)
    for x in XS:
        for a, b in itertools.pairwise(YS):
            page.bar(x, a, 0.48, b - a)
    return page


def cell_boxes() -> Page:
    """WPS, Excel: every cell is a stroked rectangle of its own, a little off its neighbour."""
    page = Page()
    for a, b in itertools.pairwise(XS):
        for y, z in itertools.pairwise(YS):
            page.box(a + 0.6, y + 0.4, b - a - 1.1, z - y - 0.9)
    return page


def dashes() -> Page:
    page = Page().draw("[3 2] 0 d")
    return page.grid(XS, YS)


def drawn_dashes() -> Page:
    """A dashed border whose every dash is a stroke."""
    page = Page()
    for y in YS:
        x = XS[0]
        while x < XS[-1]:
            page.line(x, y, min(x + 3, XS[-1]), y)
            x += 5
    for x in XS:
        y = YS[0]
        while y < YS[-1]:
            page.line(x, y, x, min(y + 3, YS[-1]))
            y += 5
    return page


def double() -> Page:
    page = Page()
    for gap in (-1.0, 1.0):
        page.grid([x + gap for x in XS], [y + gap for y in YS])
    return page


def without_sides() -> Page:
    page = Page()
    for y in YS:
        page.line(XS[0], y, XS[-1], y)
    for x in XS[1:-1]:
        page.line(x, YS[0], x, YS[-1])
    return page


def without_outer() -> Page:
    page = Page()
    for y in YS[1:-1]:
        page.line(XS[0], y, XS[-1], y)
    for x in XS[1:-1]:
        page.line(x, YS[0], x, YS[-1])
    return page


def shaded() -> Page:
    page = Page()
    for y in YS[:-1]:
        page.bar(XS[0], y, XS[1] - XS[0], 25, 0.85)
    return page.grid(XS, YS)


DRAWN = (
    strokes,
    bars,
    cell_boxes,
    dashes,
    drawn_dashes,
    double,
    without_sides,
    without_outer,
    shaded,
)


@pytest.mark.parametrize("draw", DRAWN, ids=lambda draw: draw.__name__)
def test_a_table_is_a_table_however_it_is_drawn(tmp_path: Path, draw: Callable[[], Page]) -> None:
    document = read(tmp_path, filled(draw()).text(72, 220, "表后一段。"))
    (table,) = tables(document)
    assert texts(table) == GRID
    assert prose(document) == ["表后一段。"]


def test_a_missing_line_makes_one_cell_of_two(tmp_path: Path) -> None:
    page = Page()
    for y in YS:
        page.line(XS[0] if y != YS[1] else XS[1], y, XS[-1], y)
    page.line(XS[0], YS[0], XS[0], YS[-1]).line(XS[-1], YS[0], XS[-1], YS[-1])
    page.line(XS[1], YS[0], XS[1], YS[-1]).line(XS[2], YS[1], XS[2], YS[-1])
    page.text(80, 120, "合并").text(180, 115, "跨列").text(310, 140, "右").text(180, 165, "下")
    (table,) = tables(read(tmp_path, page))
    spans = {cell.text: (cell.row_span, cell.column_span) for row in table.rows for cell in row}
    assert spans == {"合并": (2, 1), "跨列": (1, 2), "右": (1, 1), "": (1, 1), "下": (1, 1)}


def test_underlines_in_cells_are_no_borders(tmp_path: Path) -> None:
    page = filled(strokes()).line(176, 141, 230, 141).line(306, 116, 380, 116)
    (table,) = tables(read(tmp_path, page))
    assert texts(table) == GRID
    underlined = table.rows[1][1]
    assert [(s.start, s.end, s.underline) for s in underlined.spans] == [(0, 4, True)]


@pytest.mark.parametrize(
    ("draw", "shown"),
    [
        (lambda page: page.box(60, 50, 480, 740), 1),  # a decorative page border
        (lambda page: page.line(60, 60, 540, 60), 1),  # the rule under a header
        (lambda page: page.line(300, 300, 300, 500).line(300, 500, 500, 500), 1),  # a chart's axes
    ],
    ids=("page border", "header rule", "axes"),
)
def test_other_drawings_are_no_tables(
    tmp_path: Path, draw: Callable[[Page], Page], shown: int
) -> None:
    document = read(tmp_path, draw(Page().text(72, 100, "只有一段文字。")))
    assert (tables(document), len(prose(document))) == ([], shown)


def options(page: Page, ticked: Callable[[Page], Page]) -> Page:
    """Two options with drawn boxes of nine points, the second ticked."""
    page.box(80, 91, 9, 9).text(92, 100, "国有").box(140, 91, 9, 9).text(152, 100, "民营")
    return ticked(page)


@pytest.mark.parametrize(
    "ticked",
    [
        lambda page: page.line(141, 92, 148, 99).line(148, 92, 141, 99),
        lambda page: page.draw("1 w 141 746 m 144 743 l 148 749 l S"),
        lambda page: page.text(140, 99, "√", 8),
        lambda page: page.bar(140, 91, 9, 9),
    ],
    ids=("cross", "tick", "typed tick", "filled"),
)
def test_drawn_check_boxes_are_characters(tmp_path: Path, ticked: Callable[[Page], Page]) -> None:
    (line,) = prose(read(tmp_path, options(Page(), ticked)))
    assert line.replace(" ", "").replace("√", "") == "☐国有☑民营"


def test_a_box_before_an_option_spread_wide_is_read_beside_others(tmp_path: Path) -> None:
    page = options(Page(), lambda page: page).box(200, 91, 9, 9).line(201, 92, 208, 99)
    for i, character in enumerate("国有控股"):
        page.text(235 + 20 * i, 100, character)
    (line,) = prose(read(tmp_path, page))
    assert line.replace(" ", "") == "☐国有☐民营☑国有控股"


def test_boxes_of_which_none_is_seen_ticked_are_in_doubt(tmp_path: Path) -> None:
    document = read(tmp_path, options(Page(), lambda page: page))
    (paragraph,) = [block for block in document.blocks if isinstance(block, Paragraph)]
    assert paragraph.certainty < 0.9


def test_struck_text_is_withdrawn_and_an_underline_is_not_a_strike(tmp_path: Path) -> None:
    page = (
        Page().text(72, 100, "产值28003000万元").line(93, 97, 114, 97).line(114, 102.5, 135, 102.5)
    )
    document = read(tmp_path, page)
    (block,) = document.blocks
    assert isinstance(block, Paragraph)
    assert (block.text, block.withdrawn) == ("产值3000万元", "2800")
    assert [(s.start, s.end, s.underline) for s in block.spans] == [(2, 6, True)]
    assert [(n.code, n.text) for n in document.notices] == [("struck_text", "2800")]


def test_white_text_is_hidden_unless_it_stands_on_colour(tmp_path: Path) -> None:
    page = Page().bar(70, 88, 60, 16, 0.2).draw("1 g").text(72, 100, "表头").draw("1 g")
    page.text(72, 130, "9999").draw("0 g").text(72, 160, "正文")
    document = read(tmp_path, page)
    assert [text for text in prose(document) if text] == ["表头", "正文"]
    assert [(n.code, n.text) for n in document.notices] == [("hidden_text", "9999")]


def test_a_red_picture_in_the_cell_that_asks_for_a_seal(tmp_path: Path) -> None:
    page = Page().grid([72, 300, 520], [100, 250]).text(80, 120, "说明").text(310, 120, "（公章）")
    page.image(340, 130, 100, 100, b"\xd2\x14\x14").image(90, 140, 60, 60, b"\x20\x40\xc0")
    (table,) = tables(read(tmp_path, page))
    seal, logo = table.rows[0][1].pictures[0], table.rows[0][0].pictures[0]
    assert (seal.width, seal.height) == (100.0, 100.0)
    assert (seal.red_share or 0) > 0.8
    assert logo.red_share == 0.0


def mitred(x0: float, top: float, x1: float, bottom: float) -> str:
    """A cell's four sides as a browser draws them: bars of a point with slanting ends."""
    a, b, c, d = x0, 842 - top, x1, 842 - bottom
    sides = (
        (a, b, c, b, c - 1, b - 1, a + 1, b - 1),
        (a, d, c, d, c - 1, d + 1, a + 1, d + 1),
        (a, b, a, d, a + 1, d + 1, a + 1, b - 1),
        (c, b, c, d, c - 1, d + 1, c - 1, b - 1),
    )
    return " ".join("{} {} m {} {} l {} {} l {} {} l h f".format(*side) for side in sides)


def test_cells_with_mitred_borders_apart(tmp_path: Path) -> None:
    page = filled(Page())
    for (a, b), (top, foot) in itertools.product(itertools.pairwise(XS), itertools.pairwise(YS)):
        page.draw(mitred(a + 1, top + 1, b - 1, foot - 1))
    (table,) = tables(read(tmp_path, page))
    assert texts(table) == GRID


ROUND = (
    "{x} 741 m {r} 741 l {e} 741 {e} 742 {e} 743 c {e} 749 l {e} 750 {r} 751 {r} 751 c {x} 751 l"
)


def browser_box(page: Page, x: float, *, ticked: bool) -> Page:
    """A check box as Chromium prints it: round corners, a ring or a coloured ground, a tick."""
    outline = ROUND.format(x=x, r=x + 8, e=x + 9.5)
    page.draw(f"1 g {outline} f")
    if not ticked:
        return page.draw(f"0.5 G 0.8 w {outline} h S 0 G 0 g")
    page.draw(f"0 .46 1 rg {outline} f 0 g")
    return page.draw(f"1 G 1 w {x + 2} 746 m {x + 4} 744 l {x + 7} 749 l S 0 G")


def test_check_boxes_with_round_corners(tmp_path: Path) -> None:
    page = browser_box(Page().text(92, 100, "国有"), 80, ticked=False)
    (line,) = prose(read(tmp_path, browser_box(page, 140, ticked=True).text(152, 100, "民营")))
    assert line.replace(" ", "") == "☐国有☑民营"
