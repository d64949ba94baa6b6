"""Equipment as printed: models, kinds, plates, remarks, boilers; what each register's pattern takes and leaves."""

from __future__ import annotations

import doctest
import re
from types import ModuleType

import pytest

from fixtures.submissions import read
from validators.energy import benefits
from validators.energy.benefits import amounts
from validators.firms import certificates
from validators.machinery import boilers, machines, plates, remarks
from validators.machinery.boilers import boiler
from validators.machinery.machines import Kind, Machine, kind_of, unspecified
from validators.machinery.models import as_read, folded, models
from validators.machinery.plates import Plate, rated
from validators.machinery.remarks import in_force, leaving, proven, since, stated_grade
from validators.registers import source_of
from validators.registers.equipment_patterns import elimination, find, low_efficiency
from validators.wording import project_text

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


HELPERS = (benefits, boilers, certificates, machines, plates, project_text, remarks)


@pytest.mark.parametrize("module", HELPERS, ids=lambda module: module.__name__)
def test_examples(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("油浸式配电变压器", Kind.TRANSFORMER),
        ("冷却塔风机电机", Kind.MOTOR),
        ("水泵（配套电机）", Kind.PUMP),
        ("磁悬浮离心鼓风机", Kind.FAN),
        ("风机盘管", None),
        ("空压机余热回收机组", Kind.EXCHANGER),
        ("蒸汽喷射热泵机组", Kind.HEAT_PUMP),
        ("燃气导热油炉", Kind.BOILER),
        ("柴油发电机组", None),
        ("溢流染色机", None),
        ("", None),
    ],
)
def test_kind(name: str, kind: Kind | None) -> None:
    assert kind_of(name) is kind


@pytest.mark.parametrize(
    ("model", "name", "plate"),
    [
        ("YE3-132S-4", "", Plate(5.5)),
        ("ye4-160m1-2 型", "水泵电机", Plate(11.0)),
        ("Y2-200L2-6", "电机", Plate(22.0)),
        ("YE3-160M-2", "电机", None),
        ("YE3-355M-4", "电机", None),
        ("YE3-132S-4/YE3-160M-4", "电机", Plate(5.5)),
        ("YE3-132S-4、YE3-160M-4", "电机", None),
        ("TYC-200L-4", "永磁电机", None),
        ("S22-M-1600/10", "变压器", Plate(1600.0, "kVA")),
        ("SCB18-2500/10-NX1", "干式变压器", Plate(2500.0, "kVA")),
        ("S22-M-1600/10", "稳压器", None),
        ("GA75+", "螺杆空压机", Plate(75.0)),
        ("GA 90 VSD+", "空压机", Plate(90.0)),
        ("BLT-75A", "空压机", None),
        ("DSR-75A", "空压机", None),
        ("KQL200/345-37/4", "循环水泵", Plate(37.0)),
        ("IS100-65-200", "水泵", None),
        ("非标", "风机", None),
    ],
)
def test_rated(model: str, name: str, plate: Plate | None) -> None:
    assert rated(model, name) == plate


@pytest.mark.parametrize(
    ("remark", "year", "goes"),
    [
        ("2018年", 2018, False),
        ("2018年9月投用", 2018, False),
        ("出厂日期：2002.5", 2002, False),
        ("1996年投运，计划2026年更换", 1996, True),
        ("2025年12月底前淘汰", None, True),
        ("2001年、2012年各1台", None, False),
        ("1级（GB 20052-2013）", None, False),
        ("未列入淘汰目录", None, False),
        ("主要生产设备", None, False),
        ("", None, False),
    ],
)
def test_since_and_leaving(remark: str, year: int | None, goes: bool) -> None:
    assert (since(remark), leaving(remark)) == (year, goes)


@pytest.mark.parametrize(
    ("remark", "grade", "backed"),
    [
        ("一级能效", 1, False),
        ("能效等级：2级", 2, False),
        ("2级（GB 18613-2020）", 2, True),
        ("1级", 1, False),
        ("1级能效，标识备案号2024", 1, True),
        ("二级减速", None, False),
        ("二级压缩", None, False),
        ("一级负荷", None, False),
        ("三级能效", 3, False),
    ],
)
def test_grade(remark: str, grade: int | None, backed: bool) -> None:
    assert (stated_grade(remark), proven(remark)) == (grade, backed)


@pytest.mark.parametrize(
    ("number", "day", "year"),
    [
        ("20052", "2025-03", 2024),
        ("20052", "2025-01", 2020),
        ("20052", "2012-01-01", None),
        ("19762", "2026-02-28", 2007),
        ("19762", "2026-03-01", 2025),
        ("99999", "2025-03", None),
    ],
)
def test_edition_in_force(number: str, day: str, year: int | None) -> None:
    found = in_force(number, day)
    assert (found.year if found else None) == year


def _boiler(name: str, model: str, remark: str = "", power: str = "") -> tuple[str, float] | None:
    row = {"power_kw": read(f"?{power}")} if power else {}
    found = boiler(Machine("existing_equipment", 1, row, name, model, remark))
    return (found.fuel, round(found.capacity, 1)) if found else None


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (("蒸汽锅炉", "DZL4-1.25-AII"), ("燃煤", 4.0)),
        (("热水锅炉", "SZL7-1.0/95/70-AII"), ("燃煤", 10.0)),
        (("燃煤锅炉", "", "10蒸吨"), ("燃煤", 10.0)),
        (("燃煤锅炉", "定制", "", "6t/h"), ("燃煤", 6.0)),
        (("生物质蒸汽锅炉", "DZL2-1.25-S"), ("生物质", 2.0)),
        (("燃气锅炉", "WNS6-1.25-Q"), None),
        (("余热锅炉", "Q12/900-3-1.25-A"), None),
        (("燃煤锅炉", "非标"), None),
        (("燃煤热电机组", "DZL4-1.25-AII"), None),
    ],
)
def test_boiler(row: tuple[str, ...], found: tuple[str, float] | None) -> None:
    assert _boiler(*row) == found


@pytest.mark.parametrize("model", ["", "/", "——", "非标", "非标定制", "定制型"])
def test_no_model(model: str) -> None:
    assert unspecified(model)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("年节约标煤320吨，减少二氧化碳排放550吨", [("tce", 320.0), ("tco2", 550.0)]),
        ("节约天然气30万m3，折标煤约0.036万吨", [("other", 300000.0), ("tce", 360.0)]),
        ("年减排CO₂ 1200 吨", [("tco2", 1200.0)]),
        ("节能量320（tce）", [("tce", 320.0)]),
        ("年节能150tce/a，减碳390tCO2e/a", [("tce", 150.0), ("tco2", 390.0)]),
        ("节电20万kW·h/a", [("kwh", 20.0)]),
        ("年发电1.2亿度", [("kwh", 12000.0)]),
        ("年节能1180000kgce", [("tce", 1180.0)]),
        ("年节能300—400吨标煤", []),
        ("由320吨标煤降至300吨标煤", []),
        ("储能容量100万kWh", []),
        ("年节约成本100万元，节能率10%", []),
        ("年节水5000吨，减少固废30吨", [("other", 5000.0), ("other", 30.0)]),
    ],
)
def test_amounts(text: str, found: list[tuple[str, float]]) -> None:
    assert [(amount.what, amount.value) for amount in amounts(text)] == found
