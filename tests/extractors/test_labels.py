"""Labels: what is the same label in other words, and what never is."""

from __future__ import annotations

import pytest

from extractors.grammar import labels
from schemas.fields import BASIC_TABLE, COVER, EQUIPMENT, PROJECTS

SAME = [
    ("工业总产值\n（万元）", "output_value"),
    ("工业总产值：（亿元）", "output_value"),
    ("规上工业总产值(万元)", "output_value"),
    ("企业利润总额", "profit"),
    ("1.工厂名称：", "factory_name"),
    ("（2）通讯地址", "address"),
    ("3.2 通讯地址", "address"),
    ("11.1工业总产值（万元）", "output_value"),
    ("2.1.3、利润总额", "profit"),
    ("5 联系人", "contact"),
    ("（1.2）工厂名称", "factory_name"),
    ("单位产品取水量\n单位：m³/t", "water_intensity"),
    ("统一社会\n信用代码", "uscc"),
    ("联　系　人", "contact"),
    ("所属行业（4位数代码及名称）", "industry"),
    ("主要荣誉\n（可复选）", "honours"),
    ("碳排放总量\n（吨CO₂）", "emissions"),
    ("年综合能耗（等价值，吨标准煤）", "energy_consumption"),
    ("单位产品（工业增加值）能耗量", "energy_intensity"),
    ("单位产品能耗量（kgce/t）", "energy_intensity"),
    ("单位工业增加值能耗量", "energy_intensity"),
    ("单位产品（增加值）取水量", "water_intensity"),
    ("可再生能源使用占比（%）", "renewable_share"),
    ("开展零碳（近零碳）工厂建设主要举措与成效", "measures"),
    ("法人代表联系电话", "legal_representative_phone"),
]
NONE = [
    "净利润", "营业收入（万元）", "利税总额", "企业近3年\n经营情况", "202X", "202X年",
    "浙江某某化纤有限公司", "", "/", "单位产品能耗及碳排放量和取水量对照表说明如下" * 3,
]  # fmt: skip
APART = [
    ("法人代表电话", "contact_phone"), ("联系电话", "legal_representative_phone"),
    ("工业总产值", "value_added"), ("工业增加值", "output_value"), ("碳排放总量", "energy_consumption"),
    ("单位产品碳排放量", "energy_intensity"), ("单位产品能耗量", "carbon_intensity"),
    ("注册日期", "registered_capital"), ("成立日期", "registered_capital"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "key"), SAME)
def test_same_label(text: str, key: str) -> None:
    match = labels.best(text, BASIC_TABLE)
    assert match is not None
    assert match.field.key == key


@pytest.mark.parametrize("text", NONE)
def test_no_label(text: str) -> None:
    assert labels.best(text, BASIC_TABLE) is None


@pytest.mark.parametrize(("text", "key"), APART)
def test_near_pairs_stay_apart(text: str, key: str) -> None:
    assert key not in {match.field.key for match in labels.candidates(text, BASIC_TABLE)}


@pytest.mark.parametrize(
    ("text", "key"),
    [("总投资额（万元）", "total_investment"), ("设备投资（万元）", "equipment_investment"), ("已完成投资额（亿元）", "completed_investment")],
)  # fmt: skip
def test_investments_stay_apart(text: str, key: str) -> None:
    assert [match.field.key for match in labels.candidates(text, PROJECTS)] == [key]


def test_how_sure() -> None:
    said = [
        labels.best(text, BASIC_TABLE) for text in ("工业总产值", "产值", "单位工业增加值的能耗量")
    ]
    assert [match.confidence for match in said if match][:2] == [labels.EXACT, labels.SYNONYM]
    assert said[2] is not None
    assert 0.85 < said[2].confidence < labels.SPELT
    assert said[2].flags == ("fuzzy_label",)


@pytest.mark.parametrize(
    ("text", "unit", "year"),
    [
        ("工业总产值（万元）", "万元", None),
        ("2022年工业总产值（万元）", "万元", 2022),
        ("工业总产值2023年度（亿元）", "亿元", 2023),
        ("单位产品能耗量（kgce/t）", "kgce/t", None),
        ("单位产品（工业增加值）能耗量", "", None),
    ],
)
def test_unit_and_year_of_a_label(text: str, unit: str, year: int | None) -> None:
    label = labels.label_of(text)
    assert (label.unit, label.year) == (unit, year)


def test_one_entry_each() -> None:
    """企业名称 is both the applicant and the factory: the second label takes what is left."""
    texts = ["企业名称", "所在地市", "单位名称", "企业名称"]
    fields = (*COVER, *BASIC_TABLE)
    chosen = labels.assign(texts, fields)
    assert {i: m.field.key for i, m in chosen.items()} == {
        0: "cover_applicant", 1: "cover_city", 2: "factory_name",
    }  # fmt: skip


def test_the_surer_label_wins() -> None:
    chosen = labels.assign(["型号", "设备型号", "厂家"], EQUIPMENT)
    assert {i: m.field.key for i, m in chosen.items()} == {1: "model", 2: "manufacturer"}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("统一社会信用代吗", "uscc"),
        ("方案实施周朝", "period"),
        ("法人代表电活", "legal_representative_phone"),
    ],
)
def test_one_mistyped_character(text: str, key: str) -> None:
    match = labels.best(text, BASIC_TABLE)
    assert match is not None
    assert (match.field.key, match.flags) == (key, ("fuzzy_label",))
    assert match.confidence < 0.9


def test_a_value_behind_the_colon_is_no_year() -> None:
    assert labels.label_of("方案总投资（万元）：2030").year is None
    assert labels.label_of("工业总产值（万元）2024").year == 2024
    assert labels.label_of("工业总产值：2024年").year == 2024


@pytest.mark.parametrize("text", ["方案总投资（万元）：0", "碳抵消率：0", "单位性质：无"])
def test_a_value_of_one_character_behind_the_colon_is_no_part_of_the_label(text: str) -> None:
    assert labels.best(text, BASIC_TABLE) is None
