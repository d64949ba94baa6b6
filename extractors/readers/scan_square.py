"""What is left of a photo's perspective taken out: a table's borders are made level and plumb.

Where the page's own edges are outside the photo, its longest lines tell how it was held.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np
from msgspec import Struct

from extractors.readers.ocr import Pixels
from extractors.readers.scan_flat import Flat, Matrix

_LONG: Final = 0.25
"""Share of the canvas that a line must run to tell anything."""
_KERNEL = 40  # pixels
_SPREAD = 0.15  # of the canvas: lines closer together tell nothing of how slopes change
_STRAIGHT = 1.5  # pixels by which a line's own points may stray from it
_WORTH, _WILD = 4.0, 0.12  # corners that move less (pixels) or more (share) are left alone


class _Line(Struct, frozen=True):
    """A line ``across = at + slope * (along - middle)``; ``length`` in pixels."""

    at: float
    slope: float
    length: float


def squared(flat: Flat, ink: Pixels) -> Flat:
    """``flat`` warped so that the lines of its tables are level and plumb."""
    height, width = ink.shape
    level = _lines(ink, level=True)
    plumb = _lines(ink, level=False)
    if not (_tells(level, height) and _tells(plumb, width)):
        return flat
    warp = _warp(level, plumb, (width, height))
    if warp is None:
        return flat
    image = cv2.warpPerspective(
        flat.image, warp, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return Flat(image, flat.back @ np.linalg.inv(warp))


def _tells(lines: Sequence[_Line], across: int) -> bool:
    places = [line.at for line in lines]
    return len(lines) >= 2 and max(places) - min(places) >= _SPREAD * across


def _lines(ink: Pixels, *, level: bool) -> list[_Line]:
    shape = (_KERNEL, 1) if level else (1, _KERNEL)
    mask = cv2.morphologyEx(ink, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, shape))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    along = ink.shape[1 if level else 0]
    found: list[_Line] = []
    for label in range(1, count):
        x, y, w, h, _ = (int(value) for value in stats[label])
        if (w if level else h) < _LONG * along:
            continue
        ys, xs = np.nonzero(labels[y : y + h, x : x + w] == label)
        line = _fitted(xs + x, ys + y, along) if level else _fitted(ys + y, xs + x, along)
        if line is not None:
            found.append(line)
    return found


def _fitted(along: Matrix, across: Matrix, whole: int) -> _Line | None:
    slope, at = np.polyfit(along - whole / 2, across, 1)
    stray = np.abs(across - (at + slope * (along - whole / 2)))
    if float(np.median(stray)) > _STRAIGHT:
        return None
    return _Line(float(at), float(slope), float(along.max() - along.min()))


def _warp(level: Sequence[_Line], plumb: Sequence[_Line], size: tuple[int, int]) -> Matrix | None:
    """The map that makes all lines straight, ``None`` where there is nothing to put right."""
    top, bottom = _outer(level)
    left, right = _outer(plumb)
    seen = np.array(
        [
            _crossing(h, v, size)
            for h, v in ((top, left), (top, right), (bottom, right), (bottom, left))
        ],
        np.float32,
    )
    meant = np.array(
        ((left.at, top.at), (right.at, top.at), (right.at, bottom.at), (left.at, bottom.at)),
        np.float32,
    )
    moved = float(np.abs(seen - meant).max())
    if not _WORTH <= moved <= _WILD * max(size):
        return None
    return np.asarray(cv2.getPerspectiveTransform(seen, meant))


def _outer(lines: Sequence[_Line]) -> tuple[_Line, _Line]:
    """The first and the last line, with the slopes that all lines together give them."""
    places = np.array([line.at for line in lines])
    slopes = np.array([line.slope for line in lines])
    change, begin = np.polyfit(places, slopes, 1, w=[line.length for line in lines])
    first, last = float(places.min()), float(places.max())
    return (
        _Line(first, float(begin + change * first), 0.0),
        _Line(last, float(begin + change * last), 0.0),
    )


def _crossing(level: _Line, plumb: _Line, size: tuple[int, int]) -> tuple[float, float]:
    """Where the two lines meet: y = a + b(x - w/2), x = c + d(y - h/2)."""
    half_width, half_height = size[0] / 2, size[1] / 2
    y = (level.at + level.slope * (plumb.at - plumb.slope * half_height - half_width)) / (
        1 - level.slope * plumb.slope
    )
    return plumb.at + plumb.slope * (y - half_height), y
