"""主要荣誉 as a list: an honour a cell, a tick or 是/否 in the cell beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractors import grid
from extractors.forms import values
from extractors.grammar.text import fold, is_blank
from schemas.document import TICKED, Cell, Table
from schemas.fields import HONOUR_FIELD, HONOURS
from schemas.submission import Read

_OPTIONS = {fold(option): option for option in HONOURS}
_LEAST = 6
_YES = re.compile(rf"[√✓✔v{TICKED}]|是|有|已获得?|获得")
_NO = re.compile(r"[×✗✘□☐○x/-]|否|无|未获得?|—")


def read(tables: Iterable[Table]) -> dict[str, Read]:
    """The honours that a table of them ticks; empty for none."""
    return next(filter(None, map(_of_table, tables)), {})


def _of_table(table: Table) -> dict[str, Read]:
    named = [(cell, _OPTIONS[fold(cell.text)]) for cell in grid.cells(table) if _is_option(cell)]
    if len(named) < _LEAST:
        return {}
    answers = [(option, _answer(table, cell)) for cell, option in named]
    if any(told is None for _, told in answers) or not any(told for _, told in answers):
        return {}
    text = " ".join(f"{'☑' if told else '□'}{option}" for option, told in answers)
    source = values.Origin(grid.joined([cell for cell, _ in named], text), HONOUR_FIELD.label)
    return {HONOUR_FIELD.key: values.read_value(HONOUR_FIELD, source)}


def _is_option(cell: Cell) -> bool:
    return len(cell.text) <= 20 and fold(cell.text) in _OPTIONS


def _answer(table: Table, cell: Cell) -> bool | None:
    """Whether the cell right of an option says yes; ``None`` where it says something else."""
    beside = next(iter(grid.right_of(table, cell)), None)
    if beside is None or is_blank(beside.text):
        return False if beside is not None else None
    told = fold(beside.text).strip("()")
    return True if _YES.fullmatch(told) else False if _NO.fullmatch(told) else None
