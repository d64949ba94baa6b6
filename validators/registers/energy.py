"""Facts of energy and carbon: what fuels count for, what the grid emits, which standards are gone.

>>> fuels()["gas"].tce_most
13.3
>>> 0.5153 in grid_factors().values()
True
>>> superseded()["GB 18613"].current
2020
"""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct, convert

from validators.registers import rows_of


class Fuel(Struct, frozen=True):
    """One kind of energy. ``measure`` is ``power`` (万kWh), ``gas`` (万m3), ``heat`` (GJ) or ``mass`` (t).

    ``tce_*`` and ``tco2_*`` are per unit of the measure; ``factor_*`` bounds the printed factor in
    kgce per kWh, m3, MJ or kg (0: not judged).
    """

    kind: str
    names: str
    measure: str
    tce_least: float
    tce_most: float
    factor_least: float
    factor_most: float
    tco2_least: float
    tco2_most: float


class Standard(Struct, frozen=True):
    """A standard in force: its year, and since when (ISO date)."""

    number: str
    current: int
    effective: str
    title: str


@cache
def fuels() -> dict[str, Fuel]:
    """Every kind of energy by its key. Not to be changed."""
    rows = ({k: v or "0" for k, v in row.items()} for row in rows_of("energy_factors"))
    return {fuel.kind: fuel for fuel in convert(list(rows), list[Fuel], strict=False)}


@cache
def grid_factors() -> dict[tuple[str, int], float]:
    """kgCO2 per kWh by place and year of the data."""
    rows = rows_of("grid_factors")
    return {(row["place"], int(row["year"])): float(row["kgco2_per_kwh"]) for row in rows}


@cache
def superseded() -> dict[str, Standard]:
    """The standards in force by number without year (``GB/T 2589``)."""
    rows = convert(rows_of("standards_superseded"), list[Standard], strict=False)
    return {re.sub(r"\s+", " ", row.number): row for row in rows}
