"""An entry whose label is a line of the text, in a form that is otherwise tables.

主要举措与成效 and 主要荣誉 are set so: a heading, and below it paragraphs or one framed cell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors import grid
from extractors.forms import commitment, values
from extractors.grammar import labels
from extractors.grammar.text import is_blank
from schemas.document import TICKED, Block, Cell, Paragraph, Table
from schemas.fields import Field
from schemas.submission import Read

_COLON = re.compile(r"[:：]")
_BOXES = re.compile(rf"[{TICKED}□☐○]")
_LONGEST_LABEL = 30
_MOST = 12
"""So many paragraphs may be the answer."""


def measures(blocks: Sequence[Block], field: Field) -> dict[str, Read]:
    """The read of the paragraphs right below the line that is ``field``'s label; empty for none."""
    for i, block in enumerate(blocks):
        match = _label(block, field)
        if match is None:
            continue
        told = [*_behind(block), *_below(blocks[i + 1 : i + 1 + _MOST])]
        frame = _framed(blocks[i + 1 : i + 2])
        told = told or (frame if len(frame) == 1 else [])
        if told:
            text = "\n".join(cell.text for cell in told)
            cell = grid.joined(told, text)
            return {field.key: values.read_value(field, values.origin(cell, match))}
    return {}


def honours(blocks: Sequence[Block], field: Field) -> dict[str, Read]:
    """The read of the framed options right below the line that is ``field``'s label; empty for none."""
    for i, block in enumerate(blocks):
        match = _label(block, field)
        told = _framed(blocks[i + 1 : i + 2]) if match else []
        if match and told:
            text = "\n".join(cell.text for cell in told)
            cell = told[0] if len(told) == 1 else grid.joined(told, text)
            return {field.key: values.read_value(field, values.origin(cell, match))}
    return {}


def _framed(below: Sequence[Block]) -> list[Cell]:
    """The filled cell of the table that comes next, a frame; or its cells where each has boxes."""
    table = next(iter(below), None)
    if not isinstance(table, Table) or len(table.rows) > _MOST:
        return []
    cells = list(grid.filled(grid.cells(table)))
    boxed = all(_BOXES.search(cell.text) for cell in cells)
    return cells if (len(cells) == 1 or boxed) and not commitment.starts(cells[0].text) else []


def _label(block: Block, field: Field) -> labels.Match | None:
    if not isinstance(block, Paragraph):
        return None
    text = _COLON.split(block.text, maxsplit=1)[0]
    match = labels.best(text, (field,)) if len(text) <= _LONGEST_LABEL else None
    return match if match is not None and match.confidence >= labels.SYNONYM else None


def _behind(block: Block) -> list[Cell]:
    """What the label's own line says behind its colon."""
    if not isinstance(block, Paragraph):
        return []
    rest = _COLON.split(block.text, maxsplit=1)[1:]
    return [grid.of_line(block, text.strip()) for text in rest if not is_blank(text)]


def _below(blocks: Sequence[Block]) -> list[Cell]:
    found: list[Cell] = []
    for block in blocks:
        if not isinstance(block, Paragraph) or commitment.starts(block.text):
            break
        if not is_blank(block.text):
            found.append(grid.of_line(block, block.text))
    return found
