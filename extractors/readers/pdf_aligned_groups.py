"""Rows that name a group (``一、生产设备``) across the columns of a list without upright lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from extractors.readers.pdf_aligned_rows import TOTAL, Row
from extractors.readers.pdf_lines import Line
from extractors.readers.pdf_white import spans_of

_NOT_ONE: Final = re.compile(r"\s*(?:附件|附表|续表|[（(]?注|[（(]?\d{1,3}[)）.、．]?\s*\Z)")
_HIGHEST = 5.0
"""In type sizes: what stands between lines further apart is no row of one line."""


def titles_of(lines: Sequence[Line], across: Sequence[float], gap: float) -> list[Line]:
    """Those of ``lines`` that alone fill a row between two of the lines drawn ``across``."""
    return [line for line in lines if _is_title(line, lines, across, gap)]


def _is_title(line: Line, lines: Sequence[Line], across: Sequence[float], gap: float) -> bool:
    if _NOT_ONE.match(line.text) or TOTAL.match(line.text) or len(spans_of([line], gap)) > 1:
        return False
    middle = _middle(line)
    top = max((y for y in across if y < middle), default=None)
    bottom = min((y for y in across if y > middle), default=None)
    if top is None or bottom is None or bottom - top > _HIGHEST * line.size:
        return False
    return not any(top < _middle(other) < bottom for other in lines if other is not line)


def _middle(line: Line) -> float:
    return (line.box[1] + line.box[3]) / 2


def rows_with(rows: Sequence[Row], titles: Sequence[Line]) -> tuple[list[Row], frozenset[Row]]:
    """``rows`` with those of ``titles`` among them, and which of them these are."""
    own = [Row(line.box[1], line.box[3]) for line in titles]
    return sorted((*rows, *own), key=lambda row: row.top), frozenset(own)
