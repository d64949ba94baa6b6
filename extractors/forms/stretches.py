"""Stretches of annex rows under one head, before it is known which of the lists they are.

A table may hold several (a head again, a title row, a column that tells 现有 from 更新); several
tables may make up one (a page break, a table a project, two halves side by side).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import structs

from extractors import grid
from extractors.forms import (
    anchors,
    basic_table,
    cards,
    columns,
    columns_titled,
    row_tails,
    rows,
    titles,
    turned,
    typed_items,
    typed_tables,
)
from extractors.forms.columns import Columns
from extractors.forms.models import Line
from extractors.forms.rows import Sort
from extractors.forms.stretch import Stretch, joined, tells_of_the_past, title_key, told_list
from extractors.grammar.text import fold, tidy
from extractors.recall import recalled
from schemas.document import Block, Document, Paragraph, Table

_TITLE_LINES = 4
_FEW_ENTRIES = 3
"""A table with more of the basic table's entries is that one."""
_BETWEEN = (Sort.SECTION, Sort.NOTE, Sort.BLANK)
"""Rows that may stand between two annexes."""


@recalled
def find(document: Document) -> tuple[Stretch, ...]:
    """The stretches of annex rows in ``document``, pieces of one list together."""
    blocks = typed_tables.tabulated(document.blocks, typed_tables.headed)
    found = (*joined(list(_stretches(blocks))), *_typed(document.blocks))
    return tuple(stretch for stretch in found if not tells_of_the_past(stretch))


def _stretches(blocks: Sequence[Block]) -> Iterator[Stretch]:
    before: list[Paragraph] = []
    last: Stretch | None = None
    for block in blocks:
        if isinstance(block, Paragraph):
            before.append(block)
            continue
        if block.hidden:
            continue
        for table in grid.with_nested(block):
            for stretch in _in_table(table, before[-_TITLE_LINES:], last):
                last = stretch
                yield stretch
        before = []


def _typed(blocks: Sequence[Block]) -> Iterator[Stretch]:
    """Items typed as labelled text under a title of their own."""
    for start, (heads, lines, taken) in typed_items.runs(blocks):
        before = [b for b in blocks[max(start - 2, 0) : start] if isinstance(b, Paragraph)]
        told = tuple(p.text for p in reversed(_lead(before)))
        if told:
            yield Stretch(heads.kind, told, taken[0].where, heads, tuple(lines), (), typed=True)


def _in_table(table: Table, before: Sequence[Paragraph], last: Stretch | None) -> list[Stretch]:
    """What a table holds: under heads, side by side, going on without a head, turned, or as cards."""
    split = columns.twin(table)
    if split:
        return _side_by_side(table, split, before)
    return (
        list(_of_table(table, before))
        or list(_headless(table, before, last))
        or list(_without_heads(table, before))
    )


def _side_by_side(table: Table, split: int, before: Sequence[Paragraph]) -> list[Stretch]:
    """Two halves of one list beside each other, in the order of their numbers; or two lists."""
    left = list(_of_table(turned.cut(table, 0, split), before))
    right = list(_of_table(turned.cut(table, split, len(table.rows[0])), ()))
    firsts = [rows.number_of(s[0].lines[0]) for s in (left, right) if s and s[0].lines]
    told = {told_list(s[0].titles) for s in (left, right) if s} - {""}
    if not left or not right or firsts == [1, 1] or len(told) > 1:
        return [*left, *right]
    lines = [line for stretch in (*left, *right) for line in stretch.lines]
    numbers = [rows.number_of(line) for line in lines]
    if all(number is not None for number in numbers):
        lines.sort(key=lambda line: rows.number_of(line) or 0)
    sums = tuple(line for stretch in (*left, *right) for line in stretch.sums)
    return [structs.replace(left[0], lines=tuple(lines), sums=sums)]


def _headless(table: Table, before: Sequence[Paragraph], last: Stretch | None) -> Iterator[Stretch]:
    """A table that goes on with the one before it, without a head of its own."""
    if last is None or len(table.rows[0]) != last.width or not last.lines:
        return
    body = [(r, rows.sort_of(table, r, last.heads)) for r in range(len(table.rows))]
    first = next((rows.line_of(table, r, last.heads) for r, s in body if s is Sort.DATA), None)
    if first is None or not _counts_on(last.lines[-1], first, before):
        return
    bare = structs.replace(last, lines=(), sums=(), begins=False)
    yield from _sections(table, last.heads, body, bare)


def _counts_on(last: Line, first: Line, before: Sequence[Paragraph]) -> bool:
    ended, begun = rows.number_of(last), rows.number_of(first)
    if ended is not None and begun is not None:
        return begun == ended + 1
    told = "".join(fold(paragraph.text) for paragraph in before)
    return "seq" not in last.cells and (not told or "续" in told)


def _without_heads(table: Table, before: Sequence[Paragraph]) -> Iterator[Stretch]:
    """A table with its fields down and items across, or the card of one item."""
    if basic_table.weight(table) > _FEW_ENTRIES:
        return
    carded = cards.read(table)
    if carded is not None:
        lead = _lead(before)
        where = lead[-1].where if lead else table.where
        told = tuple(p.text for p in reversed(lead))
        yield Stretch(
            carded.heads.kind,
            told,
            where,
            carded.heads,
            carded.lines,
            (),
            begins=bool(lead),
            card=True,
        )
        return
    lying = turned.transposed(table)
    heads = columns.find(lying)
    if len(heads) == 1 and heads[0].row <= 1 and heads[0].known >= columns.LEAST:
        yield from _of_table(lying, before)


