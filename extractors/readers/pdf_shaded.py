"""Tables with lines across only whose labels stand on filled cells: the fill tells the columns.

Web pages and some Word table styles draw no upright line and shade the labels. A filled area
that reaches up or down to a line across is a cell. Under a row of such cells side by side the columns
go on as long as each row has one of them and no writing stands across. Where rows without a head
hold figures in several columns the fill does not tell enough, and nothing is made of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct

from extractors.readers.pdf_glyphs import Glyph
from extractors.readers.pdf_ink import Ink, Rule
from extractors.readers.pdf_lines import lines_of
from extractors.readers.pdf_strokes import merged
from extractors.readers.pdf_white import spans_of
from schemas.place import Box

_LEAST: Final = (10.0, 9.0)
_WHITE: Final = 253
_NEAR: Final = 2.5
"""How far a filled cell's side may stand off a line or another cell's side, in points."""
_ROWS: Final = 3
_HEAD: Final = 3
"""So many filled cells side by side are a head."""
_APART: Final = 1.2
_LOW: Final = 4.0
"""In type sizes: a row of one line is not higher."""
_NO_ROW: Final = re.compile(
    r"^\s*(附件|附表|续表|表\s*\d|[（(]?注)|(清单|汇总表|一览表|信息表)\s*$"
)
_UNTOLD: Final = 2
"""So many rows without a head may not hold three stretches of writing beside their label."""


class _Band(Struct, frozen=True):
    """What stands between two lines across: the filled cells there, and the writing."""

    top: float
    bottom: float
    cells: tuple[Box, ...]
    glyphs: tuple[Glyph, ...]

    @property
    def is_head(self) -> bool:
        """Whether filled cells stand side by side, without a gap."""
        side_by_side = all(abs(b[0] - a[2]) <= _NEAR for a, b in pairwise(self.cells))
        return len(self.cells) >= _HEAD and side_by_side

    @property
    def edges(self) -> list[float]:
        """Where its filled cells begin and end."""
        return sorted({side for box in self.cells for side in (box[0], box[2])})

    def fits(self, edges: Sequence[float]) -> bool:
        """Whether its cells begin and end at ``edges`` and nothing is written across one."""
        alike = all(any(abs(side - edge) <= _NEAR for edge in edges) for side in self.edges)
        return alike and not any(self._crosses(edge) for edge in edges)

    def _crosses(self, edge: float) -> bool:
        for line in lines_of(self.glyphs):
            before = max((g.x1 for g in line.printed if g.x0 + g.x1 < 2 * edge), default=None)
            behind = min((g.x0 for g in line.printed if g.x0 + g.x1 >= 2 * edge), default=None)
            if before is not None and behind is not None and behind - before < 0.5 * line.size:
                return True
        return False

    def is_title(self, edges: Sequence[float]) -> bool:
        """Whether one filled cell goes from the first of ``edges`` to the last: 一、节能类.

        So does a row's only stretch of writing, if it is no note and no other list's title.
        """
        if self.cells:
            return len(self.cells) == 1 and _alike(self.edges, (edges[0], edges[-1]))
        lines = lines_of(self.glyphs)
        low = self.bottom - self.top <= _LOW * lines[0].size and lines[0].box[0] < edges[1]
        return low and len(spans_of(lines, _APART)) == 1 and not _NO_ROW.search(lines[0].text)

    def is_rest(self, edges: Sequence[float]) -> bool:
        """Whether all of it stands in one of the later columns: a cell that began overleaf."""
        lines = lines_of(self.glyphs)
        first, last = min(x.box[0] for x in lines), max(x.box[2] for x in lines)
        inside = any(a <= first and last <= b for a, b in pairwise(edges[1:]))
        return inside and not _NO_ROW.search(lines[0].text)

    def is_several(self) -> bool:
        """Whether stretches of writing stand apart right of the last filled cell."""
        right = self.cells[-1][2] if self.cells else 0.0
        lines = lines_of([glyph for glyph in self.glyphs if glyph.x0 >= right - 1.0])
        return bool(lines) and len(spans_of(lines, _APART)) >= _HEAD


def _alike(sides: Sequence[float], others: Sequence[float]) -> bool:
    return all(abs(a - b) <= _NEAR for a, b in zip(sides, others, strict=True))


def shaded_rules(ink: Ink, glyphs: Sequence[Glyph]) -> list[Rule]:
    """The sides of the filled cells of ``ink`` between lines across; none beside upright lines."""
    levels = merged([rule for rule in ink.rules if rule.level], _NEAR)
    if len(levels) < _ROWS:
        return []
    plumb = [rule for rule in ink.rules if not rule.level and rule.length >= _LEAST[1]]
    cells = [box for box in _filled(ink) if _is_on_line(box, levels) and not _is_by(box, plumb)]
    several = len({round(box[1]) for box in cells}) >= _ROWS
    if not (several or _is_double(cells)):
        return []
    columns = _columns(_bands(cells, levels, glyphs))
    if columns is None or not (several or columns):
        return []
    return [*(side for box in cells for side in _sides(box, levels)), *columns]


def _is_double(cells: Sequence[Box]) -> bool:
    """Whether all are a list's title with its head right below, or a head of two rows."""
    tops = sorted({round(box[1]) for box in cells})
    return len(tops) == 2 and any(abs(box[3] - tops[1]) <= _NEAR for box in cells)


