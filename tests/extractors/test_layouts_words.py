"""Layouts that consultants make of the form: sub-labels, groups, claims beside the points to be had."""

from __future__ import annotations

import pytest

from extractors.forms import annexes_2025, basic_table, self_evaluation_2025
from extractors.forms import lines as typed
from extractors.forms.plan_2025 import read as read_plan
from tests.extractors.annex_rows import DEVICES, LOOM, PRESS, read, rows
from tests.extractors.tables import document, line, lines, table

ITEMS = (
    "能源信息化管理系统",
    "碳排放信息化系统",
    "专用设备能效",
    "通用设备能效",
    "生态设计",
    "碳管理",
)
OWN_HEADS = ["NO.", "技术成果", "简要说明", "评价", "协作方", "可推广性"]
RESULT = ["1", "低浴比染色", "降低蒸汽消耗", "国内领先", "某大学", "可在同行业推广"]


@pytest.mark.parametrize(
    ("text", "value", "sure"),
    [
        ("￥50,000,000.00", 5000, 0.9),
        ("50000000.00", 5000, 0.9),
        ("50000000", 5000, 0.75),
        ("50000000元", 5000, 0.98),
        ("¥5,000万", 5000, 0.98),
        ("5000W", 5000, 0.98),
        ("5000万圆", 5000, 0.98),
        ("伍仟万圆整", 5000, 0.93),
        ("5000", 5000, 0.99),
        ("￥5000", 5000, 0.85),
        ("￥80,000", 80000, 0.5),
    ],
)
def test_capital_whose_label_prints_no_unit(text: str, value: float, sure: float) -> None:
    found = basic_table.read([table([["工厂名称", "某厂"], ["注册资本", text]])])
    read_ = found.reads["registered_capital"]
    assert (read_.value, read_.confidence) == (value, sure)


def test_a_capital_too_large_for_its_printed_unit_is_asked_about() -> None:
    found = basic_table.read([table([["注册资本（万元）", "￥50,000,000.00"]])])
    assert found.reads["registered_capital"].confidence <= 0.5


def test_a_label_over_two_rows_with_sub_labels() -> None:
    found = basic_table.read(
        [
            table(
                [
                    ["法定代表人", "姓名", "沈国良", "电话", "13800000001"],
                    ["^", "职务", "董事长", "学历", "本科"],
                    ["联系人", "姓名", "金晓燕", "电话", "13800000002"],
                    ["^", "部门", "设备部", "邮箱", "a@b.cn"],
                ]
            )
        ]
    ).reads
    names = ("legal_representative", "legal_representative_phone", "contact", "contact_phone")
    assert [found[name].value for name in names] == [
        "沈国良",
        "13800000001",
        "金晓燕",
        "13800000002",
    ]


def test_running_text_that_names_its_own_entry() -> None:
    text = "行业先进值及引用标准：\n行业先进值：0.35吨标准煤/万元，引用标准：GB/T 2589-2020"
    found = basic_table.read([table([["工厂名称：某厂", "<"], [text, "<"]])])
    assert "0.35吨标准煤/万元" in str(found.reads["benchmark"].value)


@pytest.mark.parametrize("between", ["\t", "\n"])
def test_typed_text_that_names_its_own_entry(between: str) -> None:
    text = f"行业先进值及引用标准{between}行业先进值：0.35吨标准煤/万元，引用标准：GB/T 2589-2020"
    found = typed.find(list(typed.as_cells([line(text)])), basic_table.FIELDS)
    told = [cell.text for slot in found for cell in slot.values]
    assert told == ["行业先进值：0.35吨标准煤/万元，引用标准：GB/T 2589-2020"]


def test_what_is_said_about_filling_in_is_no_value() -> None:
    ticks = (
        "内资（□国有□集体☑民营）□中外合资□港澳台□外商独资\n（填写说明：请在方框内打√，只能选一项）"
    )
    code = "91330621MA2XXXXX0A\n（填写说明：18位，与营业执照一致）"
    found = basic_table.read([table([["单位性质", ticks], ["统一社会信用代码", code]])]).reads
    assert found["ownership"].value == "private"
    assert found["uscc"].value == "91330621MA2XXXXX0A"


def test_two_blocks_of_years_side_by_side() -> None:
    years = ["2022年", "2023年", "2024年"]
    half = ["工业总产值", "100", "110", "120"], ["利润总额", "10", "11", "12"]
    found = basic_table.read([table([["指标", *years, "指标", *years], [*half[0], *half[1]]])])
    assert found.years == (2022, 2023, 2024)
    assert [found.reads[f"profit.{year}"].value for year in found.years] == [10, 11, 12]


def test_the_commitment_inside_a_frame() -> None:
    form = [
        ["单位名称", "某厂"],
        ["注册资本", "5000万元"],
        ["联系人", "金晓燕"],
        ["主营产品", "印染布"],
    ]
    text = "基本信息表\n单位名称 某厂\n材料真实性承诺:\n本单位承诺材料真实。\n法人或单位负责人签字：沈国良\n日期：2025年3月9日"
    framed = table([[text]], r0c0={"tables": (table(form),)})
    found = read_plan(document(framed)).fields
    assert found["commitment_date"].value == "2025-03-09"
    assert found["commitment_signed"].value is True


