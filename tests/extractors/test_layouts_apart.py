"""Parts of the form that applicants set apart: people, honours, units, groups of rows, the promise."""

from __future__ import annotations

import pytest

from extractors.forms import annexes_2025, plan_2025, promise_sheet
from extractors.glimpse import judged
from schemas.document import Block, Kind
from schemas.fields import HONOURS
from schemas.submission import Role
from tests.extractors.tables import document, line, table
from tests.extractors.tables import lines as paragraphs
from tests.extractors.test_layouts import basic

FORM = [
    ["工厂名称", "青禾公司"],
    ["通讯地址", "杭州市萧山区"],
    ["主营业务", "涤纶"],
    ["注册资本", "5000万元"],
]
PEOPLE = [
    ["人员", "姓名", "职务", "联系电话"],
    ["法定代表人", "沈岚", "董事长", "13857123456"],
    ["联系人", "王立", "设备部经理", "0571-82345678"],
]


def test_people_as_a_table() -> None:
    found = basic(FORM, PEOPLE)
    told = [found[key] for key in ("legal_representative", "legal_representative_phone")]
    told += [found[key] for key in ("contact", "contact_phone")]
    assert told == ["沈岚", "13857123456", "王立", "0571-82345678"]


def test_honours_in_a_table_with_ticks_beside_them() -> None:
    ticked = (HONOURS[1], HONOURS[8])
    rows = [["荣誉名称", "是否获得"], *([h, "√" if h in ticked else ""] for h in HONOURS)]
    fields = plan_2025.read(document(table(FORM), table(rows))).fields
    assert fields["honours"].value == list(ticked)


def test_honours_that_nobody_ticked_are_not_made_up() -> None:
    rows = [["荣誉名称", "是否获得"], *([h, ""] for h in HONOURS)]
    assert "honours" not in plan_2025.read(document(table(FORM), table(rows))).fields


YEARS = [
    ["项目", "2022年", "2023年", "2024年"],
    ["工业总产值", "12,000", "13,000", "14,000"],
    ["利润总额", "1", "2", "3"],
]


@pytest.mark.parametrize(
    "blocks",
    [
        [line("金额单位：千元"), table(YEARS)],
        [table([["近三年经营情况（单位：千元）", "<", "<", "<"], *YEARS])],
        [table([["项目（单位：千元）", *YEARS[0][1:]], *YEARS[1:]])],
    ],
    ids=["line", "title", "head"],
)
def test_the_unit_over_a_table_is_that_of_its_sums(blocks: list[Block]) -> None:
    fields = plan_2025.read(document(table(FORM), *blocks)).fields
    assert [fields[f"output_value.{year}"].value for year in (2022, 2024)] == [1200.0, 1400.0]


def test_a_rows_own_unit_goes_before_the_one_over_the_table() -> None:
    rows = [YEARS[0], ["工业总产值（万元）", "1", "2", "3"], YEARS[2]]
    fields = plan_2025.read(document(table(FORM), line("单位：元"), table(rows))).fields
    assert fields["output_value.2024"].value == 3.0


def test_an_effect_over_two_columns() -> None:
    found = basic(
        [
            ["指标", "实施前", "实施后", "实施成效", "<"],
            ["单位产品取水量", "4.0m3/t", "3.0m3/t", "降低", "25%"],
            ["碳抵消率（%）", "5", "30", "提高", "25"],
        ]
    )
    assert (found["water_intensity.effect"], found["offset_rate.effect"]) == (25.0, 25.0)


HEAD = [
    "序号",
    "项目名称",
    "项目内容",
    "建设期限",
    "总投资额（万元）",
    "设备投资额（万元）",
    "效益分析",
]


@pytest.mark.parametrize(("group", "numbers"), [("一", ("1.1", "1.2")), ("1", ("1.1", "1.2"))])
def test_a_group_with_its_sums_is_no_project(group: str, numbers: tuple[str, str]) -> None:
    rows = [HEAD, [group, "节能改造类", "", "", "300", "200", ""]]
    rows += [[n, f"项目{n}", "改造", "2025.1-2026.1", "150", "100", "节能"] for n in numbers]
    annex = annexes_2025.read(document(line("重点项目汇总表"), table(rows))).found["projects"]
    assert [row["name"].value for row in annex.rows] == ["项目1.1", "项目1.2"]


