"""Annex tables by their head rows: which column holds what, in which unit, and where rows begin.

Heads may stand in any row, in any order, over one level or two (``投资（万元）`` over ``总投资额`` …).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from extractors import grid
from extractors.forms.columns_meant import may_mean
from extractors.grammar import labels
from extractors.grammar.labels import Match
from extractors.grammar.text import fold, is_blank, tidy
from extractors.grammar.units import is_unit
from extractors.recall import recalled
from schemas.document import Cell, Table
from schemas.fields import EQUIPMENT, INNOVATIONS, PROJECTS, Field, Type

KINDS: dict[str, tuple[Field, ...]] = {
    "innovations": INNOVATIONS,
    "projects": PROJECTS,
    "equipment": EQUIPMENT,
}
LEAST = 3
"""So many columns beside 序号 make a head row."""
_BOTH = re.compile(r"((?:主要)?(?:设备)?名称)[及与和、/(]+(?:规格|设备)*型号(?:规格)?\)?")
_NEAR_THE_TOP = 30
_STRANGE = 2
"""So many heads may be worded unlike anything known where the columns around them tell."""
_SAMPLE = 5
_HEAD = re.compile(r"[\u3400-\u9fff()、/]{2,12}")
_LONGEST_HEAD = 30
_WORDS = frozenset(
    labels.label_of(word).bare
    for fields in KINDS.values()
    for field in fields
    for word in (field.label, *field.synonyms)
)
_BEGINNINGS = frozenset(word[:2] for word in _WORDS)
_POWER = frozenset({"kw", "千瓦", "(kw)", "kva"})
_VAGUE = frozenset({"seq", "name", "remark", "content"})
"""Columns that prove little: any table may have them."""


class Column(Struct, frozen=True):
    """One column that the form knows: its entry, its head, how it was matched, its unit."""

    field: Field
    head: Cell
    match: Match
    unit: str = ""
    both: bool = False
    """Whether a column of names holds the models too (``设备名称及型号``)."""


class Columns(Struct, frozen=True):
    """A head row found: ``row`` is its first line, ``body`` the row after its last."""

    kind: str
    row: int
    body: int
    columns: tuple[Column, ...]

    @property
    def known(self) -> int:
        """How many columns beside 序号 were found."""
        return sum(column.field.key != "seq" for column in self.columns)


@recalled
def find(table: Table) -> tuple[Columns, ...]:
    """All head rows of ``table``, top down; a head repeated after a page break comes again."""
    found: list[Columns] = []
    row = 0
    while row < len(table.rows):
        heads = _at(table, row)
        if heads:
            found.append(heads)
        row = heads.body if heads else row + 1
    return tuple(found)


@recalled
def twin(table: Table) -> int | None:
    """The column where the same heads begin again: two halves of a list, or two lists, side by side."""
    for row in range(min(_NEAR_THE_TOP, len(table.rows))):
        line = [c for c in grid.row_cells(table, row) if c.row == row and not is_blank(c.text)]
        half = len(line) // 2
        names = [labels.label_of(cell.text).bare for cell in line]
        if half <= LEAST or len(line) % 2 or names[:half] != names[half:]:
            continue
        if _at(table, row) is not None:
            return line[half].column
    return None


def _at(table: Table, row: int) -> Columns | None:
    line = [cell for cell in grid.row_cells(table, row) if cell.row == row]
    if not _promising(line, row < _NEAR_THE_TOP):
        return None
    levels = tuple(_levels(table, row))
    offers = [_judged(table, kind, row, level) for kind in KINDS for level in levels]
    best = max(offers, key=lambda offer: (_weight(offer), -offer.body), default=None)
    return best if best and best.known >= LEAST and _weight(best) >= LEAST else None


def _promising(line: Sequence[Cell], closely: bool) -> bool:
    """Cheap look: at least two short texts that read like some head; further down word for word."""
    texts = [c.text for c in line if 0 < len(c.text) <= _LONGEST_HEAD and c.number is None]
    if len(texts) < 2:
        return False
    if not closely and sum("".join(text.split())[:2] in _BEGINNINGS for text in texts) < 2:
        return False
    known = sum(labels.label_of(text).bare in _WORDS for text in texts)
    if known >= 2 or not closely:
        return known >= 2
    known += any(_BOTH.fullmatch(fold(text)) for text in texts)
    return (
        known >= 2
        or sum(any(labels.best(t, fields) for fields in KINDS.values()) for t in texts[:16]) >= 2
    )


class _Level(Struct, frozen=True):
    """The leaves of a head: cells, the text to match, the unit that the head above them prints."""

    body: int
    cells: tuple[Cell, ...]
    texts: tuple[str, ...]
    units: tuple[str, ...]


def _levels(table: Table, row: int) -> Iterator[_Level]:
    line = grid.row_cells(table, row)
    body = row + min((c.row_span for c in line if c.row == row and c.row_span > 1), default=1)
    texts = tuple(cell.text for cell in line)
    yield _Level(row + 1 if _has_own(table, row + 1) else body, line, texts, ("",) * len(line))
    if row + 1 < len(table.rows):
        yield _two_levels(table, row)


def _has_own(table: Table, row: int) -> bool:
    """Whether some cell begins in this row, so that it is no part of merged heads above."""
    return row < len(table.rows) and any(
        not is_blank(c.text) for c in table.rows[row] if c.row == row
    )


def _two_levels(table: Table, row: int) -> _Level:
    leaves = grid.row_cells(table, row + 1)
    parents = [table.rows[row][leaf.column] for leaf in leaves]
    texts, units = [], []
    for leaf, parent in zip(leaves, parents, strict=True):
        own = parent if is_blank(leaf.text) else leaf
        above = "" if own is parent or grid.same(own, parent) else parent.text
        texts.append(own.text)
        units.append(labels.label_of(above).unit if above else "")
    return _Level(row + 2, leaves, tuple(texts), tuple(units))


def _judged(table: Table, kind: str, row: int, level: _Level) -> Columns:
    names = {i: _BOTH.fullmatch(fold(text)) for i, text in enumerate(level.texts)}
    texts = [named[1] if (named := names[i]) else _worded(level.texts[i]) for i in names]
    matches = labels.assign(texts, KINDS[kind])
    matches |= _between(texts, matches, KINDS[kind]) or _aligned(table, level, matches, KINDS[kind])
    beneath = _units_beneath(table, level.body)
    columns = tuple(
        Column(
            match.field,
            level.cells[i],
            match,
            match.label.unit or level.units[i] or beneath.get(level.cells[i].column, ""),
            bool(names[i]) and match.field.key == "name",
        )
        for i, match in sorted(matches.items())
    )
    return Columns(kind, row, level.body + bool(beneath), columns)


def _worded(text: str) -> str:
    """A head that is nothing but the unit of power."""
    return f"功率（{text.strip()}）" if fold(text) in _POWER else text


def _units_beneath(table: Table, row: int) -> dict[int, str]:
    """The units of a row that holds nothing else, by column: the head's last line."""
    line = grid.row_cells(table, row) if row < len(table.rows) else ()
    stated = {c.column: tidy(c.text) for c in line if c.row == row and not is_blank(c.text)}
    return stated if stated and all(map(is_unit, stated.values())) else {}


