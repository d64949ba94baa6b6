"""Name and model in one column (``设备名称及型号``) taken apart."""

from __future__ import annotations

import re

from msgspec import Struct, structs

from extractors.forms import values
from extractors.forms.columns import Columns
from extractors.grammar.text import nfkc
from schemas.document import Cell
from schemas.fields import EQUIPMENT
from schemas.submission import Read, Row

_MODEL = next(field for field in EQUIPMENT if field.key == "model")
_CODE = r"[A-Za-z0-9\u0370-\u03ffⅠ-Ⅻ][^\u3400-\u9fff\n]*(?:[\u3400-\u9fff][^\u3400-\u9fff\n]*)?"
_BRACKETED = rf"\A(?P<name>[^\n(（]*[\u3400-\u9fff][^\n(（]*)\s*[(（](?P<model>{_CODE})[)）]\s*\Z"
_LINED = rf"\A(?P<name>[^\n]*[\u3400-\u9fff][^\n]*)\n\s*(?P<model>{_CODE})\Z"
_SPACED = (
    rf"\A(?P<name>[^\n]*[\u3400-\u9fff][^\n]*?)(?:\s*[/,，、;；:：]\s*|\s+)(?P<model>{_CODE})\Z"
)
_TOUCHING = rf"\A(?P<name>[\u3400-\u9fff]+)(?P<model>{_CODE})\Z"
_WAYS = ((_BRACKETED, 0.96), (_LINED, 0.96), (_SPACED, 0.94), (_TOUCHING, 0.85))
_UNPARTED = 0.8


class Line(Struct, frozen=True):
    """A row's cells by column key, before they are read; ``sure`` how surely a cell was parted."""

    cells: dict[str, Cell]
    row: int
    sure: float = 1.0


def parted(line: Line, heads: Columns) -> Line:
    """The line with its name's cell without the model, where one column holds both."""
    if not _is_both(heads) or "name" not in line.cells:
        return line
    cell = line.cells["name"]
    for way, sure in _WAYS:
        found = re.match(way, nfkc(cell.text).strip())  # compiled where first needed: it takes long
        if found:
            cells = {
                key: structs.replace(cell, text=found[key].strip(), number=None, spans=())
                for key in ("name", "model")
            }
            return Line({**line.cells, **cells}, line.row, sure)
    return Line(
        {**line.cells, "model": structs.replace(cell, text="", number=None)}, line.row, _UNPARTED
    )


def _is_both(heads: Columns) -> bool:
    keys = {column.field.key for column in heads.columns}
    return "model" not in keys and any(column.both for column in heads.columns)


def reads(line: Line, heads: Columns, row: Row) -> dict[str, Read]:
    """Name and model of a parted line, as surely as they could be told apart."""
    if not _is_both(heads) or "model" not in line.cells or "name" not in row:
        return {}
    name = row["name"]
    source = values.Origin(line.cells["model"], name.label, min(name.confidence, line.sure))
    model = values.read_value(_MODEL, source)
    flags = (*name.flags, "shared_column")
    sure = round(min(name.confidence, line.sure), 4)
    return {
        "name": structs.replace(name, confidence=sure, flags=flags),
        "model": structs.replace(model, flags=(*model.flags, "shared_column")),
    }