def _filled(ink: Ink) -> list[Box]:
    boxes = {
        patch.box: None
        for patch in ink.patches
        if patch.straight and patch.colour is not None and min(patch.colour) <= _WHITE
    }
    return [b for b in boxes if b[2] - b[0] >= _LEAST[0] and b[3] - b[1] >= _LEAST[1]]


def _is_on_line(box: Box, levels: Sequence[Rule]) -> bool:
    """Whether a line stands along the box's top or bottom: the other may be the table's own end."""
    return any(_is_along(level, box, at) for level in levels for at in (box[1], box[3]))


def _is_along(level: Rule, box: Box, at: float) -> bool:
    over = level.start <= box[0] + _NEAR and level.end >= box[2] - _NEAR
    return over and abs(level.at - at) <= _NEAR


def _is_by(box: Box, plumb: Sequence[Rule]) -> bool:
    return any(rule.start < box[3] - _NEAR and rule.end > box[1] + _NEAR for rule in plumb)


def _sides(box: Box, levels: Sequence[Rule]) -> Iterator[Rule]:
    for at in (box[0], box[2]):
        yield Rule(False, at, box[1], box[3], 0.5)
    if not any(_is_along(level, box, box[1]) for level in levels):
        yield Rule(True, box[1], box[0], box[2], 0.5)


def _bands(
    cells: Sequence[Box], levels: Sequence[Rule], glyphs: Sequence[Glyph]
) -> Iterator[_Band]:
    """The rows from top to bottom, those without writing left out."""
    sides = (at for box in cells for at in (box[1], box[3]))
    heights = sorted({*(level.at for level in levels), *sides})
    for top, bottom in pairwise(heights):
        if bottom - top < _LEAST[1]:
            continue
        there = [box for box in cells if box[1] <= top + _NEAR and box[3] >= bottom - _NEAR]
        written = [g for g in glyphs if g.text != " " and top < (g.top + g.bottom) / 2 < bottom]
        if written:
            yield _Band(top, bottom, tuple(sorted(there)), tuple(written))


def _is_row(band: _Band, edges: Sequence[float]) -> bool:
    told = bool(band.cells) or band.is_several() or band.is_rest(edges)
    return told and band.fits(edges)


def _columns(bands: Iterator[_Band]) -> list[Rule] | None:
    """The columns of each head through the rows under it; ``None`` where rows lack a head."""
    edges: list[float] = []
    found: list[Rule] = []
    untold = 0
    end = 0.0
    for band in bands:
        under = bool(edges) and band.top - end <= _NEAR
        end = band.bottom
        if band.is_head:
            edges = band.edges
        elif under and _is_row(band, edges):
            found += [Rule(False, edge, band.top, band.bottom, 0.5) for edge in edges]
        elif under and band.is_title(edges):
            found += [Rule(False, at, band.top, band.bottom, 0.5) for at in (edges[0], edges[-1])]
        else:
            edges, untold = [], untold + (bool(band.cells) and band.is_several())
    return found if untold < _UNTOLD else None
