"""One page taken apart: characters, grids and pictures in one upright view."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from msgspec import Struct, structs

from extractors.readers.pdf_boxes import tick_boxes
from extractors.readers.pdf_dots import with_dotted_lines
from extractors.readers.pdf_entries import without_entries
from extractors.readers.pdf_frame import Frame, area, centre_in, rounded, turned, warped
from extractors.readers.pdf_glyphs import Glyph, RawGlyph, placed, read_glyphs, upright
from extractors.readers.pdf_grid import Grid, grids_of
from extractors.readers.pdf_ink import Rule, read_ink
from extractors.readers.pdf_lost import recovered
from extractors.readers.pdf_marks import borders_out, marked
from extractors.readers.pdf_seals import drawn_seals
from extractors.readers.pdf_shaded import shaded_rules
from extractors.readers.pdf_tiles import tile_rules
from schemas.place import Box

_SIDEWAYS: Final = 20
"""So many characters in another direction are writing of their own, not a label or two."""


class Leaf(Struct, frozen=True):
    """A page in a view in which its writing is upright.

    ``quarters`` counts the clockwise quarter turns from page space to that view and
    ``turn`` those from the view to the page as displayed; boxes leave the readers through
    :meth:`shown`.
    """

    number: int
    width: float
    height: float
    quarters: int
    turn: int
    glyphs: tuple[Glyph, ...]
    grids: tuple[Grid, ...]
    pictures: tuple[Box, ...] = ()
    covered: float = 0.0
    """Share of the page that pictures cover."""
    loose: tuple[Rule, ...] = ()
    """Level lines that are no ruled table's border: underlines, and lines across an open table."""
    warp: tuple[float, ...] = ()
    """For a page read from its picture: the projective map (nine numbers, row by row) from
    the flattened view to the page as displayed."""

    def shown(self, box: Box) -> Box:
        """``box`` on the page as displayed, in points from its top left corner."""
        if self.warp:
            return rounded(warped(box, self.warp))
        return rounded(turned(box, self.turn, self.width, self.height))


def read_leaves(page: Any, number: int, path: Path, filled: Sequence[RawGlyph] = ()) -> list[Leaf]:
    """Page ``number`` (from 1) taken apart: its main view, then those of writing set sideways.

    ``page`` is pypdfium2's, from the file at ``path``; the caller closes it. ``filled`` are
    characters of form fields that the page itself does not draw.
    """
    rotation = page.get_rotation() // 90
    raw = [*_glyphs(page, number, path), *filled]
    votes = Counter(glyph[5].quarters for glyph in raw if glyph[0] != " ")
    main = upright(votes, rotation)
    others = [q for q, count in votes.items() if q != main and count >= _SIDEWAYS]
    leaf = _leaf(page, number, raw, main, rotation)
    if not others:
        return [leaf]
    views = [leaf, *(_leaf(page, number, raw, q, rotation) for q in others)]
    return [_own(view, first=view is leaf) for view in views]


def _leaf(page: Any, number: int, raw: list[RawGlyph], quarters: int, rotation: int) -> Leaf:
    left, bottom, right, top = page.get_bbox()
    frame = Frame(left, bottom, right, top, quarters)
    ink = with_dotted_lines(read_ink(page, frame))
    glyphs = placed(raw, frame)
    rules, ticks = tick_boxes(ink, glyphs)
    rules = [*rules, *tile_rules(ink), *shaded_rules(ink, glyphs)]
    rules = without_entries(rules, ink.patches, glyphs)
    grids = [grid for grid in grids_of(rules, glyphs) if not _is_page_border(grid, frame)]
    loose = borders_out(rules, grids)
    glyphs = marked(glyphs, loose, ink.patches, ink.pictures)
    return Leaf(
        number,
        frame.width,
        frame.height,
        quarters,
        (rotation - quarters) % 4,
        (*glyphs, *ticks),
        tuple(grids),
        (*ink.pictures, *drawn_seals(ink.patches)),
        _covered(ink.pictures, frame),
        tuple(loose),
    )


def _own(leaf: Leaf, *, first: bool) -> Leaf:
    """The part of a page of mixed writing that belongs to this view.

    A table belongs where most of its characters are upright, with all that it holds; the
    rest goes by its own direction.
    """
    grids: list[Grid] = []
    kept: list[Glyph] = []
    left = list(leaf.glyphs)
    for grid in leaf.grids:
        within = [glyph for glyph in left if centre_in(glyph.box, grid.box, 1.0)]
        left = [glyph for glyph in left if not centre_in(glyph.box, grid.box, 1.0)]
        votes = Counter(glyph.face.quarters for glyph in within if glyph.text != " ")
        if votes and votes.most_common(1)[0][0] == leaf.quarters:
            grids.append(grid)
            kept.extend(within)
    kept.extend(glyph for glyph in left if glyph.face.quarters == leaf.quarters)
    pictures = leaf.pictures if first else ()
    return structs.replace(leaf, glyphs=tuple(kept), grids=tuple(grids), pictures=pictures)


def _glyphs(page: Any, number: int, path: Path) -> list[RawGlyph]:
    textpage = page.get_textpage()
    try:
        glyphs, seen = read_glyphs(textpage)
        return [*glyphs, *recovered(page, path, number, seen)]
    finally:
        textpage.close()


def _is_page_border(grid: Grid, frame: Frame) -> bool:
    return len(grid.slots) == 1 and area(grid.box) > 0.6 * frame.width * frame.height


def _covered(pictures: tuple[Box, ...], frame: Frame) -> float:
    page = max(frame.width * frame.height, 1.0)
    return min(sum(area(box) for box in pictures) / page, 1.0)
