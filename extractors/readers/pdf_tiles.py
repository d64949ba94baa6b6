"""Tables whose cells are told by their background alone: filled areas side by side, no lines.

Word's and WPS's table styles with white borders and many web pages draw them so. The areas'
sides become ruling lines, from which the table is read like any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from extractors.readers.pdf_frame import area, centre_in, union
from extractors.readers.pdf_ink import Ink, Patch, Rule
from schemas.place import Box

_LEAST: Final = (10.0, 9.0)  # points; smaller areas are marks, not cells
_GAP: Final = 3.6
"""White of up to this (points) parts two cells of one table."""
_TILES: Final = 6
_FULL: Final = 0.9  # share of the table's outline that its cells fill
_MOST: Final = 2000
_LINES: Final = 4
_LONG: Final = 15.0


def tile_rules(ink: Ink) -> list[Rule]:
    """The sides of the filled cells of ``ink`` that make a table of their own without lines."""
    tiles = _tiles(ink.patches)
    if not _TILES <= len(tiles) <= _MOST:
        return []
    found: list[Rule] = []
    for group in _groups(tiles):
        outline = union(*group)
        if _is_table(group, outline) and not _is_ruled(ink.rules, outline):
            found.extend(side for tile in group for side in _sides(tile))
    return found


def _tiles(patches: Sequence[Patch]) -> list[Box]:
    boxes = dict.fromkeys(
        tuple(round(x, 1) for x in patch.box)
        for patch in patches
        if patch.straight and patch.colour is not None
    )
    large = [(a, b, c, d) for a, b, c, d in boxes if c - a >= _LEAST[0] and d - b >= _LEAST[1]]
    holding = [box for box in large if any(_holds(box, other) for other in large)]
    return [box for box in large if box not in holding]


def _holds(box: Box, other: Box) -> bool:
    return box != other and area(box) > 1.2 * area(other) and centre_in(other, box)


def _groups(tiles: list[Box]) -> Iterator[list[Box]]:
    """Tiles that touch one another, directly or through others."""
    left = sorted(tiles, key=lambda box: box[1])
    while left:
        group, fresh = [left[0]], [left.pop(0)]
        while fresh:
            box = fresh.pop()
            near = [other for other in left if _touch(box, other)]
            left = [other for other in left if other not in near]
            group.extend(near)
            fresh.extend(near)
        yield group


def _touch(a: Box, b: Box) -> bool:
    across = max(a[0], b[0]) - min(a[2], b[2])
    down = max(a[1], b[1]) - min(a[3], b[3])
    return max(across, down) <= _GAP and min(across, down) < -_LEAST[1] / 2


def _is_table(group: Sequence[Box], outline: Box) -> bool:
    """Several rows and columns that fill their outline and do not lie on one another."""
    if min(len(group) / 3, _distinct(x[0] for x in group), _distinct(x[1] for x in group)) < 2:
        return False
    filled = sum(area((a - 1, b - 1, c + 1, d + 1)) for a, b, c, d in group)
    return _FULL <= filled / max(area(outline), 1.0) <= 1.25


def _distinct(edges: Iterable[float]) -> int:
    ordered = sorted(edges)
    return 1 + sum(b - a > _GAP for a, b in pairwise(ordered))


def _is_ruled(rules: Sequence[Rule], outline: Box) -> bool:
    inside = (rule for rule in rules if rule.length > _LONG and _within(rule, outline))
    return sum(1 for _ in inside) >= _LINES


def _within(rule: Rule, outline: Box) -> bool:
    middle = (rule.start + rule.end) / 2
    x, y = (middle, rule.at) if rule.level else (rule.at, middle)
    return outline[0] - 2 <= x <= outline[2] + 2 and outline[1] - 2 <= y <= outline[3] + 2


def _sides(box: Box) -> Iterator[Rule]:
    left, top, right, bottom = box
    for at in (top, bottom):
        yield Rule(True, at, left, right, 0.5)
    for at in (left, right):
        yield Rule(False, at, top, bottom, 0.5)
