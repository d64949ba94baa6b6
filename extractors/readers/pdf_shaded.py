"""Tables with lines across only whose labels stand on filled cells: the fill tells the columns.

Web pages and some Word table styles draw no upright line and shade the labels. A filled area
that reaches from one line across to the next is a cell; under a row of such cells side by side
the columns go on as long as each row has one and no writing stands across them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from extractors.readers.pdf_glyphs import Glyph
from extractors.readers.pdf_ink import Ink, Rule
from extractors.readers.pdf_strokes import merged
from schemas.place import Box

_LEAST: Final = (10.0, 9.0)
_WHITE: Final = 253
_NEAR: Final = 2.5
"""How far a filled cell's side may stand off a line or another cell's side, in points."""
_ROWS: Final = 4
_HEAD: Final = 3
"""So many filled cells side by side are a head."""

_Row = list[Box]


def shaded_rules(ink: Ink, glyphs: Sequence[Glyph]) -> list[Rule]:
    """The upright sides of the filled cells of ``ink`` that lines across part; none beside others."""
    levels = merged([rule for rule in ink.rules if rule.level], _NEAR)
    if len(levels) <= _ROWS:
        return []
    cells = [box for box in _filled(ink) if _is_between(box, levels)]
    plumb = [rule for rule in ink.rules if not rule.level and rule.length >= _LEAST[1]]
    rows = [row for row in _rows(cells) if not any(_beside(rule, row) for rule in plumb)]
    if len(rows) < _ROWS:
        return []
    sides = [side for row in rows for box in row for side in _sides(box)]
    return [*sides, *_columns(rows, glyphs)]


def _filled(ink: Ink) -> list[Box]:
    boxes = {
        patch.box: None
        for patch in ink.patches
        if patch.straight and patch.colour is not None and min(patch.colour) <= _WHITE
    }
    return [b for b in boxes if b[2] - b[0] >= _LEAST[0] and b[3] - b[1] >= _LEAST[1]]


def _is_between(box: Box, levels: Sequence[Rule]) -> bool:
    """Whether a line stands along the box's top and one along its bottom, and goes on beside it."""
    return all(any(_is_along(level, box, at) for level in levels) for at in (box[1], box[3]))


def _is_along(level: Rule, box: Box, at: float) -> bool:
    over = level.start <= box[0] + _NEAR and level.end >= box[2] - _NEAR
    return over and abs(level.at - at) <= _NEAR


def _rows(cells: Sequence[Box]) -> list[_Row]:
    """The cells of one height each, from top to bottom and left to right."""
    rows: list[_Row] = []
    for box in sorted(cells, key=lambda box: (box[1], box[0])):
        if rows and abs(rows[-1][0][1] - box[1]) <= _NEAR:
            rows[-1].append(box)
        else:
            rows.append([box])
    return [sorted(row) for row in rows]


def _beside(rule: Rule, row: _Row) -> bool:
    return rule.start < row[0][3] - _NEAR and rule.end > row[0][1] + _NEAR


def _sides(box: Box) -> Iterator[Rule]:
    for at in (box[0], box[2]):
        yield Rule(False, at, box[1], box[3], 0.5)


def _columns(rows: Sequence[_Row], glyphs: Sequence[Glyph]) -> Iterator[Rule]:
    """The columns of each head, going on through the rows under it."""
    edges: list[float] = []
    for above, row in pairwise([[], *rows]):
        if len(row) >= _HEAD and all(abs(b[0] - a[2]) <= _NEAR for a, b in pairwise(row)):
            edges = [box[0] for box in row] + [row[-1][2]]
            continue
        if not edges or abs(row[0][1] - above[0][3]) > _NEAR or not _fits(row, edges):
            edges = []
            continue
        top, bottom = row[0][1], max(box[3] for box in row)
        for edge in edges:
            if not _is_crossed(edge, top, bottom, glyphs):
                yield Rule(False, edge, top, bottom, 0.5)


def _fits(row: _Row, edges: Sequence[float]) -> bool:
    """Whether the filled cells of ``row`` begin and end where columns do."""
    return all(
        any(abs(side - edge) <= _NEAR for edge in edges) for b in row for side in (b[0], b[2])
    )


def _is_crossed(edge: float, top: float, bottom: float, glyphs: Sequence[Glyph]) -> bool:
    return any(
        glyph.x0 + 1.0 < edge < glyph.x1 - 1.0 and top < (glyph.top + glyph.bottom) / 2 < bottom
        for glyph in glyphs
        if glyph.text != " "
    )
