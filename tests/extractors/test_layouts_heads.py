"""Heads over two rows, rows of units, years told by a title, stages in a typed line."""

from __future__ import annotations

import pytest

from extractors.forms import annexes_2025, plan_2025
from schemas.document import Block
from schemas.fields import HONOURS
from schemas.submission import Value
from tests.extractors.tables import document, line, lines, table
from tests.extractors.test_layouts import basic

FIRM = [["工厂名称", "青禾公司"], ["成立日期", "2003年5月1日"], ["注册资本", "5000万元"], ["联系人", "沈某"]]  # fmt: skip


def read(*blocks: Block) -> dict[str, Value]:
    fields = plan_2025.read(document(*blocks)).fields
    return {key: found.value for key, found in fields.items()}


def test_a_head_merged_over_two_rows_beside_before_and_after() -> None:
    found = basic(
        [
            ["指标名称", "单位", "培育建设", "<", "实施成效（%）"],
            ["^", "^", "实施前", "实施后", "^"],
            ["单位产品取水量", "m³/t", "4.0", "3.0", "25"],
            ["碳抵消率（%）", "%", "5", "30", "25"],
        ]
    )
    water = [found[f"water_intensity.{name}"] for name in ("before", "after", "effect", "unit")]
    assert water == [4.0, 3.0, 25.0, "m3/t"]
    assert found["offset_rate.effect"] == 25.0


def test_a_row_of_units_under_indicators_side_by_side() -> None:
    found = basic(
        [
            ["对比指标", "单位产品取水量", "碳抵消率（%）"],
            ["单位", "m3/t", "%"],
            ["培育建设实施前", "4.0", "5"],
            ["培育建设实施后", "3.0", "30"],
            ["实施成效", "降低25%", "提高25%"],
        ]
    )
    water = [found[f"water_intensity.{name}"] for name in ("before", "after", "effect", "unit")]
    assert water == [4.0, 3.0, 25.0, "m3/t"]


def test_a_sheet_a_year() -> None:
    head = [
        ["指标", "计量单位", "数值"],
        ["工业总产值", "元", "51000000"],
        ["利润总额", "万元", "300"],
    ]
    titled = table([["2022年度经营情况"], *head])
    named = table(head, title="2023年")
    found = read(table(FIRM), titled, named)
    assert (found["output_value.2022"], found["output_value.2023"]) == (5100.0, 5100.0)
    assert (found["profit.2022"], found["profit.2023"]) == (300.0, 300.0)


def test_stages_in_a_line_with_wide_gaps() -> None:
    typed = [f"{label}：{value}" for label, value in FIRM]
    gaps = "单位产品取水量：实施前  4.0m3/t   ，实施后  3.0m3/t   ，降低  25   %"
    found = read(*lines("基本信息表", *typed, gaps))
    water = [found[f"water_intensity.{name}"] for name in ("before", "after", "effect", "unit")]
    assert water == [4.0, 3.0, 25.0, "m3/t"]


def test_honours_of_a_table_between_typed_lines() -> None:
    typed = [line(f"{label}：{value}", i) for i, (label, value) in enumerate(FIRM)]
    told = table([["荣誉名称", "是/否"], *([name, "是" if name == HONOURS[2] else "否"] for name in HONOURS)])  # fmt: skip
    found = read(*typed, line("方案总投资：800万元"), told)
    assert found["honours"] == [HONOURS[2]]


def test_a_form_to_copy_from_before_the_filled_one() -> None:
    asked = (
        ["所属行业", "（4位数代码及名称）"],
        ["单位性质", "内资（□国有□集体□民营）□中外合资□港澳台□外商独资"],
    )
    told = (
        ["所属行业", "2822 涤纶纤维制造"],
        ["单位性质", "内资（□国有□集体☑民营）□中外合资□港澳台□外商独资"],
    )
    found = read(table([["工厂名称", ""], *asked]), table([*FIRM, *told]))
    assert (found["factory_name"], found["industry_code"]) == ("青禾公司", "2822")
    assert found["ownership"] == "private"


