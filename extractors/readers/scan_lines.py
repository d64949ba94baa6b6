"""Which straight strokes of a page are borders, and borders that were seen in part only.

A stroke inside a line of text belongs to its characters, however long: bold ones touch. A border that
is too faint or too short to be seen by itself is looked for again where its table expects it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

import cv2
import numpy as np

from extractors.readers.ocr import Pixels, Rect
from extractors.readers.pdf_grid import Grid, Slot
from extractors.readers.pdf_ink import Rule
from extractors.readers.scan_flat import POINT
from extractors.readers.scan_ink import Strokes

Stroke = tuple[Rule, Rect]
"""A straight stroke in points and in pixels."""

_STROKE: Final = 1.25
"""A stroke inside a line of text, no longer than so many line heights, is writing."""
_AMID, _SINGLE = 0.25, 1.5
"""Of a single line's height: a level stroke so far inside is writing, however long."""
_LONG, _BOTH = 3.0, 2  # line heights of a stroke that is no character's; both its ends
_TOUCH, _MEET = 6, 1  # pixels between strokes that may meet, and that do
_SEED = 60  # pixels that a streak shows above or below all tables
_GAP = 60  # pixels missing in a border that is drawn badly
_KNOWN = 0.5  # of a table's length: a border that is drawn less is a scratch
_CORNER = 4  # pixels of a border that the lines across it may hide
_END = 3  # pixels next to those: writing keeps away from the lines across
_SHORTEST = 14  # pixels
_REACH, _STRAY = 9, 2  # pixels on both sides: paper begins; the border may stray so far
_SMOOTH = 3  # pixels along a border that grain is averaged over
_PAPER = 4  # pixels at each side that must be paper
_CONTRAST = 15.0  # of 255: darker than the paper on both sides, a border is drawn
_DRAWN = 0.9  # share of its length
_HALF = 2  # pixels of such a border left and right of its middle


def meant(strokes: Strokes, boxes: Sequence[Rect], usual: float) -> Strokes:
    """``strokes`` without those that are parts of characters, of a seal, or scratches.

    ``usual`` is the height of a line of text in pixels.
    """
    pairs = _without_streaks(list(zip(strokes.rules, strokes.rects, strict=True)), boxes, usual)
    long = [pair for pair in pairs if _length(pair[1]) >= _LONG * usual]
    kept = [
        pair
        for pair in pairs
        if _ends_on(pair, long, _MEET) == _BOTH
        or not any(_is_writing(pair[1], box) or _is_amid(pair[1], box, usual) for box in boxes)
    ]
    return _together([pair for pair in kept if not _is_loose(pair, kept, long)])


def _without_streaks(pairs: Sequence[Stroke], boxes: Sequence[Rect], usual: float) -> list[Stroke]:
    """``pairs`` without the plumb lines that run over the whole page."""
    seeds = _seeds(pairs, boxes, usual)
    return [pair for pair in pairs if pair[0].level or not _in_streak(pair[1], seeds)]


def streaks(strokes: Strokes, boxes: Sequence[Rect], usual: float) -> tuple[Rect, ...]:
    """Stretches of the lines that dirt on a scanner's glass draws down the whole page."""
    return tuple(_seeds(list(zip(strokes.rules, strokes.rects, strict=True)), boxes, usual))


def _seeds(pairs: Sequence[Stroke], boxes: Sequence[Rect], usual: float) -> list[Rect]:
    level = [rect for rule, rect in pairs if rule.level and _length(rect) >= _LONG * usual]
    return [
        rect
        for rule, rect in pairs
        if not rule.level
        and _length(rect) >= _SEED
        and _is_beyond(rect, level)
        and not any(_is_writing(rect, box) for box in boxes)
    ]


def _is_beyond(plumb: Rect, level: Sequence[Rect]) -> bool:
    """Whether a plumb stroke stands above or below all the level ones that it could bound."""
    x = (plumb[0] + plumb[2]) / 2
    across = [rect for rect in level if rect[0] - _TOUCH <= x <= rect[2] + _TOUCH]
    if not across:
        return False
    first, last = min(rect[1] for rect in across), max(rect[3] for rect in across)
    return plumb[3] < first - _TOUCH or plumb[1] > last + _TOUCH or _sticks_out(plumb, first, last)


def _sticks_out(plumb: Rect, first: int, last: int) -> bool:
    return max(first - plumb[1], plumb[3] - last) >= _SEED


def _in_streak(plumb: Rect, seeds: Sequence[Rect]) -> bool:
    return any(plumb[0] <= seed[2] + _TOUCH and seed[0] - _TOUCH <= plumb[2] for seed in seeds)


def _length(rect: Rect) -> int:
    return max(rect[2] - rect[0], rect[3] - rect[1])


def _is_loose(pair: Stroke, all_: Sequence[Stroke], long: Sequence[Stroke]) -> bool:
    """Whether a short stroke goes on nowhere: neither into a long one across it nor into its like."""
    return (
        pair not in long
        and _ends_on(pair, long, _TOUCH) < _BOTH
        and not any(_goes_on(pair, o) for o in all_)
    )


