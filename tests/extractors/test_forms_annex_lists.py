"""Which list of the annexes a table is: titles, order, sheets, sections."""

from __future__ import annotations

import pytest
from msgspec import structs

from extractors.forms import annexes_2025
from schemas.document import Block, Kind
from schemas.place import PageBox
from tests.extractors.annex_rows import (
    DEVICES,
    LOOM,
    PRESS,
    PROJECTS,
    READ,
    ROW,
    SECOND,
    projects,
    read,
    row,
    rows,
)
from tests.extractors.tables import FILE, document, line, lines, table

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


def test_rests_of_a_sum_that_the_page_end_broke_are_no_row() -> None:
    head = ["序号", "项目名称", "建设内容", "总投资额（万元）", "设备投资额（万元）"]
    first = ["1", "屋顶光伏", "建设光伏电站", "626.9", "598.9"]
    pages = [head, first, ["合计", "<", "<", "17,526.", "9,665.3"], head, ["", "", "", "00", "0"]]
    (found,) = read(line("附件2-2"), line("重点项目汇总表"), table(pages)).found.values()
    assert [row["name"].value for row in found.rows] == ["屋顶光伏"]
