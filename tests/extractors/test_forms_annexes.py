"""Annexes 2-1 to 2-3 as tables in Word, PDF and workbooks."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from msgspec import structs

from extractors.forms import annexes_2025
from extractors.forms.annexes_2025 import Annexes
from extractors.grammar.text import tidy
from schemas.document import Block, Kind
from schemas.place import PageBox
from schemas.submission import Read, Row, State
from tests.extractors.tables import FILE, document, line, lines, table

PROJECTS = ["序号", "项目名称", "项目\n内容", "建设\n期限", "总投资额\n（万元）", "设备投资额\n（万元）", "已完成投资\n（万元）", "效益分析\n（节能减碳量、节水节材量）"]  # fmt: skip
ROW = ["1", "屋顶光伏", "6MW光伏", "2025.4-2026.6", "2650", "2000", "0", "年减碳3092吨"]
READ = [1, "屋顶光伏", "6MW光伏", "2025.4-2026.6", 2650.0, 2000.0, 0.0, "年减碳3092吨"]
SECOND = ["2", "空压改造", "更换空压机", "2025.3-2027.12", "6000", "4800", "300", "节能900吨标准煤"]
DEVICES = ["序号", "设备名称", "设备型号", "生产厂家", "数量（台）", "功率（kW）", "备注"]
LOOM = ["1", "喷气织机", "JAT810", "丰田", "120", "3.7", ""]
PRESS = ["1", "永磁空压机", "PM-75", "某压缩机", "4", "75", "一级能效"]


def read(*blocks: Block) -> Annexes:
    return annexes_2025.read(document(*blocks))


def rows(found: Annexes, key: str) -> list[list[object]]:
    return [list(map(_value, row.values())) for row in found.found[key].rows]


def _value(read_: Read) -> object:
    return read_.value


def row(found: Annexes, key: str, index: int = 0) -> Row:
    return found.found[key].rows[index]


def projects(body: Sequence[Sequence[str]], head: Sequence[str] = PROJECTS) -> Annexes:
    return read(*lines("附件2-2", "重点项目汇总表"), table([head, *body]))


def test_the_form() -> None:
    found = projects([ROW, SECOND])
    assert rows(found, "projects")[0] == READ
    assert len(rows(found, "projects")) == 2
    assert found.found["projects"].where == line("", 2).where
    assert row(found, "projects")["total_investment"].label == "总投资额(万元)"


@pytest.mark.parametrize(
    ("extra", "count"),
    [
        ([["", "", "", "", "", "", "", ""]], 1),
        ([["2", "", "", "", "", "", "", ""], ["3"]], 1),
        ([["/", "/", "/", "/", "/", "/", "/", "/"]], 1),
        ([PROJECTS, SECOND], 2),
        ([["注：以上金额为含税价", *["<"] * 7]], 1),
        ([["备注：投资来源为自筹"]], 1),
        ([SECOND, ["合计", "<", "", "", "8650", "6800", "300", ""]], 2),
        ([["", "续建项目", "", "", "", "", "", ""]], 2),
    ],
    ids=[
        "filler",
        "numbered filler",
        "dashes",
        "head again",
        "note",
        "remark",
        "total",
        "name alone",
    ],
)
def test_which_rows_count(extra: list[list[str]], count: int) -> None:
    assert len(rows(projects([ROW, *extra]), "projects")) == count


@pytest.mark.parametrize("word", ["合计", "总计", "小 计", "共计", "合计（万元）"])
def test_totals(word: str) -> None:
    found = projects([ROW, SECOND, ["", word, "", "", "8650", "6800", "300", ""]]).found["projects"]
    assert [{k: v.value for k, v in total.items()} for total in found.totals] == [
        {
            "name": tidy(word),
            "total_investment": 8650.0,
            "equipment_investment": 6800.0,
            "completed_investment": 300.0,
        }
    ]


def test_categories_within_an_annex_are_no_rows_and_end_nothing() -> None:
    first, second = (["一、节能改造类", *["<"] * 7], ["（二）能源替代类", *["<"] * 7])
    found = projects([first, ROW, second, SECOND])
    assert [row[1] for row in rows(found, "projects")] == [ROW[1], SECOND[1]]


def test_a_sub_total_keeps_its_name() -> None:
    found = projects([ROW, SECOND, ["小计", "<", "", "", "8650", "", "", ""]]).found["projects"]
    assert [total["seq"].value for total in found.totals] == ["小计"]


def test_heads_on_two_levels() -> None:
    head = ["序号", "项目名称", "项目内容", "建设期限", "投资（亿元）", "<", "<", "效益分析"]
    under = ["^", "^", "^", "^", "总投资额", "设备投资额", "已完成投资", "^"]
    found = read(table([head, under, [*ROW[:4], "0.265", "0.2", "0", ROW[7]]]))
    assert rows(found, "projects") == [READ]
    assert row(found, "projects")["total_investment"].printed_unit == "亿元"


def test_other_order_other_words_other_columns() -> None:
    head = [
        "编号",
        "重点项目名称",
        "负责人",
        "建设周期",
        "主要建设内容",
        "其中：设备投资",
        "总投资",
        "累计完成投资",
        "预期效益",
        "进度",
    ]
    body = [
        "1",
        "屋顶光伏",
        "王某",
        "2025.4-2026.6",
        "6MW光伏",
        "2000万元",
        "2650万元",
        "0",
        "年减碳3092吨",
        "未开工",
    ]
    found = row(read(table([head, body])), "projects")
    assert {key: found[key].value for key in ("name", "period", "content", "equipment_investment", "total_investment", "completed_investment", "benefit")} == {
        "name": "屋顶光伏", "period": "2025.4-2026.6", "content": "6MW光伏", "equipment_investment": 2000.0,
        "total_investment": 2650.0, "completed_investment": 0.0, "benefit": "年减碳3092吨",
    }  # fmt: skip


@pytest.mark.parametrize(
    "over",
    [[["附件2-2 重点项目汇总表", *["<"] * 7], ["单位：亿元", *["<"] * 7]], [["重点项目汇总表", *["<"] * 5, "单位：亿元", "<"]]],
)  # fmt: skip
def test_unit_in_a_note_over_the_table(over: list[list[str]]) -> None:
    head = [word.replace("\n（万元）", "") for word in PROJECTS]
    found = read(table([*over, head, [*ROW[:4], "0.265", "0.2", "0", ROW[7]]], title="Sheet1"))
    assert rows(found, "projects") == [READ]


def test_a_row_merged_downwards_is_one_row() -> None:
    body = [ROW, ["^", "^", "配套储能2MWh", "^", "^", "^", "^", "年节电50万kWh"], SECOND]
    found = projects(body)
    assert [read_["name"].value for read_ in found.found["projects"].rows] == [
        "屋顶光伏",
        "空压改造",
    ]
    assert row(found, "projects")["content"].value == "6MW光伏配套储能2MWh"
    assert row(found, "projects")["total_investment"].value == 2650.0


def test_one_name_over_several_devices_is_several_rows() -> None:
    body = [LOOM, ["2", "^", "JAT910", "^", "60", "4.0", ""]]
    found = read(line("现有主要设备清单"), table([DEVICES, *body]))
    assert rows(found, "existing_equipment")[1] == [2, "喷气织机", "JAT910", "丰田", 60, 4.0, None]


def test_blank_cells_are_blank() -> None:
    found = row(projects([["1", "屋顶光伏", "", "", "", "", "/", ""]]), "projects")
    assert found["content"].state is State.BLANK
    assert (found["completed_investment"].state, found["completed_investment"].flags) == (
        State.BLANK,
        ("dash",),
    )


def test_unreadable_figures_keep_their_text() -> None:
    read_ = row(projects([["1", "屋顶光伏", "x", "x", "约定另议", "", "", ""]]), "projects")[
        "total_investment"
    ]
    assert (read_.state, read_.raw) == (State.UNREADABLE, "约定另议")


OLD, NEW = table([DEVICES, LOOM]), table([DEVICES, PRESS])
BOTH = {"existing_equipment": "喷气织机", "new_equipment": "永磁空压机"}


@pytest.mark.parametrize(
    "blocks",
    [
        [line("附件2-3"), line("现有主要设备清单"), OLD, line("更新设备清单"), NEW],
        [line("更新设备清单"), NEW, line("现有主要设备清单"), OLD],
        [line("附件2-3"), OLD, NEW],
        [table([DEVICES, LOOM], title="现有设备"), table([DEVICES, PRESS], title="更新设备")],
        [table([["现有主要设备清单", *["<"] * 6], DEVICES, LOOM, [""] * 7, ["更新设备清单", *["<"] * 6], DEVICES, PRESS])],
        [table([DEVICES, ["一、现有主要设备", *["<"] * 6], LOOM, ["二、更新设备", *["<"] * 6], PRESS])],
        [table([DEVICES, LOOM, DEVICES, PRESS], title="附件2-3")],
        [line("（1）在用设备一览表"), OLD, line("（2）拟新增设备一览表"), NEW],
    ],
    ids=["form", "swapped", "untitled", "sheets", "one sheet", "sections", "heads only", "other words"],
)  # fmt: skip
def test_the_two_equipment_lists(blocks: list[Block]) -> None:
    found = read(*blocks)
    assert {key: annex.rows[0]["name"].value for key, annex in found.found.items()} == BOTH
    assert [len(annex.rows) for annex in found.found.values()] == [1, 1]


def test_lists_told_by_order_are_unsure() -> None:
    read_ = row(read(OLD, NEW), "new_equipment")["name"]
    assert "by_position" in read_.flags
    assert read_.confidence <= 0.85


def test_a_list_that_goes_on_after_a_page_break() -> None:
    more = table([DEVICES, ["2", "整经机", "GA163", "某机械", "2", "7.5", ""]])
    found = read(line("现有主要设备清单"), OLD, more, line("更新设备清单"), NEW)
    assert [len(annex.rows) for annex in found.found.values()] == [2, 1]


def test_everything_on_one_sheet() -> None:
    sheet = [
        ["附件2-1", *["<"] * 7], ["创新成果汇总表", *["<"] * 7],
        ["序号", "成果名称", "成果内容", "技术水平", "合作单位", "推广价值", "", ""],
        ["1", "节能染整", "低浴比", "国内领先", "某大学", "可推广", "", ""], [""],
        ["附件2-2", *["<"] * 7], ["重点项目汇总表", *["<"] * 7], PROJECTS, ROW, SECOND, ["合计", "", "", "", "8650", "6800", "300", ""], [""],
        ["附件2-3", *["<"] * 7], ["现有主要设备清单", *["<"] * 7], [*DEVICES, ""], [*LOOM, ""], [""],
        ["更新设备清单", *["<"] * 7], [*DEVICES, ""], [*PRESS, ""],
    ]  # fmt: skip
    found = annexes_2025.read(document(table(sheet, title="附件"), kind=Kind.XLSX)).found
    assert {key: len(annex.rows) for key, annex in found.items()} == {
        "innovations": 1, "projects": 2, "existing_equipment": 1, "new_equipment": 1,
    }  # fmt: skip
    assert len(found["projects"].totals) == 1


def test_a_table_in_the_text_gives_way_to_the_annex() -> None:
    told = table(
        [
            ["项目名称", "建设内容", "总投资（万元）"],
            ["屋顶光伏", "光伏", "2650"],
            ["其他", "x", "1"],
        ]
    )
    found = read(
        line("拟实施项目如下："), told, *lines("附件2-2", "重点项目汇总表"), table([PROJECTS, ROW])
    )
    assert rows(found, "projects") == [READ]


def test_empty_annexes_are_found_without_rows() -> None:
    found = projects([["", "", "", "", "", "", "", ""]])
    assert found.found["projects"].rows == ()


def test_a_title_without_a_table_is_a_heading() -> None:
    found = read(*lines("附件2-2", "重点项目汇总表", "（另册提供）"))
    assert (set(found.found), set(found.headings)) == (set(), {"projects"})


def test_other_tables_are_no_annexes() -> None:
    energy = table([["年度", "综合能耗", "碳排放量"], ["2022", "1", "2"]])
    basic = table([["工厂名称", "青禾"], ["联系人", "某", "联系电话", "1"]])
    hidden = table([DEVICES, LOOM], title="旧表")
    assert read(energy, basic, type(hidden)(hidden.rows, hidden.where, hidden=True)).found == {}


@pytest.mark.parametrize(
    ("text", "value"),
    [("1", 1), ("2.", 2), ("（3）", 3), ("④", 4), ("5.0", 5), ("", None), ("A-1", "A-1")],
)
def test_serial_numbers(text: str, value: object) -> None:
    assert row(projects([[text, *ROW[1:]]]), "projects")["seq"].value == value


def test_an_empty_list_before_a_filled_one() -> None:
    sheet = [
        ["现有主要设备清单", *["<"] * 6],
        DEVICES,
        [""] * 7,
        ["更新设备清单", *["<"] * 6],
        DEVICES,
        PRESS,
    ]
    found = read(table(sheet, title="附件2-3")).found
    assert {key: len(annex.rows) for key, annex in found.items()} == {
        "existing_equipment": 0,
        "new_equipment": 1,
    }
    assert found["new_equipment"].rows[0]["name"].flags == ()


def test_headings_over_some_of_the_rows() -> None:
    found = projects([["一、节能改造类", *["<"] * 7], ROW, ["二、能源替代类", *["<"] * 7], SECOND])
    assert [read_["name"].value for read_ in found.found["projects"].rows] == [
        "屋顶光伏",
        "空压改造",
    ]
    devices = table(
        [DEVICES, ["（一）织造车间", *["<"] * 6], LOOM, ["（二）空压站", *["<"] * 6], PRESS]
    )
    assert len(read(line("现有主要设备清单"), devices).found["existing_equipment"].rows) == 2


def test_titles_in_a_contents_list_are_no_annexes() -> None:
    contents = lines("目录", "四、重点项目", "附件2-2 重点项目汇总表", "附件2-1 创新成果汇总表")
    text = lines("四、重点项目", "拟实施两个项目。", "附件2-1", "创新成果汇总表", "（另附）")
    assert set(read(*contents, *text).headings) == {"innovations"}


def test_a_row_cut_by_the_page_is_one_row() -> None:
    whole = table(
        [DEVICES, ["1", "冷水", "30XW", "开利", "2", "255", ""], ["", "机组", "", "", "", "", ""]]
    )
    pages = [
        tuple(structs.replace(cell, where=PageBox(FILE, page)) for cell in row)
        for row, page in zip(whole.rows, (1, 1, 2), strict=True)
    ]
    cut = structs.replace(whole, rows=tuple(pages))
    found = annexes_2025.read(document(line("现有主要设备清单"), cut, kind=Kind.PDF))
    (row,) = found.found["existing_equipment"].rows
    assert (row["name"].value, row["quantity"].value) == ("冷水机组", 2)
