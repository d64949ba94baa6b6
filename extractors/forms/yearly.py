"""企业近3年经营情况, 碳排放总量, 年综合能耗: three years side by side, in whatever order.

The year of a figure comes from the head of its column, from its label, from its own cell
(``2022年：8800``) or, where the cells do not line up, from their order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, structs

from extractors import grid
from extractors.forms import anchors, values, yearly_text
from extractors.forms.slots import Slot
from extractors.forms.yearly_text import Dated
from extractors.grammar import labels
from extractors.grammar.dates import read_year
from extractors.grammar.text import fold, is_blank, tidy
from extractors.grammar.units import is_unit
from extractors.recall import recalled
from schemas.document import Cell, Table
from schemas.fields import YEARLY
from schemas.submission import Read, State

_YEARISH = re.compile(
    r"(?:fy|(?:上一?年度?|本年度?|去年|前年|基准?年|基期|第[一二三]年)\(?)?20[0-4]\d年?度?"
    r"(?:[(][^()]{0,12}[)]|1-\d{1,2}月|[^\d]{0,6})?|20\d?[x×*_]{1,2}年?度?|[12]\d年度?"
    r"|二[〇零○o0][一二三四][〇零○o一二三四五六七八九0]年?度?"
)
_PLANNED = re.compile(r"目标|规划|计划|同比|增[长幅速]|变化|季度")
"""Columns beside the reporting years: what is planned, what changed, part of a year."""
_UNIT_HEADS = frozenset({"单位", "计量单位", "/", "-"})
_REPORTED = 3
_KEYS = {field.key: field for field in YEARLY}


class Heads(Struct, frozen=True):
    """The head row of the three years: its cells, their years, and a column of units."""

    row: int
    cells: tuple[Cell, ...]
    years: tuple[int | None, ...]
    unit: Cell | None = None

    @property
    def known(self) -> tuple[int, ...]:
        """The years that could be read, as printed."""
        return tuple(year for year in self.years if year is not None)


@recalled
def year_rows(table: Table) -> tuple[Heads, ...]:
    """The rows of ``table`` that head columns with years (``2022``, ``2023年度``, ``202X``)."""
    found = (_heads(table, row) for row in range(len(table.rows)))
    return tuple(heads for heads in found if heads)


def _heads(table: Table, row: int) -> Heads | None:
    line = grid.row_cells(table, row)
    cells = _reported(tuple(c for c in line if c.row == row and _yearish(c.text)))
    if len(cells) < 2 or any(labels.best(cell.text, YEARLY) for cell in line):
        return None
    years = tuple(read_year(cell.text)[0] for cell in cells)
    unit = next((c for c in line if labels.best(c.text, (anchors.UNIT,))), None)
    return Heads(row, cells, years, unit)


def _reported(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """The years that are reported: no targets; estimates and parts of a year only where needed."""
    past = tuple(cell for cell in cells if not _PLANNED.search(fold(cell.text)))
    whole = tuple(cell for cell in past if not read_year(cell.text)[1])
    return whole if len(whole) >= _REPORTED else past


def _yearish(text: str) -> bool:
    return len(text) <= 24 and bool(_YEARISH.fullmatch(fold(text)))


def named(table: Table, heads: Heads) -> Iterator[Cell]:
    """The cells of a head row that are neither label nor value: 指标, 年度, 单位 left of the years."""
    first = min(cell.column for cell in heads.cells)
    for cell in grid.row_cells(table, heads.row):
        inside = cell.row == heads.row and 0 < cell.column < first
        if inside and labels.best(cell.text, anchors.YEAR_HEADS):
            yield cell


class Across(Struct, frozen=True):
    """A block that runs the other way: a row a year, a column a figure."""

    slots: tuple[Slot, ...] = ()
    years: tuple[Read, ...] = ()
    labels: frozenset[tuple[int, int]] = frozenset()


def across(table: Table) -> Across:
    """The years of ``table`` that stand in rows under a head of several yearly labels."""
    for row in range(len(table.rows) - 1):
        line = [cell for cell in grid.row_cells(table, row) if cell.row == row]
        matches = labels.assign([cell.text for cell in line], YEARLY)
        units = _units_under(table, row) if len(matches) >= 2 else {}
        dated = _year_lines(table, row + bool(units)) if len(matches) >= 2 else []
        if len(dated) >= 2:
            named = [(line[i], _in_unit(m, units.get(line[i].column))) for i, m in matches.items()]
            slots = tuple(_cell_slots(table, dated, named))
            heads = frozenset((line[i].row, line[i].column) for i in matches)
            return Across(slots, tuple(_year_read(cell) for cell in dated), heads)
    return _stacked(table)


def _stacked(table: Table) -> Across:
    """Labels merged over a row a year: ``工业总产值`` beside ``2022年 | 5100``, ``2023年 | 5200`` …"""
    slots: list[Slot] = []
    years: list[Cell] = []
    for label in grid.cells(table):
        match = labels.best(label.text, YEARLY) if label.row_span >= 2 else None
        dated = _years_beside(table, label) if match else []
        if match is None or len(dated) < 2:
            continue
        years = years or dated
        for cell in dated:
            value = next(iter(grid.right_of(table, cell)), structs.replace(cell, text=""))
            slots += _cell_slots(table, [cell], [(value, match)])
    heads = frozenset((slot.label.row, slot.label.column) for slot in slots)
    return Across(tuple(slots), tuple(_year_read(cell) for cell in years), heads)


def _years_beside(table: Table, label: Cell) -> list[Cell]:
    """The years that stand right beside a merged label, a row each."""
    column = label.column + label.column_span
    rows = table.rows[label.row : label.row + label.row_span]
    cells = [row[column] for row in rows if column < len(row)]
    dated = [cell for cell in dict.fromkeys(cells) if cell.row_span == 1 and _yearish(cell.text)]
    return list(_reported(tuple(dated)))


def _units_under(table: Table, row: int) -> dict[int, str]:
    """The units that the row under a head row states, by column; empty where it states others."""
    line = [c for c in grid.row_cells(table, row + 1) if c.row == row + 1 and not is_blank(c.text)]
    stated = {c.column: tidy(c.text) for c in line if fold(c.text) not in _UNIT_HEADS}
    return stated if stated and all(map(is_unit, stated.values())) else {}


def _in_unit(match: labels.Match, unit: str | None) -> labels.Match:
    if not unit or match.label.unit:
        return match
    return structs.replace(match, label=structs.replace(match.label, unit=unit))


def _year_lines(table: Table, row: int) -> list[Cell]:
    """The year cells of the rows right under a head row."""
    found: list[Cell] = []
    for r in range(row + 1, len(table.rows)):
        cell = next((c for c in grid.row_cells(table, r) if c.row == r and _yearish(c.text)), None)
        if cell is None:
            break
        found.append(cell)
    return list(_reported(tuple(found)))


def _cell_slots(
    table: Table, dated: Iterable[Cell], heads: Sequence[tuple[Cell, labels.Match]]
) -> Iterator[Slot]:
    for cell in dated:
        year = read_year(cell.text)[0]
        for head, match in heads if year is not None else ():
            value = table.rows[cell.row][head.column]
            label = structs.replace(match.label, year=year)
            yield Slot(structs.replace(match, label=label), head, (value,), table)


def year_reads(heads: Heads) -> tuple[Read, ...]:
    """The heads as reads: the year as a number, or unreadable with what is printed."""
    half, known = len(heads.cells) // 2, heads.known  # the same years twice: two blocks
    twice = half > 1 and len(known) == half * 2 and known[:half] == known[half:]
    return tuple(map(_year_read, heads.cells[:half] if twice else heads.cells))


def _year_read(cell: Cell) -> Read:
    year, flags = read_year(cell.text)
    state = State.STATED if year is not None else State.UNREADABLE
    sure = min(values.SURE, cell.certainty)
    return Read(year, cell.text, cell.where, sure, state=state, flags=flags, label="年度")


def reads(slot: Slot, heads: Heads | None, years: Sequence[int] = ()) -> dict[str, Read]:
    """The yearly reads of one row: ``output_value.2024`` → read.

    ``years`` are the form's years in printed order, for rows without heads of their own.
    """
    field = _KEYS[slot.key]
    unit = _unit_of_row(slot, heads)
    found = {
        f"{field.key}.{year}": values.read_value(field, _origin(slot, cell, unit, flags))
        for year, cell, flags in _by_year(slot, heads, years)
    }
    return found or {f"{field.key}.{year}": read for year, read in _undivided(slot, heads, years)}


def _undivided(slot: Slot, heads: Heads | None, years: Sequence[int]) -> Iterator[tuple[int, Read]]:
    """One text for all years that cannot be told apart: it is kept, unread, under each."""
    cell = next(iter(grid.filled(slot.values)), None)
    order = tuple(heads.known if heads else ()) or tuple(years)
    if cell is None:
        return
    for year in order:
        source = _origin(slot, cell, "", ("merged_cell",))
        yield year, values.made(source, None, 0.6, state=State.UNREADABLE)


def _origin(slot: Slot, cell: Cell, unit: str, flags: tuple[str, ...]) -> values.Origin:
    source = values.origin(cell, slot.match, unit)
    sure = source.confidence if not flags else source.confidence * 0.97
    return structs.replace(source, flags=(*source.flags, *flags), confidence=sure)


def _unit_of_row(slot: Slot, heads: Heads | None) -> str:
    if heads is None or heads.unit is None:
        return ""
    beside = next((c for c in slot.values if grid.overlap(heads.unit, c)), None)
    return beside.text.strip() if beside else ""


def _by_year(slot: Slot, heads: Heads | None, years: Sequence[int]) -> list[Dated]:
    spelled = yearly_text.spelled(slot.match.label.text)
    if slot.match.label.year is not None and not spelled:
        one = next(iter(grid.filled(slot.values)), next(iter(slot.values), slot.label))
        return [(slot.match.label.year, one, ())]
    order = spelled or tuple(heads.known if heads else ()) or tuple(years)
    inside = yearly_text.inside(slot.values, order)
    if inside:
        return inside
    aligned = _aligned(slot.values, heads) if heads else []
    if len(aligned) == len(order) and aligned and not _left_over(slot.values, aligned, heads):
        return aligned
    return _in_order(slot, heads, order) or aligned


def _aligned(cells: Iterable[Cell], heads: Heads) -> list[Dated]:
    found: dict[int, Cell] = {}
    for cell in cells:
        covered = [
            year
            for head, year in zip(heads.cells, heads.years, strict=True)
            if year is not None and grid.overlap(head, cell)
        ]
        for year in covered if len(covered) == 1 or is_blank(cell.text) else covered[:0]:
            found.setdefault(year, cell)
    return [(year, found[year], ()) for year in heads.known if year in found]


def _left_over(cells: Iterable[Cell], aligned: Iterable[Dated], heads: Heads | None) -> bool:
    """Whether a filled cell under the years found no year: then columns and heads are askew."""
    used = {(cell.row, cell.column) for _, cell, _ in aligned}
    return any(
        (cell.row, cell.column) not in used
        and any(grid.overlap(head, cell) for head in (heads.cells if heads else ()))
        for cell in grid.filled(cells)
    )


def _in_order(slot: Slot, heads: Heads | None, order: Sequence[int]) -> list[Dated]:
    """Cells that do not line up with the heads, taken one after the other."""
    unit = heads.unit if heads else None
    cells = [c for c in slot.values if not (unit and grid.overlap(unit, c))]
    if len(cells) != len(order):
        cells = list(grid.filled(cells))
    if len(cells) != len(order):
        return []
    return [(year, cell, ("by_position",)) for year, cell in zip(order, cells, strict=True)]
