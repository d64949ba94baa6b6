"""单位：千元 over a table or in its title row: the unit of the sums below that print none themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import structs

from extractors import grid
from extractors.forms.slots import Slot
from extractors.grammar.text import is_blank, nfkc
from schemas.document import Block, Paragraph, Table
from schemas.fields import Type

_NOTE = re.compile(
    r"(?:(?:金额|货币|计量|数据)?单位)\s{0,4}[:：]\s{0,4}(?:人民币)?\s{0,4}(元|千元|万元|百万元|亿元)(?![\u3400-\u9fff/])"
)
_LONGEST = 60
_NEAR = 3


def over(blocks: Sequence[Block], position: int) -> str:
    """The unit that a line right above the table at ``position`` names, ``""`` for none."""
    for block in reversed(blocks[max(position - _NEAR, 0) : position]):
        if not isinstance(block, Paragraph):
            return ""
        if not is_blank(block.text) and (unit := _unit(block.text)):
            return unit
    return ""


def _unit(text: str) -> str:
    found = _NOTE.search(nfkc(text)) if len(text) <= _LONGEST else None
    return found[1] if found else ""


def within(slot: Slot, table: Table, outside: str) -> Slot:
    """The slot in the unit of the nearest note above it in its table, else in ``outside``."""
    label = slot.match.label
    if slot.match.field.type is not Type.MONEY or not slot.match.field.yearly or label.unit:
        return slot
    unit = _above(table, slot.label.row) or outside
    if not unit:
        return slot
    return structs.replace(
        slot, match=structs.replace(slot.match, label=structs.replace(label, unit=unit))
    )


def _above(table: Table, row: int) -> str:
    cells = [cell for cell in grid.cells(table) if cell.row <= row]
    return next((unit for cell in reversed(cells) if (unit := _unit(cell.text))), "")
