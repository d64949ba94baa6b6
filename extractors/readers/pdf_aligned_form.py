"""The basic table without upright lines: rows by its known labels, cells by the white in each row.

Only where several of the form's labels stand at the head of lines, with their values set apart;
where a row leaves a doubt nothing is made a table and the lines stay paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct

from extractors.readers.pdf_aligned_grid import NEAR, Part, grid_of, set_to_writing
from extractors.readers.pdf_aligned_rows import (
    BRACKETS,
    Anchor,
    Row,
    anchor_of,
    bands_of,
    groups_of,
    names_in,
)
from extractors.readers.pdf_flow import is_heading
from extractors.readers.pdf_frame import union
from extractors.readers.pdf_glyphs import Glyph
from extractors.readers.pdf_lines import Line, lines_of
from extractors.readers.pdf_page import Leaf
from extractors.readers.pdf_tables import DraftTable, table_of
from extractors.readers.pdf_white import Span, glyphs_of, less, middle_in, spans_of, text_in
from extractors.readers.pdf_white_columns import Whites
from schemas.fields import BASIC_TABLE

LABELS: Final = frozenset(
    BRACKETS.sub("", word)
    for entry in BASIC_TABLE
    for word in (entry.label, *entry.synonyms)
    if entry.key != "commitment_text"
) | {"年度", "年度金额", "指标", "指标名称"}
_GROUPED: Final = ("工业总产", "工业增加", "利润总额", "纳税总额")
_GROUP: Final = re.compile(r"(企业|单位|公司)?近[3三]年(生产)?经营(情况|状况)?")
"""What the form prints beside the yearly rows, over several of them: a label of none."""
_BEGINNINGS: Final = frozenset(label[:2] for label in LABELS)
_HEAD: Final = re.compile(
    r"20\d\d年?度?|(?:培育|建设|培育建设)?实施[前后]|实施成效|成效|年度|指标|项目|单位|计量单位|指标名称"
)
_TITLE: Final = re.compile(r"[一二三四五]\s*[、.．]\s*[\u3400-\u9fff]{4,14}$")
_PLEDGE: Final = re.compile(r"材料真实性承诺")
_LAST: Final = tuple(
    BRACKETS.sub("", entry.label) for entry in BASIC_TABLE if entry.key == "measures"
)
_TELLING = 4
_LEAST = 4
_LEAST_UNDER = 1
GAP = 0.8  # in type sizes: white that parts a label from its value
_BEYOND = 7  # so many lines are tried at either end


class Form(Struct, frozen=True):
    """What a page holds of the basic table: its rows, the lines that stay loose, and the white
    between the columns (实施前, 实施后 …) that are open at the foot of the page."""

    tables: list[DraftTable]
    rest: list[Line]
    open_columns: tuple[Span, ...] = ()


def formed(leaf: Leaf, lines: list[Line], above: Sequence[Span] = ()) -> Form:
    """The basic table among the page's loose ``lines``; ``above`` are the page before's open columns.

    It may be set as several tables, one below the other.
    """
    tables: list[DraftTable] = []
    rest: list[Line] = []
    left, columns = lines, tuple(above)
    while True:
        done, made, columns = _next(leaf, left, columns, further=bool(tables or above))
        rest.extend(left[: done[0]])
        if made is None:
            rest.extend(left[done[0] :])
            return Form(tables, rest, columns)
        tables.append(made)
        left = left[done[1] :]
        if not left:
            return Form(tables, rest, columns)


_Found = tuple[tuple[int, int], DraftTable | None, tuple[Span, ...]]
"""The part of the lines that a table takes, the table, and the columns open below it."""


def _next(leaf: Leaf, lines: list[Line], above: Sequence[Span], *, further: bool) -> _Found:
    """The first part of ``lines`` that makes a table; none where nothing does.

    Only below another one or its open columns (``further``) may a part be passed over: half a form as a table and
    half as lines would be read worse than lines alone.
    """
    starts = [i for i, line in enumerate(lines) if _is_labelled(line, 1)]
    if not any(_is_labelled(lines[i]) for i in starts):
        return (0, 0), None, ()
    while starts:
        start = starts[0] - (starts[0] > 0 and is_head(lines[starts[0] - 1]))
        stop, white = _region(lines, start)
        found = None
        least = 1 if above and start == 0 else _least(lines[start], further=further)
        if white is not None and sum(start <= i < stop for i in starts) >= least:
            found = _tried(leaf, lines, (start, stop), white, above)
        if found is not None:
            part, (table, columns) = found
            return part, table, columns if stop == len(lines) else ()
        starts = [i for i in starts if further and i >= max(stop, starts[0] + 1)]
    return (0, 0), None, ()


def _least(first: Line, *, further: bool) -> int:
    """How many labels must stand below one another: fewer below a table and under a head.

    The form's last row, 主要举措与成效, may be a table of its own; its label is long and telling.
    """
    if not further:
        return _LEAST
    begun = BRACKETS.sub("", text_in([first], spans_of([first], GAP)[0]))
    if len(begun) >= _TELLING and any(label.startswith(begun) for label in _LAST):
        return 1
    return _LEAST_UNDER if is_head(first) else _LEAST


def _tried(
    leaf: Leaf, lines: list[Line], part: tuple[int, int], white: Span, above: Sequence[Span]
) -> tuple[tuple[int, int], tuple[DraftTable, tuple[Span, ...]]] | None:
    """The table in ``part`` of the lines, and that part.

    Where labels stand by the middle of their cells, the first one's value begins above it and
    the pledge, which is no row of the table, above its own label: both ends are felt for.
    """
    start, stop = part
    beyond = range(_BEYOND if stop < len(lines) and _PLEDGE.match(lines[stop].text) else 1)
    for first in range(start, max(start - _BEYOND, -1), -1):
        if first < start and not _is_valued(lines[first], white):
            return None
        for last in (stop - k for k in beyond):
            made = _table(leaf, lines[first:last], white, () if first else above)
            if made:
                return (first, last), made
            if _is_labelled(lines[last - 1], 1):
                break
    return None


def _is_valued(line: Line, white: Span) -> bool:
    """Whether a line stands wholly where the values do."""
    return line.box[0] >= white[1] - NEAR


def _is_labelled(line: Line, least: int = 2) -> bool:
    """Whether a line of ``least`` stretches begins with a label, or the first line of one."""
    if line.text[:2] not in _BEGINNINGS:
        return False
    spans = spans_of([line], GAP)
    if len(spans) < least:
        return False
    begun = BRACKETS.sub("", text_in([line], spans[0]))
    return begun in LABELS or (len(begun) >= 4 and any(x.startswith(begun) for x in LABELS))


def _region(lines: Sequence[Line], start: int) -> tuple[int, Span | None]:
    """Up to which line the form goes, and the white right of its labels."""
    labelled = (spans_of([line], GAP) for line in lines[start:] if _is_labelled(line))
    first = next(labelled, None)
    if first is None:
        return start, None
    free: list[Span] = [(first[0][1], first[1][0])]
    for i in range(start, len(lines)):
        if _PLEDGE.match(lines[i].text):
            return i, _widest(free)
        left = less(free, lines[i])
        if left:
            free = left
        elif not (is_heading(lines[i].text) and len(spans_of([lines[i]], GAP)) == 1):
            return i - (i - 1 > start and is_head(lines[i - 1])), _widest(free)
    return len(lines), _widest(free)


def _widest(free: Sequence[Span]) -> Span | None:
    return max(free, key=lambda span: span[1] - span[0], default=None)


def _table(
    leaf: Leaf, lines: Sequence[Line], white: Span, above: Sequence[Span]
) -> tuple[DraftTable, tuple[Span, ...]] | None:
    at = (white[0] + white[1]) / 2
    box = union(*(line.box for line in lines))
    titles = [line for line in lines if line.box[0] < at < line.box[2] and not less([white], line)]
    titles += [x for x in lines if x not in titles and _heads_part(x)]
    beside = {id(g) for g in _beside(lines, at)}
    writing = [g for line in lines for g in glyphs_of(line) if id(g) not in beside]
    kept = {id(g) for line in lines if line not in titles for g in glyphs_of(line)}
    glyphs = [g for g in writing if id(g) in kept]
    left = lines_of([g for g in glyphs if middle_in(g, (box[0] - 1, at))])
    right = lines_of([g for g in glyphs if middle_in(g, (at, box[2] + 1))])
    rows = _rows(left, right)
    if rows is None:
        return None
    across = (box[0] - 2.0, box[2] + 2.0)
    parts = [Part(Row(t.box[1], t.box[3]), (across,)) for t in titles]
    columns = _columns(rows, right, above)
    parts += _parts(columns, (across[0], at), across[1])
    parts.sort(key=lambda part: part.row.top)
    table = set_to_writing(table_of(grid_of(parts), writing, leaf), max(x.box[2] for x in right))
    return table, columns[-1].white.spans() if columns[-1].white else ()


def _heads_part(line: Line) -> bool:
    """Whether a line is the title of the rows below it, on a line of its own."""
    return bool(_TITLE.match(line.text) or _GROUP.fullmatch(line.text))


def _beside(lines: Sequence[Line], at: float) -> list[Glyph]:
    """The characters of a label over several rows that stands left of the yearly ones."""
    spans = [(line, span) for line in lines for span in spans_of([line], GAP) if span[1] < at]
    yearly = [(line, a) for line, (a, b) in spans if text_in([line], (a, b)).startswith(_GROUPED)]
    if not yearly:
        return []
    top, bottom, edge = yearly[0][0].box[1], yearly[-1][0].box[3], min(a for _, a in yearly)
    left = [(x, s) for x, s in spans if s[1] < edge and x.box[3] > top and x.box[1] < bottom]
    text = "".join(text_in([line], span) for line, span in left)
    if not _GROUP.fullmatch(text):
        return []
    return [g for line, span in left for g in glyphs_of(line) if middle_in(g, span)]


def _rows(left: Sequence[Line], right: Sequence[Line]) -> list[Row] | None:
    heads = [anchor_of([line]) for line in right if is_head(line)]
    labels = names_in(left, LABELS)
    if not labels:
        return None
    heads = [h for h in heads if all(abs(h.centre - x.centre) > x.size for x in labels)]
    anchors: list[Anchor] = sorted([*labels, *heads], key=lambda anchor: anchor.centre)
    for middle in (False, True):
        groups = groups_of((left, right), anchors, middle=middle, continued=False)
        rows = bands_of(groups) if groups else None
        if rows and len(rows) == len(anchors):
            return rows
    return None


def is_head(line: Line) -> bool:
    """Whether a line only heads columns: years, 实施前, 实施后 …"""
    spans = spans_of([line], GAP)
    texts = [BRACKETS.sub("", text_in([line], span)) for span in spans]
    return len(texts) > 1 and all(_HEAD.fullmatch(text) for text in texts)


class _Columned(Struct):
    """A row with its lines right of the label and the white between the columns it stands under."""

    row: Row
    lines: list[Line]
    white: Whites | None


def _columns(rows: Sequence[Row], right: Sequence[Line], above: Sequence[Span]) -> list[_Columned]:
    """The rows, those that one head governs with the white that all of them leave."""
    found: list[_Columned] = []
    white = Whites.left(above)
    for row in rows:
        lines = [x for x in right if row.top - 1 < (x.box[1] + x.box[3]) / 2 < row.bottom + 1]
        spans = spans_of(lines, GAP) if lines else ()
        if any(is_head(line) for line in lines):
            white = Whites.under(spans)
        elif not white or _has_label(lines, spans) or not white.take(lines, spans):
            white = None
        found.append(_Columned(row, lines, white))
    return found


def _has_label(lines: Sequence[Line], spans: Sequence[Span]) -> bool:
    return any(BRACKETS.sub("", text_in(lines, s)) in LABELS for s in spans[1:])


def _parts(columns: Sequence[_Columned], label: Span, end: float) -> Iterator[Part]:
    """Each row's cells: columns under a head, label and value in turn, or one value."""
    for one in columns:
        cuts = one.white.cuts() if one.white else _pair(one.lines)
        yield Part(one.row, tuple(pairwise((label[0], label[1], *cuts, end))))


def _pair(lines: Sequence[Line]) -> Iterator[float]:
    """Where a second label begins and ends in a row of two."""
    spans = spans_of(lines, GAP) if lines else ()
    for before, here, after in zip(spans, spans[1:], spans[2:], strict=False):
        if BRACKETS.sub("", text_in(lines, here)) in LABELS:
            yield (before[1] + here[0]) / 2
            yield (here[1] + after[0]) / 2