def test_three_years_in_one_cell_under_a_label_that_lists_them() -> None:
    goals = [
        ["指标", "单位", "2024年（现状）", "2025年", "2026年", "2027年（目标）", "降幅/增幅"],
        ["单位产品取水量", "m3/t", "4.0", "3.7", "3.4", "3.0", "25%"],
    ]
    told = ["工业总产值（万元，2022/2023/2024年）", "5100.5/5200/5300"]
    reach = ["利润总额（2022-2024年）", "310、320、330"]
    found = basic([["工厂名称", "青禾公司"], told, reach], goals)
    assert [found[f"output_value.{year}"] for year in (2022, 2023, 2024)] == [
        5100.5,
        5200.0,
        5300.0,
    ]
    assert [found[f"profit.{year}"] for year in (2022, 2023, 2024)] == [310.0, 320.0, 330.0]
    water = [found[f"water_intensity.{name}"] for name in ("before", "after", "effect", "unit")]
    assert water == [4.0, 3.0, 25.0, "m3/t"]


def test_years_of_goals_are_no_years_of_figures() -> None:
    goals = [["指标", "2024年", "2025年", "2026年"], ["单位产品取水量", "4.0", "3.7", "3.4"]]
    found = basic([["工厂名称", "青禾公司"], ["工业总产值（万元）", "5100/5200/5300"]], goals)
    assert not any(key.startswith("output_value") for key in found)


def test_the_last_of_several_goals_is_compared() -> None:
    found = basic(
        [
            ["指标", "2024年现状值", "2025年目标值", "2027年目标值", "变化率"],
            ["碳抵消率（%）", "5", "12", "30", "25"],
            ["单位产品取水量\n单位：m3/t", "4.0", "3.7", "3.0", "25%"],
        ]
    )
    assert (found["offset_rate.before"], found["offset_rate.after"]) == (5.0, 30.0)
    assert (found["water_intensity.after"], found["water_intensity.unit"]) == (3.0, "m3/t")


@pytest.mark.parametrize("marks", ["◼◻", "⬛⬜", "◾◽", "▲△", "☒☐", "◉○"])
def test_boxes_of_other_shapes(marks: str) -> None:
    full, empty = marks
    told = f"内资（{empty}国有{empty}集体{full}民营）{empty}中外合资{empty}港澳台{empty}外商独资"
    assert basic([["工厂名称", "青禾公司"], ["单位性质", told]])["ownership"] == "private"


def test_hints_under_a_head_are_no_row() -> None:
    rows = [
        ["序号", "成果名称", "成果内容", "技术水平", "合作单位", "推广价值"],
        ["（填写）", "（名称）", "（简述）", "（先进程度）", "", "（应用前景）"],
        ["1", "余热回收技术", "回收余热", "国内领先", "某大学", "可推广"],
    ]
    read_rows = annexes_2025.read(document(table(rows, "创新成果汇总表"))).found["innovations"].rows
    assert [row["name"].value for row in read_rows] == ["余热回收技术"]


def test_before_and_after_in_one_cell_beside_the_effect() -> None:
    found = basic(
        [
            ["指标", "培育建设实施前→培育建设实施后", "<", "实施成效"],
            ["单位产品取水量", "4.0m3/t → 3.0m3/t", "<", "降低25%"],
            ["碳抵消率（%）", "5→30", "<", "提高25%"],
        ]
    )
    water = [found[f"water_intensity.{name}"] for name in ("before", "after", "effect", "unit")]
    assert water == [4.0, 3.0, 25.0, "m3/t"]
    offset = [found[f"offset_rate.{name}"] for name in ("before", "after", "effect")]
    assert offset == [5.0, 30.0, 25.0]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("附件2-3 更新设备清单.xlsx", "new_equipment"),
        ("附件/现有主要设备.xlsx", "existing_equipment"),
        ("附件2-3.xlsx", "existing_equipment"),
        ("现有及更新设备清单.xlsx", "existing_equipment"),
    ],
)
def test_a_list_of_equipment_that_only_the_files_name_tells(name: str, key: str) -> None:
    head = ["序号", "设备名称", "设备型号", "生产厂家", "数量（台）", "功率（kW）", "备注"]
    rows = [head, ["1", "空压机", "GA75", "某厂", "2", "75", ""]]
    assert list(annexes_2025.read(document(table(rows, "Sheet1"), name=name)).found) == [key]


