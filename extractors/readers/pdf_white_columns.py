"""The white between the columns that a head governs, felt for row by row."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Self

from extractors.readers.pdf_lines import Line
from extractors.readers.pdf_white import Span, less


class Whites:
    """What white stands between columns.

    A row with a stretch for every column tells where each of them prints, wherever in its cell
    it is set: years stand left and figures right, and the white between two years is then
    broken by the first one's figure. A row that lacks some only narrows the white.
    """

    def __init__(self, columns: Sequence[Span], gaps: Sequence[Span]) -> None:
        self._columns, self._gaps = tuple(columns), tuple(gaps)
        self._later: list[Sequence[Line]] = []

    @classmethod
    def under(cls, head: Sequence[Span]) -> Self | None:
        """Those of the columns that ``head`` stands over; ``None`` for less than two."""
        return cls(head, _between(head)) if len(head) > 1 else None

    @classmethod
    def left(cls, above: Sequence[Span]) -> Self | None:
        """Those that the page before left open; ``None`` where it left none."""
        return cls((), above) if above else None

    def take(self, lines: Sequence[Line], spans: Sequence[Span]) -> bool:
        """Take in a row that prints ``lines`` on ``spans``; false where it keeps to no column."""
        if len(spans) == len(self._gaps) + 1:
            wider = _wider(self._columns, spans)
            if all(a[1] < b[0] for a, b in pairwise(wider)):
                self._columns, self._gaps = wider, _between(wider)
                return self._settled() is not None
        self._later.append(lines)
        if self._settled() is not None:
            return True
        self._later.pop()
        return False

    def spans(self) -> tuple[Span, ...]:
        """The white that all rows leave."""
        return self._settled() or self._gaps

    def cuts(self) -> list[float]:
        """Where one column ends and the next begins."""
        return [(a + b) / 2 for a, b in self.spans()]

    def _settled(self) -> tuple[Span, ...] | None:
        settled: list[Span] = []
        for gap in self._gaps:
            free = [gap]
            for line in (line for lines in self._later for line in lines):
                free = less(free, line)
            if not free:
                return None
            settled.append(max(free, key=lambda part: part[1] - part[0]))
        return tuple(settled)


def _between(columns: Sequence[Span]) -> tuple[Span, ...]:
    return tuple((a[1], b[0]) for a, b in pairwise(columns))


def _wider(columns: Sequence[Span], spans: Sequence[Span]) -> tuple[Span, ...]:
    if not columns:
        return tuple(spans)
    return tuple((min(a[0], b[0]), max(a[1], b[1])) for a, b in zip(columns, spans, strict=True))
