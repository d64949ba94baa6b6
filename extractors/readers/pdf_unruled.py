"""Tables with upright lines only: rows that no line parts run into one cell.

Word and WPS leave such lines out where only the inner upright ones are switched on. A cell
beside several of the form's labels, or a 序号 cell that counts, tells that rows are missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from msgspec import structs

from extractors.readers.pdf_aligned_rows import BRACKETS, Row, rows_of
from extractors.readers.pdf_crossed import DOUBTFUL
from extractors.readers.pdf_frame import centre_in
from extractors.readers.pdf_glyphs import Glyph
from extractors.readers.pdf_lines import lines_of
from schemas.fields import BASIC_TABLE
from schemas.policy import edition

if TYPE_CHECKING:
    from extractors.readers.pdf_grid import Grid, Slot

_LABELS: Final = frozenset(
    BRACKETS.sub("", word) for entry in BASIC_TABLE for word in (entry.label, *entry.synonyms)
)
_ITEMS: Final = frozenset(BRACKETS.sub("", entry.label) for entry in edition().items)
_COUNT: Final = re.compile(r"\d{1,3}")
_MOST_LABELS = 2
"""So many of the form's labels in one cell are rows that no line parts."""


def cuts_of(slots: Sequence[Slot], glyphs: Sequence[Glyph]) -> frozenset[tuple[int, int]]:
    """The squares (row, column) that end a row though no line stands under them.

    The labels' own borders tell the rows; what stands right of them is cut there.
    """
    columns = max((slot.column + slot.column_span for slot in slots), default=0)
    return frozenset(
        (row, column)
        for slot in slots
        if slot.row_span > 1 and slot.column
        for row in _ends_beside(slot, slots, glyphs)
        for column in range(slot.column, columns)
    )


def _ends_beside(slot: Slot, slots: Sequence[Slot], glyphs: Sequence[Glyph]) -> set[int]:
    """The last rows of the cells left of ``slot``, where several of them are known labels."""
    beside = [s for s in slots if s.column + s.column_span == slot.column and _along(s, slot)]
    if len(beside) < 2 or sum(_is_label(s, glyphs) for s in beside) < 2:
        return set()
    written = [g for g in glyphs if g.text != " " and centre_in(g.box, slot.box)]
    bands = [s for s in beside if any(_level(g, s) for g in written)]
    if len(bands) < 2:  # one value for several labels
        return set()
    return {s.row + s.row_span - 1 for s in beside} - {slot.row + slot.row_span - 1}


def _along(left: Slot, slot: Slot) -> bool:
    return slot.row <= left.row and left.row + left.row_span <= slot.row + slot.row_span


def _level(glyph: Glyph, slot: Slot) -> bool:
    return slot.box[1] < (glyph.top + glyph.bottom) / 2 < slot.box[3]


def _is_label(slot: Slot, glyphs: Sequence[Glyph]) -> bool:
    """Whether ``slot`` says a label of the basic table or a name of the self-evaluation."""
    within = (glyph.text for glyph in glyphs if centre_in(glyph.box, slot.box))
    text = BRACKETS.sub("", "".join(within))
    return text in _LABELS or text in _ITEMS


def parted(grid: Grid, glyphs: list[Glyph]) -> tuple[Grid, list[Glyph]]:
    """``grid`` with its counted rows parted; where that is not safe its writing is in doubt."""
    doubtful: list[Slot] = []
    for row in _counting(grid, glyphs):
        rows = _rows_in(row, glyphs)
        if rows is None:
            doubtful.extend(row)
            continue
        grid = _with_rows(grid, row, rows)
    if _labels_in_one(grid, glyphs):
        doubtful.extend(grid.slots)
    return grid, _doubted(glyphs, doubtful) if doubtful else glyphs


def _counting(grid: Grid, glyphs: Sequence[Glyph]) -> Iterator[list[Slot]]:
    """The rows whose first cell counts (1, 2, 3 …), the last one first."""
    left, right = grid.xs[0], grid.xs[1]
    if len(grid.xs) < 4:
        return
    first = [g for g in glyphs if left <= (g.x0 + g.x1) / 2 <= right]
    firsts = [slot for slot in grid.slots if slot.column == 0]
    before = ""
    found: list[list[Slot]] = []
    for slot in firsts:
        texts = [x.text.strip() for x in lines_of([g for g in first if _level(g, slot)])]
        row = [s for s in grid.slots if s.row == slot.row]
        if _counts(texts, before) and _is_whole(row, len(grid.xs) - 1):
            found.append(row)
        before = texts[-1] if texts else ""
    yield from reversed(found)


def _is_whole(row: Sequence[Slot], columns: int) -> bool:
    return all(s.row_span == 1 for s in row) and sum(s.column_span for s in row) == columns


def _counts(texts: Sequence[str], before: str) -> bool:
    """Whether ``texts`` are numbers in a row, going on from the row ``before``.

    A number wrapped in a narrow cell (``1`` over ``2``) goes on from nothing.
    """
    if len(texts) < 2 or not all(_COUNT.fullmatch(text) for text in texts):
        return False
    numbers = [int(text) for text in texts]
    if any(b != a + 1 for a, b in pairwise(numbers)):
        return False
    return not _COUNT.fullmatch(before) or numbers[0] == int(before) + 1


def _rows_in(row: Sequence[Slot], glyphs: Sequence[Glyph]) -> list[Row] | None:
    columns = [lines_of([g for g in glyphs if centre_in(g.box, slot.box)]) for slot in row]
    rows = rows_of(columns, 0, (), continued=False)
    return rows if rows and len(rows) == len(columns[0]) else None


def _with_rows(grid: Grid, row: Sequence[Slot], rows: Sequence[Row]) -> Grid:
    at, more = row[0].row, len(rows) - 1
    inner = [(above.bottom + below.top) / 2 for above, below in pairwise(rows)]
    ys = (grid.ys[at], *inner, grid.ys[at + 1])
    slots = [
        structs.replace(s, row=at + i, box=(s.box[0], ys[i], s.box[2], ys[i + 1]))
        for i in range(len(rows))
        for s in row
    ]
    above = [s for s in grid.slots if s.row < at]
    below = [structs.replace(s, row=s.row + more) for s in grid.slots if s.row > at]
    return structs.replace(
        grid, ys=(*grid.ys[:at], *ys, *grid.ys[at + 2 :]), slots=(*above, *slots, *below)
    )


def _labels_in_one(grid: Grid, glyphs: Sequence[Glyph]) -> bool:
    """Whether a first cell holds several of the form's labels, a line each, beside others."""
    if len(grid.xs) < 3:
        return False
    within = [g for g in glyphs if (g.x0 + g.x1) / 2 <= grid.xs[1]]
    for slot in (slot for slot in grid.slots if slot.column == 0 and slot.column_span == 1):
        lines = lines_of([g for g in within if _level(g, slot)])
        if sum(BRACKETS.sub("", x.text) in _LABELS for x in lines) > _MOST_LABELS:
            return True
    return False


def _doubted(glyphs: Sequence[Glyph], slots: Sequence[Slot]) -> list[Glyph]:
    return [
        structs.replace(g, certainty=min(g.certainty, DOUBTFUL))
        if any(centre_in(g.box, slot.box) for slot in slots)
        else g
        for g in glyphs
    ]
