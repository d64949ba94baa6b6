"""Labels that nothing matches, taken for what the form has at their place (fields.md §3.2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from extractors import grid
from extractors.forms.slots import Slot
from extractors.grammar import labels
from extractors.grammar.labels import Match
from extractors.grammar.text import fold, is_blank
from schemas.document import Table
from schemas.fields import Field

ALIKE = 40.0
"""An added row is not to be taken for a renamed one: so much the words must still share."""
_SURE = 0.8


def by_position(
    table: Table,
    found: Sequence[Slot],
    fields: tuple[Field, ...],
    skip: frozenset[tuple[int, int]],
) -> Iterator[Slot]:
    """Labels that nothing matches, where the form has one entry only between their neighbours."""
    order = {field.key: i for i, field in enumerate(fields)}
    taken = {(c.row, c.column) for slot in found for c in (slot.label, *slot.values)} | skip
    firsts = {slot.label.row: slot for slot in reversed(found)}
    for row in range(len(table.rows)):
        cell = next((c for c in grid.row_cells(table, row) if c.row == row), None)
        if cell is None or row in firsts or (row, cell.column) in taken or is_blank(cell.text):
            continue
        gap = _between(firsts, row, order)
        missing = _only_missing(fields[gap[0] : gap[1]], found) if gap else None
        beside = tuple(c for c in grid.right_of(table, cell) if c.row == row)
        if missing and beside and _resembles(cell.text, missing):
            match = Match(missing, labels.label_of(cell.text), _SURE, ("by_position",))
            yield Slot(match, cell, beside, table)


def _between(firsts: dict[int, Slot], row: int, order: dict[str, int]) -> tuple[int, int] | None:
    """The stretch of the form's order between the nearest known rows above and below."""
    above = next((firsts[r] for r in range(row - 1, -1, -1) if r in firsts), None)
    last = max(firsts, default=0)
    below = next((firsts[r] for r in range(row + 1, last + 1) if r in firsts), None)
    if above is None or below is None:
        return None
    return order[above.key] + 1, order[below.key]


def _only_missing(gap: Sequence[Field], found: Sequence[Slot]) -> Field | None:
    known = {slot.key for slot in found}
    missing = [field for field in gap if field.key not in known]
    return missing[0] if len(missing) == 1 else None


def _resembles(text: str, field: Field) -> bool:
    key = labels.label_of(text).bare
    return max(fuzz.ratio(key, fold(word)) for word in (field.label, *field.synonyms)) >= ALIKE
