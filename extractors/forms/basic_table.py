"""附件2 基本信息表, found by its labels wherever it stands, in one table or several.

Labels are matched wherever they are; a label that nothing matches is taken for the one entry
that the form has between its neighbours (``by_position``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct, structs

from extractors import grid
from extractors.forms import (
    commitment,
    compared,
    doubles,
    form_pieces,
    money_notes,
    people,
    placed,
    remarks,
    repeated,
    run_together,
    slots,
    staff,
    staged,
    two_fold,
    under_labels,
    values,
    year_titles,
    yearly,
)
from extractors.forms.placed import Placed
from extractors.forms.places import by_position
from extractors.forms.slots import Slot
from extractors.grammar import labels
from extractors.grammar.text import fold, tidy
from extractors.grammar.units import is_unit
from extractors.recall import recalled
from schemas.document import Cell, Table
from schemas.fields import CLOSING, HONOUR_FIELD, IDENTITY, PLAN, YEARLY, Field, Type
from schemas.fields import COMPARED as COMPARED_FIELDS
from schemas.place import Where
from schemas.submission import Read, State

MEASURES = CLOSING[0]
FIELDS: tuple[Field, ...] = (*IDENTITY, *YEARLY, HONOUR_FIELD, *PLAN, *COMPARED_FIELDS, MEASURES)
"""All entries of the table but the commitment, which is a block and no pair."""

_BY_KEY = {field.key: field for field in FIELDS}
_TALLEST = 150
"""A form has fewer rows than this; longer tables are lists."""
_TITLES = (
    "建设单位概况",
    "建设方案基本信息",
    "基本信息表",
    "企业近3年经营情况",
    "企业近三年经营情况",
)
_SUB_LABEL = re.compile(r"姓名|名字|姓名\(签字\)")
_DASH = re.compile(r"[-—–－/／]{1,2}")
"""A dash beside a value fills a column that it does not need (a unit, a remark)."""
_FIGURES = (Type.MONEY, Type.NUMBER, Type.DATE)
_JOINED = frozenset({"uscc", "contact_phone", "legal_representative_phone", "established_on"})


class Basic(Struct, frozen=True):
    """What the table states, by field key.

    ``years`` in printed order; ``labels`` counts the form's entries that were found;
    ``rivals`` are other places of the same table that state an entry differently.
    """

    reads: dict[str, Read] = {}
    years: tuple[int, ...] = ()
    year_cells: tuple[Read, ...] = ()
    where: Where | None = None
    labels: int = 0
    rivals: dict[str, tuple[Read, ...]] = {}


@recalled
def weight(table: Table) -> int:
    """How many of the form's entries the table (with those nested in it) seems to hold."""
    texts = {c.text for t in grid.with_nested(table) for c in grid.cells(t) if c.row < _TALLEST}
    found = (labels.best(text, FIELDS) for text in texts)
    inside = (
        pair.match
        for text in texts
        if ":" in text or "：" in text
        for pair in slots.pairs(text, FIELDS)
    )
    under = (under_labels.match(text, FIELDS) for text in texts if "\n" in text)
    return len({match.field.key for match in (*found, *inside, *under) if match})


class Over(Struct, frozen=True):
    """What the lines right above a table say of it: the year of its figures, the unit of its sums."""

    year: int | None = None
    unit: str = ""


def read(tables: Sequence[Table], over: Sequence[Over] = ()) -> Basic:
    """The basic table that ``tables`` make up together, in reading order."""
    told = {id(table): said for table, said in zip(tables, over, strict=False)}
    titled = [(inner, told.get(id(t), Over())) for t in tables for inner in grid.with_nested(t)]
    slots_of = [list(_piece(piece, said)) for piece, said in titled]
    kept = form_pieces.own(slots_of)
    pieces = [titled[i][0] for i in kept]
    heads = [h for piece in pieces if not _sets_goals(piece) for h in yearly.year_rows(piece)]
    found = [slot for i in kept for slot in slots_of[i]]
    first = next((slot.label.where for slot in found), None)
    lying = next((a.years for a in map(yearly.across, pieces) if a.years), ())
    return assemble(found, heads, first, lying)


