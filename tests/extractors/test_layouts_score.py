"""Self-evaluations, headings, covers and commitments in the layouts that applicants make of them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractors.forms import (
    boxes,
    chapters,
    commitment,
    cover,
    plan_2025,
    self_evaluation_2025,
)
from schemas.document import Block
from schemas.submission import ScoreItem, SelfEvaluation
from tests.extractors.tables import document, line, lines, table

NAMES = ["能源信息化管理系统", "碳排放信息化系统", "专用设备能效", "通用设备能效", "生态设计"]
ITEMS = [
    ScoreItem.ENERGY_SYSTEM,
    ScoreItem.CARBON_SYSTEM,
    ScoreItem.SPECIAL_EQUIPMENT,
    ScoreItem.GENERAL_EQUIPMENT,
    ScoreItem.ECO_DESIGN,
]


def sheet(*blocks: Block) -> SelfEvaluation:
    found = self_evaluation_2025.read(document(line("零碳工厂自评表"), *blocks))
    assert found is not None
    return found


def claims(found: SelfEvaluation) -> list[object]:
    return [found.items[item].claimed.value if item in found.items else "absent" for item in ITEMS]


def reasons(found: SelfEvaluation) -> set[object]:
    told = (found.items[item].evidence for item in ITEMS)
    return {read.value if read else None for read in told}


def rows(head: Sequence[str], cells: Sequence[str]) -> list[list[str]]:
    return [list(head), *([name, *cells] for name in NAMES)]


@pytest.mark.parametrize(
    "found",
    [
        sheet(table(rows(["二级指标", "分值", "企业自评情况"], ["5", "自评4分。已建系统"]))),
        sheet(table(rows(["二级指标", "分值", "自评说明及得分"], ["5", "已建系统。\n自评得分：4分"]))),
        sheet(*(line(f"{i}. {name}（5分）：自评4分。已建系统") for i, name in enumerate(NAMES, 1))),
        sheet(table(rows(["二级指标", "自评说明", "得分/分值"], ["已建系统", "4/5"]))),
        sheet(table(rows(["二级指标", "自评（分）", "扣分", "自评情况及佐证"], ["4", "1", "已建系统"]))),
        sheet(*(b for i, n in enumerate(NAMES, 1) for b in lines(f"（{i}）{n}——自评4分（满分5分）", "自评说明：已建系统"))),
        sheet(table([["二级指标", "评价要求及自评情况", ""], *(row for n in NAMES for row in ([n, "评价要求", "建立系统"], ["^", "自评说明", "已建系统"], ["^", "自评得分", "４分"]))])),
        sheet(table([["评价指标及要求", "自评情况"], *([f"{n}（5分）\n工厂建立系统，实时采集并自动统计分析。", "自评得分：4\n说明：已建系统"] for n in NAMES)])),
        sheet(*(b for n in NAMES for b in lines(n, "自评得分：4分", "自评说明：已建系统"))),
        sheet(*(line("\t".join([n, "5", "4", "已建系统"])) if n else line("二级指标\t分值\t自评得分\t自评说明") for n in ["", *NAMES])),
        sheet(*(table([["二级指标", "分值", "自评得分", "自评说明"], [n, "5", "4", "已建系统"]]) for n in NAMES)),
    ],
    ids=["before", "behind", "lines", "over the points", "with proof", "dashes", "rows beside", "under the requirement", "three lines", "tabs", "a table each"],
)  # fmt: skip
def test_points_and_why_wherever_they_stand(found: SelfEvaluation) -> None:
    assert claims(found) == [4.0] * 5
    assert reasons(found) == {"已建系统"}


def test_indicators_by_other_names() -> None:
    other = [
        "2.1 能源管理系统",
        "碳排放管理平台（5分）",
        "（三）专用设备能效",
        "4、通用设备能效",
        "产品生态设计",
    ]
    found = sheet(table([["指标", "得分"], *([name, "4"] for name in other)]))
    assert claims(found) == [4.0] * 5


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("☑符合 □不符合", "符合"),
        ("□符合 ☑不符合", "不符合"),
        ("是☑ 否□", "是"),
        ("是□　否☑", "否"),
        ("（√）符合（ ）不符合", "符合"),
        ("□符合 □不符合", ""),
        ("☑符合 ☑不符合", ""),
    ],
)
def test_ticked_answers(text: str, answer: str) -> None:
    assert boxes.marked(text)
    assert boxes.chosen(text) == answer


@pytest.mark.parametrize(
    "heading",
    ["# 1 {0}", "【一、{0}】", "◆一、{0}", "**一、{0}**", "1) {0}", "第一部分 {0}"],
)
def test_decorated_headings(heading: str) -> None:
    found = chapters.read([line(heading.format("培育建设基础与现状")), line("正文。")])
    assert [(c.number, c.title) for c in found.chapters] == [("一", "培育建设基础与现状")]


def test_a_cover_in_one_box() -> None:
    box = table([["浙江省零碳工厂建设方案"], ["申报单位：青禾公司"], ["2025年3月18日"]])
    reads = cover.read([box]).reads
    assert (reads["cover_applicant"].value, reads["cover_date"].value) == ("青禾公司", "2025-03-18")


@pytest.mark.parametrize(
    ("rows", "signed"),
    [
        ([["材料真实性承诺"], ["法定代表人（签字）", "沈某某", "日期", "2025年3月10日"]], True),
        ([["材料真实性承诺"], ["法定代表人（签字）", "", "日期", "2025年3月10日"]], False),
        ([["材料真实性承诺：属实。\n负责人签字：沈某某（电子签名）  （公章）"]], True),
        ([["材料真实性承诺：属实。\n负责人签字：\n（公章）\n日期：2025.3.10"]], False),
    ],
    ids=["beside", "empty", "electronic", "none"],
)
def test_typed_signatures(rows: list[list[str]], signed: bool) -> None:
    cells = [cell for row in table(rows).rows for cell in row if cell.text or len(row) > 1]
    assert commitment.read(cells).reads["commitment_signed"].value is signed


def test_a_self_evaluation_before_the_cover_is_no_basic_table() -> None:
    names = [*NAMES, "可再生能源使用", "碳抵消比例"]
    points = table([["二级指标", "分值", "自评得分"], *([name, "5", "4"] for name in names)])
    front = [line("浙江省零碳工厂建设方案"), line("申报单位：青禾公司"), line("2025年3月18日")]
    form = table(
        [
            ["工厂名称", "青禾公司"],
            ["通讯地址", "杭州市"],
            ["主营业务", "涤纶"],
            ["联系人", "沈某"],
            ["单位产品取水量", "3"],
        ]
    )
    plan = plan_2025.read(document(line("自评表"), points, *front, form))
    assert plan.fields["cover_applicant"].value == "青禾公司"
    assert "renewable_share.before" not in plan.fields


@pytest.mark.parametrize(
    ("number", "title", "key"),
    [
        ("（一）", "工厂基本情况介绍", "一（一）"),
        ("（三）", "能源消耗与碳排放情况分析", "一（三）"),
        ("（四）", "节能降碳面临的难点", "一（四）"),
    ],
)
def test_titles_in_ones_own_words(number: str, title: str, key: str) -> None:
    found = chapters.read([line("一、培育建设基础与现状"), line(number + title), line("正文。")])
    assert [c.number for c in found.chapters] == ["一", key]


@pytest.mark.parametrize(
    "text", ["（二）间接排放情况。", "（四）困难很多，但可克服", "（一）照明改造"]
)
def test_points_of_a_list_are_no_titles(text: str) -> None:
    found = chapters.read([line("一、培育建设基础与现状"), line(text), line("正文。")])
    assert [c.number for c in found.chapters] == ["一"]


def test_admission_answered_in_a_table_of_its_own() -> None:
    admission = table(
        [
            ["准入条件", "是否满足", "说明"],
            ["工厂要求", "是☑ 否□", "已列入名单"],
            ["规模体量", "是□ 否☑", "3000吨"],
        ]
    )
    found = sheet(admission, table(rows(["二级指标", "自评分"], ["4"])))
    told = [found.items[item] for item in (ScoreItem.ADMISSION_FACTORY, ScoreItem.ADMISSION_SCALE)]
    assert [item.claimed.value for item in told] == [True, False]
    assert [item.evidence and item.evidence.value for item in told] == ["已列入名单", "3000吨"]
    assert claims(found) == [4.0] * 5


@pytest.mark.parametrize("head", ["得分依据及佐证材料", "自评说明与证明材料", "情况说明、附件"])
def test_a_column_that_asks_for_proofs_besides(head: str) -> None:
    found = sheet(table(rows(["二级指标", "分值", "自评分", head], ["5", "4", "已建系统"])))
    assert claims(found) == [4.0] * 5
    assert reasons(found) == {"已建系统"}
