"""The values of a plan for whoever reads it a second time: as read, beside what is printed."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from desk.submissions.words import cut, masked, spot, unit_words, value_words
from schemas.fields import TABLE_TITLES, TABLES, label_of
from schemas.place import Where
from schemas.policy import edition, points_of
from schemas.submission import ScoreItem
from store.models import BlindReading, Read

_SCORED = "self_evaluation"


class Value(Struct, frozen=True):
    """One read in words."""

    label: str
    printed: str
    value: str
    unit: str
    place: str


def values(reading: BlindReading) -> list[Value]:
    """Every stated value of the plan, in the order in which it was read; phones masked."""
    rows = Read.objects.filter(version=reading.submission.current, state="stated").order_by("pk")
    return [_value(row) for row in rows]


def _value(row: Read) -> Value:
    return Value(
        label=label(row.key),
        printed=masked(cut(row.raw, 60)),
        value=masked(cut(value_words(row.value, row.unit), 60)),
        unit=unit_words(row.unit),
        place=spot(msgspec.convert(row.place, Where)),
    )


def label(key: str) -> str:
    """``projects.2.total_investment`` → ``附件2-2第2行 总投资额``; a key nobody knows stands alone.

    >>> label("energy_consumption.2024"), label("projects.2.total_investment")
    ('年综合能耗（2024年）', '附件2-2第2行 总投资额')
    """
    table, _, rest = key.partition(".")
    if table in TABLES:
        row, _, column = rest.partition(".")
        names = {entry.key: entry.label for entry in TABLES[table]}
        return f"{TABLE_TITLES[table].split()[0]}第{row}行 {names.get(column, column)}"
    if table == _SCORED and rest in set(ScoreItem):
        return f"自评 {points_of(ScoreItem(rest), edition()).label}"
    try:
        return label_of(key)
    except KeyError:
        return key
