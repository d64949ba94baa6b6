"""附件2 of the 2025 policy: a plan's Document → cover, basic table, commitment, chapters.

Everything by content: the basic table is the one with most of the form's labels, its pieces
are those between the same two headings, the cover is what stands before it.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, structs

from extractors import grid
from extractors.forms import (
    basic_table,
    chapters,
    commitment,
    cover,
    cover_rows,
    honour_table,
    lines,
    money_notes,
    run_together,
    score_heads,
    self_evaluation_2025,
    told_below,
    year_titles,
    yearly_lines,
)
from extractors.forms.basic_table import Basic, Over
from extractors.forms.chapters import Text
from extractors.grammar import labels
from extractors.grammar.text import fold
from schemas.document import Block, Cell, Document, Paragraph, Table
from schemas.fields import HONOUR_FIELD, Field
from schemas.place import Where
from schemas.submission import Chapter, Part, Read, State

LEAST_LABELS = 4
"""A table with fewer of the form's labels is some other table."""
LEAST_LINES = 5
"""The same for lines of text, which prove less."""
_LONGEST_COVER = 40
_LONGEST_TITLE = 20
_WHOLE_TABLE = 22
"""A table with so many of the form's entries has no others typed as lines beside it."""
_NOT_ON_COVERS = tuple(field for field in basic_table.FIELDS if field.key != "factory_name")
_AFTER_TABLE = 12
"""So many paragraphs after the table may belong to the commitment."""


class Plan(Struct, frozen=True):
    """A plan understood, by the contract's keys."""

    fields: dict[str, Read]
    years: tuple[int, ...]
    year_cells: tuple[Read, ...]
    chapters: tuple[Chapter, ...]
    passages: tuple[Chapter, ...]
    """The chapters paragraph by paragraph, each at its own place."""
    parts: dict[Part, Where]
    rivals: dict[str, tuple[Read, ...]]
    labels: int
    """How many of the form's entries were found."""


_LONG_ROWS = (basic_table.MEASURES, HONOUR_FIELD)


class Window(Struct, frozen=True):
    """The blocks between two headings that hold the basic table: positions ``[start, stop)``."""

    start: int
    stop: int
    tables: tuple[int, ...]


def read(document: Document) -> Plan:
    """The plan in ``document``; absent fields where the form's parts are not found."""
    blocks = document.blocks
    text = chapters.read(blocks, document.kind)
    window = _window(blocks, text)
    basic = _basic(blocks, text, window)
    front = cover.read(blocks[: _front(blocks, text, window)])
    front = cover_rows.read(front, cover_rows.form_of(blocks, window.tables if window else ()))
    promise = _commitment(blocks, window, text)
    return Plan(
        fields=front.reads | run_together.doubted(basic.reads) | promise,
        years=basic.years,
        year_cells=basic.year_cells,
        chapters=text.chapters,
        passages=text.passages,
        parts=_parts(front.where, basic, text),
        rivals=basic.rivals,
        labels=basic.labels,
    )


def _window(blocks: Sequence[Block], text: Text) -> Window | None:
    """Where the basic table stands: around the table with most of the form's labels."""
    weights = {
        i: basic_table.weight(block)
        for i, block in enumerate(blocks)
        if isinstance(block, Table) and not block.hidden
    }
    main = max(weights, key=lambda i: (weights[i], -i), default=None)
    if main is None or weights[main] < LEAST_LABELS:
        return None
    start = max((b + 1 for b in text.blocks if b < main), default=0)
    stop = min((b for b in text.blocks if b > main), default=len(blocks))
    near = tuple(
        i for i in weights if start <= i < stop and _belongs(blocks[i], weights[i], i == main)
    )
    return Window(start, stop, near)


def _belongs(block: Block, labels: int, main: bool) -> bool:
    if main:
        return True
    if isinstance(block, Table) and len(score_heads.items(block)) >= self_evaluation_2025.LEAST:
        return False  # annex 1 names 可再生能源使用 and 碳抵消比例 too
    if labels >= 2:
        return True
    cells = grid.cells(block) if isinstance(block, Table) else ()
    return any(commitment.starts(cell.text) or _stands_alone(cell) for cell in cells)


def _stands_alone(cell: Cell) -> bool:
    """Whether one of the form's long rows (主要举措与成效, 主要荣誉) was given a table of its own."""
    match = labels.best(cell.text, _LONG_ROWS)
    return match is not None and match.confidence >= labels.SYNONYM


def _front(blocks: Sequence[Block], text: Text, window: Window | None) -> int:
    """Where the cover ends: at the basic table, its typed lines or the first chapter."""
    ends = [*text.blocks[:1], *(window.tables[:1] if window else ())]
    stop = min(ends, default=_LONGEST_COVER)
    if window is not None:
        return next((i for i in range(1, stop) if _is_form_title(blocks[i])), stop)
    ended = (i for i in range(min(stop, len(blocks))) if _is_typed(blocks[i]) or _opens(blocks[i]))
    return next(ended, stop)


def _is_typed(block: Block) -> bool:
    """Whether a line states an entry of the basic table that no cover has."""
    if not isinstance(block, Paragraph):
        return False
    return bool(lines.find(list(lines.as_cells([block])), _NOT_ON_COVERS))


