"""Annex columns as rules add them up: sub-total rows left out, the sum row found."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from schemas.submission import Read, Row, Submission
from validators.figures import number, rows, text

_SUM: Final = re.compile(r"^(?:合|总)\s*计")
_PART: Final = re.compile(r"^(?:(?:合|总|小)\s*计|其中)")


def column(submission: Submission, table: str, name: str) -> dict[int, Read]:
    """A column's cells by row (from 1), without rows that repeat others («小计», «其中：»)."""
    return {i: row[name] for i, row in rows(submission, table) if name in row and own(row)}


def added(reads: Iterable[Read]) -> float:
    """The sum of the stated figures, free of binary dust."""
    return round(sum(number(read) or 0.0 for read in reads), 6)


def sum_row(submission: Submission, table: str) -> Row:
    """The row that sums the whole table; empty where there is none or it cannot be told."""
    totals = submission.totals.get(table, ())
    named = [row for row in totals if any(_SUM.match(text(cell)) for cell in row.values())]
    chosen = named or ([] if any(map(_partial, totals)) else list(totals))
    return chosen[0] if len(chosen) == 1 else {}


def _partial(row: Row) -> bool:
    return any(_PART.match(text(cell)) for cell in row.values())


def own(row: Row) -> bool:
    """Whether a row stands for itself, not for others («小计», «其中：»)."""
    return not any(_PART.match(text(row.get(name))) for name in ("seq", "name"))
