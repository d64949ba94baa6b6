"""The cover as rows at the head of the form's own table, in workbooks with one sheet for both."""

from __future__ import annotations

import pytest

from extractors.forms import cover, cover_rows
from schemas.document import Block
from tests.extractors.tables import lines, table

TITLE = "浙江省零碳（近零碳）工厂建设方案"
FORM = [
    ["基本信息表", ""],
    ["工厂名称", "青禾纺织有限公司"],
    ["通讯地址", "绍兴市柯桥区创新路7号"],
    ["统一社会信用代码", "913306817125836037"],
]
HEADS: dict[str, list[list[str]]] = {
    "labels beside": [[TITLE, ""], ["申报单位：", "青禾纺织有限公司"], ["所在地市：", "绍兴市"], ["2025年3月18日", ""]],
    "labels within": [[TITLE, ""], ["申报单位：青禾纺织有限公司", ""], ["所在地市：绍兴市", ""], ["", ""], ["填报日期：2025年3月18日", ""]],
}  # fmt: skip
NONE: tuple[list[list[str]], ...] = ([], [[TITLE, ""]], [[TITLE, ""], ["单位：万元", ""]])


@pytest.mark.parametrize("name", HEADS)
def test_rows_above_the_form_are_its_cover(name: str) -> None:
    found = cover_rows.read(cover.read([]), table([*HEADS[name], *FORM]))
    keys = ("cover_applicant", "cover_city", "cover_date")
    assert [found.reads[k].value for k in keys] == ["青禾纺织有限公司", "绍兴市", "2025-03-18"]
    assert found.where is not None


@pytest.mark.parametrize("rows", NONE)
def test_a_form_without_such_rows_has_no_cover(rows: list[list[str]]) -> None:
    assert cover_rows.read(cover.read([]), table([*rows, *FORM])) == cover.read([])


def test_a_cover_of_its_own_stays() -> None:
    blocks: list[Block] = [*lines(TITLE, "申报单位：青禾纺织有限公司", "所在地市：绍兴市")]
    front = cover.read(blocks)
    other = [["申报单位：", "别的有限公司"], *HEADS["labels beside"][2:], *FORM]
    assert cover_rows.read(front, table(other)) == front


@pytest.mark.parametrize(
    ("told", "key", "value"),
    [
        (
            ["申报单位  青禾", "(盖章)  纺织股份", "有限公司"],
            "cover_applicant",
            "青禾纺织股份有限公司",
        ),
        (["申报单位：青禾研究院", "编制单位  某某咨询中心"], "cover_applicant", "青禾研究院"),
        (["申报单位：青禾研究院", "绿色节能中心：某某"], "cover_applicant", "青禾研究院"),
        (["所在地市  湖州市长", "兴县"], "cover_city", "湖州市长兴县"),
        (["所在地市：杭州市", "2025年3月"], "cover_city", "杭州市"),
        (["填报日期  2025/03/", "08"], "cover_date", "2025-03-08"),
        (["填报日期：2025年3月", "浙江省经济和信息化厅制"], "cover_date", "2025-03"),
    ],
)
def test_values_that_a_narrow_column_wrapped(told: list[str], key: str, value: str) -> None:
    assert cover.read(lines(TITLE, *told)).reads[key].value == value


def test_the_firm_of_the_title_and_not_the_one_that_wrote_it() -> None:
    read = cover.read(
        lines("青禾纺织有限公司零碳（近零碳）工厂建设方案", "编制单位：某某咨询有限公司")
    )
    assert read.reads["cover_applicant"].value == "青禾纺织有限公司"
