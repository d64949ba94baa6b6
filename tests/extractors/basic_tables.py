"""What the basic table's reader makes of rows of text."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.forms import basic_table
from extractors.forms.basic_table import Basic
from tests.extractors.tables import table


def read(*tables: Sequence[Sequence[str]]) -> Basic:
    return basic_table.read([table(rows) for rows in tables])


def values(basic: Basic, *keys: str) -> list[object]:
    return [basic.reads[key].value if key in basic.reads else "absent" for key in keys]


YEARS = ["output_value.2022", "output_value.2023", "output_value.2024"]
HEAD = ["年度", "2022", "2023", "2024"]
