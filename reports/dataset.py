"""Stored facts → the table that data checks run over: a row a submission, a column a flat key."""

from __future__ import annotations

from array import array
from math import nan
from sys import intern
from typing import TYPE_CHECKING, Any, Final

from schemas.facts import Facts
from schemas.fields import ALL_FIELDS, Field, Type
from schemas.stored import Kept

if TYPE_CHECKING:
    import pandas

YEARS_SHOWN: Final = 3
_NUMBERS: Final = frozenset({Type.NUMBER, Type.MONEY, Type.PERCENT, Type.COUNT})
_COMPARED: Final = ("before", "after", "effect")
_SPLIT: Final = {
    "industry": ("industry_code", "industry_name"),
    "period": ("period_start", "period_end"),
}
"""Rows of the form that the contract splits into two keys."""


def columns_of(field: Field) -> tuple[str, ...]:
    """The flat keys that a dictionary field fills."""
    if field.yearly:
        return tuple(f"{field.key}.{back}" for back in range(YEARS_SHOWN))
    if field.compared:
        return tuple(f"{field.key}.{part}" for part in _COMPARED)
    return _SPLIT.get(field.key, (field.key,))


def is_number(field: Field) -> bool:
    """Whether its columns hold figures."""
    return field.compared or field.type in _NUMBERS


class Columns:
    """The table, grown one submission at a time: figures as doubles, text only where it is looked into.

    A hundred thousand submissions as objects would take gigabytes; so they take some 150 MB.
    """

    def __init__(self) -> None:
        self.names: list[str] = []
        self.days = array("l")
        self._numbers = {key: array("d") for key in _FIGURES}
        self._texts: dict[str, list[str | None]] = {key: [] for key in _TEXTS}
        self._years = [array("d") for _ in range(YEARS_SHOWN)]
        self._own = {key: array("d") for key in ("years", "project_sum", "claimed")}

    def add(self, entry: Kept) -> None:
        """One more row."""
        self.names.append(entry.name)
        self.days.append(entry.handed_on.toordinal())
        values = entry.facts.values
        for key, figures in self._numbers.items():
            value = values.get(key)
            figures.append(value if isinstance(value, int | float) else nan)
        for key, texts in self._texts.items():
            texts.append(_text(values.get(key), whole=_TEXTS[key]))
        self._add_own(entry.facts)

    def _add_own(self, facts: Facts) -> None:
        ordered = facts.years[::-1]
        for back, years in enumerate(self._years):
            years.append(ordered[back] if back < len(ordered) else nan)
        self._own["years"].append(len(facts.years))
        self._own["project_sum"].append(nan if facts.project_sum is None else facts.project_sum)
        self._own["claimed"].append(nan if facts.claimed is None else facts.claimed)

    def table(self) -> pandas.DataFrame:
        """A DataFrame of all rows; gaps are missing values."""
        import numpy
        import pandas

        columns: dict[str, Any] = {"handed_on": numpy.frombuffer(self.days, dtype=int)}
        figures = {**self._numbers, **self._own}
        figures |= {f"year.{back}": years for back, years in enumerate(self._years)}
        columns |= {key: numpy.frombuffer(row, dtype=float) for key, row in figures.items()}
        columns |= {key: numpy.array(row, dtype=object) for key, row in self._texts.items()}
        return pandas.DataFrame(columns)


_LOOKED_INTO: Final = frozenset(
    {Type.DATE, Type.PERIOD, Type.PHONE, Type.CITY, Type.CHOICE, Type.INDUSTRY, Type.USCC}
)
_FIGURES: Final = tuple(key for f in ALL_FIELDS if is_number(f) for key in columns_of(f))
_TEXTS: Final = {
    key: field.type in _LOOKED_INTO
    for field in ALL_FIELDS
    if not is_number(field)
    for key in columns_of(field)
}
"""Text columns, and whether a check looks into their text or only asks if there is one."""


def _text(value: object, *, whole: bool) -> str | None:
    if value is None or value == "" or value == []:
        return None
    if not whole:
        return _STATED
    return intern("、".join(map(str, value)) if isinstance(value, list) else str(value))


_STATED: Final = "有"
