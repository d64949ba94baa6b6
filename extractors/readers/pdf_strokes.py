"""Ruling lines on their way to a grid: pieces joined, tables told from one another."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Final

from extractors.readers.pdf_glyphs import Glyph
from extractors.readers.pdf_ink import Rule

_SHORTEST: Final = 6.0
"""Shorter strokes (points) are dashes or drawings, not borders."""
_THROUGH = (0.35, 0.7)  # where a strike crosses a character, from its top
_STRUCK = 0.6  # of a strike's length is under characters
_BAND = 8.0  # points; lines are looked for in such bands
_ROW = 3.0  # the height of a row of one line is less, in type sizes
_LARGER = 1.2

Group = tuple[list[Rule], list[Rule]]
"""The level and the plumb lines of one table."""


def unstruck(level: list[Rule], glyphs: Sequence[Glyph]) -> list[Rule]:
    """``level`` without lines that strike writing out: they run through its middle."""
    rows: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        rows.setdefault(round((glyph.top + glyph.bottom) / 2 / _BAND), []).append(glyph)
    return [rule for rule in level if not _strikes(rule, rows)]


def _strikes(rule: Rule, rows: dict[int, list[Glyph]]) -> bool:
    """Whether characters stand along most of the rule: one that a border touches proves nothing."""
    near = round(rule.at / _BAND)
    struck = sum(
        min(g.x1, rule.end) - max(g.x0, rule.start)
        for row in (near - 1, near, near + 1)
        for g in rows.get(row, ())
        if g.text != " " and _crosses(rule, g)
    )
    return struck >= _STRUCK * (rule.end - rule.start)


def _crosses(rule: Rule, glyph: Glyph) -> bool:
    inside = rule.start - 1 <= (glyph.x0 + glyph.x1) / 2 <= rule.end + 1
    height = max(glyph.bottom - glyph.top, 1.0)
    return inside and _THROUGH[0] <= (rule.at - glyph.top) / height <= _THROUGH[1]


def merged(rules: list[Rule], snap: float) -> list[Rule]:
    """Collinear pieces as one line: dashes, cell-by-cell borders, double lines."""
    merged: list[Rule] = []
    for group in _bands(rules, snap):
        at = (group[0].at + group[-1].at) / 2
        for start, end in _stretches([(rule.start, rule.end) for rule in group], snap + 1.0):
            if end - start >= _SHORTEST:
                merged.append(Rule(group[0].level, at, start, end))
    return merged


def _bands(rules: list[Rule], snap: float) -> list[list[Rule]]:
    bands: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if bands and rule.at - bands[-1][0].at <= snap:
            bands[-1].append(rule)
        else:
            bands.append([rule])
    return bands


def _stretches(pieces: list[tuple[float, float]], gap: float) -> list[tuple[float, float]]:
    joined: list[tuple[float, float]] = []
    for start, end in sorted(pieces):
        if joined and start - joined[-1][1] <= gap:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined


def touching(level: list[Rule], plumb: list[Rule], snap: float) -> list[Group]:
    roots = Roots(len(level) + len(plumb))
    for i, h in enumerate(level):
        for j, v in enumerate(plumb, len(level)):
            if _meet(h, v, snap):
                roots.join(i, j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index, rule in enumerate([*level, *plumb]):
        hs, vs = groups.setdefault(roots.of(index), ([], []))
        (hs if rule.level else vs).append(rule)
    return list(groups.values())


def stacked(groups: list[Group], snap: float, glyphs: Sequence[Glyph]) -> list[Group]:
    """``groups`` with those put together that one full-width row parts.

    Without side borders nothing joins the lines above such a row to those below it, but
    they begin and end together and stand one line of text apart.
    """
    stacked: list[Group] = []
    for hs, vs in sorted(groups, key=lambda group: min((h.at for h in group[0]), default=0.0)):
        if stacked and hs and _follows(stacked[-1], (hs, vs), snap, glyphs):
            stacked[-1][0].extend(hs)
            stacked[-1][1].extend(vs)
        else:
            stacked.append((hs, vs))
    return stacked


def _follows(above: Group, below: Group, snap: float, glyphs: Sequence[Glyph]) -> bool:
    hs, vs = above
    if not hs or not (vs or below[1]):
        return False
    left, right = min(h.start for h in hs), max(h.end for h in hs)
    if any(min(abs(v.at - left), abs(v.at - right)) <= snap for v in (*vs, *below[1])):
        return False
    top, bottom = max(h.at for h in hs), min(h.at for h in below[0])
    same = abs(left - min(h.start for h in below[0])) + abs(right - max(h.end for h in below[0]))
    return same <= 2 * snap and snap < bottom - top and _one_row(top, bottom, glyphs)


def _one_row(top: float, bottom: float, glyphs: Sequence[Glyph]) -> bool:
    """Whether one row of the page's usual type stands between: a title is larger."""
    usual = median(glyph.face.size for glyph in glyphs) if glyphs else 0.0
    between = [glyph for glyph in glyphs if top < (glyph.top + glyph.bottom) / 2 < bottom]
    plain = all(glyph.face.size < _LARGER * usual for glyph in between)
    return plain and bottom - top <= _ROW * usual


def _meet(h: Rule, v: Rule, snap: float) -> bool:
    return v.start - snap <= h.at <= v.end + snap and h.start - snap <= v.at <= h.end + snap


class Roots:
    """Union-find over ``count`` things."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def of(self, index: int) -> int:
        while self._parent[index] != index:
            self._parent[index] = self._parent[self._parent[index]]
            index = self._parent[index]
        return index

    def join(self, a: int, b: int) -> None:
        self._parent[self.of(b)] = self.of(a)
