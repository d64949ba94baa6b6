"""Facts of energy and carbon: the registers' sources, and the helpers of groups F and G by example."""

from __future__ import annotations

import doctest
import re

import pytest

from validators import intensity_units, pv_yield
from validators.registers import energy, source_of


@pytest.mark.parametrize("module", [energy, intensity_units, pv_yield], ids=lambda m: m.__name__)
def test_examples(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]
    assert (result.failed, result.attempted > 0) == (0, True)


@pytest.mark.parametrize("name", ["energy_factors", "grid_factors", "standards_superseded"])
def test_the_first_line_says_source_and_date(name: str) -> None:
    assert re.search(r"来源：.*\d{4}", source_of(name))


def test_every_factor_is_a_range() -> None:
    for fuel in energy.fuels().values():
        assert fuel.tce_least <= fuel.tce_most
        assert fuel.tco2_least <= fuel.tco2_most
        assert fuel.factor_least <= fuel.factor_most


def test_grid_factors_are_those_of_a_grid() -> None:
    assert all(0.3 < factor < 0.9 for factor in energy.grid_factors().values())
    assert energy.grid_factors()["浙江", 2022] == 0.5153


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("kgce/t", "千克标准煤/吨", True),
        ("tce/万元", "吨标煤/万元工业增加值", True),
        ("m3/t", "立方米/吨产品", True),
        ("tCO2/t", "吨二氧化碳/吨", True),
        ("kgce/t", "tce/t", False),
        ("kgce/t", "kgce/件", False),
        ("kgCO2/百米", "tCO2/百米", False),
    ],
)
def test_units_are_compared_by_meaning(one: str, other: str, same: bool) -> None:
    first, last = intensity_units.unit(one), intensity_units.unit(other)
    assert first is not None
    assert last is not None
    assert (first == last) is same
