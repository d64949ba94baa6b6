"""Boxes to tick: found and judged on their pixels, whatever the networks took them for.

A network drops a box, or sees a tick where none is: the line between ``☐`` and ``☑`` is thin, and
which one it is decides a field. A printed square has four straight sides; what is inside them
is a tick or nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import cv2
import numpy as np
from msgspec import Struct, structs

from extractors.readers.ocr import SUREST, Pixels, Reading, Sign
from extractors.readers.scan_text import Line, type_height
from schemas.document import TICKED, UNTICKED

_SIDE: Final = (0.5, 1.2)
"""Sides of a box in type heights."""
_SQUARE = 0.55  # the box that stands for a glyph which a font lacks is narrow
_DRAWN = 0.86  # share of a side that is drawn
_BAND = 0.17  # a side is looked for in this share of the box
_INNER = 0.26  # what is further in belongs to a tick
_FAINT: Final = 232
"""Of 255, where paper is 255: what is darker may be a box printed in grey."""
_DARK = 0.5  # share of a faint box that may be ink: its tick
_PALE = 0.85  # a tick may be fainter yet
_EMPTY, _FULL = 0.02, 0.07  # shares of ink inside: below nothing, above a tick
_DOUBT, _LIKELY = 0.6, 0.9
_BESIDE = 1.15  # type heights from an empty box to what follows: a tick of its own has room there
_NEAR = 0.75  # type heights between a box and the sign that stands for it
_ON = 0.4
_TICKS = frozenset("☑☒■●◆✅▣√✓✔✗✘")
_EMPTIES = frozenset("□☐○◇▢◻⬜❏❑¨ロ")
_ALIKE = frozenset("口囗回区日目曰田凶困巳已己五百V0OQD门")
"""What the networks take a box for, ticked or not."""


class Box(Struct, frozen=True):
    """A printed square: its left and right end in pixels and the share of ink inside."""

    left: float
    right: float
    inside: float
    faint: bool = False
    """Whether it is too faint to be ink."""

    @property
    def middle(self) -> float:
        """Its middle in pixels."""
        return (self.left + self.right) / 2


def ticked(line: Line, ink: Pixels, grey: Pixels | None = None) -> Line:
    """``line`` with each box that is printed in it as ``☑`` or ``☐``, faint ones on ``grey`` too."""
    reading = list(line.reading)
    faint = [] if grey is None else faint_boxes(line, ink, grey)
    for box in (*boxes_in(line, ink), *faint):
        _put(reading, box, line)
    return structs.replace(line, reading=tuple(reading))


def faint_boxes(line: Line, ink: Pixels, grey: Pixels) -> list[Box]:
    """The squares of a line that are printed too faint to be ink: grey boxes beside black words."""
    x0, y0, x1, y1 = line.rect
    light = (cv2.blur(grey[y0:y1, x0:x1], (2, 2)) < _FAINT).astype(np.uint8)
    if not light.size:
        return []
    dark = ink[y0:y1, x0:x1]
    squares = _squares(light, type_height(line))
    faint = [box for box in squares if _ink_share(box, dark, light) <= _DARK]
    return [structs.replace(b, left=b.left + x0, right=b.right + x0, faint=True) for b in faint]


def _ink_share(box: Box, dark: Pixels, light: Pixels) -> float:
    """The share of ink in what is printed at the box's place: characters are ink, a faint box is not."""
    reach = slice(round(box.left), round(box.right))
    return float(dark[:, reach].sum()) / max(int(light[:, reach].sum()), 1)


def boxes_in(line: Line, ink: Pixels) -> list[Box]:
    """The printed squares of a line, from left to right."""
    x0, y0, x1, y1 = line.rect
    part = np.ascontiguousarray(ink[y0:y1, x0:x1])
    found = _squares(part, type_height(line))
    return [structs.replace(box, left=x0 + box.left, right=x0 + box.right) for box in found]


def _squares(part: Pixels, size: float) -> list[Box]:
    count, labels, stats, _ = cv2.connectedComponentsWithStats(part)
    found: list[Box] = []
    for label in range(1, count):
        x, y, w, h, _ = (int(value) for value in stats[label])
        if not _is_square(w, h, size):
            continue
        around = part[y : y + h, x : x + w]
        if _has_sides((labels[y : y + h, x : x + w] == label).astype(np.uint8)):
            found.append(Box(x, x + w, _inside(around)))
    return sorted(found, key=lambda box: box.left)


def _is_square(width: int, height: int, size: float) -> bool:
    low, high = _SIDE[0] * size, _SIDE[1] * size
    return (
        low <= width <= high
        and low <= height <= high
        and min(width, height) >= _SQUARE * max(width, height)
    )