def _basic(blocks: Sequence[Block], text: Text, window: Window | None) -> Basic:
    if window is not None:
        tables = [b for i in window.tables if isinstance(b := blocks[i], Table)]
        within = blocks[window.start : window.stop]
        over = [
            Over(year_titles.over(blocks, i), money_notes.over(blocks, i)) for i in window.tables
        ]
        basic = _with_lines(basic_table.read(tables, over), within)
        return _with_honours(_with_measures(basic, within), within)
    stop = text.blocks[0] if text.blocks else len(blocks)
    stop = next((i for i in range(stop) if _opens(blocks[i])), stop)
    typed = list(lines.as_cells(b for b in blocks[:stop] if isinstance(b, Paragraph)))
    found = (*lines.find(typed, basic_table.FIELDS), *yearly_lines.find(typed, basic_table.FIELDS))
    if len({slot.key for slot in found}) < LEAST_LINES:
        return Basic()
    basic = basic_table.assemble(found, (), found[0].label.where, lines.years(typed))
    return _with_honours(basic, blocks[:stop])


def _with_lines(basic: Basic, blocks: Sequence[Block]) -> Basic:
    """The table's entries and, where it lacks many, those typed as lines under the form's title."""
    if basic.labels >= _WHOLE_TABLE:
        return basic
    start = next((i for i, block in enumerate(blocks) if _is_form_title(block)), len(blocks))
    stop = next((i for i, block in enumerate(blocks) if _opens(block)), len(blocks))
    missing = tuple(f for f in basic_table.FIELDS if not _has(basic, f))
    typed = list(lines.as_cells(b for b in blocks[start:stop] if isinstance(b, Paragraph)))
    found = (*lines.find(typed, missing), *yearly_lines.find(typed, missing))
    if len({slot.key for slot in found}) < LEAST_LINES:
        return basic
    more = basic_table.assemble(found, (), found[0].label.where)
    reads = {**more.reads, **basic.reads}
    return structs.replace(basic, reads=reads, labels=basic.labels + more.labels)


def _with_measures(basic: Basic, blocks: Sequence[Block]) -> Basic:
    """The entry that applicants most often take out of the table: a heading and its paragraphs."""
    if basic_table.MEASURES.key in basic.reads:
        return basic
    told = told_below.measures(blocks, basic_table.MEASURES)
    return structs.replace(basic, reads=basic.reads | told, labels=basic.labels + len(told))


def _with_honours(basic: Basic, blocks: Sequence[Block]) -> Basic:
    """The honours of a table of their own, where the form itself names none."""
    known = basic.reads.get(HONOUR_FIELD.key)
    if known is not None and known.state is State.STATED:
        return basic
    told = honour_table.read(grid.tables(blocks)) or told_below.honours(blocks, HONOUR_FIELD)
    return structs.replace(basic, reads=basic.reads | told)


def _is_form_title(block: Block) -> bool:
    """基本信息表 or 建设单位概况 on a line of its own: what stands above is the cover."""
    if not isinstance(block, Paragraph) or len(block.text) > _LONGEST_TITLE:
        return False
    key = fold(block.text)
    return "基本信息表" in key or "建设单位概况" in key


def _has(basic: Basic, field: Field) -> bool:
    return any(key.split(".")[0].startswith(field.key) for key in basic.reads)


def _commitment(blocks: Sequence[Block], window: Window | None, text: Text) -> dict[str, Read]:
    stop = window.stop if window else (text.blocks[0] if text.blocks else len(blocks))
    for i in window.tables if window else ():
        block = blocks[i]
        if isinstance(block, Table):
            cells = _block_in(block)
            if cells:
                return commitment.read([*cells, *_after(blocks, i + 1, stop)]).reads
    start = next((i for i in range(stop) if _opens(blocks[i])), None)
    return commitment.read(_after(blocks, start, stop)).reads if start is not None else {}


def _block_in(table: Table) -> list[Cell]:
    """The cells of the commitment, from its label to the table's end."""
    for inner in grid.with_nested(table):
        cells = list(grid.cells(inner))
        start = next((i for i, cell in enumerate(cells) if commitment.starts(cell.text)), None)
        if start is not None:
            return cells[start:]
    framed = (_opened(cell) for cell in grid.cells(table))
    return next(([cell] for cell in framed if cell is not None), [])


def _opened(cell: Cell) -> Cell | None:
    """The commitment that a line further down opens: the whole form may stand in one framed cell."""
    told = cell.text.split("\n")
    start = next((i for i, line in enumerate(told) if i and commitment.starts(line)), None)
    return None if start is None else structs.replace(cell, text="\n".join(told[start:]))


def _opens(block: Block) -> bool:
    return isinstance(block, Paragraph) and commitment.starts(block.text)


def _after(blocks: Sequence[Block], start: int, stop: int) -> list[Cell]:
    """The lines after the table: part of the block until a table or something else begins."""
    found: list[Cell] = []
    for block in blocks[start : min(stop, start + _AFTER_TABLE)]:
        if isinstance(block, Table) or fold(block.text).startswith(("附件", "目录")):
            break
        cell = grid.of_line(block, block.text)
        found.append(structs.replace(cell, pictures=block.pictures))
    return found


_CHAPTER_PARTS = {
    "一": Part.CHAPTER_1,
    "二": Part.CHAPTER_2,
    "三": Part.CHAPTER_3,
    "四": Part.CHAPTER_4,
}


def _parts(front: Where | None, basic: Basic, text: Text) -> dict[Part, Where]:
    found = {_CHAPTER_PARTS[c.number]: c.where for c in text.chapters if c.number in _CHAPTER_PARTS}
    if front is not None:
        found[Part.COVER] = front
    if basic.where is not None:
        found[Part.BASIC_TABLE] = basic.where
    return found
