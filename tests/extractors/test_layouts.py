"""Layouts that applicants make of the form, each in its smallest shape."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractors.forms import annexes_2025, basic_table, lines
from extractors.forms.annexes_2025 import Annexes
from schemas.document import Block
from schemas.place import WordPlace
from tests.extractors.tables import document, line, table

Rows = Sequence[Sequence[str]]


def basic(*tables: Rows) -> dict[str, object]:
    reads = basic_table.read([table(rows) for rows in tables]).reads
    return {key: read.value for key, read in reads.items()}


OUTPUT = {"output_value.2022": 1.0, "output_value.2023": 2.0, "output_value.2024": 3.0}


@pytest.mark.parametrize(
    "rows",
    [
        [["年度", "2022年", "2023年", "2024年", "2025年目标"], ["工业总产值", "1", "2", "3", "9"]],
        [["年度", "2022", "2023", "2024", "2025年（预计）", "2027年规划"], ["产值", "1", "2", "3", "8", "9"]],
        [["年度", "2022", "2023", "2024", "2025年1-3月"], ["产值", "1", "2", "3", "1"]],
        [["指标", "2022年", "2023年", "同比增长", "2024年"], ["产值", "1", "2", "100%", "3"]],
        [["财年", "FY2022", "FY2023", "FY2024"], ["产值", "1", "2", "3"]],
        [["年度", "基期2022年", "第二年2023年", "上年度（2024年）"], ["产值", "1", "2", "3"]],
        [["年度", "二〇二二年", "二〇二三年", "二〇二四年"], ["产值", "1", "2", "3"]],
        [["年度", "22年", "23年", "24年"], ["产值", "1", "2", "3"]],
        [["年度", "工业总产值"], ["2022", "1"], ["2023", "2"], ["2024", "3"], ["2025目标", "9"]],
    ],
    ids=["target", "planned", "quarter", "growth", "FY", "words", "han", "short", "rows"],
)  # fmt: skip
def test_reporting_years_and_nothing_beside_them(rows: Rows) -> None:
    if rows[0][1] == "工业总产值":
        rows = [[*row, "利润总额" if i == 0 else "7"] for i, row in enumerate(rows)]
    found = basic(rows)
    assert {k: v for k, v in found.items() if k.startswith("output_value")} == OUTPUT


def test_an_estimated_third_year_is_a_reporting_year() -> None:
    assert "output_value.2024" in basic(
        [["年度", "2022", "2023", "2024（预计）"], ["产值", "1", "2", "3"]]
    )


def test_the_equivalent_value_counts_wherever_it_stands() -> None:
    head = ["年度", "2022", "2023", "2024"]
    other = ["年综合能耗（当量值）（吨标准煤）", "10", "20", "30"]
    ours = ["年综合能耗（等价值）（吨标准煤）", "15", "25", "35"]
    assert basic([head, other, ours])["energy_consumption.2024"] == 35.0
    assert basic([head, ours, other])["energy_consumption.2022"] == 15.0
    assert basic([head, other])["energy_consumption.2022"] == 10.0


def test_columns_of_remarks_are_no_values() -> None:
    found = basic(
        [
            ["项目", "内容", "<", "<", "备注"],
            ["工厂名称", "青禾公司", "<", "<", "营业执照"],
            ["方案总投资（万元）", "8650", "<", "<", "含税，2025年测算"],
        ]
    )
    assert (found["factory_name"], found["total_investment"]) == ("青禾公司", 8650.0)


def test_a_word_beside_a_figure_is_no_part_of_it() -> None:
    assert basic([["方案总投资（万元）", "8650", "含税"]])["total_investment"] == 8650.0
    assert basic([["方案总投资", "8650", "万元"]])["total_investment"] == 8650.0


def test_label_and_value_merged_into_one_cell() -> None:
    found = basic([["工厂名称 青禾公司", "<"], ["联系电话", "0571-82345678"]])
    assert found["factory_name"] == "青禾公司"


COMPARED = {
    "energy_intensity.before": 62.0, "energy_intensity.after": 53.0,
    "energy_intensity.effect": 14.5, "energy_intensity.unit": "kgce/t",
}  # fmt: skip


@pytest.mark.parametrize(
    "rows",
    [
        [["单位产品能耗量：实施前62kgce/t，实施后53kgce/t，降低14.5%"]],
        [["单位产品能耗量", "建设前：62kgce/t；建设后：53kgce/t；实施成效：降低14.5%"]],
        [
            ["项目", "单位产品能耗量", "单位产品取水量"],
            ["实施前", "62kgce/t", "2m3/t"],
            ["实施后", "53kgce/t", "1m3/t"],
            ["实施成效", "降低14.5%", "降低50%"],
        ],
    ],
    ids=["one cell", "one value", "lying"],
)
def test_before_after_and_effect(rows: Rows) -> None:
    assert COMPARED.items() <= basic(rows).items()


def test_typed_lines_with_leaders_and_tabs() -> None:
    typed = list(
        lines.as_cells(
            [
                line("1. 工厂名称............青禾公司"),
                line("行业先进值及引用标准\tGB 1-2020"),
                line("指标\t实施前\t实施后\t实施成效"),
                line("单位产品取水量\t2m3/t\t1m3/t\t降低50%"),
            ]
        )
    )
    found = lines.find(typed, basic_table.FIELDS)
    told = {slot.key: [cell.text for cell in slot.values] for slot in found}
    assert told == {
        "factory_name": ["青禾公司"],
        "benchmark": ["GB 1-2020"],
        "water_intensity": ["2m3/t", "1m3/t", "降低50%"],
    }


HEAD = ["序号", "设备名称", "设备型号", "生产厂家", "数量（台）", "功率（kW）", "备注"]
ONE = ["1", "空压机", "GA75", "某厂", "2", "75", "在用"]
TWO = ["2", "水泵", "KQL-4", "某厂", "4", "37", ""]


def annexes(*blocks: Block) -> Annexes:
    return annexes_2025.read(document(*blocks))


def column(found: Annexes, key: str, name: str) -> list[object]:
    annex = found.found.get(key)
    return [row[name].value for row in annex.rows] if annex else []


@pytest.mark.parametrize(
    ("head", "cell", "sure"),
    [
        ("设备名称及型号", "空压机 GA75+", True),
        ("设备名称/规格型号", "空压机\nGA75+", True),
        ("名称（型号）", "空压机（GA75+）", True),
        ("设备名称、型号", "空压机GA75+", False),
    ],
)
def test_name_and_model_in_one_column(head: str, cell: str, sure: bool) -> None:
    found = annexes(
        line("现有主要设备清单"),
        table([["序号", head, "生产厂家", "数量", "功率"], ["1", cell, "某厂", "2", "75"]]),
    )
    row = found.found["existing_equipment"].rows[0]
    assert (row["name"].value, row["model"].value) == ("空压机", "GA75+")
    assert (row["model"].confidence >= 0.9) is sure


def test_a_column_tells_the_lists_apart() -> None:
    rows = [["类别", *HEAD], ["现有设备", *ONE], ["^", *TWO], ["拟更新设备", *ONE]]
    found = annexes(line("附件2-3 主要设备清单"), table(rows))
    assert column(found, "existing_equipment", "name") == ["空压机", "水泵"]
    assert column(found, "new_equipment", "name") == ["空压机"]


def test_a_list_goes_on_without_its_head() -> None:
    found = annexes(line("现有主要设备清单"), table([HEAD, ONE]), line("续表"), table([TWO]))
    assert column(found, "existing_equipment", "name") == ["空压机", "水泵"]


def test_another_table_of_that_width_is_no_continuation() -> None:
    found = annexes(
        line("现有主要设备清单"), table([HEAD, ONE]), line("说明"), table([["9", *TWO[1:]]])
    )
    assert column(found, "existing_equipment", "name") == ["空压机"]


def test_parts_of_a_list_in_tables_of_their_own() -> None:
    found = annexes(
        line("附件2-3 现有主要设备清单"),
        line("（一）专用设备"),
        table([HEAD, ONE]),
        line("（二）通用设备"),
        table([HEAD, ["1", *TWO[1:]]]),
        line("更新设备清单"),
        table([HEAD, ONE]),
    )
    assert column(found, "existing_equipment", "name") == ["空压机", "水泵"]
    assert column(found, "new_equipment", "name") == ["空压机"]


def test_fields_down_and_items_across() -> None:
    flipped = [[HEAD[i], ONE[i], TWO[i]] for i in range(len(HEAD))]
    found = annexes(line("现有主要设备清单"), table(flipped))
    assert column(found, "existing_equipment", "power_kw") == [75.0, 37.0]


def test_two_halves_side_by_side() -> None:
    found = annexes(line("现有主要设备清单"), table([HEAD[:6] * 2, [*ONE[:6], *TWO[:6]]]))
    assert column(found, "existing_equipment", "seq") == [1, 2]


def test_a_card_an_item() -> None:
    cards = [
        table(
            [
                ["项目名称", name, "建设期限", "2025.3-2026.3"],
                ["项目内容", f"建设{name}", "<", "<"],
                ["总投资额（万元）", "100", "设备投资额（万元）", "80"],
            ]
        )
        for name in ("光伏", "余热")
    ]
    found = annexes(line("附件2-2 重点项目汇总表"), *cards)
    assert column(found, "projects", "name") == ["光伏", "余热"]
    assert column(found, "projects", "equipment_investment") == [80.0, 80.0]


def test_a_table_typed_with_tabs() -> None:
    typed = [line("\t".join(row), i) for i, row in enumerate((HEAD, ONE, TWO), start=2)]
    found = annexes(line("现有主要设备清单"), *typed)
    assert column(found, "existing_equipment", "model") == ["GA75", "KQL-4"]
    place = found.found["existing_equipment"].rows[1]["model"].where
    assert isinstance(place, WordPlace) and place.paragraph == 4


def test_signatures_and_fillers_are_no_rows() -> None:
    rows = [HEAD, ONE, ["……"] * 7, ["填表人：张某", "<", "<", "审核人：李某", "<", "<", "<"]]
    found = annexes(line("现有主要设备清单"), table(rows))
    assert column(found, "existing_equipment", "name") == ["空压机"]


def test_items_typed_as_labelled_text() -> None:
    found = annexes(
        line("附件2-2 重点项目汇总表"),
        line(
            "1. 项目名称：光伏；项目内容：建设1MW；建设期限：2025.3-2026.3；总投资额（万元）：100"
        ),
        line("2. 项目名称：余热；项目内容：换热；并网；建设期限：2025年；总投资额（万元）：80"),
        line("以上项目均已备案。"),
    )
    assert column(found, "projects", "seq") == [1, 2]
    assert column(found, "projects", "content") == ["建设1MW", "换热;并网"]
    assert column(found, "projects", "total_investment") == [100.0, 80.0]


def test_a_table_counts_before_what_the_text_lists() -> None:
    head = ["序号", "项目名称", "项目内容", "建设期限", "总投资额（万元）"]
    found = annexes(
        line("四、重点项目"),
        line("1. 项目名称：光伏；项目内容：建设；建设期限：2025年；总投资额（万元）：100"),
        line("附件2-2 重点项目汇总表"),
        table([head, ["1", "光伏项目", "建设1MW", "2025年", "100"]]),
    )
    assert column(found, "projects", "name") == ["光伏项目"]