def _sets_goals(table: Table) -> bool:
    """Whether a table compares and reports nothing by the year: its years are milestones."""
    found = [labels.best(cell.text, FIELDS) for cell in grid.cells(table) if cell.row < _TALLEST]
    fields = [match.field for match in found if match]
    return any(f.compared for f in fields) and not any(f.yearly for f in fields)


def assemble(
    found: Sequence[Slot],
    heads: Sequence[yearly.Heads],
    where: Where | None,
    year_cells: tuple[Read, ...] = (),
) -> Basic:
    """The reads of all slots; the surer of two slots for an entry wins, then the earlier."""
    cells = year_cells or (yearly.year_reads(heads[0]) if heads else ())
    years = tuple(read.value for read in cells if isinstance(read.value, int))
    chosen, others = _unique(people.settled(placed.settled(found)))
    reads: dict[str, Read] = {}
    for slot in chosen:
        for key, value in _reads(slot, years).items():
            reads[key] = _merged(reads[key], value) if key in reads else value
    years = years or _years_of(reads)
    again = [entry for slot in others for entry in _reads(slot, years).items()]
    reads |= repeated.filled(again, reads)
    rivals = repeated.rivals(again, reads)
    return Basic(reads, years, cells, where, len({s.key for s in chosen}), rivals)


def _years_of(reads: dict[str, Read]) -> tuple[int, ...]:
    """The years that labels or cells print, where no row heads the columns."""
    tails = (
        key.rpartition(".")[2] for key in reads if key.split(".")[0] in {f.key for f in YEARLY}
    )
    return tuple(dict.fromkeys(int(tail) for tail in tails if tail.isdigit()))


def _merged(one: Read, other: Read) -> Read:
    return one if one.state is State.STATED else other


def _piece(table: Table, over: Over) -> Iterator[Slot]:
    found, skip = _slots(table)
    dated, named = yearly.year_rows(table), compared.head_rows(table)
    lying = (*yearly.across(table).slots, *compared.across(table).slots)
    for slot in [*found, *lying, *by_position(table, found, FIELDS, skip)]:
        row = slot.label.row
        years = [heads for heads in dated if heads.row < row]
        if not (years and years[-1].unit):
            slot = money_notes.within(slot, table, over.unit)
        slot = slot if years else year_titles.dated(slot, table, over.year)
        columns = [heads for heads in named if heads.row < row]
        yield Placed(
            slot.match,
            slot.label,
            slot.values,
            table,
            years[-1] if years else None,
            columns[-1] if columns else None,
        )


def _slots(table: Table) -> tuple[list[Slot], frozenset[tuple[int, int]]]:
    """The table's slots, and the cells that are heads, titles or the commitment."""
    heads = [cell for row in compared.head_rows(table) for cell in row.cells.values()]
    for row in yearly.year_rows(table):
        heads += [*row.cells, *yearly.named(table, row)]
    heads += [cell for cell in grid.cells(table) if _is_title(cell)]
    skip = frozenset((cell.row, cell.column) for cell in heads) | yearly.across(table).labels
    skip |= compared.across(table).labels | remarks.beside(table, FIELDS)
    listed = staff.read(table)
    skip |= listed.cells
    told = slots.find(table, FIELDS, skip)
    used = {(cell.row, cell.column) for slot in told for cell in (slot.label, *slot.values)}
    free = [cell for cell in grid.cells(table) if (cell.row, cell.column) not in used | skip]
    cards = under_labels.find(free, FIELDS)
    return [*listed.slots, *doubles.parted(told, FIELDS), *cards], skip


