"""Grids and characters → tables as drafted page by page, before they are joined."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Final

from msgspec import Struct, structs

from extractors.readers.pdf_crossed import kept_whole
from extractors.readers.pdf_frame import centre_in, turned
from extractors.readers.pdf_glyphs import Glyph
from extractors.readers.pdf_grid import Grid, Slot
from extractors.readers.pdf_lines import Line, lines_of
from extractors.readers.pdf_overrun import put_back, with_hung
from extractors.readers.pdf_page import Leaf
from extractors.readers.pdf_text import Measure, Written, cell_text
from extractors.readers.pdf_unruled import parted
from schemas.document import Picture
from schemas.place import Box

_PADDING: Final = 12.0
"""The most that is taken for the distance between border and text; Word's own is 5.4."""


class DraftCell(Struct, frozen=True):
    """A cell before numbering: anchor from 0, spans, and where it stands.

    ``box`` is in the page's view (for comparing), ``shown`` on the page as displayed;
    ``room`` is the free height under its last line, ``measure`` the column that
    its ``lines`` are set to.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    page: int
    box: Box
    shown: Box
    written: Written = Written()
    lines: tuple[Line, ...] = ()
    measure: Measure = Measure(0.0, 0.0)
    room: float = 0.0
    pictures: tuple[Picture, ...] = ()
    tables: tuple[DraftTable, ...] = ()

    @property
    def text(self) -> str:
        """What the cell says."""
        return self.written.text


class DraftTable(Struct, frozen=True):
    """A table on one page or, once joined, on several.

    ``xs`` are its column edges (view, points); ``rows`` how many rows it has; ``box`` the
    view's outline on its first page and ``shown`` the displayed one.
    """

    xs: tuple[float, ...]
    rows: int
    cells: tuple[DraftCell, ...]
    pages: tuple[int, ...]
    box: Box
    shown: Box
    open_top: bool = False
    open_bottom: bool = False
    line: float = 12.0
    """The height of a usual line in it."""
    aligned: bool = False
    """Its columns are told by the white between the words, not by lines."""

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return len(self.xs) - 1


def tables_of(leaf: Leaf) -> tuple[list[DraftTable], list[Glyph]]:
    """The tables of a page and the characters that stand in none of them.

    A grid without any writing is a drawing and is left out.
    """
    outer, inner = _nested(leaf.grids)
    tables: list[DraftTable] = []
    rest = list(leaf.glyphs)
    for grid in outer:
        within = with_hung(_within(rest, grid.box), rest)
        if any(glyph.text != " " for glyph in within):
            taken = set(map(id, within))
            tables.append(table_of(*parted(grid, within), leaf, inner))
            rest = [glyph for glyph in rest if id(glyph) not in taken]
    return sorted(tables, key=lambda table: table.box[1]), rest


def _within(glyphs: Sequence[Glyph], box: Box) -> list[Glyph]:
    """Those whose centre lies in ``box`` or a point beside it; for many, without a call for each."""
    left, top, right, bottom = box[0] - 1.0, box[1] - 1.0, box[2] + 1.0, box[3] + 1.0
    return [
        glyph
        for glyph in glyphs
        if left <= (glyph.x0 + glyph.x1) / 2 <= right
        and top <= (glyph.top + glyph.bottom) / 2 <= bottom
    ]


def _nested(grids: Sequence[Grid]) -> tuple[list[Grid], list[Grid]]:
    outer: list[Grid] = []
    inner: list[Grid] = []
    for grid in grids:  # larger ones come first
        (inner if any(centre_in(grid.box, g.box) for g in outer) else outer).append(grid)
    return outer, [grid for grid in inner if len(grid.slots) > 1]


def table_of(grid: Grid, glyphs: list[Glyph], leaf: Leaf, inner: Sequence[Grid] = ()) -> DraftTable:
    """The table that ``grid`` makes of the ``glyphs`` within it; ``inner`` are grids in its cells."""
    by_slot = _sorted_in(grid, glyphs)
    lines = {key: lines_of(_upright(found, leaf)) for key, found in by_slot.items()}
    padding = _padding(grid, lines)
    cells = []
    for index, slot in enumerate(grid.slots):
        nested = [g for g in inner if centre_in(g.box, slot.box)]
        cells.append(_cell(slot, lines.get(index, []), padding, leaf, nested))
    return DraftTable(
        grid.xs,
        len(grid.ys) - 1,
        tuple(cells),
        (leaf.number,),
        grid.box,
        leaf.shown(grid.box),
        grid.open_top,
        grid.open_bottom,
        _line_height(list(lines.values())),
    )


def _line_height(cells: list[list[Line]]) -> float:
    """How much a line takes up in the table's cells, in points."""
    steps = [b.box[3] - a.box[3] for lines in cells for a, b in pairwise(lines)]
    size = max((line.size for lines in cells for line in lines), default=9.0)
    return max(1.3 * size, min(median(steps) if steps else 0.0, 2.5 * size))


