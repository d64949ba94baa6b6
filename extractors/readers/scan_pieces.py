"""Where to read: lines of text found on the page, cut at table borders, with what was missed.

The detector sees lines that run over a border and overlooks a lone figure in a cell. Both are
put right here by geometry before anything is read, so that everything is read only once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Any, Final

import cv2
import numpy as np

from extractors.readers.ocr import Pixels, Rect
from extractors.readers.pdf_grid import Grid
from extractors.readers.scan_bands import DOUBLE, is_double
from extractors.readers.scan_flat import POINT
from extractors.readers.scan_ink import bounds

_INSET: Final = 3
"""Pixels between a border's middle and what may be writing."""
_TALL = 1.4  # a box higher than this many lines may hold several,
_NARROW = 1.2  # and so may one so many times higher than wide
_BAND = 0.42  # of a box: a lower band of ink is part of a character (二, 三)
_SHARED = 0.5
_USUAL = 33.0  # pixels; a line of 12 point type
_LINE = (12, 160)  # pixels; what is lower or higher is no line of text
_SPECK = 0.33  # of a line's height; smaller spots are dirt or punctuation marks left over
_MISSED = 80  # so many missed spots on a page and no more
_PAD = 5


def usual_height(boxes: Sequence[Rect]) -> float:
    """The height of a usual line among ``boxes``, pixels."""
    heights = [y1 - y0 for _, y0, _, y1 in boxes if _LINE[0] <= y1 - y0 <= _LINE[1]]
    return float(median(heights)) if heights else _USUAL


def slots_of(grids: Iterable[Grid]) -> list[Rect]:
    """The inner rectangles of all cells; a cell that holds a whole grid gives way to its cells."""
    listed = list(grids)
    slots = [_inner(slot.box) for grid in listed for slot in grid.slots]
    outlines = [_inner(grid.box) for grid in listed]
    return [slot for slot in slots if not any(_holds(slot, outline) for outline in outlines)]


def _inner(box: tuple[float, float, float, float]) -> Rect:
    x0, y0, x1, y1 = (round(side * POINT) for side in box)
    return x0 + _INSET, y0 + _INSET, x1 - _INSET, y1 - _INSET


def _holds(outer: Rect, inner: Rect) -> bool:
    return (
        outer[0] < inner[0] - _INSET
        and outer[1] < inner[1] - _INSET
        and outer[2] > inner[2] + _INSET
        and outer[3] > inner[3] + _INSET
    )


def pieces_of(boxes: Sequence[Rect], slots: Sequence[Rect], ink: Pixels) -> list[Rect]:
    """``boxes`` cut at the borders of ``slots`` and into single lines; empty parts left out."""
    line = usual_height(boxes)
    cut = (piece for box in boxes for piece in _cut(box, slots))
    single = [part for piece in cut for part in _lines(piece, ink, line)]
    return _distinct([piece for piece in single if _written(piece, ink)])


def _cut(box: Rect, slots: Sequence[Rect]) -> Iterator[Rect]:
    homes = [slot for slot in slots if _shares(box, slot)]
    if not homes:
        yield box
    for slot in homes:
        yield _common(box, slot)


def _shares(box: Rect, slot: Rect) -> bool:
    x0, y0, x1, y1 = _common(box, slot)
    lower = min(box[3] - box[1], slot[3] - slot[1])
    return x1 - x0 > 4 and y1 - y0 > _SHARED * lower


def _common(a: Rect, b: Rect) -> Rect:
    return max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])


def _written(piece: Rect, ink: Pixels) -> bool:
    x0, y0, x1, y1 = piece
    return x1 - x0 > 4 and y1 - y0 > 4 and int(ink[y0:y1, x0:x1].sum()) > 12


def _distinct(pieces: list[Rect]) -> list[Rect]:
    """``pieces`` without those that lie in a larger one."""
    kept: list[Rect] = []
    for piece in sorted(pieces, key=lambda p: -_area(p)):
        if not any(_area(_common(piece, other)) > 0.8 * _area(piece) for other in kept):
            kept.append(piece)
    return sorted(kept, key=lambda p: (p[1], p[0]))


def _area(rect: Rect) -> int:
    return max(rect[2] - rect[0], 0) * max(rect[3] - rect[1], 0)


def _lines(piece: Rect, ink: Pixels, line: float) -> Iterator[Rect]:
    """The lines of a box that is too high for one: stacked characters, two lines taken for one."""
    x0, y0, x1, y1 = piece
    bands = _stretches(ink[y0:y1, x0:x1].any(axis=1))
    height = y1 - y0
    if height > _TALL * line or height > _NARROW * (x1 - x0):
        bands = _merged(bands, _BAND * line)
    elif is_double(bands, x1 - x0, height):
        bands = _merged(bands, DOUBLE * height)
    else:
        yield piece
        return
    for top, bottom in bands:
        yield x0, max(y0 + top - _PAD, y0), x1, min(y0 + bottom + _PAD, y1)


def _stretches(rows: Any) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], rows.astype(np.int8), [0]))))
    return [(int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]


def _merged(bands: list[tuple[int, int]], least: float) -> list[tuple[int, int]]:
    """Bands of ink with those too low to be a line joined to the nearer neighbour."""
    joined = list(bands)
    while len(joined) > 1:
        low = min(range(len(joined)), key=lambda i: joined[i][1] - joined[i][0])
        if joined[low][1] - joined[low][0] >= least:
            break
        gaps = {i: b[0] - a[1] for i, (a, b) in enumerate(pairwise(joined)) if low in (i, i + 1)}
        first = min(gaps, key=lambda i: gaps[i])
        joined[first : first + 2] = [(joined[first][0], joined[first + 1][1])]
    return joined


def missed(slots: Sequence[Rect], pieces: Sequence[Rect], ink: Pixels, line: float) -> list[Rect]:
    """Spots of ink in cells that no piece covers: lone figures, dashes, handwriting."""
    rest = ink.copy()
    for x0, y0, x1, y1 in pieces:
        rest[max(y0 - 2, 0) : y1 + 2, max(x0 - 2, 0) : x1 + 2] = 0
    spots = [spot for slot in slots for spot in _spots(slot, rest, line)]
    return spots[:_MISSED]


def _spots(slot: Rect, rest: Pixels, line: float) -> Iterator[Rect]:
    x0, y0, x1, y1 = slot
    if x1 - x0 < 6 or y1 - y0 < 6:
        return
    inside = rest[y0 + 1 : y1 - 1, x0 + 1 : x1 - 1]
    if int(inside.sum()) < 20:
        return
    near = cv2.dilate(inside, np.ones((3, max(round(line / 2), 3)), np.uint8))
    count, labels, _, _ = cv2.connectedComponentsWithStats(near)
    for label in range(1, count):
        box = bounds(np.where(labels == label, inside, 0))
        if box is not None and _is_spot(box, line):
            yield (
                max(x0 + 1 + box[0] - _PAD, x0),
                max(y0 + 1 + box[1] - _PAD, y0),
                min(x0 + 1 + box[2] + _PAD, x1),
                min(y0 + 1 + box[3] + _PAD, y1),
            )


def _is_spot(box: Rect, line: float) -> bool:
    width, height = box[2] - box[0], box[3] - box[1]
    return height >= _SPECK * line or (width >= _SPECK * line and height >= 2)
