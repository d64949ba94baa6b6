"""Blank, dashed, refused and unreadable cells are four things: who speaks about each."""

from __future__ import annotations

import pytest
from msgspec import structs

from fixtures.submissions import read, right
from schemas.policy import edition
from schemas.submission import Read, State
from validators.catalogue import judge

BLANK = read(None)
DASH = structs.replace(BLANK, raw="/", flags=("dash",))
REFUSED = structs.replace(BLANK, raw="不涉及", flags=("none_word",))
LEFTOVER = structs.replace(BLANK, raw="待定", flags=("placeholder",))
WORDS = structs.replace(BLANK, raw="若干", state=State.UNREADABLE, flags=("vague",))


def _said(key: str, cell: Read, rules: str) -> list[str]:
    findings = judge(right({key: cell}), edition()).findings
    return [f"{f.severity} {f.rule}" for f in findings if f.rule in rules.split()]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (BLANK, ["error G01"]),
        (DASH, ["error G01"]),
        (REFUSED, ["error G01"]),
        (LEFTOVER, ["error A04"]),
        (WORDS, ["error G01"]),
    ],
)
def test_energy_and_carbon(cell: Read, said: list[str]) -> None:
    assert _said("emissions.2023", cell, "A03 A04 G01 G02 G03 C08") == said


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (BLANK, ["error A03"]),
        (DASH, ["error F12"]),
        (REFUSED, ["error F12"]),
        (LEFTOVER, ["error A04"]),
        (WORDS, ["error F12"]),
    ],
)
def test_total_investment(cell: Read, said: list[str]) -> None:
    assert _said("total_investment", cell, "A03 A04 F12 F13") == said


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (BLANK, ["error E01"]),
        (DASH, ["warning E01"]),
        (WORDS, ["warning E01"]),
    ],
)
def test_a_claim(cell: Read, said: list[str]) -> None:
    assert _said("self.eco_design", cell, "E01 E02 E03 E04") == said


@pytest.mark.parametrize("cell", [BLANK, DASH, REFUSED])
def test_waste_energy_where_there_is_none(cell: Read) -> None:
    assert _said("self.waste_energy", cell, "E01 E02") == []


@pytest.mark.parametrize(
    ("cell", "said"), [(BLANK, []), (DASH, []), (REFUSED, []), (WORDS, ["error H05"])]
)
def test_a_quantity(cell: Read, said: list[str]) -> None:
    assert _said("new_equipment.1.quantity", cell, "H05") == said


@pytest.mark.parametrize("cell", [BLANK, DASH, REFUSED, WORDS])
@pytest.mark.parametrize(
    "key", ["projects.1.total_investment", "projects.1.completed_investment", "projects.1.period"]
)
def test_project_cells_without_a_figure(key: str, cell: Read) -> None:
    assert _said(key, cell, "F13 F14 F15 F16 J02 J03") == []


@pytest.mark.parametrize("cell", [BLANK, DASH, REFUSED, WORDS])
@pytest.mark.parametrize("end", ["before", "after", "effect"])
def test_compared_rows_without_a_figure(end: str, cell: Read) -> None:
    assert _said(f"water_intensity.{end}", cell, "G13 G16") == []
