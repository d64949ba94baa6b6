"""Table geometry: cells once each, neighbours, columns that overlap.

A merged cell stands at every position that it covers (``schemas.document.Table``); here each
cell is met once, at its anchor.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import structs

from extractors.grammar.text import is_blank
from extractors.recall import recalled
from schemas.document import Block, Cell, Paragraph, Table


def of_line(line: Paragraph, text: str, row: int = 0, column: int = 0) -> Cell:
    """``text``, a stretch of ``line``, as a cell: no surer than the line was recognised."""
    flags = tuple(flag for flag in line.flags if flag == "ocr")
    return Cell(row, column, text, line.where, flags=flags, certainty=line.certainty)


def joined(parts: Sequence[Cell], text: str) -> Cell:
    """``text``, made of ``parts``, as one cell at the first one's place: no surer than any of them."""
    sure = min(part.certainty for part in parts)
    return structs.replace(parts[0], text=text, number=None, spans=(), certainty=sure)


@recalled
def cells(table: Table) -> tuple[Cell, ...]:
    """Every cell once, in reading order."""
    return tuple(
        cell
        for r, row in enumerate(table.rows)
        for c, cell in enumerate(row)
        if cell.row == r and cell.column == c
    )


def row_cells(table: Table, row: int) -> tuple[Cell, ...]:
    """The cells that cover row ``row``, each once, left to right (with those from above)."""
    return _lines(table)[row]


@recalled
def _lines(table: Table) -> tuple[tuple[Cell, ...], ...]:
    return tuple(map(_once, table.rows))


def _once(row: Iterable[Cell]) -> tuple[Cell, ...]:
    found: dict[tuple[int, int], Cell] = {}
    for cell in row:
        found.setdefault((cell.row, cell.column), cell)
    return tuple(found.values())


def right_of(table: Table, cell: Cell) -> tuple[Cell, ...]:
    """The cells right of ``cell``, in the rows that it covers; its first row's come first."""
    found: dict[tuple[int, int], Cell] = {}
    for row in range(cell.row, min(cell.row + cell.row_span, len(table.rows))):
        for other in table.rows[row][cell.column + cell.column_span :]:
            found.setdefault((other.row, other.column), other)
    return tuple(found.values())


def below(table: Table, cell: Cell) -> Cell | None:
    """The cell right under ``cell``'s first column, or ``None`` at the table's end."""
    row = cell.row + cell.row_span
    return table.rows[row][cell.column] if row < len(table.rows) else None


def same(one: Cell, other: Cell) -> bool:
    """Whether both are the same cell of one table."""
    return one.row == other.row and one.column == other.column


def overlap(one: Cell, other: Cell) -> int:
    """How many columns both cover."""
    start = max(one.column, other.column)
    end = min(one.column + one.column_span, other.column + other.column_span)
    return max(0, end - start)


def under(heads: Iterable[Cell], cell: Cell) -> Cell | None:
    """The head whose columns ``cell`` shares most, the left one if several."""
    shared = [(overlap(head, cell), -head.column, head) for head in heads]
    found = max(shared, key=lambda entry: entry[:2], default=None)
    return found[2] if found and found[0] else None


def empty(cell: Cell) -> bool:
    """Whether nothing is printed in the cell: no text, picture or table."""
    return is_blank(cell.text) and not cell.pictures and not cell.tables


def filled(row: Iterable[Cell]) -> tuple[Cell, ...]:
    """The cells that hold something."""
    return tuple(cell for cell in row if not empty(cell))


def tables(blocks: Iterable[Block]) -> Iterator[Table]:
    """All visible tables in reading order, nested ones after the one that holds them."""
    for block in blocks:
        if isinstance(block, Table) and not block.hidden:
            yield from with_nested(block)


def with_nested(table: Table) -> Iterator[Table]:
    """The table and those inside its cells, to any depth."""
    yield table
    for cell in cells(table):
        for inner in cell.tables:
            yield from with_nested(inner)
