"""Layouts in which a row, a label or a cell holds other than one entry with its value."""

from __future__ import annotations

import pytest

from extractors.forms import annexes_2025, basic_table, lines, plan_2025, self_evaluation_2025
from extractors.grammar.industry import read_industry
from extractors.grammar.ticks import read_ticks
from schemas.document import Block
from schemas.edition_2025 import GUIDANCE
from schemas.fields import HONOURS
from schemas.policy import edition
from tests.extractors.tables import document, line, table
from tests.extractors.tables import lines as paragraphs
from tests.extractors.test_layouts import basic


def test_a_group_called_goal_is_no_column_of_goals() -> None:
    found = basic(
        [
            ["建设目标", "指标", "实施前", "实施后", "成效"],
            ["^", "单位产品取水量", "4.0", "3.0", "25%"],
            ["^", "碳抵消率（%）", "5", "30", "25"],
        ]
    )
    assert (found["water_intensity.before"], found["water_intensity.after"]) == (4.0, 3.0)
    assert (found["offset_rate.before"], found["offset_rate.after"]) == (5.0, 30.0)


def test_each_figure_of_a_compared_entry_in_a_row_of_its_own() -> None:
    found = basic(
        [
            ["项目", "填报内容", "单位", "备注"],
            ["工厂名称", "青禾公司", "—", ""],
            ["单位产品取水量（培育建设实施前）", "4.0", "m3/t", ""],
            ["单位产品取水量（培育建设实施后）", "3.0", "m3/t", ""],
            ["单位产品取水量（实施成效）", "降低25", "%", ""],
            ["可再生能源使用占比（培育建设实施后）", "30", "%", ""],
        ]
    )
    water = [found[f"water_intensity.{name}"] for name in ("before", "after", "effect", "unit")]
    assert (found["factory_name"], *water) == ("青禾公司", 4.0, 3.0, 25.0, "m3/t")
    assert found["renewable_share.after"] == 30.0


@pytest.mark.parametrize(
    "row",
    [
        ["成立日期/注册资本", "2003年5月1日", "5000万元"],
        ["成立日期、注册资本", "2003年5月1日/5000万元"],
        ["成立日期/注册资本", "2003年5月1日\n5000万元"],
    ],
)
def test_two_labels_in_one_cell(row: list[str]) -> None:
    found = basic([row, ["工厂名称", *(["青禾公司"] * (len(row) - 1))]])
    assert (found["established_on"], found["registered_capital"]) == ("2003-05-01", 5000.0)


def test_two_pairs_in_one_line_of_a_cell() -> None:
    found = basic(
        [["联系人：沈岚  联系电话：13857123456", "注册资本：5000万元；成立日期：2003年5月1日"]]
    )
    told = [found[key] for key in ("contact", "contact_phone", "registered_capital")]
    assert told == ["沈岚", "13857123456", 5000.0]
    assert found["established_on"] == "2003-05-01"


def test_heads_of_years_beside_another_entry_are_no_value() -> None:
    found = basic(
        [
            ["工厂名称", "青禾公司", "指标", "2022年", "2023年", "2024年"],
            ["主营业务", "涤纶", "工业总产值（万元）", "1", "2", "3"],
        ]
    )
    assert (found["factory_name"], found["output_value.2024"]) == ("青禾公司", 3.0)


def test_the_equivalent_value_within_the_brackets_of_the_unit() -> None:
    head = ["年度", "2022", "2023", "2024"]
    other = ["年综合能耗（吨标准煤，当量值）", "10", "20", "30"]
    ours = ["年综合能耗（吨标准煤，等价值）", "15", "25", "35"]
    assert basic([head, other, ours])["energy_consumption.2024"] == 35.0


def test_before_and_after_in_one_typed_line() -> None:
    text = "单位产品取水量：培育建设实施前 4.0m3/t，培育建设实施后 3.0m3/t，降低25%"
    found = lines.find(list(lines.as_cells([line(text)])), basic_table.FIELDS)
    reads = basic_table.assemble(found, (), None).reads
    told = [
        reads[f"water_intensity.{name}"].value for name in ("before", "after", "effect", "unit")
    ]
    assert told == [4.0, 3.0, 25.0, "m3/t"]


def test_the_forms_request_before_the_answer_is_left_out() -> None:
    answer = "建设能源管理中心，实施设备更新。"
    asked = f"（{GUIDANCE['measures'].strip('（）()')}）\n{answer}"
    told = basic([["主要举措与成效", asked], ["工厂名称", "青禾公司"]])["measures"]
    assert told == "建设能源管理中心,实施设备更新。"


def test_measures_under_a_heading_of_their_own() -> None:
    form = table(
        [
            ["工厂名称", "青禾公司"],
            ["通讯地址", "杭州市萧山区"],
            ["法定代表人", "沈岚"],
            ["联系人", "王立"],
            ["主营业务", "涤纶"],
        ]
    )
    told = paragraphs(
        "17.主要举措与成效",
        "建设能源管理中心。",
        "18.材料真实性承诺",
        "本单位承诺。",
        "日期：2025年3月1日",
    )
    fields = plan_2025.read(document(form, *told)).fields
    assert fields["measures"].value == "建设能源管理中心。"
    assert fields["commitment_date"].value == "2025-03-01"


def test_options_answered_by_a_word() -> None:
    text = "\n".join(f"{i}. {h}（{'是' if i in (2, 7) else '否'}）" for i, h in enumerate(HONOURS))
    assert read_ticks(text, HONOURS).ticked == (HONOURS[2], HONOURS[7])


