"""The basic table in layouts that applicants make of it."""

from __future__ import annotations

import pytest

from extractors.forms import basic_table
from schemas.document import Span
from schemas.submission import State
from tests.extractors.basic_tables import HEAD, YEARS, read, values
from tests.extractors.tables import table


@pytest.mark.parametrize(
    "rows",
    [
        [["工厂名称", "青禾公司", "<", "<"], ["成立日期", "2003.5", "注册资本", "500"]],
        [["1", "工厂名称", "青禾公司"], ["2", "成立日期", "2003.5"], ["3", "注册资本", "500万元"]],
        [["工厂名称", "<", "青禾公司", "<"], ["成立日期", "2003年5月", "注册资本", "500"]],
        [["工厂名称", "成立日期", "注册资本（万元）"], ["青禾公司", "2003-05", "500"]],
        [["工厂名称：青禾公司", "<"], ["成立日期：2003年5月", "注册资本：500万元"]],
        [["工厂名称", "", "青禾公司"], ["成立日期", "", "2003/5"], ["注册资本", "", "5,000千元"]],
        [["工厂名称：青禾公司\n成立日期：2003.05\n注册资本：500万元"]],
        [["工厂名称", "工厂名称：青禾公司"], ["成立日期", "2003.5"], ["注册资本", "0.05亿元"]],
    ],
    ids=["pairs", "numbered", "merged", "above", "colons", "gap", "one cell", "repeated"],
)
def test_labels_and_values_in_any_arrangement(rows: list[list[str]]) -> None:
    basic = read(rows)
    assert values(basic, "factory_name", "established_on", "registered_capital") == [
        "青禾公司", "2003-05", 500.0,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "rows",
    [
        [HEAD, ["工业总产值（万元）", "1", "2", "3"]],
        [["年度", "2024年", "2023年", "2022年"], ["工业总产值（万元）", "3", "2", "1"]],
        [["", *HEAD], ["企业近3年", "工业总产值（万元）", "1", "2", "3"]],
        [["年度", "单位", "2022", "2023", "2024"], ["产值", "万元", "1", "2", "3"]],
        [["年度", "2022", "2023", "2024", "单位"], ["产值", "1", "2", "3", "万元"]],
        [HEAD, ["工业总产值", "2022年：1万元；2023年：2万元；2024年：3万元", "<", "<"]],
        [HEAD, ["工业总产值（万元）", "1/2/3", "<", "<"]],
        [["工业总产值（万元）", "2022年：1", "2023年：2", "2024年：3"]],
        [["2022年工业总产值（万元）", "1"], ["2023年工业总产值（万元）", "2"], ["2024年工业总产值（万元）", "3"]],
        [["年度", "工业总产值（万元）", "利润总额"], ["2022", "1", "7"], ["2023", "2", "8"], ["2024", "3", "9"]],
        [["年度", "2022", "<", "2023", "<", "2024"], ["工业总产值（万元）", "1", "2", "3"]],
    ],
    ids=["plain", "descending", "side", "unit first", "unit last", "merged", "slashes", "in cells", "in labels", "across", "askew"],
)  # fmt: skip
def test_three_years(rows: list[list[str]]) -> None:
    basic = read(rows)
    assert values(basic, *YEARS) == [1.0, 2.0, 3.0]
    assert set(basic.years) == {2022, 2023, 2024}


def test_a_word_among_the_years_is_no_label() -> None:
    """未统计 under a column of labels: the years behind it are kept."""
    rows = [
        ["成立日期", "2003年8月", "注册资本", "5000万元"],
        ["法定代表人", "张某", "法人代表电话", "13800000000"],
        ["联系人", "李某", "联系电话", "13857123456"],
        ["年度", "2022", "2023", "2024"],
        ["碳排放总量（吨CO2）", "1505", "未统计", "1388"],
    ]
    keys = [f"emissions.{year}" for year in (2022, 2023, 2024)]
    assert values(read(rows), *keys) == [1505, None, 1388]


def test_printed_order_of_years() -> None:
    assert read([["年度", "2024年度", "2023年度", "2022年度"], ["产值", "3", "2", "1"]]).years == (
        2024,
        2023,
        2022,
    )


