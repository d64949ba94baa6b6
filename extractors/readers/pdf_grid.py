"""Ruling lines → grids with merged cells.

Lines that touch belong to one grid. Its edges are the distinct x and y of those lines; two
neighbouring squares are one cell where no line stands between them. Drawn tables are
imperfect: edges differ by a point, double lines are two, outer borders are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Final

from msgspec import Struct

from extractors.readers.pdf_frame import area
from extractors.readers.pdf_glyphs import Glyph
from extractors.readers.pdf_ink import Rule
from extractors.readers.pdf_open_sides import stacked
from extractors.readers.pdf_strokes import Roots, merged, touching, unstruck
from extractors.readers.pdf_unruled import cuts_of
from schemas.place import Box

_SNAP: Final = 3.0
_SNAP_MOST = 10.5
_SNAP_PER_WIDTH = 3.2  # a double border is three line widths, met by lines that stop short
_COVERED = 0.85  # share of a cell's side that a line must cover to be its border
_OVERHANG = 9.0  # how far lines must stick out to make an unruled outer column or row
_MAX_RULES = 3000
_PASSES = 4


class Slot(Struct, frozen=True):
    """One cell of a grid: anchor from 0, spans, and its box."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box


class Grid(Struct, frozen=True):
    """A ruled table: its edges from left to right and top to bottom, and its cells."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    slots: tuple[Slot, ...]
    open_bottom: bool = False
    """No line closes the last row: it may go on overleaf."""
    open_top: bool = False
    snap: float = _SNAP
    """Lines closer than this (points) are the same edge."""

    @property
    def box(self) -> Box:
        """The grid's outline."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]


def grids_of(rules: Sequence[Rule], glyphs: Sequence[Glyph]) -> list[Grid]:
    """The grids that ``rules`` draw around the page's ``glyphs``, larger ones first."""
    snap = _snap(rules)
    level = merged(unstruck([rule for rule in rules if rule.level], glyphs), snap)
    plumb = merged([rule for rule in rules if not rule.level], snap)
    if len(level) + len(plumb) > _MAX_RULES:
        return []
    groups = stacked(touching(level, plumb, snap), snap, glyphs)
    found = [_Lattice(hs, vs, snap, glyphs).grid() for hs, vs in groups]
    return sorted((grid for grid in found if grid), key=lambda g: -area(g.box))


def _snap(rules: Sequence[Rule]) -> float:
    width = median(rule.width for rule in rules) if rules else 0.0
    return min(max(_SNAP, 1.0 + _SNAP_PER_WIDTH * width), _SNAP_MOST)


