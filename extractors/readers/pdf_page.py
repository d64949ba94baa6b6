"""One page taken apart: characters, grids and pictures in one upright view."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from extractors.readers.pdf_boxes import tick_boxes
from extractors.readers.pdf_frame import Frame, area, rounded, turned
from extractors.readers.pdf_glyphs import Glyph, placed, read_glyphs, upright
from extractors.readers.pdf_grid import Grid, grids_of
from extractors.readers.pdf_ink import read_ink
from extractors.readers.pdf_marks import borders_out, marked
from schemas.place import Box


class Leaf(Struct, frozen=True):
    """A page in the view in which most of its writing is upright.

    ``turn`` counts the clockwise quarter turns from that view back to the page as
    displayed; boxes leave this package through :meth:`shown`.
    """

    number: int
    width: float
    height: float
    turn: int
    glyphs: tuple[Glyph, ...]
    grids: tuple[Grid, ...]
    pictures: tuple[Box, ...]
    inked: float
    """Share of the page that pictures cover."""

    def shown(self, box: Box) -> Box:
        """``box`` on the page as displayed, in points from its top left corner."""
        return rounded(turned(box, self.turn, self.width, self.height))


def read_leaf(page: Any, number: int) -> Leaf:
    """Take page ``number`` (from 1) apart; ``page`` is pypdfium2's, the caller closes it."""
    rotation = page.get_rotation() // 90
    textpage = page.get_textpage()
    try:
        raw = read_glyphs(textpage)
    finally:
        textpage.close()
    quarters = upright(raw, rotation)
    left, bottom, right, top = page.get_bbox()
    frame = Frame(left, bottom, right, top, quarters)
    ink = read_ink(page, frame)
    glyphs = placed(raw, frame)
    rules, ticks = tick_boxes(ink, glyphs)
    grids = [grid for grid in grids_of(rules, glyphs) if not _is_page_border(grid, frame)]
    glyphs = marked(glyphs, borders_out(rules, grids), ink.patches, ink.pictures)
    return Leaf(
        number,
        frame.width,
        frame.height,
        (rotation - quarters) % 4,
        (*glyphs, *ticks),
        tuple(grids),
        ink.pictures,
        _covered(ink.pictures, frame),
    )


def _is_page_border(grid: Grid, frame: Frame) -> bool:
    return len(grid.slots) == 1 and area(grid.box) > 0.6 * frame.width * frame.height


def _covered(pictures: tuple[Box, ...], frame: Frame) -> float:
    page = max(frame.width * frame.height, 1.0)
    return min(sum(area(box) for box in pictures) / page, 1.0)