def test_a_code_in_square_brackets() -> None:
    read = read_industry("【2822】涤纶纤维制造")
    assert (read.code, read.name) == ("2822", "涤纶纤维制造")


def test_a_score_sheet_that_lies_on_its_side() -> None:
    own = [item for item in edition().items if item.points]
    rows = [
        ["指标", *(item.label for item in own), "合计"],
        ["满分", *(str(item.points) for item in own), "100"],
        ["自评得分", *(str(i) for i, _ in enumerate(own)), "66"],
        ["自评说明", *(f"说明{i}" for i, _ in enumerate(own)), ""],
    ]
    sheet = self_evaluation_2025.read(document(table(rows, "自评表")))
    assert sheet is not None and sheet.total is not None
    claims = [sheet.items[item.item].claimed.value for item in own]
    assert claims == [float(i) for i, _ in enumerate(own)]
    assert sheet.total.value == 66.0


def test_two_lists_side_by_side_under_their_names() -> None:
    heads = ["设备名称", "设备型号", "生产厂家", "数量（台）", "功率（kW）"]
    found = annexes_2025.read(
        document(
            table(
                [
                    ["序号", "现有主要设备", "<", "<", "<", "<", "更新设备", "<", "<", "<", "<"],
                    ["^", *heads, *heads],
                    ["1", "风机", "F-1", "甲厂", "2", "30", "磁浮风机", "M-1", "乙厂", "1", "22"],
                    ["2", "水泵", "S-1", "甲厂", "3", "11", "", "", "", "", ""],
                ]
            )
        )
    ).found
    names = {key: [row["name"].value for row in annex.rows] for key, annex in found.items()}
    assert names == {"existing_equipment": ["风机", "水泵"], "new_equipment": ["磁浮风机"]}


def test_items_typed_a_label_a_line() -> None:
    told = ["附件2-1 创新成果汇总表"]
    for i in (1, 2):
        told += [f"成果{i}", f"成果名称：技术{i}", f"成果内容：内容{i}", "技术水平：国内先进"]
        told += ["合作单位：浙江大学", "推广价值：可推广"]
    annex = annexes_2025.read(document(*paragraphs(*told))).found["innovations"]
    assert [(r["name"].value, r["value"].value) for r in annex.rows] == [
        ("技术1", "可推广"),
        ("技术2", "可推广"),
    ]


def test_rows_that_a_workbook_hides_are_not_handed_in() -> None:
    hidden = {f"r1c{c}": {"flags": ("hidden_row",)} for c in range(3)}
    rows = [["成果名称", "成果内容", "技术水平"], ["旧", "旧", "旧"], ["新", "内容", "先进"]]
    annex = annexes_2025.read(document(table(rows, "创新成果汇总表", **hidden))).found[
        "innovations"
    ]
    assert [row["name"].value for row in annex.rows] == ["新"]


def test_a_change_told_from_one_figure_to_another() -> None:
    found = basic(
        [["单位产品取水量", "由4.0m3/t降至3.0m3/t，降低25%"], ["碳抵消率", "5%→30%（提高25%）"]]
    )
    told = [found[f"water_intensity.{name}"] for name in ("before", "after", "effect", "unit")]
    assert told == [4.0, 3.0, 25.0, "m3/t"]
    assert [found[f"offset_rate.{name}"] for name in ("before", "after", "effect")] == [5, 30, 25]


def test_a_character_a_cell() -> None:
    found = basic(
        [
            ["统一社会信用代码", *"91330109MA27XF5D8K"],
            ["所属行业", *"2822", "涤纶纤维制造"],
        ]
    )
    told = [found[key] for key in ("uscc", "industry_code", "industry_name")]
    assert told == ["91330109MA27XF5D8K", "2822", "涤纶纤维制造"]


def test_code_and_name_of_the_industry_told_in_brackets() -> None:
    found = basic([["所属行业（代码）", "2822", "所属行业（名称）", "涤纶纤维制造"]])
    assert (found["industry_code"], found["industry_name"]) == ("2822", "涤纶纤维制造")


def test_a_table_a_year() -> None:
    form = table(
        [["工厂名称", "青禾公司"], ["通讯地址", "杭州"], ["法定代表人", "沈岚"], ["联系人", "王立"]]
    )
    blocks: list[Block] = [form]
    for year, value in ((2022, "1"), (2023, "2"), (2024, "3")):
        blocks += [
            line(f"{year}年度经营情况"),
            table([["指标", "数值"], ["工业总产值（万元）", value], ["利润总额", f"{value}万元"]]),
        ]
    fields = plan_2025.read(document(*blocks)).fields
    assert [fields[f"output_value.{year}"].value for year in (2022, 2023, 2024)] == [1, 2, 3]
    assert fields["profit.2023"].value == 2.0


def test_a_line_a_year() -> None:
    told = [f"{a}：某{a}" for a in ("工厂名称", "通讯地址", "法定代表人", "联系人", "主营业务")]
    told += ["2023年：工业总产值1,200.5万元，年综合能耗3500吨标准煤；"]
    told += ["2024年：工业总产值1.3亿元，年综合能耗3400吨标准煤；"]
    plan = plan_2025.read(document(*paragraphs("基本信息表", *told)))
    assert plan.fields["output_value.2023"].value == 1200.5
    assert plan.fields["output_value.2024"].value == 13000.0
    assert plan.fields["energy_consumption.2024"].value == 3400.0
