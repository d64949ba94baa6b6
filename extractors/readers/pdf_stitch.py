"""Two pieces of one table, on two pages, made one: columns matched, headers dropped once.

Two pieces are one table when their edges agree and the lower has no header of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import structs

from extractors.readers.pdf_cut import Key, is_cut
from extractors.readers.pdf_flow import is_heading
from extractors.readers.pdf_tables import DraftCell, DraftTable
from extractors.readers.pdf_text import cell_text

_SAME: Final = 4.0
"""Column edges this close (points) are the same; mirrored margins may shift all at once."""
_SHIFT = 72.0


def stitched(above: DraftTable, below: DraftTable) -> DraftTable | None:
    """``above`` with ``below`` joined on, or ``None`` where they are two tables."""
    if above.columns > 1 and _is_boxed_heading(below):
        return None
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
    if _counts_afresh(first, second, repeated) if repeated else _begins_anew(first, second):
        return None
    kept = [_moved(cell, -repeated) for cell in second if cell.row >= repeated]
    return _one(above, below, edges, first, kept, below.rows - repeated)


def _is_boxed_heading(table: DraftTable) -> bool:
    """Whether a table only frames headings of the text (``二、培育建设目标`` in a box)."""
    texts = [cell.text for cell in table.cells if cell.text]
    return table.columns == 1 and bool(texts) and all(len(t) < 40 and is_heading(t) for t in texts)


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
    title = len(first) == 1 and first[0].column == 0
    return title and bool(second) and second == _row(above, 0)


def _counts_afresh(above: Sequence[DraftCell], below: Sequence[DraftCell], header: int) -> bool:
    """Whether the rows under a repeated header begin at 1 again: another list of that form."""
    heads = [cell.text for cell in above if cell.row == 0 and cell.column == 0]
    if "".join("".join(heads).split()) not in ("序号", "编号"):
        return False
    last = max((c.row for c in above if c.column == 0 and c.text), default=0)
    ended = next((c.text for c in above if c.row == last and c.column == 0), "")
    begun = next((c.text for c in below if c.row == header and c.column == 0), "")
    return ended.strip().isdigit() and begun.strip() == "1"


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
    cut = is_cut(ends, starts, above.line, _number_before(first, above.rows - 1))
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


def _number_before(cells: Sequence[DraftCell], row: int) -> str:
    """What stands in the first column of the row over ``row``."""
    over = (cell.text for cell in cells if cell.row + cell.row_span == row and cell.column == 0)
    return next(over, "").strip()


def _key(cell: DraftCell) -> Key:
    return cell.column, cell.column_span


def _in(cell: DraftCell, ends: dict[Key, DraftCell], merged: set[Key]) -> bool:
    key = _key(cell)
    return key in merged and ends.get(key) is cell


def _spanning(ends: dict[Key, DraftCell], starts: dict[Key, DraftCell]) -> set[Key]:
    """The leading cells of a merged label whose rows the page break parted."""
    merged: set[Key] = set()
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