def _ends_on(pair: Stroke, long: Sequence[Stroke], reach: int) -> int:
    """How many ends of a stroke stand on a long one across it, within ``reach`` pixels."""
    rule, (x0, y0, x1, y1) = pair
    ends = ((x0, (y0 + y1) // 2), (x1, (y0 + y1) // 2))
    if not rule.level:
        ends = (((x0 + x1) // 2, y0), ((x0 + x1) // 2, y1))
    across = [rect for other, rect in long if other.level is not rule.level]
    return sum(any(_on(end, rect, reach) for rect in across) for end in ends)


def _on(point: tuple[int, int], rect: Rect, reach: int) -> bool:
    (x, y), (x0, y0, x1, y1) = point, rect
    return x0 - reach <= x <= x1 + reach and y0 - reach <= y <= y1 + reach


def _goes_on(pair: Stroke, other: Stroke) -> bool:
    """Whether ``other`` continues the stroke's line."""
    one, two = pair[0], other[0]
    if one.level is not two.level or pair is other:
        return False
    gap = max(one.start, two.start) - min(one.end, two.end)
    return abs(one.at - two.at) * POINT <= _TOUCH and gap * POINT <= _GAP


def _together(pairs: Sequence[Stroke]) -> Strokes:
    return Strokes(tuple(rule for rule, _ in pairs), tuple(rect for _, rect in pairs))


def _is_writing(stroke: Rect, box: Rect) -> bool:
    height = box[3] - box[1]
    long = max(stroke[2] - stroke[0], stroke[3] - stroke[1])
    upright = box[1] - 3 <= stroke[1] and stroke[3] <= box[3] + 3
    return upright and _is_beside(stroke, box) and long <= _STROKE * height


def _is_amid(stroke: Rect, box: Rect, usual: float) -> bool:
    """Whether a level stroke runs through the middle of a single line of text."""
    height = box[3] - box[1]
    if stroke[2] - stroke[0] <= stroke[3] - stroke[1] or height > _SINGLE * usual:
        return False
    inner = box[1] + _AMID * height, box[3] - _AMID * height
    return inner[0] <= stroke[1] and stroke[3] <= inner[1] and _is_beside(stroke, box)


def _is_beside(stroke: Rect, box: Rect) -> bool:
    return box[0] - 3 <= stroke[0] and stroke[2] <= box[2] + 3


def completed(strokes: Strokes, grids: Iterable[Grid], grey: Pixels) -> Strokes:
    """``strokes`` with the borders that cells grown together hide: faint, but there all along."""
    found = [
        pair
        for grid in grids
        for slot in grid.slots
        if slot.row_span > 1 or slot.column_span > 1
        for pair in _hidden(slot, grid, strokes.rules, grey)
    ]
    more = _together(found)
    return Strokes(strokes.rules + more.rules, strokes.rects + more.rects)


def _hidden(slot: Slot, grid: Grid, rules: Sequence[Rule], grey: Pixels) -> Iterator[Stroke]:
    """The borders inside a cell that spans several squares, square by square."""
    xs = [x for x in grid.xs if slot.box[0] - 1 <= x <= slot.box[2] + 1]
    ys = [y for y in grid.ys if slot.box[1] - 1 <= y <= slot.box[3] + 1]
    for level, across, along in ((False, xs, ys), (True, ys, xs)):
        whole = (grid.xs[0], grid.xs[-1]) if level else (grid.ys[0], grid.ys[-1])
        for at in across[1:-1]:
            same = [r for r in rules if r.level is level and abs(r.at - at) <= grid.snap]
            if sum(rule.length for rule in same) < _KNOWN * (whole[1] - whole[0]):
                continue
            for start, end in pairwise(along):
                near = min(same, key=lambda rule: _apart(rule, start, end))
                if _is_drawn(grey if level else grey.T, near.at, start, end):
                    yield _border(near.at, start, end, level=level)


def _apart(rule: Rule, start: float, end: float) -> float:
    return max(rule.start - end, start - rule.end, 0.0)


def _is_drawn(sheet: Pixels, at: float, start: float, end: float) -> bool:
    """Whether ``sheet`` is dark all along the row ``at`` (points), and paper on both sides."""
    row, first, last = (round(side * POINT) for side in (at, start, end))
    strip = sheet[max(row - _REACH, 0) : row + _REACH + 1, first + _CORNER : last - _CORNER]
    if strip.shape[0] < 2 * _REACH + 1 or strip.shape[1] < _SHORTEST:
        return False
    even = cv2.blur(np.ascontiguousarray(strip), (_SMOOTH, 1)).astype(np.float32)
    paper = np.median(np.concatenate((even[:_PAPER], even[-_PAPER:])), axis=0)
    depth = paper - even[_REACH - _STRAY : _REACH + _STRAY + 1].min(axis=0)
    dark = depth > _CONTRAST
    return bool(dark[:_END].all() and dark[-_END:].all() and float(dark.mean()) >= _DRAWN)


def _border(at: float, start: float, end: float, *, level: bool) -> Stroke:
    middle, first, last = (round(side * POINT) for side in (at, start, end))
    rule = Rule(level, at, start, end, 2 * _HALF / POINT)
    low, high = middle - _HALF, middle + _HALF
    return rule, (first, low, last, high) if level else (low, first, high, last)