def _lead(before: Sequence[Paragraph]) -> list[Paragraph]:
    return [p for p in before if 0 < len(fold(p.text)) <= titles.LONGEST]


def _of_table(table: Table, before: Sequence[Paragraph]) -> Iterator[Stretch]:
    lead = _lead(before)
    named = (*(p.text for p in reversed(lead)), table.title)
    heads = columns.find(table) or columns_titled.find(table, named)
    start = 0
    for i, head in enumerate(heads):
        stop = heads[i + 1].row if i + 1 < len(heads) else len(table.rows)
        over = _titles_over(table, start, head.row)
        outside = [p.text for p in reversed(lead)] if i == 0 else []
        told = tuple(filter(None, (*reversed(over), *outside, table.title)))
        own = bool(over) or (i == 0 and bool(lead)) or (i == 0 and bool(table.title))
        where = lead[-1].where if lead and i == 0 and not over else table.rows[head.row][0].where
        note = next(filter(None, map(rows.unit_note, [*over, *(p.text for p in before)])), "")
        body, start = _body(table, head, stop, stop < len(table.rows))
        typed = isinstance(table, typed_tables.TypedTable)
        first = Stretch(head.kind, told, where, head, (), (), note, own, len(table.rows[0]), typed)
        yield from _sections(table, head, body, first)


def _titles_over(table: Table, start: int, row: int) -> list[str]:
    """The title and note rows right above a head."""
    found: list[str] = []
    for r in range(row - 1, start - 1, -1):
        line = grid.filled(grid.row_cells(table, r))
        if not line:
            continue
        if len(line) > 2 or any(len(fold(cell.text)) > titles.LONGEST for cell in line):
            break
        found.extend(tidy(cell.text) for cell in line)
        if len(found) >= _TITLE_LINES:
            break
    return list(reversed(found))


def _body(
    table: Table, head: Columns, stop: int, followed: bool
) -> tuple[list[tuple[int, Sort]], int]:
    """The rows under a head with their sorts, and where the next annex's titles begin.

    Titles and notes right above another head (``followed``) are that one's.
    """
    sorted_rows = [(r, rows.sort_of(table, r, head)) for r in range(head.body, stop)]
    while followed and sorted_rows and sorted_rows[-1][1] in _BETWEEN:
        stop = sorted_rows.pop()[0]
    for i, (r, sort) in enumerate(sorted_rows):
        if sort is Sort.SECTION and _ends(table, r, head):
            return sorted_rows[:i], r
    return sorted_rows, stop


def _ends(table: Table, row: int, head: Columns) -> bool:
    """Whether a title row begins another annex; a category within this one does not."""
    text = fold(rows.section_of(grid.filled(grid.row_cells(table, row))))
    own = ("existing_equipment", "new_equipment") if head.kind == "equipment" else (head.kind,)
    own_titles = {anchors.ANNEX_TITLES[title_key(key)] for key in own}
    return any(
        title.search(text) for title in anchors.ANNEX_TITLES.values() if title not in own_titles
    )


def _begins_list(text: str) -> bool:
    """Whether a title row within equipment tells the existing list from the new one."""
    key = fold(text)
    named = any(title.search(key) for title in anchors.ANNEX_TITLES.values())
    return named or bool(anchors.EXISTING.search(key)) != bool(anchors.NEW.search(key))


def _sections(
    table: Table, head: Columns, body: Sequence[tuple[int, Sort]], first: Stretch
) -> Iterator[Stretch]:
    """One stretch a section title row, or a list that a column tells; the data, totals in each."""
    body = rows.without_rests(table, body, head)
    telling = rows.telling_column(table, body, head) if head.kind == "equipment" else None
    if telling is not None:
        yield from _told_by(table, head, body, telling, first)
        return
    tails = {r: row_tails.of(table, r, head) for r, sort in body if sort is Sort.DATA}
    first = structs.replace(first, heads=row_tails.widened(head, list(tails.values())))
    current, lines, sums = first, list[Line](), list[Line]()
    for r, sort in body:
        title = grid.filled(grid.row_cells(table, r)) if sort is Sort.SECTION else []
        text = rows.section_of(title)
        if title and head.kind == "equipment" and _begins_list(text):
            if lines or sums:
                yield structs.replace(current, lines=tuple(lines), sums=tuple(sums))
            current = structs.replace(first, titles=(text,), where=title[0].where, begins=True)
            lines, sums = [], []
        elif sort is Sort.TOTAL:
            sums.append(rows.line_of(table, r, head))
        elif lines and tails.get(r):
            lines[-1] = row_tails.added(lines[-1], tails[r])
        elif sort is Sort.DATA:
            _add(lines, rows.line_of(table, r, head), head)
    yield structs.replace(current, lines=tuple(lines), sums=tuple(sums))


def _told_by(
    table: Table, head: Columns, body: Sequence[tuple[int, Sort]], column: int, first: Stretch
) -> Iterator[Stretch]:
    """The rows of one table that a column tells apart as 现有 and 更新."""
    lists: dict[bool, list[Line]] = {}
    words: dict[bool, str] = {}
    for r in (r for r, sort in body if sort is Sort.DATA):
        text = table.rows[r][column].text
        new = bool(anchors.NEW.search(fold(text)))
        words.setdefault(new, tidy(text))
        lists.setdefault(new, []).append(rows.line_of(table, r, head))
    for new, lines in lists.items():
        told = (words[new], *first.titles)
        yield structs.replace(first, titles=told, lines=tuple(lines), begins=True)


def _add(lines: list[Line], line: Line, head: Columns) -> None:
    before = lines[-1] if lines else None
    if before is not None and rows.continues(line, before, head):
        lines[-1] = rows.joined(before, line)
    else:
        lines.append(line)
