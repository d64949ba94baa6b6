"""Paper and ink: uneven light divided out, red ink told from black, lines and specks apart."""

from __future__ import annotations

from typing import Any, Final

import cv2
import numpy as np
from msgspec import Struct

from extractors.readers.ocr import Pixels, Rect
from extractors.readers.pdf_ink import Rule
from extractors.readers.scan_flat import POINT

_PAPER: Final = 61
"""Pixels; wider than any stroke, narrower than any shadow's edge."""
_DARK = 170  # of 255, where paper is 255
_BLACK = 120.0  # what stays this dark in red light is black ink under a seal
_CLEAR, _PALEST = 0.85, 190.0  # of the seal's own brightness in red light; brighter is paper anyway
_RED_HUE = 12  # of 180, on both sides of pure red
_RED_DEPTH = 70  # saturation
_LEVEL, _PLUMB = 32, 30  # pixels: shorter strokes belong to characters
_FAINT = 45  # of 255; darker than paper by this a line is drawn, fainter it is grain
_BRIDGED = 3  # pixels; shorter gaps in a line are noise
_HAIRS = 110, 60  # pixels: faint lines are at least so long, level and plumb
_THIN = 9  # pixels; a hair line and its blurred edges are thinner
_THICK = 14  # pixels; a thicker run is a shaded area


class Sheet(Struct, frozen=True):
    """A flat page as ink on white paper.

    ``grey`` is the page without its shadows and without its red ink; ``ink`` and ``red`` are
    masks (0 or 1) of what is printed or written dark, and in red.
    """

    grey: Pixels
    ink: Pixels
    red: Pixels


class Strokes(Struct, frozen=True):
    """Straight strokes: as rules in points, each with its rectangle in pixels."""

    rules: tuple[Rule, ...]
    rects: tuple[Rect, ...]


def sheet_of(image: Pixels) -> Sheet:
    """The ink of a flat page's picture."""
    even = _even(image)
    red = _red(even)
    grey = cv2.cvtColor(even, cv2.COLOR_BGR2GRAY)
    # In red light red ink is paper and black ink stays.
    lit = even[:, :, 2]
    around = cv2.dilate(red, np.ones((5, 5), np.uint8)) == 1
    grey[around] = _under_seal(lit[around], lit[red == 1])
    ink = (grey < _DARK).astype(np.uint8)
    return Sheet(grey, ink | _hairs(grey, level=True) | _hairs(grey, level=False), red)


def _under_seal(lit: Pixels, seal: Pixels) -> Pixels:
    """What stands under and beside red ink, where in red light the ink itself is as bright as ``seal``.

    What is as bright is paper. A decimal point is small and blurred: hardly darker, and kept.
    """
    clear = min(max(_CLEAR * float(np.median(seal)), _BLACK), _PALEST) if seal.size else _BLACK
    return np.asarray(np.clip(lit * (255.0 / clear), 0, 255).astype(np.uint8))


def _hairs(grey: Pixels, *, level: bool) -> Pixels:
    """Straight thin lines too faint for ink: borders drawn a hair wide, spread over two pixels.

    What is dark all along a stretch and bright on both sides of it. The stretch is longer than a few
    letters: their strokes line up, and are ink anyway.
    """
    sheet = grey if level else grey.T
    least = _HAIRS[0] if level else _HAIRS[1]
    dark = 255 - cv2.blur(sheet, (_BRIDGED, 1))
    dark = cv2.dilate(dark, np.ones((3, 1), np.uint8))  # a line that is not quite level
    lines = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, least), np.uint8))
    areas = cv2.morphologyEx(lines, cv2.MORPH_OPEN, np.ones((_THIN, 1), np.uint8))
    found = (cv2.subtract(lines, areas) > _FAINT).astype(np.uint8)
    found = cv2.erode(found, np.ones((3, 1), np.uint8))
    return np.ascontiguousarray(found if level else found.T)


def _even(image: Pixels) -> Pixels:
    """``image`` divided by its paper: shadows and tone gone, colours kept."""
    small = cv2.resize(image, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    bright = cv2.dilate(small, np.ones((9, 9), np.uint8))
    paper = cv2.medianBlur(bright, _PAPER // 4 | 1)
    size = (image.shape[1], image.shape[0])
    paper = cv2.resize(paper, size, interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(image, cv2.max(paper, 1), scale=255))


def _red(even: Pixels) -> Pixels:
    hue, depth, _ = cv2.split(cv2.cvtColor(even, cv2.COLOR_BGR2HSV))
    reddish = (hue <= _RED_HUE) | (hue >= 180 - _RED_HUE)
    mask = (reddish & (depth >= _RED_DEPTH)).astype(np.uint8)
    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8)))


def strokes_of(ink: Pixels) -> Strokes:
    """The straight level and plumb strokes of ``ink``: borders, underlines, parts of characters."""
    level = _runs(ink, (_LEVEL, 1), level=True)
    plumb = _runs(ink, (1, _PLUMB), level=False)
    return Strokes(
        tuple(rule for rule, _ in (*level, *plumb)), tuple(rect for _, rect in (*level, *plumb))
    )


def _runs(ink: Pixels, kernel: tuple[int, int], *, level: bool) -> list[tuple[Rule, Rect]]:
    shape = cv2.getStructuringElement(cv2.MORPH_RECT, kernel)
    mask = cv2.morphologyEx(ink, cv2.MORPH_OPEN, shape)
    count, _, stats, middles = cv2.connectedComponentsWithStats(mask, connectivity=8)
    found: list[tuple[Rule, Rect]] = []
    for label in range(1, count):
        x, y, w, h, area = (int(value) for value in stats[label])
        thick = area / (w if level else h)
        if thick <= _THICK:
            at = middles[label][1 if level else 0]
            found.append((_rule(x, y, w, h, float(at), thick, level), (x, y, x + w, y + h)))
    return found


def _rule(x: int, y: int, w: int, h: int, at: float, thick: float, level: bool) -> Rule:
    start, end = (x, x + w) if level else (y, y + h)
    return Rule(level, at / POINT, start / POINT, end / POINT, thick / POINT)


def erased(grey: Pixels, rects: list[Rect]) -> Pixels:
    """``grey`` with white paper where the strokes of ``rects`` are, and their blurred edges."""
    clean = grey.copy()
    for x0, y0, x1, y1 in rects:
        clean[max(y0 - 2, 0) : y1 + 2, max(x0 - 2, 0) : x1 + 2] = 255
    return clean


def bounds(ink: Any) -> Rect | None:
    """The rectangle around all ink of a mask, ``None`` where there is none."""
    points = cv2.findNonZero(ink)
    if points is None:
        return None
    x, y, w, h = cv2.boundingRect(points)
    return x, y, x + w, y + h
