"""Hairs, dust and scratches: a lone straight stroke is no ``1``.

A printed ``1`` has a flag or a foot in nearly every type; a hair on the glass is a bare stroke, and
the recogniser is sure that it is a figure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import cv2

from extractors.readers.ocr import Pixels, Rect
from extractors.readers.scan_text import Line, at_most

_SLIM: Final = 0.28
"""A bare stroke is no wider than this share of its length."""
_LONELY = 3.0  # line heights without any writing around a hair
_ALIGNED = 0.5  # line heights by which writing in one cell may be out of line
_UNSURE = 0.8  # the most that a bare stroke counts for where it may be a figure
_BARS = frozenset("1Il|i!/\\\\丨'’‘`,，、.·:;ⅠJj亅〡")
_DIGIT = re.compile(r"\d")
_CROSSED = 12  # pixels of red ink
_STRUCK = 0.6  # the most that figures count for through which a streak runs
_UNDER_SEAL = 0.9  # the most that figures under a seal count for
_DASHES = frozenset("/\\／＼")
"""A steep stroke that says ``nothing here`` where it stands alone."""


def without_strays(
    lines: Sequence[Line], slots: Sequence[Rect], ink: Pixels, usual: float
) -> list[Line]:
    """``lines`` without hairs beside other writing; one alone in its cell is a doubtful figure."""
    bars = [is_bar(line) for line in lines]
    writing = [line.ink for line, bar in zip(lines, bars, strict=True) if not bar]
    kept: list[Line] = []
    for line, bar in zip(lines, bars, strict=True):
        if not bar:
            kept.append(line)
        elif not _is_stray(line.ink, slots, writing, usual):
            kept.append(_unsure(line) if is_bare(line, ink) else line)
    return kept


def is_bar(line: Line) -> bool:
    """Whether a line is one upright stroke by itself, or is read as one."""
    x0, y0, x1, y1 = line.ink
    text = line.text.strip()
    return y1 - y0 > x1 - x0 and len(text) <= 1 and set(text) <= _BARS


def is_bare(line: Line, ink: Pixels) -> bool:
    """Whether a line's ink is one steep straight stroke."""
    x0, y0, x1, y1 = line.ink
    points = cv2.findNonZero(ink[y0:y1, x0:x1])
    if points is None:
        return False
    _, sides, _ = cv2.minAreaRect(points)
    slim, long = sorted(map(float, sides))
    return slim + 1 <= _SLIM * (long + 1)


def _is_stray(rect: Rect, slots: Sequence[Rect], writing: Sequence[Rect], usual: float) -> bool:
    home = next((slot for slot in slots if _holds(slot, rect)), None)
    if home is None:
        return not any(_near(rect, other, _LONELY * usual) for other in writing)
    beside = [other for other in writing if _holds(home, other)]
    return bool(beside) and not any(_aligned(rect, other, usual) for other in beside)


def _holds(slot: Rect, rect: Rect) -> bool:
    x, y = (rect[0] + rect[2]) / 2, (rect[1] + rect[3]) / 2
    return slot[0] <= x <= slot[2] and slot[1] <= y <= slot[3]


def _near(rect: Rect, other: Rect, room: float) -> bool:
    """Whether ``other`` stands on the height of ``rect`` with less than ``room`` between them."""
    high = min(rect[3], other[3]) - max(rect[1], other[1])
    gap = max(rect[0], other[0]) - min(rect[2], other[2])
    return high > 0 and gap < room


def _aligned(rect: Rect, other: Rect, usual: float) -> bool:
    """Whether a stroke may be the next character of ``other`` or stand in line below."""
    if _near(rect, other, _ALIGNED * usual):
        return True
    off = (
        rect[0] - other[0],
        (rect[0] + rect[2] - other[0] - other[2]) / 2,
        rect[2] - other[2],
    )
    apart = min(rect[3], other[3]) - max(rect[1], other[1]) <= 0
    return apart and min(map(abs, off)) < _ALIGNED / 2 * usual


def _unsure(line: Line) -> Line:
    if line.text.strip() in _DASHES:
        return line
    return at_most(line, _UNSURE)


def sealed(line: Line, red: Pixels) -> Line:
    """``line``, its figures doubted where a seal crosses them: red ink hides a decimal point.

    ``red`` is the page's mask of red ink. Names under seals are read well, and are words.
    """
    x0, y0, x1, y1 = line.ink
    crossed = int(red[y0:y1, x0:x1].sum()) >= _CROSSED
    return at_most(line, _UNDER_SEAL) if crossed and _DIGIT.search(line.text) else line


def streaked(line: Line, streaks: Sequence[Rect]) -> Line:
    """``line``, its figures doubted where a streak down the page runs through them: ``9|3`` is ``913``."""
    x0, _, x1, _ = line.ink
    struck = any(x0 <= streak[2] and streak[0] <= x1 for streak in streaks)
    return at_most(line, _STRUCK) if struck and _DIGIT.search(line.text) else line
