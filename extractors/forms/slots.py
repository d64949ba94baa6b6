"""Labelled slots of a form: which cell is a label, and which cells hold its value.

Works on any table that pairs labels with values: label left of its value, two pairs in a row,
labels above their values, ``label：value`` in one cell. Knows no layout of its own.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, structs

from extractors import grid
from extractors.grammar import labels
from extractors.grammar.labels import Match
from extractors.grammar.text import fold, is_blank
from schemas.document import Cell, Table
from schemas.fields import COMPARED, YEARLY, Field, Type

_PAIR = re.compile(
    r"\A\s*([^:：\n]{2,40}?(?:[:：]\s*[（(][^()（）:：\n]{1,12}[)）])?)\s*[:：]([^\n]*)\Z",
    re.DOTALL,
)
_NEXT_PAIR = re.compile(r"[ \t\u3000\xa0;；](?=[^\s:：;；,，。]{2,16}[:：])")
_RUNNING_ENTRY = re.compile(r"[^:：]{0,16}(?:举措|成效|主营|经营范围|先进值|标准)[^:：]{0,8}[:：]")
"""An entry of running text, whose own colons part nothing."""
_SPACED = re.compile(r"\A\s*([^\s:：,，。;；]{4,30})[ \u3000\t]+(\S[^\n]*)\Z")
_GLOSS = re.compile(r"[A-Za-z][A-Za-z .'/&-]{2,40}")
"""The label once more in English: no value."""
RUNNING = frozenset({"main_business", "measures", "benchmark"})
"""Entries whose value is running text."""
_TICKED = frozenset({Type.CHOICE, Type.CHOICES})
"""Entries whose options may fill several rows beside one merged label."""
_SERIES = frozenset(field.key for field in (*YEARLY, *COMPARED))
"""Entries with several values in a row: ``未统计`` among them is a value, never a label."""
_NOT_ASKED = re.compile(
    r"邮政编码|邮编|传真(?:电话|号码)?|电子邮[箱件]|e-?mail|邮箱|(?:企业|公司)?网[址站]|职[务称]|所在部门|部门|"
    r"(?:职工|员工|从业)人数(?:\(人\))?|(?:占地|建筑)面积(?:\(\S{1,5}\))?|(?:登记|注册)机关|营业期限|企业规模|"
    r"开户(?:银)?行|(?:银行)?账号|身份证号码?|微信号?|qq号?"
)
"""Labels that applicants add to a row: what the form asks for ends there."""
_LIKE_LABEL = re.compile(r"[*(]?(?:\d{1,2}[).、]?)?[\u3400-\u9fff()/、]{3,14}")
_COLUMN = 2
"""So many labels in a column make it one of labels."""
_HEADER_RUN = 3
"""So many labels side by side are a header row with their values below."""


class Slot(Struct, frozen=True):
    """A label with the cells of its value (none: the form has no room for one)."""

    match: Match
    label: Cell
    values: tuple[Cell, ...]
    table: Table | None = None

    @property
    def key(self) -> str:
        """The dictionary key of the label."""
        return self.match.field.key


def find(
    table: Table, fields: tuple[Field, ...], skip: frozenset[tuple[int, int]] = frozenset()
) -> tuple[Slot, ...]:
    """All slots of ``table``, in reading order; an entry may come twice.

    ``skip`` holds the anchors of cells that are no labels here (column heads).
    """
    names = _label_cells(table, fields, skip)
    slots = [
        Slot(match, cell, _kept(_values(table, cell, match, frozenset(names), skip), skip), table)
        for (cell, match) in names.values()
    ]
    used = {_at(cell) for slot in slots for cell in (slot.label, *slot.values)}
    paired = [
        slot
        for cell in grid.cells(table)
        if _at(cell) not in used | skip
        for slot in within(cell, fields)
    ]
    return tuple(sorted([*slots, *paired], key=lambda slot: _at(slot.label)))


def _at(cell: Cell) -> tuple[int, int]:
    return cell.row, cell.column


def _kept(cells: tuple[Cell, ...], skip: frozenset[tuple[int, int]]) -> tuple[Cell, ...]:
    return tuple(cell for cell in cells if _at(cell) not in skip)


def _label_cells(
    table: Table, fields: tuple[Field, ...], skip: frozenset[tuple[int, int]]
) -> dict[tuple[int, int], tuple[Cell, Match]]:
    found: dict[tuple[int, int], tuple[Cell, Match]] = {}
    for r in range(len(table.rows)):
        row = [cell for cell in grid.row_cells(table, r) if cell.row == r and _at(cell) not in skip]
        matches = [labels.best(cell.text, fields) for cell in row]
        for i in _labels_of_row(row, matches):
            match = matches[i]
            if match:
                found[_at(row[i])] = (row[i], match)
    return found


def _labels_of_row(row: Sequence[Cell], matches: Sequence[Match | None]) -> Iterator[int]:
    """Positions of the labels in a row; a value that happens to read like a label is none."""
    header = _has_run(row, matches)
    waiting = False
    for i, match in enumerate(matches):
        if match is None:
            waiting = False
            continue
        if waiting and not header and match.confidence < labels.EXACT:
            waiting = False
            continue
        waiting = True
        yield i


def _has_run(row: Sequence[Cell], matches: Sequence[Match | None]) -> bool:
    run = 0
    for match in matches:
        run = run + 1 if match else 0
        if run >= _HEADER_RUN:
            return True
    return False


def _values(
    table: Table,
    label: Cell,
    match: Match,
    names: frozenset[tuple[int, int]],
    skip: frozenset[tuple[int, int]],
) -> tuple[Cell, ...]:
    series = match.field.key in _SERIES
    beside = _until_label(grid.row_cells(table, label.row), label, names, series)
    one_row = label.row_span == 1 or match.field.type not in _TICKED
    if beside and one_row and (label.row_span == 1 or grid.filled(beside)):
        return beside
    if beside:
        return tuple(c for c in grid.right_of(table, label) if _at(c) not in names)
    under = grid.below(table, label)
    if under is None or _at(under) in names | skip:
        return ()
    return (under,)


def _until_label(
    row: Iterable[Cell], label: Cell, names: frozenset[tuple[int, int]], series: bool
) -> tuple[Cell, ...]:
    found: list[Cell] = []
    line = [cell for cell in row if cell.column > label.column]
    for i, cell in enumerate(line):
        if _at(cell) in names or (found and _NOT_ASKED.fullmatch(fold(cell.text))):
            break
        lone = found and not series and i + 1 < len(line)
        if lone and _stands_for_label(cell, line[i + 1], names):
            break
        found.append(cell)
    return tuple(found)


def _stands_for_label(cell: Cell, after: Cell, names: frozenset[tuple[int, int]]) -> bool:
    """Whether a cell that no entry knows is a label all the same: others of its column are."""
    if is_blank(after.text) or not _LIKE_LABEL.fullmatch(fold(cell.text)):
        return False
    return sum(c == cell.column and r != cell.row for r, c in names) >= _COLUMN


def within(cell: Cell, fields: tuple[Field, ...]) -> Iterator[Slot]:
    """``label：value`` lines that one cell (or one line of text) holds, or ``label  value``."""
    found = tuple(pairs(cell.text, fields)) or _spaced(cell.text, fields)
    for pair in found:
        yield Slot(pair.match, cell, (narrowed(cell, pair.value),))


def _spaced(text: str, fields: tuple[Field, ...]) -> tuple[Pair, ...]:
    """A label and its value parted by a space alone: both cells of a row were merged."""
    found = _SPACED.match(text)
    match = labels.best(found[1], fields) if found else None
    if found is None or match is None or match.confidence < labels.SYNONYM:
        return ()
    if _GLOSS.fullmatch(found[2].strip()):
        return ()
    unsure = structs.replace(match, confidence=labels.SPELT, flags=(*match.flags, "merged_pair"))
    return (Pair(unsure, found[2].strip()),)


def narrowed(cell: Cell, text: str) -> Cell:
    """The cell with only the stretch ``text`` of its own text, looks (bold …) moved along."""
    start = cell.text.find(text)
    spans = tuple(
        structs.replace(s, start=max(s.start - start, 0), end=min(s.end - start, len(text)))
        for s in cell.spans
        if start >= 0 and s.end > start and s.start < start + len(text)
    )
    return structs.replace(cell, text=text, number=None, spans=spans)


class Pair(Struct, frozen=True):
    """A label and its value in one line."""

    match: Match
    value: str


def pairs(text: str, fields: tuple[Field, ...]) -> Iterator[Pair]:
    """The ``label：value`` lines of a text; lines without a label go on with the one before."""
    begun: list[tuple[Match, int, int]] = []
    for start, line in _pieces(text):
        found = _PAIR.match(line)
        match = labels.best(found[1], fields) if found else None
        if found and match and match.confidence >= labels.SYNONYM and not _goes_on(begun, match):
            begun.append((match, start, start + found.start(2)))
    ends = [*(line for _, line, _ in begun[1:]), len(text)]
    for (match, _, value), end in zip(begun, ends[: len(begun)], strict=True):
        yield Pair(match, text[value:end].strip())


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text, and of a line with several pairs (``联系人：沈某  联系电话：138…``) each."""
    start = 0
    for line in text.split("\n"):
        running = _RUNNING_ENTRY.match(line) is not None
        cuts = [] if running else [mark.end() for mark in _NEXT_PAIR.finditer(line)]
        for begin, end in itertools.pairwise([0, *cuts, len(line)]):
            yield start + begin, line[begin:end]
        start += len(line) + 1


def _goes_on(begun: Sequence[tuple[Match, int, int]], match: Match) -> bool:
    """Whether running text names its own entry again (``…引用标准：`` / ``行业先进值：0.35…``)."""
    return bool(begun) and begun[-1][0].field.key == match.field.key and match.field.key in RUNNING


def unlabelled(cell: Cell, match: Match) -> Cell:
    """The value cell without the label that the applicant repeated in it (``工厂名称：…``).

    Running text keeps its words: ``主要举措：`` may well begin a text about measures.
    """
    pair = _PAIR.match(cell.text)
    again = labels.best(pair[1], (match.field,)) if pair else None
    if pair is None or again is None:
        return cell
    alike = again.label.bare == match.label.bare and match.field.key not in RUNNING
    if again.confidence < labels.EXACT and not alike:
        return cell
    return narrowed(cell, pair[2].strip())
