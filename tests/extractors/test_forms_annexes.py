"""Annexes 2-1 to 2-3 as tables in Word, PDF and workbooks: heads, rows, totals, cells."""

from __future__ import annotations

import pytest

from extractors.grammar.text import tidy
from schemas.submission import State
from tests.extractors.annex_rows import (
    DEVICES,
    LOOM,
    PROJECTS,
    READ,
    ROW,
    SECOND,
    projects,
    read,
    row,
    rows,
)
from tests.extractors.tables import line, table


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
        ([["示例", *SECOND[1:]]], 1),
        ([["", "例：某项目", *SECOND[2:]]], 1),
        ([["2", "示范线改造", *SECOND[2:]]], 2),
        ([["平均", "", "", "", "8650", "6800", "300", ""]], 1),
        ([["共1项", "", "", "", "8650", "6800", "300", ""]], 1),
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
        "example",
        "example in the name",
        "no example",
        "means",
        "count",
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


@pytest.mark.parametrize(
    ("text", "value"),
    [("1", 1), ("2.", 2), ("（3）", 3), ("④", 4), ("5.0", 5), ("", None), ("A-1", "A-1")],
)
def test_serial_numbers(text: str, value: object) -> None:
    assert row(projects([[text, *ROW[1:]]]), "projects")["seq"].value == value