def test_values_under_their_labels_in_the_same_cells() -> None:
    found = basic(
        [
            ["工厂名称\n青禾公司", "成立日期\n2003年5月1日", "注册资本\n5000万元"],
            [
                "联系人\n沈某",
                "工业总产值（万元）\n2022年：5100\n2023年：5200",
                "主营业务\n（100字以内）",
            ],
        ]
    )
    assert (found["factory_name"], found["established_on"]) == ("青禾公司", "2003-05-01")
    assert (found["registered_capital"], found["contact"]) == (5000.0, "沈某")
    assert (found["output_value.2022"], found["output_value.2023"]) == (5100.0, 5200.0)
    assert not found.get("main_business")


def test_sentences_in_the_place_of_figures() -> None:
    typed = [f"{label}：{value}" for label, value in FIRM]
    years = "2022年、2023年、2024年利润总额分别为310、320、330万元。"
    water = "单位产品取水量由4.0m3/t降至3.0m3/t，降低25%。"
    found = read(*lines("基本信息表", *typed, years, water, "碳抵消率由5%提高到30%，提高25%。"))
    assert [found[f"profit.{year}"] for year in (2022, 2023, 2024)] == [310.0, 320.0, 330.0]
    told = [found[f"water_intensity.{name}"] for name in ("before", "after", "effect", "unit")]
    assert told == [4.0, 3.0, 25.0, "m3/t"]
    assert (found["offset_rate.before"], found["offset_rate.after"]) == (5.0, 30.0)


def test_values_on_the_line_below_their_labels_and_units_under_heads() -> None:
    firm = [*FIRM, ["通讯地址", "绍兴市柯桥区创新路7号"]]
    typed = [text for label, value in firm for text in (f"● {label}：", value)]
    yearly = [["年份", "工业总产值\n万元", "年综合能耗\n吨标准煤"], ["2022年", "5100", "900"], ["2023年", "5200", "880"]]  # fmt: skip
    more = [["方案总投资（万元）", "800"], ["单位产品取水量", "4.0m3/t"]]
    cover = lines("零碳工厂建设方案", "申报单位：青禾公司", "2025年3月18日", "基本信息表", *typed)
    found = read(*cover, table(yearly), table([*more, ["碳抵消率", "5%"], ["碳排放总量", ""]]))
    assert (found["factory_name"], found["established_on"]) == ("青禾公司", "2003-05-01")
    assert (found["output_value.2022"], found["energy_consumption.2023"]) == (5100.0, 880.0)
    assert found["cover_date"] == "2025-03-18"


def test_entries_of_a_row_told_on_lines_under_it() -> None:
    head = ["序号", "项目名称", "建设期限", "总投资额（万元）", "设备投资额（万元）"]
    listed = [
        row
        for number, name in (("1", "光伏项目"), ("2", "余热项目"))
        for row in (
            head,
            [number, name, "2025年", "800", "600"],
            ["^", "项目内容", f"建设{name}", "<", "<"],
            ["^", "效益分析", "年节约标准煤300吨", "<", "<"],
        )
    ]
    found = annexes_2025.read(document(table(listed, "重点项目汇总表"))).found["projects"].rows
    told = [
        (r["seq"].value, r["name"].value, r["content"].value, r["benefit"].value) for r in found
    ]
    assert told == [
        (1, "光伏项目", "建设光伏项目", "年节约标准煤300吨"),
        (2, "余热项目", "建设余热项目", "年节约标准煤300吨"),
    ]
