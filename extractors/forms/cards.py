"""Items of an annex one by one, label beside value: a card an item instead of a row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct, structs

from extractors import grid
from extractors.forms import slots
from extractors.forms.columns import KINDS, LEAST, Column, Columns
from extractors.forms.models import Line
from extractors.forms.slots import Slot
from extractors.grammar import labels
from schemas.document import Cell, Table

_TALLEST = 120
_VAGUE = frozenset({"seq", "remark"})


class Cards(Struct, frozen=True):
    """The items that cards state, under the labels of the first."""

    heads: Columns
    lines: tuple[Line, ...]


def read(table: Table) -> Cards | None:
    """The items that ``table`` states as cards; ``None`` where it is no card."""
    if len(table.rows) > _TALLEST or len(table.rows[0]) < 2:
        return None
    offers = [_offer(kind, slots.find(table, fields)) for kind, fields in KINDS.items()]
    best = max(offers, key=lambda offer: offer.heads.known if offer else 0)
    return best if best is not None and _has_pairs(best, table) else None


def _has_pairs(cards: Cards, table: Table) -> bool:
    """Whether labels stand beside values in more than one column, or there is one item only."""
    columns = {column.head.column for column in cards.heads.columns}
    return len(columns) > 1 or len(table.rows[0]) == 2


def _offer(kind: str, found: Sequence[Slot]) -> Cards | None:
    sure = [slot for slot in found if slot.match.confidence >= labels.SYNONYM]
    items = [item for item in _items(sure) if is_item(item)]
    if not items:
        return None
    return Cards(heads_of(kind, items[0]), tuple(map(line_of, items)))


def _items(found: Sequence[Slot]) -> list[dict[str, Slot]]:
    """The slots item by item: one that comes again begins the next."""
    items: list[dict[str, Slot]] = []
    for slot in found:
        if not items or slot.key in items[-1]:
            items.append({})
        items[-1][slot.key] = slot
    return items


def is_item(item: dict[str, Slot]) -> bool:
    """Whether labels tell an item of an annex: its name and what else only such an item has."""
    told = item.keys() - _VAGUE
    return "name" in item and "名称" in item["name"].match.label.bare and len(told) > LEAST


def heads_of(kind: str, item: dict[str, Slot]) -> Columns:
    """The labels of an item as the heads that its row stands under."""
    columns = tuple(
        Column(slot.match.field, slot.label, slot.match, slot.match.label.unit)
        for slot in item.values()
    )
    return Columns(kind, 0, 0, columns)


def line_of(item: dict[str, Slot]) -> Line:
    """The item as a row."""
    cells = {key: _value(slot) for key, slot in item.items()}
    return Line(cells, next(iter(item.values())).label.row)


def _value(slot: Slot) -> Cell:
    full: Iterable[Cell] = grid.filled(slot.values) or slot.values
    return next(iter(full), structs.replace(slot.label, text="", number=None))
