"""A label on the first line of its cell and the value under it: forms set as a grid of small cards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractors.forms.slots import RUNNING, Slot, narrowed
from extractors.grammar import labels
from extractors.grammar.labels import Match
from extractors.grammar.text import is_blank, nfkc
from schemas.document import Cell
from schemas.fields import Field

_LEAST = 3
"""Fewer such cells are labels with a remark under them."""
_LONG = 60
"""Running text so long is a value wherever it stands."""


def match(text: str, fields: tuple[Field, ...]) -> Match | None:
    """The entry that the first line of ``text`` is the label of, where something else follows it."""
    first, _, rest = text.partition("\n")
    if is_blank(rest) or nfkc(rest).strip().startswith("(") or labels.best(text, fields):
        return None
    found = labels.best(first, fields)
    return found if found and found.confidence >= labels.SYNONYM else None


def find(cells: Iterable[Cell], fields: tuple[Field, ...]) -> Iterator[Slot]:
    """The slots of such cells, where the table has several, or a long text under its label."""
    found = [(cell, told) for cell in cells if (told := match(cell.text, fields))]
    several = len({told.field.key for _, told in found}) >= _LEAST
    for cell, told in found:
        value = cell.text.partition("\n")[2].strip()
        if several or (told.field.key in RUNNING and len(value) >= _LONG):
            yield Slot(told, cell, (narrowed(cell, value),))
