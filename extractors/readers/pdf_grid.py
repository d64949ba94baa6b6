"""Ruling lines → grids with merged cells.

Lines that touch belong to one grid. Its edges are the distinct x and y of those lines; two
neighbouring squares are one cell where no line stands between them. Drawn tables are
imperfect: edges differ by a point, double lines are two, outer borders are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from extractors.readers.pdf_ink import Rule
from schemas.place import Box

SNAP: Final = 3.0
"""Lines closer than this (points) are the same edge; double borders are up to 2.5 apart."""
_GAP = 4.0  # dashes further apart than this are not one line
_SHORTEST = 6.0
_COVERED = 0.85  # share of a cell's side that a line must cover to be its border
_OVERHANG = 9.0  # how far lines must stick out to make an unruled outer column or row
_MAX_RULES = 3000


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

    @property
    def box(self) -> Box:
        """The grid's outline."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]


def grids_of(rules: Sequence[Rule]) -> list[Grid]:
    """The grids that ``rules`` draw, larger ones first."""
    level = _merged([rule for rule in rules if rule.level])
    plumb = _merged([rule for rule in rules if not rule.level])
    if len(level) + len(plumb) > _MAX_RULES:
        return []
    found = [_grid(hs, vs) for hs, vs in _touching(level, plumb)]
    return sorted((grid for grid in found if grid), key=lambda g: -_size(g))


def _size(grid: Grid) -> float:
    x0, top, x1, bottom = grid.box
    return (x1 - x0) * (bottom - top)


def _merged(rules: list[Rule]) -> list[Rule]:
    """Collinear pieces as one line: dashes, cell-by-cell borders, double lines."""
    merged: list[Rule] = []
    for group in _bands(rules):
        at = max(group, key=lambda rule: rule.length).at
        for start, end in _stretches([(rule.start, rule.end) for rule in group]):
            if end - start >= _SHORTEST:
                merged.append(Rule(group[0].level, at, start, end))
    return merged


def _bands(rules: list[Rule]) -> list[list[Rule]]:
    bands: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if bands and rule.at - bands[-1][0].at <= SNAP:
            bands[-1].append(rule)
        else:
            bands.append([rule])
    return bands


def _stretches(pieces: list[tuple[float, float]]) -> list[tuple[float, float]]:
    joined: list[tuple[float, float]] = []
    for start, end in sorted(pieces):
        if joined and start - joined[-1][1] <= _GAP:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined


def _touching(level: list[Rule], plumb: list[Rule]) -> Iterable[tuple[list[Rule], list[Rule]]]:
    roots = _Roots(len(level) + len(plumb))
    for i, h in enumerate(level):
        for j, v in enumerate(plumb, len(level)):
            if _meet(h, v):
                roots.join(i, j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index, rule in enumerate([*level, *plumb]):
        hs, vs = groups.setdefault(roots.of(index), ([], []))
        (hs if rule.level else vs).append(rule)
    return groups.values()


def _meet(h: Rule, v: Rule) -> bool:
    return v.start - SNAP <= h.at <= v.end + SNAP and h.start - SNAP <= v.at <= h.end + SNAP


class _Roots:
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


def _grid(hs: list[Rule], vs: list[Rule]) -> Grid | None:
    xs = _edges([v.at for v in vs], hs)
    ys = _edges([h.at for h in hs], vs)
    if len(xs) < 2 or len(ys) < 2 or not hs or not vs:
        return None
    # One column without both its sides is a chart's axis or a ruled note, not a table.
    if len(xs) == 2 and len(vs) < 2:
        return None
    slots = _slots(xs, ys, hs, vs)
    return _compact(xs, ys, slots, not _closes(ys[-1], xs, hs), not _closes(ys[0], xs, hs))


def _edges(drawn: list[float], across: list[Rule]) -> list[float]:
    """Distinct edges, with the ends of the lines across where no outer border is drawn."""
    edges = _snapped(drawn)
    starts, ends = [rule.start for rule in across], [rule.end for rule in across]
    first = _common(starts, edges[0] - _OVERHANG, below=True) if edges else None
    last = _common(ends, edges[-1] + _OVERHANG, below=False) if edges else None
    return [*([first] if first is not None else []), *edges, *([last] if last is not None else [])]


def _snapped(values: list[float]) -> list[float]:
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][0] <= SNAP:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def _common(values: list[float], limit: float, *, below: bool) -> float | None:
    """Where at least half of the lines end beyond ``limit`` together, if they do."""
    beyond = [value for value in values if (value < limit if below else value > limit)]
    if len(beyond) < 2 or 2 * len(beyond) < len(values):
        return None
    return min(beyond) if below else max(beyond)


def _closes(y: float, xs: list[float], hs: list[Rule]) -> bool:
    return _covers([h for h in hs if abs(h.at - y) <= SNAP], xs[0], xs[-1])


def _covers(rules: list[Rule], start: float, end: float) -> bool:
    """Whether ``rules`` (of one edge) draw the side from ``start`` to ``end``.

    A side is drawn when a line covers nearly all of it and reaches both corners: an
    underline inside a cell does neither.
    """
    covered = sum(
        max(min(rule.end, end) - max(rule.start, start), 0.0)
        for rule in rules
        if rule.start <= start + SNAP or rule.end >= end - SNAP
    )
    return covered >= max(_COVERED * (end - start), end - start - 4 * SNAP, 0.5 * (end - start))


def _slots(xs: list[float], ys: list[float], hs: list[Rule], vs: list[Rule]) -> list[Slot]:
    columns, rows = len(xs) - 1, len(ys) - 1
    roots = _Roots(columns * rows)
    on_x = [[v for v in vs if abs(v.at - x) <= SNAP] for x in xs]
    on_y = [[h for h in hs if abs(h.at - y) <= SNAP] for y in ys]
    for r in range(rows):
        for c in range(columns):
            here = r * columns + c
            if c + 1 < columns and not _covers(on_x[c + 1], ys[r], ys[r + 1]):
                roots.join(here, here + 1)
            if r + 1 < rows and not _covers(on_y[r + 1], xs[c], xs[c + 1]):
                roots.join(here, here + columns)
    regions: dict[int, list[tuple[int, int]]] = {}
    for r in range(rows):
        for c in range(columns):
            regions.setdefault(roots.of(r * columns + c), []).append((r, c))
    return [slot for squares in regions.values() for slot in _rectangles(squares, xs, ys)]


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


def _compact(
    xs: list[float], ys: list[float], slots: list[Slot], open_bottom: bool, open_top: bool
) -> Grid:
    """The grid without edges at which no cell begins (an underline made them)."""
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
    return Grid(
        (*(xs[c] for c in columns), xs[-1]),
        (*(ys[r] for r in rows), ys[-1]),
        tuple(sorted(placed, key=lambda slot: (slot.row, slot.column))),
        open_bottom,
        open_top,
    )