def _is_title(cell: Cell) -> bool:
    if commitment.starts(cell.text):
        return True
    key = fold(cell.text)
    return len(key) <= 20 and any(title in key for title in _TITLES)


def _unique(found: Sequence[Slot]) -> tuple[list[Slot], list[Slot]]:
    """The slot of each entry, and the slots left over.

    An industry may have two (its code, its name), a yearly entry one a year.
    """
    chosen: dict[tuple[str, str], Slot] = {}
    others: list[Slot] = []
    for slot in sorted(found, key=_worth):
        at = (slot.key, _share(slot))
        if at in chosen:
            others.append(slot)
        else:
            chosen[at] = slot
    return list(chosen.values()), others


def _worth(slot: Slot) -> tuple[bool, float, bool]:
    """等价值 before 当量值 (附件1 counts by the first), the surer label, then one that has a value."""
    label = fold(slot.match.label.text)
    other_basis = "当量" in label and "等价" not in label and slot.match.field.unit == "tce"
    return other_basis, -slot.match.confidence, not grid.filled(slot.values)


def _share(slot: Slot) -> str:
    if slot.match.field.type is Type.INDUSTRY:
        return slot.match.label.full
    if slot.match.field.compared:
        return staged.of(slot)
    return str(slot.match.label.year or "")


def _reads(slot: Slot, years: Sequence[int]) -> dict[str, Read]:
    field = slot.match.field
    under = slot if isinstance(slot, Placed) else Placed(slot.match, slot.label, slot.values)
    if field.yearly:
        return yearly.reads(slot, under.years, years)
    if field.compared and (stage := staged.of(slot)):
        return staged.reads(slot, stage)
    if field.compared:
        return compared.reads(slot, under.compared)
    source = values.origin(_one(slot), slot.match)
    if field.type is Type.PERIOD:
        return two_fold.period(source)
    if field.type is Type.INDUSTRY:
        return two_fold.industry(source)
    read = values.read_value(field, source)
    return {field.key: run_together.lowered(read) if _ends_table(slot) else read}


def _ends_table(slot: Slot) -> bool:
    """Whether the table ends with the label: a value below it may stand overleaf."""
    rows = len(slot.table.rows) if slot.table else 0
    return not slot.values and slot.label.row + slot.label.row_span == rows


def _one(slot: Slot) -> Cell:
    """The value's cell; where it is spread over several, their texts together."""
    full = _without_sub_label(slot, grid.filled(slot.values))
    if not full:
        return slot.values[0] if slot.values else structs.replace(slot.label, text="", number=None)
    full = tuple(c for c in full if not _DASH.fullmatch(c.text.strip())) or full[:1]
    if len(full) > 1 and slot.match.field.type in _FIGURES:
        full = _figures(full)
    if len(full) == 1:
        return slots.unlabelled(full[0], slot.match)
    text = ("" if slot.key in _JOINED else "\n").join(_spelled(full))
    return grid.joined(full, text)


def _spelled(cells: Sequence[Cell]) -> Iterator[str]:
    """The cells' texts, a run of single characters (a box for each digit) as one."""
    texts = [cell.text.strip() for cell in cells]
    for single, run in groupby(texts, lambda text: len(text) == 1):
        told = list(run)
        yield from ("".join(told),) if single else told


def _without_sub_label(slot: Slot, cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """The value's cells without 姓名 before a person's name: the label was merged over two rows."""
    person = slot.key in ("legal_representative", "contact")
    named = person and len(cells) > 1 and _SUB_LABEL.fullmatch(fold(cells[0].text))
    return cells[1:] if named else cells


def _figures(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Of a figure and words beside it (``13320``, ``含税``) the figure; a unit stays with it."""
    told = tuple(c for c in cells if any(map(str.isdigit, c.text)))
    words = [cell for cell in cells if cell not in told]
    alone = len(told) == 1 and not any(is_unit(tidy(cell.text)) for cell in words)
    return told if alone else cells
