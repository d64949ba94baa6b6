"""Several years' figures in one stretch of text: ``2022年 8800；2023年 9100``, ``8800/9100/9400``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import structs

from extractors import grid
from extractors.grammar.text import nfkc
from schemas.document import Cell

_DATED = re.compile(r"(?<!\d)(20[0-4]\d)\s*年?度?\s*[:：]?\s*")
_PARTS = re.compile(r"[;；、\n/／|]+|[,，](?!\d{3}(?!\d))|\s{1,20}")
_YEAR = re.compile(r"20[0-4]\d")
_LISTED = re.compile(r"20[0-4]\d年?度?(?:\s{0,2}[/、,;]\s{0,2}20[0-4]\d年?度?)+")
_REACH = re.compile(r"(20[0-4]\d)年?度?\s{0,2}(?:[-~—–至到]|--)\s{0,2}(20[0-4]\d)")
_MOST = 5
_FIGURE = re.compile(r"\d")

Dated = tuple[int, Cell, tuple[str, ...]]
"""A year, the cell of its figure, and what is to be said of how it was found."""


def spelled(label: str) -> tuple[int, ...]:
    """The years that a label lists for the figures beside it: ``（2022/2023/2024年）``, ``2022-2024年``."""
    listed = _LISTED.search(nfkc(label))
    if listed is not None:
        return tuple(map(int, _YEAR.findall(listed[0])))
    reach = _REACH.search(nfkc(label))
    first, last = (int(reach[1]), int(reach[2])) if reach else (0, 0)
    return tuple(range(first, last + 1)) if 0 < last - first < _MOST else ()


def inside(cells: Sequence[Cell], order: Sequence[int]) -> list[Dated]:
    """Years printed inside the value cells, or several figures in one merged cell."""
    full = grid.filled(cells)
    dated = [entry for cell in full for entry in _dated(cell)]
    if len(dated) >= max(2, len(full)):
        return dated
    if len(full) != 1 or len(order) < 2:
        return []
    return _merged(full[0], order)


def _dated(cell: Cell) -> list[Dated]:
    text = nfkc(cell.text)
    marks = [m for m in _DATED.finditer(text) if ":" in m[0] or "年" in m[0] or "\n" in m[0]]
    ends = [mark.start() for mark in marks[1:]] + [len(text)] * bool(marks)
    pieces = [
        text[mark.end() : end].strip(" ;,、\n。") for mark, end in zip(marks, ends, strict=True)
    ]
    return [
        (int(mark[1]), structs.replace(cell, text=piece, number=None, spans=()), ())
        for mark, piece in zip(marks, pieces, strict=True)
        if piece
    ]


def _merged(cell: Cell, order: Sequence[int]) -> list[Dated]:
    parts = [part for part in _PARTS.split(nfkc(cell.text)) if _FIGURE.search(part)]
    if len(parts) == len(order):
        return [
            (year, structs.replace(cell, text=part, number=None, spans=()), ("merged_cell",))
            for year, part in zip(order, parts, strict=True)
        ]
    return []
