"""Two pieces of one table, on two pages, made one: columns matched, headers dropped once.

Whether two pieces are one table is decided by their edges; whether the last row above and
the first below are one row, by which cells go on. A doubt leaves them apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import structs

from extractors.readers.pdf_flow import is_heading
from extractors.readers.pdf_tables import DraftCell, DraftTable
from extractors.readers.pdf_text import cell_text, fits
from schemas.fields import ALL_FIELDS

_SAME: Final = 4.0
"""Column edges this close (points) are the same; mirrored margins may shift all at once."""
_SHIFT = 72.0
_LABELS: Final = frozenset(
    label for entry in ALL_FIELDS for label in (entry.label, *entry.synonyms)
)
_FIGURE = 16  # characters that a figure with its unit has at most
_ROOM = 1.9  # a cell with more free lines than this at its foot was not cut


def stitched(above: DraftTable, below: DraftTable) -> DraftTable | None:
    """``above`` with ``below`` joined on, or ``None`` where they are two tables."""
    shift = below.xs[0] - above.xs[0]
    if abs(shift) > _SHIFT or abs(_width(above) - _width(below)) > _SAME:
        return None
    theirs = [x - shift for x in below.xs]
    edges = _edges(above.xs, theirs)
    if not _agree(above, below, edges):
        return None
    first = _on_edges(above.cells, above.xs, edges)
    second = _on_edges(below.cells, theirs, edges)
    repeated = _repeated(first, second)
    if not repeated and _begins_anew(first, second):
        return None
    kept = [_moved(cell, -repeated) for cell in second if cell.row >= repeated]
    return _one(above, below, edges, first, kept, below.rows - repeated)


def _width(table: DraftTable) -> float:
    return table.xs[-1] - table.xs[0]


def _edges(ours: Sequence[float], theirs: Sequence[float]) -> list[float]:
    edges = list(ours)
    for x in theirs:
        if all(abs(x - edge) > _SAME for edge in edges):
            edges.append(x)
    return sorted(edges)


def _agree(above: DraftTable, below: DraftTable, edges: Sequence[float]) -> bool:
    """Two even grids must have the same columns; a form's rows may each be cut differently."""
    if len(edges) in (len(above.xs), len(below.xs)):
        return True
    return not (_even(above) and _even(below))


def _even(table: DraftTable) -> bool:
    spanning = sum(cell.column_span > 1 for cell in table.cells)
    return table.columns > 1 and spanning < 0.1 * len(table.cells)


def _on_edges(
    cells: Iterable[DraftCell], xs: Sequence[float], edges: Sequence[float]
) -> list[DraftCell]:
    """``cells`` counted in the columns of ``edges`` instead of ``xs``."""
    at = [min(range(len(edges)), key=lambda i: abs(edges[i] - x)) for x in xs]
    return [
        structs.replace(
            cell,
            column=at[cell.column],
            column_span=at[cell.column + cell.column_span] - at[cell.column],
        )
        for cell in cells
    ]


def _repeated(above: Sequence[DraftCell], below: Sequence[DraftCell]) -> int:
    """How many rows at the top of ``below`` repeat the header of ``above``.

    A title row above the header may be left out overleaf.
    """
    header = [_row(above, row) for row in range(_header(above))]
    for start in range(len(header)):
        rows = header[start:]
        if rows == [_row(below, row) for row in range(len(rows))]:
            return len(rows) if any(text for row in rows for *_, text in row) else 0
    return 0


def _header(cells: Sequence[DraftCell]) -> int:
    """How many rows the header has: a title across, then as far as its first row reaches.

    A data row that happens to be the same on two pages is no header.
    """
    columns = max(cell.column + cell.column_span for cell in cells)
    first = [cell for cell in cells if cell.row == 0]
    if len(first) == 1 and first[0].column_span == columns:
        second = [cell for cell in cells if cell.row == 1]
        return max((cell.row + cell.row_span for cell in second), default=1)
    return max(cell.row + cell.row_span for cell in first)


def _row(cells: Sequence[DraftCell], row: int) -> list[tuple[int, int, int, str]]:
    return sorted(
        (cell.column, cell.column_span, cell.row_span, "".join(cell.text.split()))
        for cell in cells
        if cell.row == row
    )


def _begins_anew(above: Sequence[DraftCell], below: Sequence[DraftCell]) -> bool:
    """Whether ``below`` has a header of its own: it counts afresh, or brings a title."""
    first = [cell for cell in below if cell.row == 0 and cell.text]
    if not first:
        return False
    if "".join(first[0].text.split()) in ("序号", "编号"):
        return True
    second = _row(below, 1)
    return len(first) == 1 and bool(second) and second == _row(above, 0)


def _moved(cell: DraftCell, rows: int) -> DraftCell:
    return structs.replace(cell, row=cell.row + rows)


def _one(
    above: DraftTable,
    below: DraftTable,
    edges: Sequence[float],
    first: list[DraftCell],
    second: list[DraftCell],
    added: int,
) -> DraftTable:
    ends = {_key(cell): cell for cell in first if cell.row + cell.row_span == above.rows}
    starts = {_key(cell): cell for cell in second if cell.row == 0}
    cut = _is_cut(ends, starts, above)
    merged = set(starts) if cut else _spanning(ends, starts)
    overlap = 1 if cut else 0
    cells = [_grown(c, starts[_key(c)], overlap) if _in(c, ends, merged) else c for c in first]
    cells += [
        _moved(cell, above.rows - overlap)
        for cell in second
        if not (cell.row == 0 and _key(cell) in merged)
    ]
    return structs.replace(
        below,
        xs=tuple(edges),
        rows=above.rows + added - overlap,
        cells=tuple(cells),
        pages=(*above.pages, *below.pages),
        box=above.box,
        shown=above.shown,
    )