def _has_sides(shape: Any) -> bool:
    """Whether the outline is drawn on all four sides, straight from corner to corner."""
    height, width = shape.shape
    deep, far = max(round(_BAND * height), 2), max(round(_BAND * width), 2)
    sides = (
        shape[:deep].any(axis=0),
        shape[-deep:].any(axis=0),
        shape[:, :far].any(axis=1),
        shape[:, -far:].any(axis=1),
    )
    return all(float(side.mean()) >= _DRAWN for side in sides)


def _inside(square: Any) -> float:
    height, width = square.shape
    deep, far = round(_INNER * height), round(_INNER * width)
    inner = square[deep : height - deep, far : width - far]
    return float(inner.mean()) if inner.size else 0.0


def _put(reading: list[Sign], box: Box, line: Line) -> None:
    """Put the box in the place of the sign that stands for it, or where none does."""
    left, right = line.rect[0], line.rect[2]
    at = (box.middle - left) / max(right - left, 1)
    size = type_height(line) / max(right - left, 1)
    near = [i for i, sign in enumerate(reading) if abs(sign.at - at) <= _NEAR * size]
    chosen = min(near, key=lambda i: abs(reading[i].at - at), default=None)
    if chosen is None or not _stands(reading[chosen], at, size):
        _insert(reading, Sign(*_judged(box, "", room=0.0), at))
    elif box.faint and reading[chosen].text in _TICKS | _EMPTIES:
        if reading[chosen].score < _LIKELY:
            reading[chosen] = Sign(*_judged(box, "", room=0.0), at)
    elif reading[chosen].text in _TICKS | _EMPTIES or _is_guess(reading[chosen]):
        room = (_next(reading, chosen) - at) / size
        reading[chosen] = Sign(*_judged(box, reading[chosen].text, room), at)


def _stands(sign: Sign, at: float, size: float) -> bool:
    """Whether the sign stands where the box is: one for a box may be placed less exactly."""
    reach = _NEAR if sign.text in _TICKS | _EMPTIES else _ON
    return abs(sign.at - at) <= reach * size


def _next(reading: Sequence[Sign], index: int) -> float:
    return reading[index + 1].at if index + 1 < len(reading) else 0.0


def _is_guess(sign: Sign) -> bool:
    """Whether the network may have taken a box for this character; 日 and 回 have four sides too."""
    return sign.text in _ALIKE and sign.score < _LIKELY


def _insert(reading: list[Sign], sign: Sign) -> None:
    index = next((i for i, other in enumerate(reading) if other.at > sign.at), len(reading))
    reading.insert(index, sign)


def _judged(box: Box, read: str, room: float) -> tuple[str, float]:
    """``☑`` or ``☐``, and how sure: pixels and network agree, or they do not.

    ``room`` is the distance to the next character in type heights: ``□√`` may be read as ``☑``.
    """
    mark, score = _seen(box, read, room)
    return mark, min(score, _PALE) if box.faint else score


def _seen(box: Box, read: str, room: float) -> tuple[str, float]:
    if read in _TICKS and box.inside < _FULL:
        alone = box.inside <= _EMPTY and room <= _BESIDE
        return (UNTICKED, _LIKELY) if alone else (TICKED, _DOUBT)
    if read in _TICKS:
        return TICKED, SUREST
    if box.inside >= _FULL:
        return TICKED, _DOUBT if read in _EMPTIES else 0.97
    return UNTICKED, SUREST if box.inside <= _EMPTY else _DOUBT


def unread(line: Line, ink: Pixels) -> Iterator[tuple[float, float]]:
    """Stretches of the line (pixels) that hold ink and no recognised character."""
    size = type_height(line)
    columns: Any = ink[line.ink[1] : line.ink[3], line.ink[0] : line.ink[2]].any(axis=0)
    for start, end in _gaps(line, size):
        first, last = round(start) - line.ink[0], round(end) - line.ink[0]
        if last - first >= 0.3 * size and columns[max(first, 0) : last].sum() >= 0.2 * size:
            yield start, end


def _gaps(line: Line, size: float) -> Iterator[tuple[float, float]]:
    """Between neighbouring characters and before and after them, what none of them covers."""
    left, width = line.rect[0], line.rect[2] - line.rect[0]
    reach = 0.8 * size
    ends = [left + sign.at * width for sign in line.reading]
    before = [float(line.ink[0]), *(end + reach for end in ends)]
    after = [*(end - reach for end in ends), float(line.ink[2])]
    yield from zip(before, after, strict=True)


def doubted(reading: Reading, gaps: Sequence[tuple[float, float]]) -> Reading:
    """``reading`` made doubtful where ink beside its characters went unread."""
    if not gaps:
        return reading
    return tuple(structs.replace(sign, score=min(sign.score, _DOUBT)) for sign in reading)
