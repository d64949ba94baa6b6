"""Lines that get into one another's way: bled into a box, two in one box, two on one height.

Where two lines are taken for one, the table code sorts their characters into each other from left
to right, and the recogniser is sure of every one of them. What cannot be parted is doubted here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import cv2
import numpy as np

from extractors.readers.ocr import Pixels, Rect
from extractors.readers.pdf_letters import is_wide
from extractors.readers.scan_ink import bounds

DOUBT: Final = 0.45
"""The most that a character counts for where its line may be two."""

DOUBLE: Final = 0.24
"""Of a box's height: two bands of ink so high, with white between, are two lines."""

_FRAGMENT = 0.45  # of a line's height: what a neighbouring line leaves in its box is lower
_LOWEST = 14  # pixels; lower writing is not read anyway
_LONG = 1.5  # a box so many times wider than high: no character is so wide that it has both bands
_TALL, _CROWDED = 1.5, 1.7  # lines so high, of characters so much wider than the room they have
_BEHIND, _DASH = 0.1, 0.15  # type sizes behind a figure's middle, and of a hyphen's length
_SHARED, _OVER = 0.45, 0.3  # of the lower line's height, of the shorter line's width


def own_ink(piece: Rect, ink: Pixels) -> Rect | None:
    """Around the ink in ``piece``, without what the lines above and below leave in it."""
    x0, y0, x1, y1 = piece
    inside = ink[y0:y1, x0:x1]
    edges = _over(ink, y0 - 1, y0, x0, x1), _over(ink, y1, y1 - 1, x0, x1)
    if any(edge is not None and edge.any() for edge in edges):
        inside = _without_fragments(inside, edges)
    box = bounds(inside)
    return box and (x0 + box[0], y0 + box[1], x0 + box[2], y0 + box[3])


def goes_on(ink: Pixels, rect: Rect, middle: float, size: float) -> bool:
    """Whether ink stands behind the figure whose middle is ``middle``, apart from it: a lost hyphen."""
    columns = ink[rect[1] : rect[3], rect[0] : rect[2]].any(axis=0).astype(np.int8)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], columns, [0]))))
    behind = [
        end - start
        for start, end in zip(edges[::2], edges[1::2], strict=True)
        if rect[0] + start > middle + _BEHIND * size
    ]
    return float(sum(behind)) >= _DASH * size


def _over(ink: Pixels, outer: int, inner: int, x0: int, x1: int) -> Any:
    """The columns in which ink goes on from a box's last row to the row beyond."""
    if not 0 <= outer < ink.shape[0]:
        return None
    return (ink[outer, x0:x1] > 0) & (ink[inner, x0:x1] > 0)


def _without_fragments(inside: Pixels, edges: Sequence[Any]) -> Pixels:
    """``inside`` without the low blobs that go on beyond an edge and the dots that lie beside them."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(inside)
    tops = stats[:, cv2.CC_STAT_TOP]
    ends = tops + stats[:, cv2.CC_STAT_HEIGHT]
    cut = [_cut(row, edge) for row, edge in zip((labels[0], labels[-1]), edges, strict=True)]
    rest = bounds(np.where(np.isin(labels, cut[0] + cut[1]), 0, inside).astype(np.uint8))
    least = _FRAGMENT * (rest[3] - rest[1]) if rest else 0.0
    first = max((ends[label] for label in cut[0] if ends[label] < least), default=0)
    last = min(
        (tops[label] for label in cut[1] if ends[label] - tops[label] < least),
        default=inside.shape[0],
    )
    left = [label for label in range(1, count) if ends[label] <= first or tops[label] >= last]
    own = np.where(np.isin(labels, left), 0, inside).astype(np.uint8)
    return own if own.any() else inside


def _cut(row: Any, edge: Any) -> list[int]:
    """The labels of the blobs that go on beyond an edge."""
    return [] if edge is None else [int(label) for label in np.unique(row[edge])]


def is_double(bands: Sequence[tuple[int, int]], width: int, height: int) -> bool:
    """Whether a box with these bands of ink holds two lines, though it is no higher than others."""
    least = max(DOUBLE * height, _LOWEST)
    high = sum(bottom - top >= least for top, bottom in bands)
    return high > 1 and width >= _LONG * height


def is_crowded(text: str, ink: Rect, type_height: float, usual: float) -> bool:
    """Whether a high line says more than fits in: two lines that touch, read as one.

    The characters of a heading in large type are as wide as their size says.
    """
    wide = sum(1.0 if is_wide(character) else 0.5 for character in text) * type_height
    return ink[3] - ink[1] > _TALL * usual and wide > _CROWDED * (ink[2] - ink[0])


def tangled(rects: Sequence[Rect]) -> set[int]:
    """Which lines stand over others at nearly one height: a row made of both is neither."""
    order = sorted(range(len(rects)), key=lambda i: rects[i][1])
    found: set[int] = set()
    for at, first in enumerate(order):
        for second in order[at + 1 :]:
            if rects[second][1] >= rects[first][3]:
                break
            if _in_the_way(rects[first], rects[second]):
                found |= {first, second}
    return found


def _in_the_way(a: Rect, b: Rect) -> bool:
    wide = min(a[2], b[2]) - max(a[0], b[0])
    high = min(a[3], b[3]) - max(a[1], b[1])
    return wide > _OVER * min(a[2] - a[0], b[2] - b[0]) and high > _SHARED * min(
        a[3] - a[1], b[3] - b[1]
    )
