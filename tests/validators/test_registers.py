"""The registers: their own examples, their source, their size, the traps of place names."""

from __future__ import annotations

import doctest
import re
from types import ModuleType

import pytest

from validators.firms import names
from validators.registers import divisions, industries, source_of


@pytest.mark.parametrize("module", [divisions, industries, names], ids=lambda m: m.__name__)
def test_examples(module: ModuleType) -> None:
    result = doctest.testmod(module)
    assert (result.failed, result.attempted > 0) == (0, True)


@pytest.mark.parametrize("name", ["gbt4754_2017_manufacturing", "zhejiang_divisions"])
def test_the_first_line_says_source_and_date(name: str) -> None:
    assert re.search(r"来源：.*\d{4}", source_of(name))


def test_section_c_is_whole() -> None:
    found = industries.industries()
    assert len(found) == 609
    assert len({entry.group_code for entry in found.values()}) == 179
    assert {int(entry.division_code) for entry in found.values()} == set(industries.MANUFACTURING)


def test_eleven_cities() -> None:
    assert len(divisions.cities()) == 11


@pytest.mark.parametrize(
    ("written", "city"),
    [
        ("杭州", "杭州市"),
        ("浙江省 杭州市 萧山区", "杭州市"),
        ("绍兴市诸暨市", "绍兴市"),
        ("绍兴县", "绍兴市"),
        ("义乌市", "金华市"),
        ("金华义乌", "金华市"),
        ("景宁", "丽水市"),
        ("衢县", "衢州市"),
        ("浙江", None),
        ("苏州市", None),
        ("上海市普陀区", None),
        ("市辖区", None),
        ("", None),
    ],
)
def test_city_of_text(written: str, city: str | None) -> None:
    assert divisions.city_of_text(written) == city


@pytest.mark.parametrize(
    ("code", "city"),
    [
        ("330184", "杭州市"),
        ("330104", "杭州市"),
        ("330798", "金华市"),
        ("331021", "台州市"),
        ("330000", None),
        ("330099", None),
        ("332522", None),
        ("100000", None),
    ],
)
def test_city_of_code(code: str, city: str | None) -> None:
    assert divisions.city_of_code(code) == city


def test_within_lists_a_groups_classes() -> None:
    assert [entry.code for entry in industries.within("282", 3)] == ["2821", "2822", "2823"]
