"""Facts of energy and carbon: the registers' sources, and the helpers of groups F and G by example."""

from __future__ import annotations

import doctest
import re
from types import ModuleType

import pytest
from msgspec import structs

from fixtures.submissions import right
from schemas.policy import Policy, edition
from validators.energy import intensity_units, pv_yield
from validators.g_energy import (
    g03_carbon_per_tce,
    g05_indirect_left_out,
    g15_points_or_percent,
    g25_offset_volume,
)
from validators.registers import energy, source_of


@pytest.mark.parametrize("module", [energy, intensity_units, pv_yield], ids=lambda m: m.__name__)
def test_examples(module: ModuleType) -> None:
    result = doctest.testmod(module)
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


def _reading(**switches: object) -> Policy:
    base = edition()
    return structs.replace(base, switches=structs.replace(base.switches, **switches))


def test_carbon_of_scope_one_alone_may_be_low() -> None:
    low = right({"emissions.2024": 4300.0})
    for module in (g03_carbon_per_tce, g05_indirect_left_out):
        assert len(list(module.check(low, edition()))) == 1
        assert list(module.check(low, _reading(carbon_scope="scope_1"))) == []


def test_the_effect_is_judged_by_the_reading_in_force() -> None:
    share = {"renewable_share.before": 10.0, "renewable_share.after": 25.0}
    relative = right(share | {"renewable_share.effect": 150.0})
    by_mode = {
        mode: [
            f.severity.value
            for f in g15_points_or_percent.check(relative, _reading(effect_mode=mode))
        ]
        for mode in ("both", "points", "relative")
    }
    assert by_mode["both"] == ["info"]
    assert by_mode["points"] == ["error"]
    assert by_mode["relative"] == []


def test_an_unstated_residual_may_be_left_open() -> None:
    rates = {"offset_rate.before": 60.0, "offset_rate.after": 80.0, "offset_rate.effect": 20.0}
    told = right(rates, mentions=[("offset_volume", 2024, 3000.0)])
    assert len(list(g25_offset_volume.check(told, edition()))) == 1
    assert list(g25_offset_volume.check(told, _reading(residual_basis="stated"))) == []


def test_tonnes_beside_a_volume_may_be_its_other_part() -> None:
    change = {"offset_rate.before": 60.0, "offset_rate.after": 80.0, "offset_rate.effect": 20.0}
    told = right(change, mentions=[("offset_volume", 2024, 3000.0)])
    *others, said = told.mentions
    both = structs.replace(said, sentence="绿证3000吨，碳普惠机制签约6720吨")
    heard = structs.replace(told, mentions=(*others, both))
    assert len(list(g25_offset_volume.check(told, edition()))) == 1
    assert not list(g25_offset_volume.check(heard, edition()))
