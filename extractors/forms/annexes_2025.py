"""附件2-1, 2-2, 2-3 of the 2025 form: their tables in any file, by heads and titles.

The two equipment lists look alike; their title, a section row, the sheet's name or at last their
order tells 现有 from 更新.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct, structs

from extractors import grid
from extractors.forms import anchors, columns, rows, titles
from extractors.forms.columns import Columns
from extractors.forms.rows import Line, Sort
from extractors.grammar import labels
from extractors.grammar.text import fold, tidy
from schemas.document import Document, Paragraph, Table
from schemas.place import Where
from schemas.submission import Row

_TITLE_LINES = 4
_LISTS = frozenset({"existing_equipment", "new_equipment"})
_BETWEEN = (Sort.SECTION, Sort.NOTE, Sort.BLANK)
"""Rows that may stand between two annexes."""


class Annex(Struct, frozen=True):
    """One annex table as found: its key, rows, total rows, and where its title stands."""

    key: str
    rows: tuple[Row, ...]
    totals: tuple[Row, ...]
    where: Where
    titled: bool = False
    known: int = 0


class Annexes(Struct, frozen=True):
    """The annexes of one file, at most one of each key; ``headings`` also of bare titles."""

    found: dict[str, Annex]
    headings: dict[str, Where]


class _Stretch(Struct, frozen=True):
    """Rows under one head (and section title), before it is known which list they are."""

    kind: str
    titles: tuple[str, ...]
    """Nearest first."""
    where: Where
    heads: Columns
    lines: tuple[Line, ...]
    sums: tuple[Line, ...]
    note: str = ""
    begins: bool = True
    """Whether a title of its own stands between it and the stretch before."""


def read(document: Document) -> Annexes:
    """The annex tables in ``document``."""
    stretches = list(_joined(list(_stretches(document))))
    found: dict[str, Annex] = {}
    for key, stretch, sure in _named(stretches):
        annex = _annex(key, stretch, sure)
        known = found.get(key)
        if known is None or _worth(annex) > _worth(known):
            found[key] = annex
    headings = {**titles.bare(document), **{key: annex.where for key, annex in found.items()}}
    return Annexes(found, headings)


def kinds(document: Document) -> frozenset[str]:
    """Which annexes ``document`` seems to hold, by heads and titles alone.

    ``innovations``, ``projects`` and ``equipment`` for either of the two lists.
    """
    heads = {h.kind for table in grid.tables(document.blocks) for h in columns.find(table)}
    named = {"equipment" if key in _LISTS else key for key in titles.bare(document)}
    return frozenset(heads or named)


def _worth(annex: Annex) -> tuple[bool, bool, int, int]:
    return bool(annex.rows), annex.titled, annex.known, len(annex.rows)


def _stretches(document: Document) -> Iterator[_Stretch]:
    before: list[Paragraph] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            before.append(block)
            continue
        if block.hidden:
            continue
        for table in grid.with_nested(block):
            yield from _of_table(table, before[-_TITLE_LINES:])
        before = []


def _of_table(table: Table, before: Sequence[Paragraph]) -> Iterator[_Stretch]:
    heads = columns.find(table)
    lead = [p for p in before if 0 < len(fold(p.text)) <= titles.LONGEST]
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
        yield from _sections(
            table, head, body, _Stretch(head.kind, told, where, head, (), (), note, own)
        )


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
    own_titles = {anchors.ANNEX_TITLES[_title_key(key)] for key in own}
    return any(
        title.search(text) for title in anchors.ANNEX_TITLES.values() if title not in own_titles
    )


def _begins_list(text: str) -> bool:
    """Whether a title row within equipment tells the existing list from the new one."""
    key = fold(text)
    named = any(title.search(key) for title in anchors.ANNEX_TITLES.values())
    return named or bool(anchors.EXISTING.search(key)) != bool(anchors.NEW.search(key))


def _sections(
    table: Table, head: Columns, body: Sequence[tuple[int, Sort]], first: _Stretch
) -> Iterator[_Stretch]:
    """One stretch a section title row; the data, totals in each."""
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
        elif sort is Sort.DATA:
            _add(lines, rows.line_of(table, r, head), head)
    yield structs.replace(current, lines=tuple(lines), sums=tuple(sums))


def _add(lines: list[Line], line: Line, head: Columns) -> None:
    before = lines[-1] if lines else None
    if before is not None and rows.continues(line, before, head):
        lines[-1] = rows.joined(before, line)
    else:
        lines.append(line)


def _joined(stretches: Sequence[_Stretch]) -> Iterator[_Stretch]:
    """A table that goes on after a page break (same heads, no title, numbers going on) as one."""
    last: _Stretch | None = None
    for stretch in stretches:
        if last is not None and _goes_on(last, stretch):
            last = structs.replace(
                last, lines=(*last.lines, *stretch.lines), sums=(*last.sums, *stretch.sums)
            )
            continue
        if last is not None:
            yield last
        last = stretch
    if last is not None:
        yield last


def _goes_on(last: _Stretch, stretch: _Stretch) -> bool:
    if stretch.kind != last.kind:
        return False
    if stretch.begins and not any("续" in title for title in stretch.titles):
        return False
    return last.kind != "equipment" or _first_number(stretch) != 1


def _first_number(stretch: _Stretch) -> int | None:
    cell = stretch.lines[0].cells.get("seq") if stretch.lines else None
    text = fold(cell.text) if cell is not None else ""
    return int(text) if text.isdigit() else None


def _named(stretches: Sequence[_Stretch]) -> Iterator[tuple[str, _Stretch, float]]:
    """Each stretch with its key; equipment by what its titles say, else by order."""
    told = [_told(stretch) for stretch in stretches]
    taken = {key for key in told if key}
    for stretch, key in zip(stretches, told, strict=True):
        if key:
            yield key, stretch, labels.EXACT
            continue
        guess = "new_equipment" if "existing_equipment" in taken else "existing_equipment"
        taken.add(guess)
        yield guess, stretch, labels.POSITION


def _told(stretch: _Stretch) -> str:
    if stretch.kind != "equipment":
        return stretch.kind
    for title in stretch.titles:
        key = fold(title)
        old, new = anchors.EXISTING.search(key), anchors.NEW.search(key)
        if bool(old) != bool(new):
            return "existing_equipment" if old else "new_equipment"
    return ""


def _annex(key: str, stretch: _Stretch, sure: float) -> Annex:
    flags = ("by_position",) if sure < labels.EXACT else ()
    read_rows = tuple(rows.read(x, stretch.heads, stretch.note, sure, flags) for x in stretch.lines)
    sums = (rows.totals(rows.read(x, stretch.heads, stretch.note, sure)) for x in stretch.sums)
    titled = any(
        anchors.ANNEX_TITLES[_title_key(key)].search(fold(title)) for title in stretch.titles
    )
    return Annex(
        key, read_rows, tuple(filter(None, sums)), stretch.where, titled, stretch.heads.known
    )


def _title_key(key: str) -> str:
    return "existing_equipment" if key == "new_equipment" else key
