"""The annex tables as they were read, cell by cell, each to be put right."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from desk.submissions.figures import open_by_field
from desk.submissions.opened import Shown
from desk.submissions.words import cut, masked, read_words, sureness, unit_words
from schemas.fields import TABLE_TITLES, TABLES, Type
from schemas.finding import Severity
from schemas.submission import Read
from store.corrections_apply import stated
from store.models import Finding

NAMES: Final = {
    "innovations": "创新成果",
    "projects": "重点项目",
    "existing_equipment": "现有设备",
    "new_equipment": "更新设备",
}
_MOST: Final = 500
_NUMBERS: Final = frozenset({Type.NUMBER, Type.MONEY, Type.COUNT, Type.PERCENT})
_Codes = dict[str, tuple[Finding, ...]]


class Cell(Struct, frozen=True):
    """One cell; ``level`` is ``err``, ``warn``, ``doubt`` or empty."""

    key: str
    words: str
    level: str
    corrected: bool
    number: bool


class Column(Struct, frozen=True):
    """A column's heading with its unit."""

    label: str
    unit: str
    number: bool


class Annex(Struct, frozen=True):
    """One table; ``left`` rows are not shown."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    left: int


class Choice(Struct, frozen=True):
    """One table to choose, with its number of rows."""

    name: str
    word: str
    count: int


def choices(shown: Shown) -> tuple[Choice, ...]:
    """The tables with how many rows each has."""
    tables = shown.understood.tables
    return tuple(Choice(name, word, len(tables.get(name, ()))) for name, word in NAMES.items())


def annex(shown: Shown, name: str) -> Annex:
    """The table called ``name`` (a key of ``TABLES``)."""
    rows = shown.understood.tables.get(name, ())
    codes = open_by_field(shown)
    fields = [field for field in TABLES[name] if any(field.key in row for row in rows)]
    numbers = {field.key for field in fields if field.type in _NUMBERS}
    return Annex(
        name,
        TABLE_TITLES[name],
        tuple(Column(f.label, unit_words(f.unit), f.key in numbers) for f in fields),
        tuple(
            tuple(
                _cell(f"{name}.{i}.{f.key}", row.get(f.key), codes, f.key in numbers)
                for f in fields
            )
            for i, row in enumerate(rows[:_MOST], start=1)
        ),
        max(0, len(rows) - _MOST),
    )


def _cell(key: str, read: Read | None, codes: _Codes, is_number: bool) -> Cell:
    if read is None:
        return Cell(key, "—", "", False, is_number)
    words = cut(masked(read_words(read)), 40)
    return Cell(key, words, _level(codes.get(key, ()), read), stated(read), is_number)


def _level(codes: tuple[Finding, ...], read: Read) -> str:
    severities = {row.severity for row in codes}
    if Severity.ERROR in severities:
        return "err"
    if Severity.WARNING in severities:
        return "warn"
    return "doubt" if sureness(read).level else ""