def test_foot_rows_reach_over_to_the_years() -> None:
    rows = [
        ["企业近3年\n经营情况", "年度\n金额", "2022", "2023", "2024"],
        ["^", "工业总产值\n（亿元）", "1.5", "2", "3"],
        ["碳排放总量\n（万吨CO2）", "<", "1.66", "1.64", "1.62"],
        ["年综合能耗\n（吨标准煤）", "<", "8800", "", "8560"],
    ]
    basic = read(rows)
    assert values(basic, *YEARS) == [15000.0, 20000.0, 30000.0]
    assert values(basic, "emissions.2022", "emissions.2024") == [16600.0, 16200.0]
    blank = basic.reads["energy_consumption.2023"]
    assert (blank.state, blank.where.cell) == (State.BLANK, (4, 4))  # type: ignore[union-attr]


def test_years_left_as_printed() -> None:
    basic = read([["年度", "202X", "202X", "202X"], ["工业总产值", "", "", ""]])
    assert basic.years == ()
    assert [cell.state for cell in basic.year_cells] == [State.UNREADABLE] * 3
    assert [cell.raw for cell in basic.year_cells] == ["202X"] * 3


def test_figures_that_look_like_years_are_figures() -> None:
    basic = read([HEAD, ["纳税总额（万元）", "2021", "2050", "2080"]])
    assert values(basic, "tax.2022", "tax.2023", "tax.2024") == [2021.0, 2050.0, 2080.0]


def test_losses_in_brackets_only_where_they_may_be() -> None:
    basic = read([HEAD, ["利润总额（万元）", "(300)", "-20", "5"], ["产值", "1", "2", "3"]])
    assert values(basic, "profit.2022", "profit.2023") == [-300.0, -20.0]


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["法定代表人", "甲", "联系电话", "13800000001"],
            ["联系人", "乙", "联系电话", "13800000002"],
        ],
        [
            ["法定代表人", "甲", "联系方式", "13800000001"],
            ["联系人", "乙", "联系方式", "13800000002"],
        ],
        [
            ["法定代表人", "甲", "法人代表电话", "13800000001"],
            ["联系人", "乙", "手机", "13800000002"],
        ],
        [["联系人", "乙", "联系电话", "13800000002"], ["法人代表", "甲", "电话", "13800000001"]],
    ],
    ids=["same twice", "vague twice", "explicit", "other order"],
)
def test_whose_telephone(rows: list[list[str]]) -> None:
    basic = read(rows)
    keys = ("legal_representative", "legal_representative_phone", "contact", "contact_phone")
    assert values(basic, *keys) == ["甲", "13800000001", "乙", "13800000002"]


@pytest.mark.parametrize(
    "rows",
    [
        [["所属行业", "1751 化纤织造加工"]],
        [["所属行业（4位数代码及名称）", "化纤织造加工（1751）"]],
        [["行业代码", "1751", "行业名称", "化纤织造加工"]],
        [["所属行业", "（4位数代码及名称）1751化纤织造加工"]],
    ],
)
def test_industry(rows: list[list[str]]) -> None:
    assert values(read(rows), "industry_code", "industry_name") == ["1751", "化纤织造加工"]


def test_a_row_that_nothing_matches_is_taken_by_its_place() -> None:
    rows = [
        HEAD,
        ["工业增加值", "1", "2", "3"],
        ["净利润", "4", "5", "6"],
        ["纳税总额", "7", "8", "9"],
    ]
    read_ = read(rows).reads["profit.2022"]
    assert (read_.value, read_.flags, read_.label) == (4.0, ("by_position",), "净利润")
    assert read_.confidence <= 0.85


def test_labels_with_a_mistyped_character_each_stand_side_by_side() -> None:
    rows = [
        HEAD,
        ["工业总产值", "1", "2", "3"],
        ["工业增加植", "4", "5", "6"],
        ["利润总颔", "7", "8", "9"],
        ["纳税总额", "10", "11", "12"],
    ]
    assert values(read(rows), "value_added.2022", "profit.2022") == [4.0, 7.0]


@pytest.mark.parametrize("others", [[], [["工业增加值", "4", "5", "6"]]])
def test_profit_and_tax_together_are_not_the_profit(others: list[list[str]]) -> None:
    top, tax = ["工业总产值", "1", "2", "3"], ["纳税总额", "10", "11", "12"]
    found = read([HEAD, top, *others, ["利税总额", "7", "8", "9"], tax]).reads
    assert "profit.2022" not in found


def test_an_added_row_is_nobodys() -> None:
    rows = [
        HEAD,
        ["工业增加值", "1", "2", "3"],
        ["营业收入", "40", "50", "60"],
        ["利润总额", "4", "5", "6"],
    ]
    assert values(read(rows), "profit.2022", "value_added.2022") == [4.0, 1.0]


