"""Heads over two rows, rows of units, years told by a title, stages in a typed line."""

from __future__ import annotations

from extractors.forms import plan_2025
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
