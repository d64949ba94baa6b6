"""What a file is, by what stands in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.readers import word
from extractors.roles import role_of
from schemas.document import Block
from schemas.edition_2025 import CHAPTERS
from schemas.submission import Role
from tests.extractors import form_makers as make
from tests.extractors.annex_rows import DEVICES, LOOM, PROJECTS, ROW
from tests.extractors.tables import document, line, lines, table
from tests.extractors.test_forms_chapters import SCHEMES
from tests.extractors.test_forms_score import sheet

INNOVATIONS = [
    ["序号", "成果名称", "成果内容", "技术水平", "合作单位", "推广价值"],
    ["1", "a", "b", "c", "d", "e"],
]
TEXT = [
    line(n + t, i) for i, (n, t) in enumerate(zip(SCHEMES["form"], CHAPTERS.values(), strict=True))
]

CASES: list[tuple[list[Block], Role]] = [
    ([table(INNOVATIONS)], Role.ANNEX_2_1),
    ([line("附件2-2"), table([PROJECTS, ROW])], Role.ANNEX_2_2),
    ([table([PROJECTS, [""] * 8])], Role.ANNEX_2_2),
    ([table([DEVICES, LOOM]), table([DEVICES, LOOM])], Role.ANNEX_2_3),
    ([table(INNOVATIONS), table([PROJECTS, ROW])], Role.ANNEXES),
    ([table(sheet())], Role.SELF_EVALUATION),
    ([table(sheet()), table([PROJECTS, ROW])], Role.ANNEXES),
    (TEXT, Role.PLAN),
    ([*TEXT, table([PROJECTS, ROW]), table(sheet())], Role.PLAN),
    (lines("营业执照", "统一社会信用代码：91330603MA2B3C4D14"), Role.ATTACHMENT),
    ([table([["企业名称", "青禾公司"], ["法定代表人", "甲", "注册资本", "5000万元"], ["成立日期", "2003年5月12日"]])], Role.ATTACHMENT),
    ([line("碳核查报告"), table([["年度", "2022", "2023"], ["综合能耗", "1", "2"], ["碳排放总量", "3", "4"]])], Role.ATTACHMENT),
    (lines("关于组织申报的通知", "请对照附件2-2重点项目汇总表填报，详见第四章重点项目。"), Role.ATTACHMENT),
    ([], Role.ATTACHMENT),
]  # fmt: skip


@pytest.mark.parametrize(("blocks", "role"), CASES)
def test_role(blocks: list[Block], role: Role) -> None:
    assert role_of(document(*blocks)) is role


@pytest.mark.parametrize("layout", [*make.LAYOUTS, make.blank], ids=lambda layout: layout.__name__)
def test_plans(layout: make.Maker, tmp_path: Path) -> None:
    layout(tmp_path / "方案.docx")
    assert role_of(word.read(tmp_path / "方案.docx", "方案.docx")) is Role.PLAN


def test_a_self_evaluation_with_a_head_of_its_own_is_no_plan() -> None:
    head = table(
        [
            ["企业名称", "青禾公司", "统一社会信用代码", "91330603MA2B3C4D14"],
            ["联系人", "甲", "联系电话", "13800000001"],
        ]
    )
    title = line("《浙江省零碳（近零碳）工厂培育建设方案（2025—2027年）》自评表")
    assert role_of(document(title, head, table(sheet()))) is Role.SELF_EVALUATION
