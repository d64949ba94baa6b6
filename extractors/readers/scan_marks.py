"""Seals and handwriting on a page: found and reported, never read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np

from extractors.readers.ocr import Pixels, Rect
from extractors.readers.pdf_seals import seal_sized
from extractors.readers.scan_flat import POINT
from extractors.readers.scan_ink import Sheet, bounds
from schemas.document import Picture
from schemas.place import Box

Seen = tuple[Box, Picture]
"""A picture with its box on the flat page, points."""

_NEAR: Final = 41
"""Pixels: a seal's ring, star and letters stand closer together than this."""
_SQUARE = (0.5, 2.0)
_HAND = (15.0, 30.0)  # points: no signature is lower and narrower than this


def pictures_in(sheet: Sheet, hand: Sequence[Rect]) -> tuple[Seen, ...]:
    """The seals and the handwriting on a page; ``hand`` is ink that is no printed text."""
    seals = _seals(sheet.red)
    strokes = [box for box in _joined(hand) if not any(_inside(box, seal) for seal, _ in seals)]
    written = [_picture(box, 0.0) for box in strokes if _is_hand(box)]
    return (*(_picture(box, share) for box, share in seals), *written)


def _seals(red: Pixels) -> list[tuple[Rect, float]]:
    """Red things the size and shape of a seal, with the share of red in them."""
    near = cv2.dilate(red, np.ones((_NEAR, _NEAR), np.uint8))
    count, labels, _, _ = cv2.connectedComponentsWithStats(near)
    found: list[tuple[Rect, float]] = []
    for label in range(1, count):
        box = bounds(np.where(labels == label, red, 0))
        if box is not None and _is_seal(box):
            x0, y0, x1, y1 = box
            found.append((box, round(float(red[y0:y1, x0:x1].mean()), 4)))
    return found


def _is_seal(box: Rect) -> bool:
    ratio = (box[2] - box[0]) / max(box[3] - box[1], 1)
    return seal_sized(_points(box)) and _SQUARE[0] <= ratio <= _SQUARE[1]


def _joined(rects: Sequence[Rect]) -> list[Rect]:
    """``rects`` with those that touch or nearly touch made one."""
    joined: list[Rect] = []
    for rect in rects:
        near = [other for other in joined if _near(rect, other)]
        joined = [other for other in joined if other not in near]
        everyone = [rect, *near]
        joined.append(
            (
                min(r[0] for r in everyone),
                min(r[1] for r in everyone),
                max(r[2] for r in everyone),
                max(r[3] for r in everyone),
            )
        )
    return joined


def _near(a: Rect, b: Rect) -> bool:
    gap_x = max(a[0], b[0]) - min(a[2], b[2])
    gap_y = max(a[1], b[1]) - min(a[3], b[3])
    return gap_x < _NEAR and gap_y < _NEAR // 2


def _inside(box: Rect, seal: Rect) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return seal[0] <= x <= seal[2] and seal[1] <= y <= seal[3]


def _is_hand(box: Rect) -> bool:
    width, height = (box[2] - box[0]) / POINT, (box[3] - box[1]) / POINT
    return max(width, height) >= _HAND[1] and min(width, height) >= _HAND[0] / 2


def _picture(box: Rect, share: float) -> Seen:
    points = _points(box)
    width, height = round(points[2] - points[0], 1), round(points[3] - points[1], 1)
    return points, Picture(width, height, red_share=share)


def _points(box: Rect) -> Box:
    return box[0] / POINT, box[1] / POINT, box[2] / POINT, box[3] / POINT