def test_hints_left_in_are_blank_and_kept() -> None:
    rows = [
        ["所属行业", "（4位数代码及名称）"],
        ["方案实施周期", "年    月 至    年   月"],
        ["主营业务", ""],
    ]
    basic = read(rows)
    for key in ("industry_code", "industry_name", "period_start", "period_end"):
        assert (basic.reads[key].state, basic.reads[key].flags) == (State.BLANK, ("placeholder",))
    assert basic.reads["industry_code"].raw == "（4位数代码及名称）"
    assert basic.reads["main_business"].state is State.BLANK


def test_unreadable_keeps_what_is_printed() -> None:
    read_ = read([["方案总投资（万元）", "见附件"], ["工厂名称", "青禾"]]).reads["total_investment"]
    assert (read_.state, read_.value, read_.raw) == (State.UNREADABLE, None, "见附件")


def test_two_tables_and_a_repeat() -> None:
    basic = read(
        [["工厂名称", "青禾公司"], ["通讯地址", "柯桥区"]],
        [["工厂名称", "青禾集团"], ["方案总投资（万元）", "860"]],
    )
    assert values(basic, "factory_name", "address", "total_investment") == [
        "青禾公司",
        "柯桥区",
        860.0,
    ]
    assert [read_.value for read_ in basic.rivals["factory_name"]] == ["青禾集团"]


def test_a_code_spread_over_cells() -> None:
    rows = [["统一社会信用代码", *"91330603MA2B3C4D14"], ["工厂名称", "青禾公司"]]
    assert values(read(rows), "uscc") == ["91330603MA2B3C4D14"]
    stopped = [["统一社会信用代码", "91330603 MA2B3C4D14。"], ["工厂名称", "青禾公司"]]
    assert values(read(stopped), "uscc") == ["91330603MA2B3C4D14"]


def test_labels_and_units_as_printed() -> None:
    read_ = read([HEAD, ["工业总产值\n（亿元）", "1.5", "2", "3"]]).reads["output_value.2022"]
    assert (read_.label, read_.printed_unit, read_.unit, read_.raw) == (
        "工业总产值(亿元)",
        "亿元",
        "万元",
        "1.5",
    )
    assert read_.confidence == 0.99


def test_one_text_for_three_years_that_cannot_be_parted() -> None:
    reads = read([HEAD, ["碳排放总量（吨CO2）", "约1.6万吨左右", "<", "<"]]).reads
    assert [reads[f"emissions.{year}"].state for year in (2022, 2023, 2024)] == [
        State.UNREADABLE
    ] * 3
    assert reads["emissions.2022"].raw == "约1.6万吨左右"


def test_person_and_telephone_in_one_cell() -> None:
    basic = read([["联系人及电话", "李某 0571-80000000"], ["法定代表人/电话", "张某/13800000000"]])
    keys = ("contact", "contact_phone", "legal_representative", "legal_representative_phone")
    assert values(basic, *keys) == ["李某", "0571-80000000", "张某", "13800000000"]


def test_a_value_on_several_lines_behind_its_label() -> None:
    text = "主要荣誉（可复选）：☑单项冠军企业\n□省级节水型企业  ☑水效领跑者企业"
    basic = read([[text, "<"], ["工厂名称", "青禾"]])
    assert values(basic, "honours") == [["单项冠军企业", "水效领跑者企业"]]


def test_label_unit_and_value_in_one_cell() -> None:
    basic = read([["工厂名称：青禾", "方案总投资：（亿元）：0.293"]])
    assert values(basic, "total_investment") == [2930.0]


def test_a_choice_in_bold_behind_its_label() -> None:
    text = "单位性质：内资（□国有□集体□民营）□中外合资□港澳台□外商独资"
    start = text.index("民营")
    cells = {"r0c0": {"spans": (Span(start, start + 2, bold=True, underline=True),)}}
    basic = basic_table.read([table([[text], ["工厂名称：青禾"]], **cells)])
    assert basic.reads["ownership"].value == "private"


@pytest.mark.parametrize(("below", "sure"), [(True, True), (False, False)])
def test_a_label_that_ends_its_table_may_have_its_value_overleaf(below: bool, sure: bool) -> None:
    rows = [["工厂名称", "通讯地址"], ["某某公司", "某市某路1号"], ["主营业务", "<"]]
    found = read([*rows, ["轴承的研发", "<"]] if below else rows).reads["main_business"]
    assert (found.value is not None) is below
    assert (found.confidence > 0.9) is sure