class _Lattice:
    """The lines of one table on their way to a grid."""

    def __init__(
        self, hs: list[Rule], vs: list[Rule], snap: float, glyphs: Sequence[Glyph]
    ) -> None:
        self.hs, self.vs, self.snap = hs, vs, snap
        self.xs = self._edges([v.at for v in vs], hs)
        self.ys = self._edges([h.at for h in hs], vs)
        self.glyphs = glyphs
        self.cuts: frozenset[tuple[int, int]] = frozenset()
        self._narrow(glyphs)

    def grid(self) -> Grid | None:
        """The grid, or ``None`` where the lines bound no cells."""
        if len(self.xs) < 2 or len(self.ys) < 2 or not self.hs or not self.vs:
            return None
        # One column without both its sides is a chart's axis or a ruled note, not a table.
        if len(self.xs) == 2 and len(self.vs) < 2:
            return None
        slots = _compact(self._parted())
        columns = sorted({slot.box[0] for slot in slots})
        rows = sorted({slot.box[1] for slot in slots})
        return Grid(
            (*columns, self.xs[-1]),
            (*rows, self.ys[-1]),
            slots,
            not self._closes(self.ys[-1]),
            not self._closes(self.ys[0]),
            self.snap,
        )

    def _parted(self) -> list[Slot]:
        slots = self._slots()
        for _ in range(_PASSES):  # what one cut frees may hold more rows
            cuts = cuts_of(slots, self.glyphs) - self.cuts
            if not cuts:
                break
            self.cuts |= cuts
            slots = self._slots()
        return slots

    def _edges(self, drawn: list[float], across: list[Rule]) -> list[float]:
        """Distinct edges, with the ends of the lines across where no outer border is drawn."""
        edges = _snapped(drawn, self.snap)
        if not edges or not across:
            return []
        first, last = min(r.start for r in across), max(r.end for r in across)
        before = [first] if first < edges[0] - _OVERHANG else []
        return [*before, *edges, *([last] if last > edges[-1] + _OVERHANG else [])]

    def _narrow(self, glyphs: Sequence[Glyph]) -> None:
        """Drop what sticks out by chance: one line's end, and no writing beside it."""
        if not self.xs or not self.ys:
            return
        left, top, right, bottom = self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]
        centres = [((g.x0 + g.x1) / 2, (g.top + g.bottom) / 2) for g in glyphs if g.text != " "]
        within = [(x, y) for x, y in centres if left <= x <= right and top <= y <= bottom]
        across = [x for x, _ in within]
        down = [y for _, y in within]
        self.xs = self._meant(self.xs, self.vs, self.hs, across)
        self.ys = self._meant(self.ys, self.hs, self.vs, down)

    def _meant(
        self, edges: list[float], drawn: list[Rule], across: list[Rule], writing: list[float]
    ) -> list[float]:
        first, last = min(r.at for r in drawn), max(r.at for r in drawn)
        starts = [first - r.start for r in across] + [first - middle for middle in writing]
        ends = [r.end - last for r in across] + [middle - last for middle in writing]
        kept = list(edges)
        if kept[0] < first - self.snap and not _agreed(starts, len(across)):
            kept = kept[1:]
        if kept[-1] > last + self.snap and not _agreed(ends, len(across)):
            kept = kept[:-1]
        return kept

    def _closes(self, y: float) -> bool:
        rules = [h for h in self.hs if abs(h.at - y) <= self.snap]
        return self._covers(rules, self.xs[0], self.xs[-1])

    def _covers(self, rules: list[Rule], start: float, end: float) -> bool:
        """Whether ``rules`` (of one edge) draw the side from ``start`` to ``end``.

        A side is drawn when lines that reach its corners cover nearly all of it: an
        underline inside a cell does neither.
        """
        covered = sum(
            max(min(rule.end, end) - max(rule.start, start), 0.0)
            for rule in rules
            if rule.start <= start + self.snap or rule.end >= end - self.snap
        )
        length = end - start
        return covered >= max(min(_COVERED * length, length - 2 * self.snap), length / 2)

    def _slots(self) -> list[Slot]:
        columns, rows = len(self.xs) - 1, len(self.ys) - 1
        roots = Roots(columns * rows)
        for r in range(rows):
            for c in range(columns):
                self._open_sides(roots, r, c)
        regions: dict[int, list[tuple[int, int]]] = {}
        for r in range(rows):
            for c in range(columns):
                regions.setdefault(roots.of(r * columns + c), []).append((r, c))
        return [slot for part in regions.values() for slot in _rectangles(part, self.xs, self.ys)]

    def _open_sides(self, roots: Roots, r: int, c: int) -> None:
        """Join square ``r, c`` with those right and below that no line parts from it."""
        columns, rows = len(self.xs) - 1, len(self.ys) - 1
        here = r * columns + c
        if c + 1 < columns and not self._covers(
            self._at(self.vs, self.xs[c + 1]), self.ys[r], self.ys[r + 1]
        ):
            roots.join(here, here + 1)
        if r + 1 == rows or (r, c) in self.cuts:
            return
        if not self._covers(self._at(self.hs, self.ys[r + 1]), self.xs[c], self.xs[c + 1]):
            roots.join(here, here + columns)

    def _at(self, rules: list[Rule], edge: float) -> list[Rule]:
        return [rule for rule in rules if abs(rule.at - edge) <= self.snap]


def _snapped(values: list[float], snap: float) -> list[float]:
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][0] <= snap:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def _agreed(overhangs: list[float], lines: int) -> bool:
    """Whether half of the lines (they come first) stick out, or some writing does."""
    out = [overhang > _OVERHANG for overhang in overhangs[:lines]]
    return (sum(out) > 1 and 2 * sum(out) >= lines) or any(o > 0 for o in overhangs[lines:])


def _rectangles(squares: list[tuple[int, int]], xs: list[float], ys: list[float]) -> list[Slot]:
    """The region as one cell, or, where its outline has a corner too many, cut in rows."""
    if whole := _whole(squares, xs, ys):
        return [whole]
    left = set(squares)
    pieces: list[Slot] = []
    while left:
        r, c = min(left)
        width = 1
        while (r, c + width) in left:
            width += 1
        height = 1
        while all((r + height, c + k) in left for k in range(width)):
            height += 1
        piece = [(r + i, c + k) for i in range(height) for k in range(width)]
        left.difference_update(piece)
        pieces.append(_slot(piece, xs, ys))
    return pieces


def _whole(squares: list[tuple[int, int]], xs: list[float], ys: list[float]) -> Slot | None:
    slot = _slot(squares, xs, ys)
    return slot if slot.row_span * slot.column_span == len(squares) else None


def _slot(squares: list[tuple[int, int]], xs: list[float], ys: list[float]) -> Slot:
    r0, r1 = min(r for r, _ in squares), max(r for r, _ in squares)
    c0, c1 = min(c for _, c in squares), max(c for _, c in squares)
    return Slot(r0, c0, r1 - r0 + 1, c1 - c0 + 1, (xs[c0], ys[r0], xs[c1 + 1], ys[r1 + 1]))


def _compact(slots: list[Slot]) -> tuple[Slot, ...]:
    """The cells counted without edges at which no cell begins (an underline made them)."""
    columns = sorted({slot.column for slot in slots})
    rows = sorted({slot.row for slot in slots})
    placed = [
        Slot(
            rows.index(slot.row),
            columns.index(slot.column),
            sum(slot.row <= r < slot.row + slot.row_span for r in rows),
            sum(slot.column <= c < slot.column + slot.column_span for c in columns),
            slot.box,
        )
        for slot in slots
    ]
    return tuple(sorted(placed, key=lambda slot: (slot.row, slot.column)))