def test_groups_of_a_list_are_no_rows() -> None:
    groups = [["一", "专用设备", *[""] * 5], LOOM, ["二", "通用设备", *[""] * 5], ["2", *PRESS[1:]]]
    found = read(*lines("附件2-3", "更新设备清单"), table([DEVICES, *groups]))
    assert [row[1] for row in rows(found, "new_equipment")] == ["喷气织机", "永磁空压机"]


def test_heads_of_ones_own_under_the_annexs_title() -> None:
    found = read(line("附件2-1 创新成果汇总表"), table([OWN_HEADS, RESULT]))
    assert rows(found, "innovations") == [[1, *RESULT[1:]]]
    unsure = found.found["innovations"].rows[0]["name"]
    assert unsure.confidence <= 0.85
    assert "by_position" in unsure.flags


@pytest.mark.parametrize(
    ("title", "head", "body"),
    [
        ("主要能源品种表", OWN_HEADS, RESULT),
        ("附件2-1 创新成果汇总表", OWN_HEADS, ["", *RESULT[1:]]),
        ("附件2-1 创新成果汇总表", OWN_HEADS, [*RESULT[:2], "35", *RESULT[3:]]),
        (
            "附件2-1 创新成果汇总表",
            ["NO.", "技术成果", "合作单位", "评价", "简要说明", "可推广性"],
            RESULT,
        ),
    ],
    ids=["another title", "no numbers", "figures for words", "another order"],
)
def test_heads_of_ones_own_that_may_be_anything(
    title: str, head: list[str], body: list[str]
) -> None:
    found = annexes_2025.read(document(line(title), table([head, body])))
    assert "innovations" not in found.found


@pytest.mark.parametrize(
    "claim",
    ["满分5，自评4", "满分：5分；自评：4分", "自评4分（满分5分）", "得4分。已建成并投入运行。"],
)
def test_claims_beside_the_points_to_be_had(claim: str) -> None:
    sheet = table([["指标", "分值", "自评情况"], *([name, "5", claim] for name in ITEMS)])
    found = self_evaluation_2025.read(document(sheet))
    assert found is not None
    assert [item.claimed.value for item in found.items.values()] == [4.0] * len(ITEMS)


def test_the_sum_of_one_indicators_parts_is_not_the_total() -> None:
    rest = [[name, "", "5", "4"] for name in ITEMS[1:]]
    first = [
        [ITEMS[0], "合计", "5", "3"],
        ["^", "1.其中采集", "2", "1"],
        ["^", "2.其中分析", "3", "2"],
    ]
    head = ["二级指标", "三级指标", "分值", "自评得分"]
    found = self_evaluation_2025.read(
        document(table([head, *first, *rest, ["总分", "<", "30", "23"]]))
    )
    assert found is not None
    assert found.total is not None
    assert found.total.value == 23


def test_a_small_table_for_each_indicator() -> None:
    cards = [
        table(
            [["二级指标", name, "分值", "5", "自评得分", "4"], ["自评说明", "已建成", *["<"] * 4]]
        )
        for name in ITEMS
    ]
    found = self_evaluation_2025.read(document(line("附件1 自评表"), *cards))
    assert found is not None
    assert [item.claimed.value for item in found.items.values()] == [4.0] * len(ITEMS)
    assert {item.evidence.value for item in found.items.values() if item.evidence} == {"已建成"}


def test_groups_without_a_number() -> None:
    body = [["", "专用设备", *[""] * 5], LOOM, ["", "通用设备", *[""] * 5], ["2", *PRESS[1:]]]
    found = read(*lines("附件2-3", "更新设备清单"), table([DEVICES, *body]))
    assert [row[1] for row in rows(found, "new_equipment")] == ["喷气织机", "永磁空压机"]


def test_labels_with_their_english() -> None:
    found = basic_table.read(
        [table([["工厂名称 Factory Name", "某厂"], ["联系人 Contact", "金晓燕"]])]
    )
    assert [found.reads[key].value for key in ("factory_name", "contact")] == ["某厂", "金晓燕"]


def test_a_column_of_ones_own_takes_no_known_columns_place() -> None:
    head = ["成果名称", "合作单位", "成果内容", "技术水平", "知识产权号", "推广价值"]
    found = read(
        line("附件2-1 创新成果汇总表"),
        table([head, ["甲", "某大学", "乙", "领先", "ZL2023", "丙"]]),
    )
    assert found.found["innovations"].rows[0]["partner"].value == "某大学"


def test_items_of_a_typed_list_end_in_semicolons() -> None:
    found = typed.find(list(typed.as_cells([line("1、工厂名称：某厂；")])), basic_table.FIELDS)
    assert [cell.text for slot in found for cell in slot.values] == ["某厂"]


def test_honours_in_a_table_of_their_own() -> None:
    firm = table(
        [
            ["单位名称", "某厂"],
            ["注册资本", "500万元"],
            ["联系人", "金晓燕"],
            ["主营产品", "印染布"],
        ]
    )
    own = table([["主要荣誉", "☑省级企业技术中心 □省级节水型企业"]])
    found = read_plan(document(line("基本信息表"), firm, line("荣誉"), own)).fields
    assert found["honours"].value == ["省级企业技术中心"]
