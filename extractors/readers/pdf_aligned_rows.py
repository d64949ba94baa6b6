"""Where the rows of a list without lines begin and end: by its numbers, or by lines across."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct

from extractors.readers.pdf_lines import Line

_NUMBER: Final = re.compile(r"[(（]?\d{1,3}[)）.、．]?|[一二三四五六七八九十]{1,3}[、.]?")
TOTAL: Final = re.compile(r"合\s*计|总\s*计|小\s*计|总\s*分")
_SUM_ROW: Final = re.compile(rf"(?:自评)?(?:{TOTAL.pattern})(?:得分|分值|分|数)?")
_FIGURE: Final = re.compile(r"[\d.,，%-]+|符合|不符合|/")
BRACKETS: Final = re.compile(r"\s|[（(][^（()）]*[)）]?|[*＊:：]")
"""What is left out of a head's or a label's words: white, colons, what stands in brackets."""
_NAME_LINES = 6
_NEAR = 0.35  # in type sizes: how exactly a cell stands where its row's number stands


class Row(Struct, frozen=True):
    """A row's top and bottom, in points."""

    top: float
    bottom: float


class Anchor(Struct, frozen=True):
    """What tells a row: the middle of its first line and of all its lines, in points."""

    first: float
    centre: float
    size: float


Columns = Sequence[Sequence[Line]]
_Groups = list[list[list[Line]]]


def rows_of(
    columns: Columns,
    serial: int | None,
    across: Sequence[float],
    names: Collection[str] = (),
    *,
    continued: bool,
) -> list[Row] | None:
    """The rows that the lines of ``columns`` form, ``None`` where they leave a doubt.

    ``across`` are the heights of the lines drawn between them; ``names`` those that one of its
    columns may hold, one a row; ``continued`` tells that the first row may be the rest of one
    overleaf.
    """
    lines = [line for column in columns for line in column]
    if not lines:
        return None
    anchors, told = _named(columns, names) if names else _numbered(columns, serial)
    ruled = _ruled(lines, across)
    if len(ruled) > 1 and _one_each(anchors, ruled) and (anchors or not names):
        return ruled
    if serial is None and not names:
        return _plain(columns)
    if not anchors:
        return _rest(lines) if continued and not names else None
    for middle in (False, True):
        groups = groups_of(columns[told:], anchors, middle=middle, continued=continued)
        rows = bands_of(groups) if groups else None
        if rows:
            return rows
    return None


def _ruled(lines: Sequence[Line], across: Sequence[float]) -> list[Row]:
    """The rows between lines across."""
    top, bottom = min(line.box[1] for line in lines), max(line.box[3] for line in lines)
    cuts = sorted(y for y in across if top < y < bottom)
    rows: list[Row] = []
    for start, end in pairwise((top - 1.0, *cuts, bottom + 1.0)):
        within = [line for line in lines if start < _middle(line) < end]
        if within:
            rows.append(Row(min(x.box[1] for x in within), max(x.box[3] for x in within)))
    return rows


def _middle(line: Line) -> float:
    return (line.box[1] + line.box[3]) / 2


def _one_each(anchors: Sequence[Anchor], rows: Sequence[Row]) -> bool:
    """Whether no row between lines across holds two numbers or names."""
    return all(sum(r.top < a.centre < r.bottom for a in anchors) <= 1 for r in rows)


def _numbered(columns: Columns, serial: int | None) -> tuple[list[Anchor], int]:
    """The lines that stand for a row each: its number, or 合计."""
    if serial is None:
        return [], 0
    totals = [x for column in columns for x in column if TOTAL.match(x.text)]
    numbers = [x for x in columns[serial] if x not in totals]
    if not all(_NUMBER.fullmatch(line.text) for line in numbers):
        return [], 0
    found = [*_unbroken(numbers), *([x] for x in totals)]
    return sorted(map(anchor_of, found), key=lambda anchor: anchor.first), 0


def _unbroken(numbers: Sequence[Line]) -> list[list[Line]]:
    """The lines of each running number: after ``9`` a narrow column sets ``1`` over ``0``."""
    found: list[list[Line]] = []
    due = 0
    for line in numbers:
        broken = found and due and _count(line) != due == _count(*found[-1], line)
        if broken:
            found[-1].append(line)
        else:
            due = _count(*found[-1]) + 1 if found else 0
            found.append([line])
    return found


def _count(*lines: Line) -> int:
    figures = re.sub(r"\D", "", "".join(line.text for line in lines))
    return int(figures) if figures else 0


def _named(columns: Columns, names: Collection[str]) -> tuple[list[Anchor], int]:
    """The names and sums that stand for a row each, and in which column the names stand."""
    offers = [(names_in(column, names), -i) for i, column in enumerate(columns)]
    best, at = max(offers, key=lambda offer: (len(offer[0]), offer[1]))
    if not best:
        return [], -at
    sums = [anchor_of([x]) for column in columns for x in column if _SUM_ROW.fullmatch(x.text)]
    return sorted([*best, *sums], key=lambda anchor: anchor.first), -at


