"""Models as printed, the two equipment registers, and what each pattern takes and leaves."""

from __future__ import annotations

import re

import pytest

from validators.models import as_read, folded, models
from validators.registers import source_of
from validators.registers.equipment_patterns import elimination, find, low_efficiency

ALL = (*low_efficiency(), *elimination())


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("Ｙ２－１３２Ｓ－４", "Y2-132S-4"),
        ("y2 — 132s – 4", "Y2-132S-4"),
        ("S11-M-630/10型", "S11-M-630/10"),
        ("YE4系列", "YE4"),
        ("9-19№5.6A", "9-19NO.5.6A"),
        ("4-72N0.8C", "4-72NO.8C"),
        ("4-72 No.8C", "4-72NO.8C"),
        ("型号：GA75（配套电机）", "GA75"),
        ("GA75(VSD)", "GA75(VSD)"),
    ],
)
def test_as_read(printed: str, plain: str) -> None:
    assert as_read(printed) == plain


@pytest.mark.parametrize(
    ("printed", "plain"), [("JO2-5l-4", "J02-51-4"), ("YE5-160M-4", "YE5-160M-4")]
)
def test_folded(printed: str, plain: str) -> None:
    assert folded(printed) == plain


def test_a_cell_may_list_several_models() -> None:
    assert models("YE4-160M-4、Y2-132S-4；GA75\nGA90") == (
        "YE4-160M-4",
        "Y2-132S-4",
        "GA75",
        "GA90",
    )
    assert models(" ") == ()


@pytest.mark.parametrize(
    ("model", "name", "series", "sure"),
    [
        ("S7-500/10", "变压器", "S7、SL7", True),
        ("JO2-52-4", "", "JO2、JO3", True),
        ("J02-52-4", "电机", "JO2、JO3", True),
        ("YB-160M-4", "隔爆电机", "YB系列", True),
        ("Y2-132S-4", "循环水泵", "Y2系列", True),
        ("Y132S-4", "电动机", "Y系列", True),
        ("YX3-160M-4", "电动机", "YX3系列", True),
        ("S11-M-630/10", "", "S9、S10、S11", True),
        ("S11-630", "配电变压器", "S9、S10、S11", True),
        ("SCB10-1000/10", "干变", "SCB8、SCB9、SCB10", True),
        ("Y5-47-11", "引风机", "Y5-47", False),
        ("F40-25", "化工泵", "B、BA、F", False),
        ("Y2-l32S-4", "电机", "Y2系列", False),
        ("YE4-160M-4、Y2-132S-4", "电机", "Y2系列", True),
    ],
)
def test_found(model: str, name: str, series: str, sure: bool) -> None:
    hit = find(model, name, ALL)
    assert hit is not None
    assert hit.pattern.series.startswith(series)
    assert hit.sure is sure


@pytest.mark.parametrize(
    ("model", "name"),
    [
        ("S20-M-1000/10", "变压器"),
        ("S13-M-630/10", "变压器"),
        ("S22-M.RL-630/10", "变压器"),
        ("SCB14-1000/10", "干式变压器"),
        ("YE3-160M-4", "电动机"),
        ("YE5-160M-4", "电动机"),
        ("YVF2-132S-4", "变频电机"),
        ("YBX3-160M-4", "防爆电机"),
        ("Y-100", "压力表"),
        ("Y400-4", "高压电机"),
        ("JR36-20", "热继电器"),
        ("JS500", "搅拌机"),
        ("S-100", "缝纫机"),
        ("F-10", "风机滤网"),
        ("9-27", "砂轮"),
        ("GA75VSD+", "空压机"),
        ("DG85-80", "锅炉给水泵"),
        ("PM-75", "永磁变频空压机"),
        ("非标", "反应釜"),
        ("/", ""),
    ],
)
def test_left_alone(model: str, name: str) -> None:
    assert find(model, name, ALL) is None


def test_registers_say_where_they_come_from() -> None:
    for name in ("equipment_elimination", "equipment_low_efficiency"):
        source = source_of(name)
        assert source.startswith("来源：")
        assert re.search(r"20\d\d", source)


def test_every_pattern_compiles_and_is_anchored() -> None:
    for pattern in ALL:
        re.compile(pattern.name_has)
        assert re.compile(pattern.pattern).pattern.startswith("^")
