"""The explained tolerance: rounding, conversions and slips of the unit."""

from __future__ import annotations

import doctest

import pytest

from fixtures.submissions import read, right
from schemas.place import WholeFile
from schemas.policy import edition
from schemas.submission import Read
from validators import rounding
from validators.catalogue import judge
from validators.rounding import conversion, rounding_explains, unit_slip

HERE = WholeFile("x")


def test_examples() -> None:
    assert doctest.testmod(rounding).failed == 0


@pytest.mark.parametrize(
    ("raw", "value", "printed_unit", "unit", "shown"),
    [
        ("1.285万吨标煤", 12850.0, "", "tce", "1.285万吨标煤 = 12,850吨标准煤"),
        ("5.8亿元", 58000.0, "", "万元", "5.8亿元 = 58,000万元"),
        ("5.8", 58000.0, "亿元", "万元", "5.8亿元 = 58,000万元"),
        ("8,560,000", 8560.0, "kgce", "tce", "8,560,000kgce = 8,560吨标准煤"),
        ("12850.5", 12850.5, "吨标准煤", "tce", ""),
        ("8560", 8560.0, "", "tce", ""),
        ("2022年8560", 8560.0, "", "tce", ""),
        ("12%", 12.0, "", "%", ""),
        ("0", 0.0, "", "万元", ""),
        ("50万欧元", 390.0, "", "万元", ""),
    ],
)
def test_conversions(raw: str, value: float, printed_unit: str, unit: str, shown: str) -> None:
    assert conversion(Read(value, raw, HERE, printed_unit=printed_unit, unit=unit)) == shown


def test_a_flag_is_no_figure() -> None:
    assert conversion(Read(True, "10000", HERE)) == ""
    assert not rounding_explains(Read("一", "一", HERE), Read(1.0, "1", HERE))


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        (1.285, 12850.5, "一万倍"),
        (8560.0, 8560000.0, "一千倍"),
        (5.8e8, 5.8, "一亿倍"),
        (100.0, 1.0, ""),
        (12850.0, 1.5, ""),
        (0.0, 1.0, ""),
        (-3.1, 31000.0, "一万倍"),
    ],
)
def test_slips(one: float, other: float, words: str) -> None:
    assert (words in unit_slip(one, other)) if words else not unit_slip(one, other)


def test_a_conversion_is_shown_in_the_working() -> None:
    wan = Read(12850.0, "1.285", HERE, 0.99, "tce", decimals=-1, printed_unit="万吨标煤")
    shown = judge(right({"energy_consumption.2024": wan, "self.renewable_energy": 8.0}), edition())
    working = next(f.working for f in shown.findings if f.rule == "E09")
    assert working.endswith("；1.285万吨标煤 = 12,850吨标准煤")
    assert read(8560.0).decimals == 0