def _between(
    texts: Sequence[str], matches: dict[int, Match], fields: tuple[Field, ...]
) -> dict[int, Match]:
    """Columns of text under a head of its own wording, known by the form's columns around them."""
    if len(matches) + _STRANGE < len(fields):
        return {}
    order = [field.key for field in fields]
    places = {i: order.index(match.field.key) for i, match in matches.items()}
    found: dict[int, Match] = {}
    for i in range(1, len(texts)):
        after = places.get(i + 1, len(order) if i + 1 == len(texts) else -1)
        alone = i not in places and places.get(i - 1, -9) + 2 == after
        field = fields[after - 1] if alone and after - 1 not in places.values() else None
        worded = field and field.type is Type.TEXT and _HEAD.fullmatch(fold(texts[i]))
        if field and worded and may_mean(texts[i], field):
            label = labels.label_of(texts[i])
            found[i] = Match(field, label, labels.POSITION, ("by_position",))
    return found


def _aligned(
    table: Table, level: _Level, matches: dict[int, Match], fields: tuple[Field, ...]
) -> dict[int, Match]:
    """The form's own columns under heads of one's own wording, where all known ones stand in place."""
    placed = [i for i, match in matches.items() if fields[i : i + 1] == (match.field,)]
    if len(level.texts) != len(fields) or len(placed) < max(LEAST, len(matches)):
        return {}
    return {
        i: Match(fields[i], labels.label_of(text), labels.POSITION, ("by_position",))
        for i, text in enumerate(level.texts)
        if i not in matches
        and not is_blank(text)
        and may_mean(text, fields[i])
        and _may_hold(table, level, i, fields[i])
    }


def _may_hold(table: Table, level: _Level, i: int, field: Field) -> bool:
    """Whether the column holds figures where the entry is one, words where it is not."""
    column = level.cells[i].column
    texts = [line[column].text for line in table.rows[level.body : level.body + _SAMPLE]]
    told = [text for text in texts if not is_blank(text)]
    figures = sum(any(map(str.isdigit, text)) for text in told)
    return field.type is Type.TEXT or (bool(told) and figures == len(told))


def _weight(heads: Columns) -> float:
    """How much a head row is this annex's: telling columns count most."""
    return sum(
        (0.5 if c.field.key in _VAGUE else 1.0)
        * (2.0 if c.match.confidence >= labels.EXACT else 1.0)
        for c in heads.columns
        if c.field.key != "seq"
    )
