"""材料真实性承诺 in a file of its own, beside a plan whose form lacks it."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import structs

from extractors import grid
from extractors.forms import commitment
from extractors.grammar.text import is_blank
from schemas.document import Block, Cell, Document, Paragraph
from schemas.submission import Read

_MOST = 40
"""A longer document is no letter."""
_FIRST = 3


def promises(documents: Iterable[Document]) -> tuple[dict[str, Read], ...]:
    """The commitments among ``documents``: letters that open with the form's title."""
    return tuple(reads for document in documents if (reads := _read(document)))


def _read(document: Document) -> dict[str, Read]:
    lines = [cell for block in document.blocks[:_MOST] for cell in _lines(block)]
    start = next((i for i, c in enumerate(lines[:_FIRST]) if commitment.starts(c.text)), None)
    if start is None or len(document.blocks) > _MOST:
        return {}
    return commitment.read(lines[start:]).reads


def _lines(block: Block) -> list[Cell]:
    if not isinstance(block, Paragraph):
        return list(grid.cells(block))
    if is_blank(block.text) and not block.pictures:
        return []
    return [structs.replace(grid.of_line(block, block.text), pictures=block.pictures)]
