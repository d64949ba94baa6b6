"""Tables typed as lines with tabs between the columns, made tables so that every form sees them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from extractors import grid
from extractors.forms import columns
from extractors.grammar.text import is_blank
from schemas.document import Block, Paragraph, Table

_GAP = re.compile(r"\t+|[ \u3000]{3,}|\s*[|｜]\s*")
_LEAST_COLUMNS = 4
_LONGEST = 600


class TypedTable(Table, frozen=True, tag="typed_table"):
    """A table that stands in lines of text."""


def tabulated(blocks: Sequence[Block], known: Callable[[Table], bool]) -> tuple[Block, ...]:
    """``blocks`` with runs of lines in columns as tables, where the table is one that is ``known``."""
    return tuple(_tabulated(blocks, known))


def headed(table: Table) -> bool:
    """Whether the first line heads an annex."""
    return any(head.row == 0 for head in columns.find(table))


def _tabulated(blocks: Sequence[Block], known: Callable[[Table], bool]) -> Iterator[Block]:
    i = 0
    while i < len(blocks):
        block = blocks[i]
        run = _run(blocks, i) if isinstance(block, Paragraph) and _chunks(block) else []
        table = _table(run) if len(run) > 1 else None
        if table is None or not known(table):
            yield block
            i += 1
        else:
            yield table
            i += len(run)


def _run(blocks: Sequence[Block], start: int) -> list[Paragraph]:
    """The lines in columns from ``start`` on; empty lines between them are left out of the count."""
    found: list[Paragraph] = []
    for block in blocks[start:]:
        if not isinstance(block, Paragraph) or not _chunks(block):
            break
        found.append(block)
    return found


def _chunks(line: Paragraph) -> list[str]:
    """The columns of a line; empty where it is no line of several."""
    if len(line.text) > _LONGEST or "\n" in line.text or is_blank(line.text):
        return []
    parts = _GAP.split(line.text.strip(" \u3000"))
    return parts if len(parts) >= _LEAST_COLUMNS else []


def _table(run: Sequence[Paragraph]) -> Table | None:
    parted = [_chunks(line) for line in run]
    width = len(parted[0])
    if any(len(parts) > width for parts in parted):
        return None
    rows = tuple(
        tuple(
            grid.of_line(line, parts[c].strip() if c < len(parts) else "", r, c)
            for c in range(width)
        )
        for r, (line, parts) in enumerate(zip(run, parted, strict=True))
    )
    return TypedTable(rows, run[0].where)