_Key = tuple[int, int]
_Pair = tuple[DraftCell, DraftCell]
"""The cell that ends above and the one that begins below it."""


def _key(cell: DraftCell) -> _Key:
    return cell.column, cell.column_span


def _in(cell: DraftCell, ends: dict[_Key, DraftCell], merged: set[_Key]) -> bool:
    key = _key(cell)
    return key in merged and ends.get(key) is cell


def _is_cut(ends: dict[_Key, DraftCell], starts: dict[_Key, DraftCell], above: DraftTable) -> bool:
    """Whether the page break went through a row: the same cells, and only full ones go on.

    A blank first row below is the cut row's empty end (or a blank row, which nobody misses).
    """
    if not starts or set(ends) != set(starts):
        return False
    pairs = [(ends[key], starts[key]) for key in sorted(ends)]
    if len(pairs) == 1:
        return _goes_on(*pairs[0])
    going = [pair for pair in pairs if pair[1].text]
    if not going or not any(end.text for end, _ in pairs):
        return _is_sliver([end for end, _ in pairs], above) or not going
    return all(_may_go_on(pair, above) for pair in going) and _is_one_row(pairs)


def _may_go_on(pair: _Pair, above: DraftTable) -> bool:
    """Whether the lower text may be the rest of the upper one: no room was left above, and
    neither is a figure of its own."""
    end, start = pair
    if not end.text or end.room > _ROOM * above.line:
        return False
    return _runs_on(pair) or not (_is_figure(end.text) or _is_figure(start.text))


def _is_figure(text: str) -> bool:
    return len(text) <= _FIGURE and text.lstrip("-−+约≥≤<>").lstrip()[:1].isdigit()


def _is_one_row(pairs: list[_Pair]) -> bool:
    """Whether the first cell that belongs to this row alone was cut, or ended above.

    A label that spans several rows says nothing of where one of them ends.
    """
    own = [pair for pair in pairs if pair[0].row_span == pair[1].row_span == 1]
    going = [pair for pair in own if pair[1].text]
    if not going:
        return False
    if own[0][1].text:
        return _label_goes_on(going)
    done = sum(bool(end.text and not start.text) for end, start in own)
    return done > 1 or (done == 1 and (len(going) == 1 or all(map(_runs_on, going))))


def _is_sliver(row: Sequence[DraftCell], table: DraftTable) -> bool:
    """Whether a blank row is too low for a line: its text moved to the next page."""
    lowest = min(row, key=lambda cell: cell.row_span)
    return lowest.box[3] - lowest.box[1] < 0.8 * table.line and not any(c.text for c in row)


def _label_goes_on(going: Sequence[_Pair]) -> bool:
    """Whether the first cell's text was cut too.

    Sure where the form's label shows it (``主要荣`` / ``誉``) or a bracket (``碳排放总量`` /
    ``（吨CO2）``); else every cell that goes on must have filled its last line.
    """
    end, start = going[0]
    if _is_label(end.text + start.text) and not _is_label(end.text):
        return True
    if start.text[0].isdigit() or _is_label(start.text) or is_heading(start.text):
        return False
    if start.text[0] in "（(":
        return not end.text.endswith(("）", ")"))
    return _is_open(end.text) or all(map(_runs_on, going))


def _is_open(text: str) -> bool:
    return sum(map(text.count, "（(")) > sum(map(text.count, "）)"))


def _is_label(text: str) -> bool:
    return re.sub(r"\s|[（(].*?[)）]|[:：]", "", text) in _LABELS


def _runs_on(pair: _Pair) -> bool:
    """Whether the last line of one cell was full when the page ended."""
    end, start = pair
    return bool(end.lines and start.lines) and not fits(end.lines[-1], start.lines[0], end.measure)


def _goes_on(end: DraftCell, start: DraftCell) -> bool:
    """A cell as wide as the table: it goes on unless one of the two is a heading."""
    if not end.text or not start.text:
        return True
    return not is_heading(end.text) and not is_heading(start.text)


def _spanning(ends: dict[_Key, DraftCell], starts: dict[_Key, DraftCell]) -> set[_Key]:
    """The leading cells of a merged label whose rows the page break parted."""
    merged: set[_Key] = set()
    for key in sorted(starts):
        end, start = ends.get(key), starts[key]
        if end is None or (end.text and start.text) or not (end.text or start.text):
            break
        if end.row_span == start.row_span == 1:
            break
        merged.add(key)
    return merged


def _grown(end: DraftCell, start: DraftCell, overlap: int) -> DraftCell:
    lines = (*end.lines, *start.lines)
    return structs.replace(
        end,
        row_span=end.row_span + start.row_span - overlap,
        written=cell_text(lines, end.measure),
        lines=lines,
        room=start.room if start.text else end.room,
        pictures=(*end.pictures, *start.pictures),
        tables=(*end.tables, *start.tables),
    )
