"""The stored flat lines, gone through once: what the report needs of each is added up and the line let go."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Final

from reports.dataset import Columns, columns_of
from schemas.facts import Facts
from schemas.fields import ALL_FIELDS
from schemas.stored import Kept

MONTH: Final = 30
UNSURE: Final = 0.9
"""A field read with less confidence counts as unsure."""
_REQUIRED: Final = {f.key: frozenset(columns_of(f)) for f in ALL_FIELDS if f.required}


@dataclass
class Portion:
    """Some submissions: how many, how many lack each required field, how many plans of each format."""

    of: int = 0
    gaps: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)

    def add(self, facts: Facts) -> None:
        """One more submission; a field counts as lacking when absent, left blank, or not understood."""
        self.of += 1
        self.kinds[facts.kind] += 1
        self.gaps.update(_gaps(frozenset(facts.values)))


@cache
def _gaps(keys: frozenset[str]) -> tuple[str, ...]:
    return tuple(key for key, columns in _REQUIRED.items() if not columns & keys)


@dataclass
class Sureness:
    """How one field was read from plans of one format."""

    read: int = 0
    unsure: int = 0
    unreadable: int = 0
    total: float = 0.0


@dataclass
class Folded:
    """The month up to a day, the baseline before it, and the columns of the month and the day's year."""

    day: date
    columns: Columns = field(default_factory=Columns)
    month: Portion = field(default_factory=Portion)
    baseline: Portion = field(default_factory=Portion)
    reads: dict[tuple[str, str], Sureness] = field(default_factory=dict)

    @property
    def first(self) -> date:
        """The month's first day."""
        return self.day - timedelta(days=MONTH - 1)

    def add(self, kept: Kept) -> None:
        """One more current version."""
        if kept.handed_on >= self.first:
            self.month.add(kept.facts)
            self._add_reads(kept.facts)
        else:
            self.baseline.add(kept.facts)
        if kept.handed_on >= min(self.first, date(self.day.year, 1, 1)):
            self.columns.add(kept)

    def _add_reads(self, facts: Facts) -> None:
        for key, confidence in facts.confidence.items():
            one = self.reads.setdefault((key, facts.kind), Sureness())
            one.read += 1
            one.unsure += confidence < UNSURE
            one.total += confidence
        for key in facts.unreadable:
            self.reads.setdefault((key, facts.kind), Sureness()).unreadable += 1
