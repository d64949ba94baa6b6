"""The picture of one page → the same leaf that a digital page gives: characters, grids, pictures.

From here on no code knows that the page was a picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np
from msgspec import Struct, structs

from extractors.readers import ocr
from extractors.readers.ocr import Pixels, Rect
from extractors.readers.pdf_glyphs import Glyph
from extractors.readers.pdf_grid import Grid, grids_of
from extractors.readers.pdf_ink import Rule
from extractors.readers.pdf_marks import borders_out, marked
from extractors.readers.pdf_page import Leaf
from extractors.readers.scan_flat import POINT, Flat, flattened
from extractors.readers.scan_ink import Sheet, Strokes, erased, sheet_of, strokes_of
from extractors.readers.scan_lines import completed, meant, streaks
from extractors.readers.scan_marks import Seen, pictures_in
from extractors.readers.scan_pieces import missed, pieces_of, slots_of, usual_height
from extractors.readers.scan_square import squared
from extractors.readers.scan_strays import sealed, streaked, without_strays
from extractors.readers.scan_text import Line, glyphs_of, parted, read_pieces, unreadable
from extractors.readers.scan_ticks import doubted, ticked, unread

_UPRIGHT: Final = 0.8
"""Mean score of some lines; below it the page may stand on its head."""
_SAMPLE, _TELLING = 5, 300  # so many lines, about so many pixels long, show which way is up
_LEAST = (24.0, 12.0)  # points; a smaller grid is a character or a tick box
_DIRT = 0.5  # of a line's height; lower ink in an empty cell is no writing


class Page(Struct, frozen=True):
    """One recognised page: data only, so that it can be kept."""

    leaf: Leaf
    pictures: tuple[Seen, ...] = ()


class _Found(Struct, frozen=True):
    """A page with what stands on it, before it is read."""

    flat: Flat
    sheet: Sheet
    boxes: tuple[Rect, ...]


def page_of(picture: Pixels, size: tuple[float, float], number: int) -> Page:
    """Read the picture (BGR) of page ``number``, displayed ``size`` points wide and high."""
    found = _level(_found(flattened(picture, size)))
    if _on_its_head(found):
        found = _found(found.flat.turned(2))
    return _read(found, number)


def _found(flat: Flat) -> _Found:
    sheet = sheet_of(flat.image)
    square = squared(flat, sheet.ink)
    if square is not flat:
        flat, sheet = square, sheet_of(square.image)
    boxes = ocr.find_lines(cv2.cvtColor(sheet.grey, cv2.COLOR_GRAY2BGR))
    return _Found(flat, sheet, tuple(boxes))


def _level(found: _Found) -> _Found:
    """The page turned a quarter where most of its lines stand upright."""
    sides = [(x1 - x0, y1 - y0) for x0, y0, x1, y1 in found.boxes]
    plumb = sum(height for width, height in sides if height > 2 * width)
    level = sum(width for width, height in sides if width > 2 * height)
    return _found(found.flat.turned(1)) if plumb > level else found


def _on_its_head(found: _Found) -> bool:
    """Whether some lines that read badly read better upside down."""
    crops = [found.sheet.grey[y0:y1, x0:x1] for x0, y0, x1, y1 in _sample(found.boxes)]
    if not crops or (upright := _legible(crops)) >= _UPRIGHT:
        return False
    return _legible([np.rot90(crop, 2) for crop in crops]) > upright + 0.1


def _sample(boxes: Sequence[Rect]) -> list[Rect]:
    """A few lines, long enough to tell and short enough to cost little."""
    lines = [box for box in boxes if box[2] - box[0] > 3 * (box[3] - box[1])] or boxes
    return sorted(lines, key=lambda box: abs(box[2] - box[0] - _TELLING))[:_SAMPLE]


def _legible(crops: Sequence[Pixels]) -> float:
    """The median of the mean scores with which ``crops`` are read."""
    readings = ocr.read_lines([cv2.cvtColor(crop, cv2.COLOR_GRAY2BGR) for crop in crops])
    return float(np.median([ocr.mean(reading) for reading in readings]))


def _read(found: _Found, number: int) -> Page:
    flat, sheet = found.flat, found.sheet
    strokes = _borders_of(found)
    grids = _grids(strokes.rules, [])
    bare, ink = _without(sheet, strokes, grids)
    slots = slots_of(grids)
    pieces = pieces_of(found.boxes, slots, ink)
    pieces += missed(slots, pieces, ink, usual_height(found.boxes))
    lines = [_checked(line, ink, bare) for line in read_pieces(pieces, bare, ink)]
    usual = usual_height([line.ink for line in lines])
    lines = without_strays(lines, slots, ink, usual)
    printed = [parted(line, usual) for line in lines if line.printed(usual)]
    printed = _crossed(found, printed)  # doubted print is no handwriting
    hand = [line.ink for line in lines if not line.printed(usual)]
    lost = unreadable(_alone(hand, slots, printed, usual))
    leaf = _leaf(flat, strokes, [*glyphs_of(printed), *lost], number)
    return Page(leaf, pictures_in(sheet, hand))


def _crossed(found: _Found, lines: Sequence[Line]) -> list[Line]:
    """``lines`` with the figures doubted that a seal or a streak down the page crosses."""
    run = streaks(strokes_of(found.sheet.ink), found.boxes, usual_height(found.boxes))
    return [streaked(sealed(line, found.sheet.red), run) for line in lines]


def _borders_of(found: _Found) -> Strokes:
    strokes = meant(strokes_of(found.sheet.ink), found.boxes, usual_height(found.boxes))
    return completed(strokes, _grids(strokes.rules, []), found.sheet.grey)


def _alone(
    hand: Sequence[Rect], slots: Sequence[Rect], printed: Sequence[Line], usual: float
) -> list[Rect]:
    """Unread ink, higher than dirt, in cells where nothing else stands: they are not blank."""
    filled = [slot for slot in slots if any(_within(line.ink, slot) for line in printed)]
    empty = [slot for slot in slots if slot not in filled]
    high = [rect for rect in hand if rect[3] - rect[1] >= _DIRT * usual]
    return [rect for rect in high if any(_within(rect, slot) for slot in empty)]


def _within(rect: Rect, slot: Rect) -> bool:
    x, y = (rect[0] + rect[2]) / 2, (rect[1] + rect[3]) / 2
    return slot[0] <= x <= slot[2] and slot[1] <= y <= slot[3]


def _checked(line: Line, ink: Pixels, grey: Pixels) -> Line:
    """``line`` with its boxes judged on their pixels, and doubted where ink went unread."""
    whole = ticked(line, ink, grey)
    return structs.replace(whole, reading=doubted(whole.reading, list(unread(whole, ink))))


def _grids(rules: Sequence[Rule], glyphs: Sequence[Glyph]) -> list[Grid]:
    grids = grids_of(rules, glyphs)
    return [
        grid
        for grid in grids
        if grid.xs[-1] - grid.xs[0] >= _LEAST[0] and grid.ys[-1] - grid.ys[0] >= _LEAST[1]
    ]


def _without(sheet: Sheet, strokes: Strokes, grids: Sequence[Grid]) -> tuple[Pixels, Pixels]:
    """The page's grey and ink without the borders of its tables."""
    borders = [
        rect
        for rule, rect in zip(strokes.rules, strokes.rects, strict=True)
        if any(_borders(rule, grid) for grid in grids)
    ]
    grey = erased(sheet.grey, borders)
    ink = sheet.ink.copy()
    ink[(grey == 255) & (sheet.grey < 255)] = 0
    return grey, ink


def _borders(rule: Rule, grid: Grid) -> bool:
    edges = grid.ys if rule.level else grid.xs
    first, last = (grid.xs[0], grid.xs[-1]) if rule.level else (grid.ys[0], grid.ys[-1])
    on = any(abs(rule.at - edge) <= grid.snap for edge in edges)
    return on and rule.start >= first - grid.snap and rule.end <= last + grid.snap


def _leaf(flat: Flat, strokes: Strokes, glyphs: list[Glyph], number: int) -> Leaf:
    grids = _grids(strokes.rules, glyphs)
    width, height = flat.size
    glyphs = marked(glyphs, borders_out(strokes.rules, grids), (), ())
    scale = np.diag((POINT, POINT, 1.0))
    warp = tuple(float(number) for number in (flat.back @ scale).ravel())
    return Leaf(number, width, height, 0, 0, tuple(glyphs), tuple(grids), warp=warp)


def numbered(page: Page, number: int) -> Page:
    """The same page under another number: equal pictures are read once."""
    return structs.replace(page, leaf=structs.replace(page.leaf, number=number))
