"""实施前 / 实施后 / 实施成效: six rows with their columns found by the heads above them.

Where heads are missing or do not line up, the form's own order counts (``by_position``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct, structs

from extractors import grid
from extractors.forms import anchors, compared_text, staged, values
from extractors.forms.slots import Slot
from extractors.grammar import labels
from extractors.grammar.numbers import read_free_number
from extractors.grammar.text import fold, nfkc, tidy
from extractors.grammar.units import is_unit
from schemas.document import Cell, Table
from schemas.fields import COMPARED, Field, Type
from schemas.submission import Read, State

_ORDER = ("before", "after", "effect")
_KEYS = {field.key: field for field in COMPARED}
_LYING = (anchors.BEFORE, anchors.AFTER, anchors.EFFECT, anchors.UNIT)
_CHANGE = re.compile(r"\s*(?:降低|提高|下降|提升|减少|增加|上升|[↓↑])[^\d%]{0,4}\d")
_SAMPLE = 6
_LEAST_CHANGES = 3
_TALLEST_HEAD = 2
"""A cell over more rows names a group of them (``目标`` beside all six), no column."""
_RATIO = re.compile(r"\(([^()/]{1,8}/[^()/]{1,8})\)")
_DIRECTION = re.compile(r"\A\s*(?:降低|提高|下降|提升|减少|增加|上升)?\s*[_＿\s]*[%％]?\s*\Z")


class Heads(Struct, frozen=True):
    """A head row: column cells by ``before``, ``after``, ``effect``, ``unit``."""

    row: int
    cells: dict[str, Cell]


def head_rows(table: Table) -> tuple[Heads, ...]:
    """The rows of ``table`` that head the compared columns."""
    found = (_heads(table, row) for row in range(len(table.rows)))
    return tuple(heads for heads in found if heads)


def _heads(table: Table, row: int) -> Heads | None:
    line = [c for c in grid.row_cells(table, row) if c.row_span <= _TALLEST_HEAD]
    if not any(c.row == row for c in line):
        return None
    matches = labels.assign(staged.heads([cell.text for cell in line]), anchors.COMPARED_HEADS)
    cells = {match.field.key: line[i] for i, match in matches.items()}
    if not {"before", "after"} <= cells.keys():
        return None
    return Heads(row, cells if "effect" in cells else cells | _untold(table, cells["after"]))


def _untold(table: Table, after: Cell) -> dict[str, Cell]:
    """The column of effects under a head of its own wording: 降低…% stands below, right of 实施后."""
    head = next(iter(grid.right_of(table, after)), None)
    if head is None:
        return {}
    below = [row[head.column].text for row in table.rows[head.row + 1 : head.row + 1 + _SAMPLE]]
    changes = sum(bool(_CHANGE.match(nfkc(text))) for text in below)
    return {"effect": head} if changes >= _LEAST_CHANGES else {}


class Across(Struct, frozen=True):
    """A block that runs the other way: a column an indicator, a row 实施前, 实施后, 实施成效."""

    slots: tuple[Slot, ...] = ()
    labels: frozenset[tuple[int, int]] = frozenset()


def across(table: Table) -> Across:
    """The indicators of ``table`` that stand side by side over rows of before and after."""
    for row in range(len(table.rows) - 2):
        line = [cell for cell in grid.row_cells(table, row) if cell.row == row]
        matches = labels.assign([cell.text for cell in line], COMPARED)
        if len(matches) < 2:
            continue
        lying = _lines(table, row)
        if {"before", "after"} <= lying.keys():
            order = [lying[name] for name in _ORDER if name in lying]
            units = table.rows[lying["unit"]] if "unit" in lying else ()
            slots = tuple(
                Slot(
                    _in_unit(m, units, line[i].column),
                    line[i],
                    tuple(table.rows[r][line[i].column] for r in order),
                    table,
                )
                for i, m in matches.items()
            )
            return Across(slots, frozenset((line[i].row, line[i].column) for i in matches))
    return Across()


def _in_unit(match: labels.Match, units: Sequence[Cell], column: int) -> labels.Match:
    """The match with the unit that a row of units (``单位 | kgce/t | tCO2/t``) states under it."""
    unit = tidy(units[column].text) if units and not match.label.unit else ""
    if not unit or match.field.unit != "free":
        return match
    return structs.replace(match, label=structs.replace(match.label, unit=unit))


def _lines(table: Table, row: int) -> dict[str, int]:
    """The rows under ``row`` by what their first cell calls them."""
    found: dict[str, int] = {}
    for r in range(row + 1, min(row + 6, len(table.rows))):
        firsts = [cell.text for cell in grid.row_cells(table, r)[:2] if cell.row == r]
        match = next(filter(None, (labels.best(text, _LYING) for text in firsts)), None)
        if match is not None:
            found.setdefault(match.field.key, r)
    return found


def reads(slot: Slot, heads: Heads | None) -> dict[str, Read]:
    """The reads of one row: ``energy_intensity.before``, ``.after``, ``.effect``, ``.unit``."""
    field = _KEYS[slot.key]
    columns, flags = _columns(slot, heads)
    source = {name: _origin(slot, cell, flags) for name, cell in columns.items()}
    found = {f"{field.key}.{name}": _read(field, name, origin) for name, origin in source.items()}
    if field.unit != "free":
        return found
    unit = _unit(slot, heads, source)
    return found | ({f"{field.key}.unit": unit} if unit else {})


def _columns(slot: Slot, heads: Heads | None) -> tuple[dict[str, Cell], tuple[str, ...]]:
    cells = slot.values
    told = compared_text.parts(cells)
    if told:
        return told, ()
    if heads:
        named = {k: _under(cells, head) for k, head in heads.cells.items() if k in _ORDER}
        lined = {name: cell for name, cell in named.items() if cell is not None}
        distinct = {(cell.row, cell.column) for cell in lined.values()}
        if len(lined) == len(named) == len(distinct):
            return lined, ()
    unit = heads.cells.get("unit") if heads else None
    plain = [c for c in cells if not (unit and grid.overlap(unit, c))]
    if len(plain) > len(_ORDER):
        plain = [c for c in plain if not is_unit(tidy(c.text))]
    if len(plain) > len(_ORDER):
        plain = list(grid.filled(plain))
    order = _printed_order(heads) if heads else _ORDER
    return dict(zip(order, plain, strict=False)), () if len(plain) == len(order) else (
        "by_position",
    )


def _printed_order(heads: Heads) -> tuple[str, ...]:
    named = [name for name in _ORDER if name in heads.cells]
    return tuple(sorted(named, key=lambda name: heads.cells[name].column))


def _under(cells: Iterable[Cell], head: Cell) -> Cell | None:
    shared = [cell for cell in cells if grid.overlap(head, cell)]
    parts = [cell for cell in grid.filled(shared) if grid.overlap(head, cell) == cell.column_span]
    if len(parts) == 2 and _DIRECTION.fullmatch(nfkc(parts[0].text)):
        whole = "".join(part.text.strip() for part in parts)
        return grid.joined((parts[1], parts[0]), whole)
    return max(shared, key=lambda cell: grid.overlap(head, cell), default=None)


def _origin(slot: Slot, cell: Cell, flags: tuple[str, ...]) -> values.Origin:
    source = values.origin(cell, slot.match)
    sure = labels.POSITION if flags else 1.0
    return structs.replace(
        source, flags=(*source.flags, *flags), confidence=min(source.confidence, sure)
    )


def _read(field: Field, name: str, source: values.Origin) -> Read:
    if _DIRECTION.fullmatch(nfkc(source.cell.text)) and source.cell.number is None:
        flags = ("placeholder",) if fold(source.cell.text) else ()
        return values.made(source, None, state=State.BLANK, flags=flags)
    if name == "effect":
        return _effect(field, values.percent_read(structs.replace(source, unit="")))
    if field.type is Type.PERCENT:
        return values.percent_read(structs.replace(source, unit=""))
    return values.number_read(source, "free")


def _effect(field: Field, read: Read) -> Read:
    """The effect in the row's own direction: ``上升3%`` in a row of 降低 is -3."""
    against = "down" if field.type is Type.PERCENT else "up"
    if against not in read.flags or not isinstance(read.value, float) or read.value < 0:
        return read
    return structs.replace(read, value=-read.value)


