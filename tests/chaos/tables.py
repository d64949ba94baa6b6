"""What the sweeps came to, as a table, and into ``docs/chaos.md``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from tests.chaos.sweeps import Told

_PAGE: Final = Path(__file__).parents[2] / "docs" / "chaos.md"
_BEGIN, _END = "<!-- chaos -->", "<!-- /chaos -->"
_PLACES: Final = ("before the first row", "between rows", "after the last row")
_HEAD: Final = (
    "| database | killed | kills | before the first row | between rows | after the last row | sweeps"
    " | lost, doubled or different | left over at the end | processes left | minutes |\n"
    "| --- | --- |" + " ---: |" * 9
)


class Line(Struct, frozen=True):
    """One kind of sweeps on one database."""

    database: str
    kind: str
    told: Told


def table(lines: Sequence[Line]) -> str:
    """All lines under their head."""
    return "\n".join([_HEAD, *map(row, lines)])


def row(line: Line) -> str:
    """One line of the table."""
    told = line.told
    left = sum(fault.startswith("left behind") for fault in told.faults)
    cells = [
        line.database,
        line.kind,
        told.total,
        *(told.kills[place] for place in _PLACES),
        told.sweeps,
        len(told.faults) - left,
        left,
        told.orphans,
        f"{told.seconds / 60:.1f}",
    ]
    return f"| {' | '.join(map(str, cells))} |"


def keep(shown: str, given: argparse.Namespace) -> None:
    """Put the table between the page's marks."""
    said = f"`--submissions {given.submissions} --random {given.random} --seed {given.seed}`"
    before, _, rest = _PAGE.read_text(encoding="utf-8").partition(_BEGIN)
    after = rest.partition(_END)[2]
    page = f"{before}{_BEGIN}\n{said}\n\n{shown}\n{_END}{after}"
    _PAGE.write_text(page, encoding="utf-8")
