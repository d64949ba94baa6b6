"""Rows and columns that resemble the form's own and mean something else."""

from __future__ import annotations

import pytest

from tests.extractors.annex_rows import DEVICES, projects
from tests.extractors.annex_rows import read as read_annexes
from tests.extractors.basic_tables import HEAD, read, values
from tests.extractors.tables import lines, table

YEARLY = {
    "output_value": "工业总产值",
    "value_added": "工业增加值",
    "profit": "利润总额",
    "tax": "纳税总额",
    "emissions": "碳排放总量",
    "energy_consumption": "年综合能耗",
}
COMPARED = [
    ["关键指标", "实施前", "实施后", "实施成效"],
    ["可再生能源使用占比（%）", "10", "20", "10"],
    ["碳抵消率（%）", "0", "5", "5"],
]


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("output_value", "工业总资产"),
        ("value_added", "工业增加值率"),
        ("value_added", "工业用电量"),
        ("profit", "利税总额"),
        ("profit", "资产总额"),
        ("tax", "出口总额"),
        ("emissions", "二氧化硫排放总量"),
        ("emissions", "碳减排总量"),
        ("energy_consumption", "年耗电量"),
        ("energy_consumption", "煤炭消费量"),
        ("tax", "近3年技改投资"),
    ],
)
def test_another_quantity_in_the_place_of_a_missing_row(key: str, label: str) -> None:
    named = {**YEARLY, key: label}
    found = read([HEAD, *([text, "1", "2", "3"] for text in named.values()), ["主要荣誉", "无"]])
    assert f"{key}.2023" not in found.reads


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("energy_intensity", "单位产品电耗"),
        ("material_intensity", "单位产品包装材料用量"),
        ("water_intensity", "单位产品蒸汽消耗"),
        ("renewable_share", "可再生能源使用量"),
        ("renewable_share", "固废综合利用率（%）"),
        ("offset_rate", "中水回用率（%）"),
    ],
)
def test_another_indicator_in_the_place_of_a_missing_one(key: str, label: str) -> None:
    named = {
        "energy_intensity": "单位产品（工业增加值）能耗量",
        "carbon_intensity": "单位产品（工业增加值）碳排放量",
        "material_intensity": "单位产品原材料使用量",
        "water_intensity": "单位产品取水量",
        "renewable_share": "可再生能源使用占比（%）",
        "offset_rate": "碳抵消率（%）",
    } | {key: label}
    rows = [[text, "1", "2", "3"] for text in named.values()]
    found = read([COMPARED[0], *rows, ["主要举措与成效", "光伏", "<", "<"]]).reads
    assert f"{key}.before" not in found
    assert len([name for name in found if name.endswith(".before")]) == 5


@pytest.mark.parametrize("at", [1, 6])
@pytest.mark.parametrize("label", ["可再生能源使用占比（%）", "碳抵消率（%）"])
def test_a_compared_entry_told_by_the_year_too(at: int, label: str) -> None:
    rows = [[text, "1", "2", "3"] for text in YEARLY.values()]
    rows.insert(at, [label, "7", "8", "9"])
    basic = read([HEAD, *rows, ["主要荣誉", "无", "<", "<"], *COMPARED])
    shares = values(basic, "renewable_share.before", "renewable_share.after", "offset_rate.after")
    assert (shares, basic.rivals) == ([10.0, 20.0, 5.0], {})


def test_a_compared_entry_told_by_the_year_alone_is_in_doubt() -> None:
    rows = [[text, "1", "2", "3"] for text in YEARLY.values()]
    found = read([HEAD, *rows, ["可再生能源使用占比", "7", "8", "9"]]).reads
    assert found["renewable_share.before"].confidence <= 0.85


@pytest.mark.parametrize("head", ["自筹资金", "银行贷款", "土建投资", "2025年计划投资"])
@pytest.mark.parametrize("column", [5, 6])
def test_a_sum_of_another_kind_among_a_projects(head: str, column: int) -> None:
    heads = ["序号", "项目名称", "建设内容", "建设期限", "总投资额（万元）", "设备投资额（万元）", "已完成投资（万元）", "效益分析"]  # fmt: skip
    body = ["1", "空压站改造", "换永磁空压机", "2025年3月-2026年2月", "500", "300", "120", "年节能100吨标准煤"]  # fmt: skip
    (row,) = projects([body], [*heads[:column], head, *heads[column + 1 :]]).found["projects"].rows
    assert row["total_investment"].value == 500.0
    assert ("equipment_investment" in row, "completed_investment" in row) == (
        column != 5,
        column != 6,
    )


@pytest.mark.parametrize("head", ["投用年份", "单价", "电压", "年耗电量", "使用年限", "能效等级"])
def test_a_figure_of_another_kind_is_no_power(head: str) -> None:
    heads = [*DEVICES[:5], head, DEVICES[6]]
    body = ["1", "空压机", "GA75", "阿特拉斯", "2", "75", "二级能效"]
    found = read_annexes(*lines("附件2-3", "更新设备清单"), table([heads, body]))
    (row,) = found.found["new_equipment"].rows
    assert (row["quantity"].value, "power_kw" in row) == (2, False)
