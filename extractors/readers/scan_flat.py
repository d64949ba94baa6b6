"""A picture of a page → the page lying flat: perspective, quarter turns and skew taken out.

All pixel work is done on one canvas of 200 dots to the inch of the *flat* page, so that every
length below has one meaning. A matrix leads from there back to the page as displayed.
"""

from __future__ import annotations

from typing import Any, Final

import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from extractors.readers.ocr import Pixels
from schemas.place import Box

DPI: Final = 200
POINT: Final = DPI / 72
"""Canvas pixels to a point."""
A4_LONG: Final = 842.0
"""The longer side of the paper that a picture without a believable size is taken for, points."""

Matrix = NDArray[Any]
"""Three by three: a projective map of the plane."""

_SIDES = (600.0, 1300.0)  # points; the longer side of a page between A5 and A3
_SMALL = 1000  # pixels; skew and corners are looked for on a picture this long
_FINEST = 0.05  # degrees
_STEEPEST = 6.0
_A4 = 2**0.5
_QUAD = (0.3, 0.98)  # shares of the picture that a photographed page may fill
_DESK = 0.8  # around it all is darker than this share of the paper


class Flat(Struct, frozen=True):
    """A page on the canvas. ``back`` maps its pixels to points of the page as displayed."""

    image: Pixels
    back: Matrix

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the canvas in points."""
        height, width = self.image.shape[:2]
        return width / POINT, height / POINT

    def shown(self, box: Box) -> Box:
        """A box of the canvas (points) as the upright box around it on the displayed page."""
        x0, top, x1, bottom = (side * POINT for side in box)
        corners = np.array([[(x0, top), (x1, top), (x1, bottom), (x0, bottom)]], np.float64)
        xs, ys = cv2.perspectiveTransform(corners, self.back)[0].T
        return float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max())

    def turned(self, quarters: int) -> Flat:
        """The same page after clockwise quarter turns."""
        if quarters % 4 == 0:
            return self
        height, width = self.image.shape[:2]
        turn = _quarter(width, height, quarters % 4)
        image = np.ascontiguousarray(np.rot90(self.image, -(quarters % 4)))
        return Flat(image, self.back @ np.linalg.inv(turn))


def flattened(picture: Pixels, size: tuple[float, float]) -> Flat:
    """``picture`` of a page that is displayed ``size`` points wide and high, lying flat.

    Its text is level afterwards, though perhaps sideways or upside down.
    """
    height, width = picture.shape[:2]
    to_points = np.diag((size[0] / width, size[1] / height, 1.0))
    corners = page_corners(picture)
    onto, canvas = _laid(corners) if corners is not None else _scaled(width, height, size)
    straight = _unskewed(picture, onto, canvas)
    image = cv2.warpPerspective(
        picture, straight, canvas, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return Flat(image, to_points @ np.linalg.inv(straight))


def _scaled(width: int, height: int, size: tuple[float, float]) -> tuple[Matrix, tuple[int, int]]:
    """The canvas for a picture that shows nothing but the page."""
    points = max(size) if _SIDES[0] <= max(size) <= _SIDES[1] else A4_LONG
    scale = points * POINT / max(width, height)
    return np.diag((scale, scale, 1.0)), (round(width * scale), round(height * scale))


def _laid(corners: Matrix) -> tuple[Matrix, tuple[int, int]]:
    """The canvas for a photographed page with these four corners."""
    top, right, bottom, left = (
        float(np.linalg.norm(corners[i] - corners[(i + 1) % 4])) for i in range(4)
    )
    across, down = (top + bottom) / 2, (left + right) / 2
    long = round(A4_LONG * POINT)
    ratio = max(across, down) / max(min(across, down), 1.0)
    short = round(long / (_A4 if abs(ratio - _A4) < 0.15 else ratio))
    canvas = (long, short) if across > down else (short, long)
    width, height = canvas
    onto = np.array(((0, 0), (width, 0), (width, height), (0, height)), np.float32)
    return cv2.getPerspectiveTransform(corners.astype(np.float32), onto), canvas


def page_corners(picture: Pixels) -> Matrix | None:
    """The corners of a bright page on a darker desk, clockwise from the top left, or ``None``."""
    height, width = picture.shape[:2]
    scale = _SMALL / max(height, width)
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    grey = cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), (0, 0), 3)
    _, bright = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    whole = cv2.morphologyEx(bright, cv2.MORPH_CLOSE, np.ones((25, 25), np.uint8))
    outlines, _ = cv2.findContours(whole, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not outlines:
        return None
    hull = cv2.convexHull(max(outlines, key=cv2.contourArea))
    quad = cv2.approxPolyDP(hull, 0.02 * cv2.arcLength(hull, True), True).reshape(-1, 2)
    if len(quad) != 4 or not _is_page(quad, grey):
        return None
    return _clockwise(quad / scale)


def _is_page(quad: Matrix, grey: Pixels) -> bool:
    """Whether everything around the four corners is darker than the paper between them."""
    inside = np.zeros(grey.shape, np.uint8)
    cv2.fillConvexPoly(inside, quad.astype(np.int32), 1)
    share = float(inside.mean())
    if not _QUAD[0] <= share <= _QUAD[1]:
        return False
    paper, desk = grey[inside == 1], grey[inside == 0]
    return float(np.percentile(desk, 75)) < _DESK * float(np.median(paper))


def _clockwise(quad: Matrix) -> Matrix:
    middle = quad.mean(axis=0)
    angles = np.arctan2(quad[:, 1] - middle[1], quad[:, 0] - middle[0])
    ordered = quad[np.argsort(angles)]
    first = int(np.argmin(ordered.sum(axis=1)))
    return np.roll(ordered, -first, axis=0)


def _unskewed(picture: Pixels, onto: Matrix, canvas: tuple[int, int]) -> Matrix:
    """``onto`` with the turn that makes lines and writing level."""
    shrink = _SMALL / max(canvas)
    size = round(canvas[0] * shrink), round(canvas[1] * shrink)
    small = cv2.warpPerspective(
        cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY),
        np.diag((shrink, shrink, 1.0)) @ onto,
        size,
        flags=cv2.INTER_AREA,
        borderMode=cv2.BORDER_REPLICATE,
    )
    turn = np.eye(3)
    turn[:2] = cv2.getRotationMatrix2D((canvas[0] / 2, canvas[1] / 2), skew(small), 1.0)
    return np.asarray(turn @ onto)


def skew(grey: Pixels) -> float:
    """The angle in degrees by which to turn ``grey`` (counter-clockwise) to make it level.

    Where writing and lines are level, the rows' and columns' sums of ink change most abruptly.
    """
    paper = cv2.medianBlur(grey, 31)
    ink = cv2.subtract(paper, grey)
    ink[ink < 25] = 0
    best, step = 0.0, 1.0
    reach = _STEEPEST
    while step >= _FINEST:
        angles = np.arange(best - reach, best + reach + step / 2, step)
        best = float(max(angles, key=lambda angle: _abruptness(ink, float(angle))))
        reach, step = step, step / 4
    return best


def _abruptness(ink: Pixels, angle: float) -> float:
    height, width = ink.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    turned = cv2.warpAffine(ink, turn, (width, height), flags=cv2.INTER_LINEAR)
    return sum(
        float(np.square(np.diff(turned.sum(axis=axis, dtype=np.float64))).sum()) for axis in (0, 1)
    )


def _quarter(width: int, height: int, quarters: int) -> Matrix:
    """The map of a clockwise turn of a picture ``width`` by ``height``."""
    if quarters == 1:
        return np.array(((0.0, -1.0, height), (1.0, 0.0, 0.0), (0.0, 0.0, 1.0)))
    if quarters == 2:
        return np.array(((-1.0, 0.0, width), (0.0, -1.0, height), (0.0, 0.0, 1.0)))
    return np.array(((0.0, 1.0, 0.0), (-1.0, 0.0, width), (0.0, 0.0, 1.0)))