def test_lists_of_what_goes_and_what_comes_side_by_side() -> None:
    heads = ["设备名称", "设备型号", "生产厂家", "数量（台）", "kW"]
    rows = [
        [
            "序号",
            "现有设备（更新前）",
            "<",
            "<",
            "<",
            "<",
            "更新设备（更新后）",
            "<",
            "<",
            "<",
            "<",
        ],
        ["^", *heads, *heads],
        ["1", "风机", "F-1", "甲厂", "2", "30", "磁浮风机", "M-1", "乙厂", "1", "22"],
    ]
    found = annexes_2025.read(document(table(rows))).found
    powers = {key: annex.rows[0]["power_kw"].value for key, annex in found.items()}
    assert powers == {"existing_equipment": 30.0, "new_equipment": 22.0}


def test_the_promise_in_a_letter_of_its_own() -> None:
    told = ["材料真实性承诺书", "本单位承诺材料真实。", "法定代表人（签字）：沈岚", "2025年3月17日"]
    (reads,) = promise_sheet.promises([document(*paragraphs(*told))])
    assert reads["commitment_date"].value == "2025-03-17"
    assert reads["commitment_signed"].value is True
    assert promise_sheet.promises([document(*paragraphs("关于申报的请示", *told[1:]))]) == ()
    assert judged("\n".join(told), Kind.DOCX).role is Role.UNKNOWN


def test_measures_behind_their_label_in_a_paragraph() -> None:
    blocks = [
        table(FORM),
        line("主要举措与成效：建设能源管理中心。"),
        line("材料真实性承诺：本单位承诺。"),
    ]
    assert plan_2025.read(document(*blocks)).fields["measures"].value == "建设能源管理中心。"


def test_a_label_that_nobody_knows_ends_the_value_before_it() -> None:
    found = basic(
        [
            ["工厂名称", "青禾公司", "上市板块", "科创板"],
            ["成立日期", "2003年5月1日", "注册资本", "5000万元"],
            ["联系人", "王立", "联系电话", "13857123456"],
        ]
    )
    assert (found["factory_name"], found["registered_capital"]) == ("青禾公司", 5000.0)


def test_effects_under_a_head_of_its_own_wording() -> None:
    found = basic(
        [
            ["指标", "建设前", "建设后", "前后对照"],
            ["单位产品取水量", "4.0m3/t", "3.0m3/t", "降低25%"],
            ["单位产品原材料使用量", "1.2t/t", "1.1t/t", "下降8.3%"],
            ["碳抵消率（%）", "5", "30", "提高25%"],
        ]
    )
    assert (found["water_intensity.effect"], found["offset_rate.effect"]) == (25.0, 25.0)


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("生产厂址", "address"),
        ("工商登记日期", "established_on"),
        ("申报工厂名称", "factory_name"),
        ("注册成立时间", "established_on"),
    ],
)
def test_more_words_for_the_forms_entries(label: str, key: str) -> None:
    value = "2003年5月1日" if key == "established_on" else "青禾"
    assert key in basic([[label, value], ["联系人", "王立"]])


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("表 近三年已实施节能技改项目", False),
        ("公司过去三年项目一览", False),
        ("近3年重点项目汇总表", True),
        ("附件2-2 已完成和在建项目", True),
        ("拟实施的项目", True),
    ],
)
def test_projects_of_the_past_are_no_annex(title: str, found: bool) -> None:
    rows = [["序号", "项目名称", "投资额（万元）", "完成时间", "节能效果"]]
    rows += [[str(n), f"{n}号机改造", "280", "2023年", "已投运，效果良好"] for n in (1, 2)]
    annexes = annexes_2025.read(document(line(title), table(rows)))
    assert ("projects" in annexes.found) is found


@pytest.mark.parametrize(
    "frame",
    [
        [["☑" + HONOURS[0] + " □" + HONOURS[1] + "\n☑" + HONOURS[8]]],
        [["☑" + HONOURS[0], "□" + HONOURS[1]], ["☑" + HONOURS[8], ""]],
    ],
)
def test_honours_framed_under_a_line_that_names_them(frame: list[list[str]]) -> None:
    caption = line("主要荣誉（可复选）")
    fields = plan_2025.read(document(table(FORM), caption, table(frame))).fields
    assert fields["honours"].value == [HONOURS[0], HONOURS[8]]


def test_a_list_of_prizes_under_that_line_is_no_answer() -> None:
    prizes = table([["荣誉名称", "授予时间"], ["市长质量奖", "2021年"]])
    assert "honours" not in plan_2025.read(document(table(FORM), line("主要荣誉"), prizes)).fields


def test_measures_framed_under_a_line_that_names_them() -> None:
    caption = line("开展零碳（近零碳）工厂建设主要举措与成效")
    told = "建设屋顶光伏、更新空压机、建成能碳管理平台。"
    fields = plan_2025.read(document(table(FORM), caption, table([[told]]))).fields
    assert fields["measures"].value == told
    assert "measures" not in plan_2025.read(document(table(FORM), caption, table(YEARS))).fields