def names_in(column: Sequence[Line], names: Collection[str]) -> list[Anchor]:
    """The column's lines put together to ``names``; empty where one is left over.

    A name that the foot of the page cut has its first lines at the end, the rest at the top.
    """
    anchors: list[Anchor] = []
    i = _cut_off(column, names)
    while i < len(column):
        fitting = [k for k in range(1, _NAME_LINES + 1) if _bare(column[i : i + k]) in names]
        begun = _bare(column[i:])
        if fitting:
            anchors.append(anchor_of(column[i : i + fitting[-1]]))
        elif len(begun) > 1 and any(name.startswith(begun) for name in names):
            return [*anchors, anchor_of(column[i:])]
        elif not TOTAL.match(column[i].text):
            return []
        i += fitting[-1] if fitting else 1
    return anchors


def without_veto(column: Sequence[Line]) -> list[Line]:
    """``column`` without 一票否决: set to the middle of two rows, it stands by none of them."""
    for i in range(len(column)):
        for k in (1, 2, 4):
            if _bare(column[i : i + k]) == "一票否决":
                return [*column[:i], *column[i + k :]]
    return list(column)


def _cut_off(column: Sequence[Line], names: Collection[str]) -> int:
    """How many lines at the top end a name that began overleaf."""
    for k in range(1, min(_NAME_LINES, len(column)) + 1):
        rest = _bare(column[:k])
        if rest in names:
            return 0
        if rest.endswith(("）", ")")) or any(name.endswith(rest) for name in names):
            return k
    return 0


def _bare(lines: Sequence[Line]) -> str:
    return BRACKETS.sub("", "".join(line.text for line in lines))


def anchor_of(lines: Sequence[Line]) -> Anchor:
    """The row that ``lines``, one under the other, stand for."""
    centre = (lines[0].box[1] + lines[-1].box[3]) / 2
    return Anchor(_middle(lines[0]), centre, lines[0].size)


def _plain(columns: Columns) -> list[Row] | None:
    """Rows of one line each: every line across holds the first column and most of the others."""
    first = columns[0]
    others = [line for column in columns[1:] for line in column]
    for line in others:
        if not any(abs(_middle(line) - _middle(x)) < _NEAR * line.size for x in first):
            return None
    filled = len(others) >= 0.6 * len(first) * (len(columns) - 1)
    return [Row(line.box[1], line.box[3]) for line in first] if first and filled else None


def _rest(lines: Sequence[Line]) -> list[Row] | None:
    """The rest of one row: nothing in it may be a cell of its own."""
    if any(_FIGURE.fullmatch(line.text) for line in lines):
        return None
    return [Row(min(x.box[1] for x in lines), max(x.box[3] for x in lines))]


def groups_of(
    columns: Columns, anchors: Sequence[Anchor], *, middle: bool, continued: bool
) -> _Groups | None:
    """For each column the lines of each row; ``None`` where a cell does not stand by its number.

    The first group holds what stands above the first number.
    """
    found: _Groups = []
    for column in columns:
        parted = _centred(column, anchors) if middle else _hanging(column, anchors)
        if parted is None or (parted[0] and not continued):
            return None
        found.append(parted)
    return found


def _hanging(column: Sequence[Line], anchors: Sequence[Anchor]) -> list[list[Line]] | None:
    """Cells that begin level with their number."""
    groups: list[list[Line]] = [[] for _ in range(len(anchors) + 1)]
    for line in column:
        row = sum(a.first - _NEAR * a.size < _middle(line) for a in anchors)
        groups[row].append(line)
    for anchor, group in zip(anchors, groups[1:], strict=True):
        if group and abs(_middle(group[0]) - anchor.first) > _NEAR * anchor.size:
            return None
    return groups


def _centred(column: Sequence[Line], anchors: Sequence[Anchor]) -> list[list[Line]] | None:
    """Cells whose middle is level with their number; the first lines may belong to none."""
    offers = (_around_all(column, skipped, anchors) for skipped in range(len(column) + 1))
    return next((groups for groups in offers if groups is not None), None)


def _around_all(
    column: Sequence[Line], skipped: int, anchors: Sequence[Anchor]
) -> list[list[Line]] | None:
    groups, at = [list(column[:skipped])], skipped
    for anchor in anchors:
        count = _around(column[at:], anchor)
        groups.append(list(column[at : at + count]))
        at += count
    return groups if at == len(column) else None


def _around(lines: Sequence[Line], anchor: Anchor) -> int:
    """How many of ``lines`` from the first on lie most evenly around the anchor's middle."""
    best = _NEAR * anchor.size, 0
    for count in range(1, len(lines) + 1):
        off = (lines[0].box[1] + lines[count - 1].box[3]) / 2 - anchor.centre
        best = min(best, (abs(off), count))
        if off > _NEAR * anchor.size:
            break
    return best[1]


def bands_of(groups: _Groups) -> list[Row] | None:
    """The rows' heights; ``None`` where two rows would overlap."""
    rows: list[Row] = []
    for i in range(len(groups[0])):
        lines = [line for column in groups for line in column[i]]
        if lines:
            rows.append(Row(min(x.box[1] for x in lines), max(x.box[3] for x in lines)))
    overlaps = any(b.top < a.bottom - 2.0 for a, b in pairwise(rows))
    return None if overlaps else rows
