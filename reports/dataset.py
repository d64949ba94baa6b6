"""Stored facts → the table that data checks run over: a row a submission, a column a flat key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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


def table(entries: Sequence[Kept]) -> pandas.DataFrame:
    """The entries as a DataFrame; figures as floats, everything else as text, gaps as missing."""
    import pandas

    columns: dict[str, Any] = {
        "name": [entry.name for entry in entries],
        "handed_on": [entry.handed_on.toordinal() for entry in entries],
    }
    facts = [entry.facts for entry in entries]
    for field in ALL_FIELDS:
        for key in columns_of(field):
            columns[key] = _numbers(facts, key) if is_number(field) else _texts(facts, key)
    for back in range(YEARS_SHOWN):
        columns[f"year.{back}"] = [_year(one, back) for one in facts]
    columns["years"] = [float(len(one.years)) for one in facts]
    columns["project_sum"] = [one.project_sum for one in facts]
    columns["claimed"] = [one.claimed for one in facts]
    return pandas.DataFrame(columns)


def _numbers(facts: Iterable[Facts], key: str) -> list[float | None]:
    values = (one.values.get(key) for one in facts)
    return [float(v) if isinstance(v, int | float) else None for v in values]


def _texts(facts: Iterable[Facts], key: str) -> list[str | None]:
    return [_text(one.values.get(key)) for one in facts]


def _text(value: object) -> str | None:
    if isinstance(value, list):
        return "、".join(map(str, value)) or None
    return None if value is None or value == "" else str(value)


def _year(facts: Facts, back: int) -> float | None:
    ordered = facts.years[::-1]
    return float(ordered[back]) if back < len(ordered) else None
