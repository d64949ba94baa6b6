"""Official tables as CSV; source and date stand in each first line, behind ``#``."""

from __future__ import annotations

import csv
from importlib import resources


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of ``validators/registers/<name>.csv``, its columns named by the second line."""
    table = resources.files("validators.registers").joinpath(f"{name}.csv").read_text("utf-8")
    return list(csv.DictReader(table.splitlines()[1:]))


def source_of(name: str) -> str:
    """Where a register comes from and when, as its first line says."""
    table = resources.files("validators.registers").joinpath(f"{name}.csv").read_text("utf-8")
    return table.splitlines()[0].removeprefix("#").strip()