def _unit(slot: Slot, heads: Heads | None, source: dict[str, values.Origin]) -> Read | None:
    """The free unit: its own column's, the label's, else the one beside the first figure."""
    column = _unit_cell(slot, heads)
    if column is not None and fold(column.text):
        return values.text_read(values.origin(column, slot.match))
    printed = slot.match.label.unit or _odd_unit(slot.match.label.text)
    if printed:
        at_label = structs.replace(slot.label, text=printed)
        return values.text_read(values.origin(at_label, slot.match))
    return _unit_inline(source)


def _odd_unit(label: str) -> str:
    """A ratio in brackets whose words no table of units holds: ``（万片/万元）``."""
    found = _RATIO.search(nfkc(label))
    return found[1] if found else ""


def _unit_cell(slot: Slot, heads: Heads | None) -> Cell | None:
    head = heads.cells.get("unit") if heads else None
    if head is not None:
        return next((c for c in slot.values if grid.overlap(head, c)), None)
    if len(slot.values) <= len(_ORDER):
        return None
    return next((c for c in slot.values if is_unit(tidy(c.text))), None)


def _unit_inline(source: dict[str, values.Origin]) -> Read | None:
    for name in ("before", "after"):
        origin = source.get(name)
        unit = read_free_number(origin.cell.text).printed_unit if origin else ""
        if origin and unit:
            return values.made(origin, tidy(unit), 0.97)
    first = source.get("before")
    return values.made(first, None, state=State.BLANK, flags=()) if first else None
