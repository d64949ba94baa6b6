"""Ruling lines on their way to a grid: pieces joined, tables told from one another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from extractors.readers.pdf_glyphs import Glyph
from extractors.readers.pdf_ink import Rule

_SHORTEST: Final = 6.0
"""Shorter strokes (points) are dashes or drawings, not borders."""
_THROUGH = (0.35, 0.7)  # where a strike crosses a character, from its top
_STRUCK = 0.6  # of a strike's length is under characters
_BAND = 8.0  # points; lines are looked for in such bands

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
