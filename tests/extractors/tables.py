"""Tables and documents written by hand: rows of texts, ``<`` joined to the left, ``^`` to above."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from schemas.document import Block, Cell, Document, Kind, Paragraph, Picture, Table
from schemas.place import WordPlace

FILE = "方案.docx"


def table(rows: Sequence[Sequence[str]], title: str = "", **cells: Any) -> Table:
    """A table of ``rows``; short rows are filled up with empty cells.

    ``cells`` gives single cells more: ``r2c3={"pictures": (...,)}``, positions from 0.
    """
    width = max(len(row) for row in rows)
    texts = [[*row, *([""] * (width - len(row)))] for row in rows]
    anchors = {(r, c): _anchor(texts, r, c) for r in range(len(texts)) for c in range(width)}
    made = {
        at: _cell(texts, at, [spot for spot, to in anchors.items() if to == at], cells)
        for at in set(anchors.values())
    }
    grid = tuple(tuple(made[anchors[r, c]] for c in range(width)) for r in range(len(texts)))
    return Table(grid, WordPlace(FILE, table=1), title=title)


def _anchor(texts: list[list[str]], row: int, column: int) -> tuple[int, int]:
    if texts[row][column] == "<":
        return _anchor(texts, row, column - 1)
    if texts[row][column] == "^":
        return _anchor(texts, row - 1, column)
    return row, column


def _cell(
    texts: list[list[str]],
    at: tuple[int, int],
    covered: list[tuple[int, int]],
    cells: dict[str, Any],
) -> Cell:
    row, column = at
    return Cell(
        row=row,
        column=column,
        text=texts[row][column],
        where=WordPlace(FILE, table=1, cell=(row + 1, column + 1)),
        row_span=len({r for r, _ in covered}),
        column_span=len({c for _, c in covered}),
        **cells.get(f"r{row}c{column}", {}),
    )


def line(text: str, number: int = 1, **more: Any) -> Paragraph:
    """A paragraph."""
    return Paragraph(text, WordPlace(FILE, paragraph=number), **more)


def lines(*texts: str) -> list[Paragraph]:
    """Paragraphs, numbered from 1."""
    return [line(text, i) for i, text in enumerate(texts, start=1)]


def document(*blocks: Block, kind: Kind = Kind.DOCX, name: str = FILE) -> Document:
    """A document of these blocks."""
    return Document(name, kind, tuple(blocks))


SEAL = Picture(120, 118, "seal.png", 0.3)
INK = Picture(90, 30, "签名.png", 0.0)
