"""How a page's own coordinates become what a reader sees on the screen.

A PDF page has its origin at the bottom left of some box, may be turned by ``/Rotate`` and
may hold text that is itself drawn sideways. A :class:`Frame` maps page space to a view
with the origin at the top left, turned so that one chosen writing direction is upright
(ISO 32000-1, 8.3.2 and 14.11.2).
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from schemas.place import Box


class Frame(Struct, frozen=True):
    """The view of a page whose visible box is ``left..right × bottom..top`` (points).

    ``quarters`` counts the clockwise quarter turns from page space to the view.
    """

    left: float
    bottom: float
    right: float
    top: float
    quarters: int

    @property
    def width(self) -> float:
        """Width of the view in points."""
        return self.top - self.bottom if self.quarters % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """Height of the view in points."""
        return self.right - self.left if self.quarters % 2 else self.top - self.bottom

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of page space as seen in the view."""
        if self.quarters == 0:
            return x - self.left, self.top - y
        if self.quarters == 1:
            return y - self.bottom, x - self.left
        if self.quarters == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A box of page space as ``(x0, top, x1, bottom)`` of the view."""
        ax, ay = self.point(left, bottom)
        bx, by = self.point(right, top)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def turned(box: Box, quarters: int, width: float, height: float) -> Box:
    """``box`` of a view of ``width × height`` after ``quarters`` more clockwise turns."""
    x0, top, x1, bottom = box
    if quarters % 4 == 0:
        return box
    if quarters % 4 == 1:
        return height - bottom, x0, height - top, x1
    if quarters % 4 == 2:
        return width - x1, height - bottom, width - x0, height - top
    return top, width - x1, bottom, width - x0


def warped(box: Box, warp: Sequence[float]) -> Box:
    """The upright box around ``box`` after the projective map ``warp`` (nine numbers, by rows)."""
    x0, top, x1, bottom = box
    points = [_mapped(x, y, warp) for x in (x0, x1) for y in (top, bottom)]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _mapped(x: float, y: float, m: Sequence[float]) -> tuple[float, float]:
    scale = m[6] * x + m[7] * y + m[8]
    return (m[0] * x + m[1] * y + m[2]) / scale, (m[3] * x + m[4] * y + m[5]) / scale


def union(*boxes: Box) -> Box:
    """The smallest box that holds all ``boxes``."""
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def centre_in(inner: Box, outer: Box, slack: float = 0.0) -> bool:
    """Whether the centre of ``inner`` lies in ``outer`` widened by ``slack`` points."""
    x = (inner[0] + inner[2]) / 2
    y = (inner[1] + inner[3]) / 2
    return outer[0] - slack <= x <= outer[2] + slack and outer[1] - slack <= y <= outer[3] + slack


def overlap(a: Box, b: Box) -> float:
    """The area that two boxes share, in square points."""
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    return max(width, 0.0) * max(height, 0.0)


def area(box: Box) -> float:
    """The area of ``box`` in square points."""
    return max(box[2] - box[0], 0.0) * max(box[3] - box[1], 0.0)


def rounded(box: Box) -> Box:
    """``box`` with two decimals: finer than any printer, short in JSON."""
    return round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2)