def _upright(glyphs: list[Glyph], leaf: Leaf) -> list[Glyph]:
    """A cell's characters turned upright where its label is set sideways."""
    sideways = [glyph for glyph in glyphs if glyph.face.quarters != leaf.quarters]
    if 2 * len(sideways) <= len(glyphs):
        return glyphs
    turns = (sideways[0].face.quarters - leaf.quarters) % 4
    boxes = [turned(glyph.box, turns, leaf.width, leaf.height) for glyph in sideways]
    return [
        structs.replace(glyph, x0=box[0], top=box[1], x1=box[2], bottom=box[3])
        for glyph, box in zip(sideways, boxes, strict=True)
    ]


def _sorted_in(grid: Grid, glyphs: list[Glyph]) -> dict[int, list[Glyph]]:
    """Each character in its cell; figures that run over a border stay whole."""
    boxes = [slot.box for slot in grid.slots]
    slots = put_back(glyphs, _slots_of(grid, glyphs), boxes)
    sorted_in: dict[int, list[Glyph]] = {}
    whole, slots = kept_whole(glyphs, slots, [box[2] for box in boxes])
    for slot, glyph in zip(slots, whole, strict=True):
        sorted_in.setdefault(slot, []).append(glyph)
    return sorted_in


def _slots_of(grid: Grid, glyphs: list[Glyph]) -> list[int]:
    """The cell that holds each character's centre; the nearest one for strays."""
    slots: list[int] = []
    last = 0
    left, top, right, bottom = grid.slots[last].box
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
        if not (left <= x <= right and top <= y <= bottom):
            last = _slot_of(grid, glyph.box, last)
            left, top, right, bottom = grid.slots[last].box
        slots.append(last)
    return slots


def _slot_of(grid: Grid, box: Box, otherwise: int) -> int:
    return next(
        (i for i, slot in enumerate(grid.slots) if centre_in(box, slot.box, 0.5)), otherwise
    )


def _padding(grid: Grid, lines: dict[int, list[Line]]) -> tuple[float, float]:
    """The least distance of writing from the border, left and right; the right is not more."""
    spots = [(grid.slots[key].box, line.box) for key, found in lines.items() for line in found]
    left = min((line[0] - cell[0] for cell, line in spots if line[0] > cell[0]), default=0.0)
    right = min((cell[2] - line[2] for cell, line in spots if line[2] < cell[2]), default=0.0)
    left = min(left, _PADDING)
    return left, min(left, right)


def _cell(
    slot: Slot, lines: list[Line], padding: tuple[float, float], leaf: Leaf, nested: Sequence[Grid]
) -> DraftCell:
    plain, tables = _without_nested(lines, nested, leaf)
    measure = Measure(slot.box[0] + padding[0], slot.box[2] - padding[1])
    bottom = max((line.box[3] for line in lines), default=slot.box[1])
    return DraftCell(
        slot.row,
        slot.column,
        slot.row_span,
        slot.column_span,
        leaf.number,
        slot.box,
        leaf.shown(slot.box),
        cell_text(plain, measure),
        tuple(plain),
        measure,
        slot.box[3] - bottom,
        tables=tuple(tables),
    )


def _without_nested(
    lines: list[Line], nested: Sequence[Grid], leaf: Leaf
) -> tuple[list[Line], list[DraftTable]]:
    if not nested:
        return lines, []
    glyphs = [glyph for line in lines for _, glyph in line.pieces]
    tables: list[DraftTable] = []
    for grid in nested:
        within = [glyph for glyph in glyphs if centre_in(glyph.box, grid.box, 1.0)]
        if within:
            tables.append(table_of(grid, within, leaf))
            glyphs = [glyph for glyph in glyphs if not centre_in(glyph.box, grid.box, 1.0)]
    return lines_of(glyphs), tables
