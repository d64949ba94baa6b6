"""Tables without side borders: rows across that no upright line ties to the rest.

The lines above and below such a row begin and end where the table's do. So may those of
the next table, with a title or a paragraph between; what stands between them tells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Final

from extractors.readers.pdf_glyphs import Glyph
from extractors.readers.pdf_ink import Rule
from extractors.readers.pdf_strokes import Group

_ROW: Final = 3.0
"""A row of one line is lower than this many type sizes, whatever its neighbours are."""
_LARGER = 1.2  # a title is set larger than this many usual sizes
_INSET = 2.0  # points that a cell's writing stands off the ends of its lines
_PADDED = 14.0
_TITLE = re.compile(r"附件|附表|续表|表\d|.*(清单|汇总表|一览表|信息表|情况表|统计表)$")


def stacked(groups: Sequence[Group], snap: float, glyphs: Sequence[Glyph]) -> list[Group]:
    """``groups`` with those put together that full-width rows part."""
    usual = median(glyph.face.size for glyph in glyphs) if glyphs else 0.0
    joined: list[Group] = []
    for hs, vs in sorted(groups, key=lambda group: min((h.at for h in group[0]), default=0.0)):
        if joined and hs and _follows(joined[-1], (hs, vs), snap):
            between = _between(joined[-1][0], hs, glyphs)
            if _is_row(joined[-1][0], hs, between, usual):
                joined[-1][0].extend(hs)
                joined[-1][1].extend(vs)
                continue
        joined.append((list(hs), list(vs)))
    return joined


def _follows(above: Group, below: Group, snap: float) -> bool:
    """Whether both are open at the sides and end alike, one under the other."""
    hs = above[0]
    if not hs:
        return False
    left, right = _ends(hs)
    if any(min(abs(v.at - left), abs(v.at - right)) <= snap for v in (*above[1], *below[1])):
        return False
    # An upright line past the last one across closes a row that has no line of its own.
    if any(v.end > max(h.at for h in hs) + snap for v in above[1]):
        return False
    if any(v.start < min(h.at for h in below[0]) - snap for v in below[1]):
        return False
    start, end = _ends(below[0])
    gap = min(h.at for h in below[0]) - max(h.at for h in hs)
    return abs(left - start) + abs(right - end) <= 2 * snap and gap > snap


def _ends(hs: Sequence[Rule]) -> tuple[float, float]:
    return min(h.start for h in hs), max(h.end for h in hs)


def _between(above: Sequence[Rule], below: Sequence[Rule], glyphs: Sequence[Glyph]) -> list[Glyph]:
    top, bottom = max(h.at for h in above), min(h.at for h in below)
    return [g for g in glyphs if g.text != " " and top < (g.top + g.bottom) / 2 < bottom]


def _is_row(
    above: Sequence[Rule], below: Sequence[Rule], writing: Sequence[Glyph], usual: float
) -> bool:
    """Whether ``writing`` between the lines is a row and not what parts two tables."""
    text = "".join(glyph.text for glyph in writing)
    if _TITLE.match(text) or any(g.face.size > _LARGER * usual for g in writing):
        return False
    gap = min(h.at for h in below) - max(h.at for h in above)
    if gap <= max(_ROW * usual, 1.15 * _lowest((*above, *below))):
        return True
    return bool(writing) and _is_inset(writing, *_ends(above))


def _lowest(hs: Sequence[Rule]) -> float:
    """The height of the lowest row that the lines make, in points."""
    ys = sorted(h.at for h in hs)
    steps = [low - high for high, low in pairwise(ys)]
    # The gap in question is one of the steps: only another one as low speaks for it.
    return sorted(steps)[1] if len(steps) > 1 else 0.0


def _is_inset(writing: Sequence[Glyph], left: float, right: float) -> bool:
    """Whether all of it keeps a cell's distance from both ends: prose begins at the margin."""
    first, last = min(g.x0 for g in writing), max(g.x1 for g in writing)
    return _INSET < first - left < _PADDED and right - last > _INSET
