"""Lists without upright lines: columns from the white between the words under a known head.

Only under a head of which the form's own words are known (annexes, self-evaluation); rows are
told by the running numbers in 序号, or by lines across. Where either leaves a doubt there is no
table and the lines stay paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct, structs

from extractors.readers.pdf_aligned_form import formed
from extractors.readers.pdf_aligned_groups import rows_with, titles_of
from extractors.readers.pdf_aligned_rows import BRACKETS, Row, rows_of, without_veto
from extractors.readers.pdf_banded import banded
from extractors.readers.pdf_flow import is_heading
from extractors.readers.pdf_frame import union
from extractors.readers.pdf_grid import Grid, Slot
from extractors.readers.pdf_lines import Line, lines_of
from extractors.readers.pdf_page import Leaf
from extractors.readers.pdf_tables import DraftTable, table_of
from extractors.readers.pdf_text import Measure, cell_text
from extractors.readers.pdf_white import Span, glyphs_of, less, middle_in, spans_of, text_in
from schemas.fields import EQUIPMENT, INNOVATIONS, PROJECTS
from schemas.policy import edition

# fmt: off
_CLAIMS: Final = frozenset(("自评得分", "自评分", "企业自评", "企业自评分", "自评", "自评分值", "自评依据", "自评说明"))
_SCORE: Final = _CLAIMS | {
    "评价指标", "指标", "一级指标", "二级指标", "指标名称", "评价项目", "评价内容", "评价要求", "指标要求", "评价标准",
    "评分标准", "评分依据", "分值", "满分", "标准分", "权重", "得分", "得分说明", "情况说明", "佐证材料", "证明材料", "说明",
}
# fmt: on
_WORDS: Final = (
    frozenset(
        re.sub(r"[（(].*?[)）]", "", word)
        for entry in (*INNOVATIONS, *PROJECTS, *EQUIPMENT)
        for word in (entry.label, *entry.synonyms)
    )
    | _SCORE
)
_ITEMS: Final = frozenset(BRACKETS.sub("", entry.label) for entry in edition().items)
_SERIAL: Final = frozenset(("序号", "编号"))
_TELLING: Final = re.compile("|".join(sorted({*(w[:2] for w in _WORDS), *_SERIAL})))
_NOTE: Final = re.compile(r"[\s（(]*(注|备注|说明|附)\s*[:：\d]|附件|附表|续表|表\s*\d")
_TITLE: Final = re.compile(r"(清单|汇总表|一览表|自评表|评价表)\s*$")
_TOTAL: Final = re.compile(r"\s*(合\s*计|总\s*计|小\s*计|总\s*分)")
_LEAST = 4
_HEAD_LINES = 12
_GAP = 0.5  # in type sizes: what stands further apart may stand in two columns
_MOST = 0.6  # share of the width that a line across takes; beside merged cells it is shorter
_FAR = 5.0  # in type sizes: what stands further below is no more of the table

Loose = tuple[Leaf, list[Line]]
"""A page and its lines outside the ruled tables."""


class Head(Struct, frozen=True):
    """A head found in the lines ``start`` up to ``stop``: its columns and their words."""

    start: int
    stop: int
    columns: tuple[Span, ...]
    texts: tuple[str, ...]

    @property
    def serial(self) -> int | None:
        """Which column numbers the rows."""
        return next((i for i, text in enumerate(self.texts) if text in _SERIAL), None)


def aligned(pages: Sequence[Loose]) -> list[tuple[list[DraftTable], list[Line]]]:
    """For each page the tables that its loose lines form, and the lines that stay loose."""
    found: list[tuple[list[DraftTable], list[Line]]] = []
    open_end: Open | None = None
    columns: Sequence[Span] = ()
    for leaf, lines in pages:
        tables, rest, open_end = _page(leaf, lines, open_end)
        form = banded(leaf, rest, columns) or formed(leaf, rest, columns)
        columns = form.open_columns
        found.append(([*tables, *form.tables], form.rest))
    return found


class Open(Struct, frozen=True):
    """A table that reaches the foot of its page: its head, column edges and the white there."""

    head: Head
    xs: tuple[float, ...]
    white: list[list[Span]]


def _page(
    leaf: Leaf, lines: list[Line], above: Open | None
) -> tuple[list[DraftTable], list[Line], Open | None]:
    if above is None and not any(_may_head(line) for line in lines):
        return [], lines, None
    tables: list[DraftTable] = []
    rest: list[Line] = []
    i, going = 0, None
    while i < len(lines):
        head = _head(lines, i)
        if head is None and not (above is not None and i == 0):
            rest.append(lines[i])
            i, going = i + 1, None
            continue
        made = _table(leaf, lines, i, head, above)
        if made is None:
            rest.append(lines[i])
            i, going = i + 1, None
            continue
        table, i, going = made
        tables.append(table)
        above = going
    return tables, rest, going


def _may_head(line: Line) -> bool:
    """Cheap look: at least two beginnings of known words, some white, and no prose."""
    text = line.text
    if " " not in text or "，" in text or "。" in text:
        return False
    return len(_TELLING.findall(text)) >= 2


def _head(lines: Sequence[Line], start: int) -> Head | None:
    """The head whose first line is ``lines[start]``; lines above it would spoil its words."""
    if not any(_may_head(line) for line in lines[start : start + _HEAD_LINES]):
        return None
    known, head = _best_head(lines, start)
    if head is None:
        return None
    later = range(start + 1, head.stop)
    return None if any(_best_head(lines, i)[0] > known for i in later) else head


def _best_head(lines: Sequence[Line], start: int) -> tuple[int, Head | None]:
    """The most known words that a head from ``start`` on has, and the longest such head."""
    best: tuple[int, Head | None] = 0, None
    for stop in range(start + 1, min(start + _HEAD_LINES, len(lines)) + 1):
        band = lines[start:stop]
        if stop - start > 1 and band[-1].box[1] - band[-2].box[3] > 1.5 * band[-1].size:
            break
        columns = spans_of(band, _GAP)
        texts = tuple(BRACKETS.sub("", text_in(band, span)) for span in columns)
        known = sum(text in _WORDS or text in _SERIAL for text in texts)
        wider = best[1] is not None and len(texts) > len(best[1].texts)
        if known >= max(_LEAST, best[0] + wider) and 2 * known > len(texts):
            best = known, Head(start, stop, columns, texts)
    return best


def _table(
    leaf: Leaf, lines: list[Line], start: int, head: Head | None, above: Open | None
) -> tuple[DraftTable, int, Open | None] | None:
    """The table that begins at ``lines[start]``, where the next block begins, and what stays open."""
    known = head or (above.head if above else None)
    if known is None:
        return None
    begin = head.stop if head else start
    drawn = _across(leaf, (known.columns[0][0], known.columns[-1][1]))
    # The first line of a page on which a table goes on may be the rest of a cell.
    skipped = lines[begin : begin + 1] if above else []
    titles = [x for x in titles_of(lines[begin:], drawn, _GAP) if x not in skipped]
    stop, white = _body(lines, begin, _white(known) if head or not above else above.white, titles)
    if stop == begin < len(lines):
        return None
    titles = [line for line in titles if line in lines[begin:stop]]
    body = [line for line in lines[begin:stop] if line not in titles]
    inner = (max(free, key=lambda span: span[1] - span[0]) for free in white)
    edges = _edges(lines[start:stop], [(a + b) / 2 for a, b in inner])
    rows = _rows(leaf, body, edges, known, head is not None) if body else []
    if rows is None:
        return None
    grid = _grid(edges, lines[start:begin], *rows_with(rows, titles))
    table = table_of(grid, [glyph for line in lines[start:stop] for glyph in glyphs_of(line)], leaf)
    table = _tight(table, _columns(body, edges))
    if above and above.head.texts == known.texts:
        table = structs.replace(table, xs=above.xs)
    return table, stop, Open(known, table.xs, white) if stop == len(lines) else None


def _rows(
    leaf: Leaf, lines: Sequence[Line], edges: Sequence[float], known: Head, headed: bool
) -> list[Row] | None:
    names = _ITEMS if _CLAIMS & set(known.texts) else ()
    across, columns = _across(leaf, edges), _columns(lines, edges)
    if names:
        columns = [without_veto(column) for column in columns]
    return rows_of(columns, known.serial, across, names, continued=not headed)


def _columns(lines: Sequence[Line], edges: Sequence[float]) -> list[list[Line]]:
    glyphs = [glyph for line in lines for glyph in glyphs_of(line)]
    return [lines_of([g for g in glyphs if middle_in(g, span)]) for span in pairwise(edges)]


def _tight(table: DraftTable, columns: Sequence[Sequence[Line]]) -> DraftTable:
    """``table`` with its cells set to the width that the writing of their column takes."""
    measures = [_measure(lines) for lines in columns]
    cells = []
    for cell in table.cells:
        measure = measures[cell.column] or cell.measure
        written = cell_text(cell.lines, measure)
        cells.append(structs.replace(cell, measure=measure, written=written))
    return structs.replace(table, cells=tuple(cells), aligned=True)


def _measure(lines: Sequence[Line]) -> Measure | None:
    if not lines:
        return None
    return Measure(min(line.box[0] for line in lines), max(line.box[2] for line in lines))


def _across(leaf: Leaf, edges: Sequence[float]) -> list[float]:
    """The heights of the lines drawn across most of the table."""
    drawn: dict[int, float] = {}
    for rule in leaf.loose:
        inside = min(rule.end, edges[-1]) - max(rule.start, edges[0])
        if inside > 0:
            drawn[round(rule.at)] = drawn.get(round(rule.at), 0.0) + inside
    return sorted(at for at, length in drawn.items() if length > _MOST * (edges[-1] - edges[0]))


def _white(head: Head) -> list[list[Span]]:
    return [[(left[1], right[0])] for left, right in pairwise(head.columns)]


def _body(
    lines: Sequence[Line], start: int, white: list[list[Span]], titles: Sequence[Line]
) -> tuple[int, list[list[Span]]]:
    """Up to which line the table goes, and the white that all its lines leave between columns.

    ``titles`` are lines that may name a group of its rows; none ends a table that others follow.
    """
    stop, white = _reach(lines, start, white, titles)
    while start < stop < len(lines) and lines[stop - 1] in titles:
        stop -= 1
    return stop, white


def _reach(
    lines: Sequence[Line], start: int, white: list[list[Span]], titles: Sequence[Line]
) -> tuple[int, list[list[Span]]]:
    for i in range(start, len(lines)):
        line = lines[i]
        if i and line.box[1] - lines[i - 1].box[3] > _FAR * line.size and i > start:
            return i, white
        if line in titles:
            continue
        if _ends_it(line, white) or _head(lines, i) is not None:
            return i, white
        if _TOTAL.match(line.text):
            continue
        left = [less(free, line) for free in white]
        if not all(left):
            return i, white
        white = left
    return len(lines), white


def _ends_it(line: Line, white: list[list[Span]]) -> bool:
    """Whether a line is a note, a heading or the title of the next table."""
    if len(spans_of([line], _GAP)) > 1:
        return False
    if _TITLE.search(line.text):
        return True
    first = line.box[0] < white[0][0][0]
    return first and bool(_NOTE.match(line.text) or (len(line.text) > 3 and is_heading(line.text)))


def _edges(lines: Sequence[Line], inner: Sequence[float]) -> tuple[float, ...]:
    box = union(*(line.box for line in lines))
    return box[0] - 2.0, *inner, box[2] + 2.0


def _grid(
    edges: Sequence[float], head: Sequence[Line], rows: Sequence[Row], whole: frozenset[Row]
) -> Grid:
    """The grid of head and rows; those in ``whole`` have one cell."""
    bands = [Row(min(h.box[1] for h in head), max(h.box[3] for h in head))] if head else []
    bands.extend(rows)
    inner = [(a.bottom + b.top) / 2 for a, b in pairwise(bands)]
    ys = (bands[0].top - 1.0, *inner, bands[-1].bottom + 1.0)
    last = len(edges) - 1
    slots = [
        Slot(r, c, 1, span, (edges[c], ys[r], edges[c + span], ys[r + 1]))
        for r, band in enumerate(bands)
        for c, span in ([(0, last)] if band in whole else [(c, 1) for c in range(last)])
    ]
    return Grid(tuple(edges), ys, tuple(slots), open_top=not head, open_bottom=True)
