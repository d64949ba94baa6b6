"""A form's rows and the cells in them → a grid, and its cells set to their own writing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct, structs

from extractors.readers.pdf_aligned_rows import Row
from extractors.readers.pdf_grid import Grid, Slot
from extractors.readers.pdf_tables import DraftTable
from extractors.readers.pdf_text import Measure, cell_text
from extractors.readers.pdf_white import Span

NEAR: Final = 3.0
"""Edges closer than this (points) are one."""


class Part(Struct, frozen=True):
    """A row of the form and the stretches across the page that its cells take."""

    row: Row
    cells: tuple[Span, ...]


def grid_of(parts: Sequence[Part]) -> Grid:
    """The grid of ``parts``, in order from the top."""
    xs = _distinct(x for part in parts for span in part.cells for x in span)
    inner = [(a.row.bottom + b.row.top) / 2 for a, b in pairwise(parts)]
    ys = (parts[0].row.top - 1.0, *inner, parts[-1].row.bottom + 1.0)
    slots: list[Slot] = []
    for r, part in enumerate(parts):
        for a, b in part.cells:
            first, last = _nearest(xs, a), _nearest(xs, b)
            slots.append(Slot(r, first, 1, last - first, (a, ys[r], b, ys[r + 1])))
    return Grid(xs, ys, tuple(slots), open_top=True, open_bottom=True)


def _distinct(places: Iterator[float]) -> tuple[float, ...]:
    xs: list[float] = []
    for x in sorted(places):
        if not xs or x - xs[-1] > NEAR:
            xs.append(x)
    return tuple(xs)


def _nearest(xs: Sequence[float], x: float) -> int:
    return min(range(len(xs)), key=lambda i: abs(xs[i] - x))


def set_to_writing(table: DraftTable, margin: float) -> DraftTable:
    """``table`` with each cell set to the width of its own writing, the last to the margin."""
    cells = []
    for cell in table.cells:
        if not cell.lines:
            cells.append(cell)
            continue
        right = max(line.box[2] for line in cell.lines)
        whole = cell.column + cell.column_span == table.columns and cell.column_span > 1
        measure = Measure(min(line.box[0] for line in cell.lines), margin if whole else right)
        cells.append(structs.replace(cell, measure=measure, written=cell_text(cell.lines, measure)))
    return structs.replace(table, cells=tuple(cells), aligned=True)
