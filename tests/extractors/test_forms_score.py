"""The self-evaluation: claims beside annex 1's rows, wherever applicants put them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractors.forms import points, self_evaluation_2025, values
from schemas.document import Block, Cell
from schemas.place import WordPlace
from schemas.submission import ScoreGroup, ScoreItem, SelfEvaluation, State
from tests.extractors.tables import document, lines, table

NAMES = (
    "工厂要求", "规模体量", "能源信息化\n管理系统", "碳排放\n信息化系统", "专用设\n备能效", "通用设\n备能效",
    "可再生\n能源使用", "余能使用\n（适用时）", "生态\n设计", "碳管理", "单耗\n水平", "技改\n项目", "技改\n成效", "碳抵消\n比例",
)  # fmt: skip
FULL = ("", "", "5", "5", "5", "5", "8", "4", "5", "8", "10", "15", "15", "15")
CLAIMS = ("符合", "符合", "4", "4.5", "5", "3", "4.8", "2", "3", "4", "6", "9", "15", "0")
MEANT = [True, True, 4.0, 4.5, 5.0, 3.0, 4.8, 2.0, 3.0, 4.0, 6.0, 9.0, 15.0, 0.0]
GROUPS = {
    2: "基础\n设施\n（20分）",
    6: "能源使用\n（12分）",
    8: "产品管理\n（23分）",
    11: "自主减碳\n（30分）",
    13: "碳抵消\n（15分）",
}
HEAD = ("一级指标", "二级指标", "评价要求", "分值", "自评得分", "自评说明")


def sheet(
    head: Sequence[str] = HEAD, claims: Sequence[str] = CLAIMS, order: Sequence[int] = range(6)
) -> list[list[str]]:
    """Annex 1 with claims; ``order`` picks its columns."""
    body = [
        [
            GROUPS.get(i, "准入" if i == 0 else "^"),
            name,
            f"要求{i}：满分得{FULL[i]}分",
            FULL[i] or "一票否决",
            claim,
            f"说明{i}",
        ]
        for i, (name, claim) in enumerate(zip(NAMES, claims, strict=True))
    ]
    return [[head[i] for i in order], *([row[i] for i in order] for row in body)]


def read(*blocks: Block) -> SelfEvaluation:
    found = self_evaluation_2025.read(document(*blocks))
    assert found is not None
    return found


def claims(found: SelfEvaluation) -> list[object]:
    return [
        found.items[item].claimed.value if item in found.items else "absent" for item in ScoreItem
    ]


@pytest.mark.parametrize(
    "rows",
    [
        sheet(),
        sheet(order=(1, 3, 4, 5)),
        sheet(order=(0, 1, 2, 4, 3, 5)),
        sheet(("一级指标", "二级指标", "评价要求", "满分", "得分", "佐证材料")),
        sheet(("", "评价指标", "评价标准", "标准分", "企业自评", "情况说明")),
        sheet(claims=[f"{c}分" if c[0].isdigit() else c for c in CLAIMS]),
        sheet(claims=["是", "是", *(f"{c}/{f}" for c, f in zip(CLAIMS[2:], FULL[2:], strict=True))]),
        sheet(claims=["满足要求", "已达到", "4", "4.5", "满分", *CLAIMS[5:]]),
        [["浙江省零碳工厂自评表", *["<"] * 5], *sheet()],
    ],
    ids=["form", "short", "swapped", "得分", "企业自评", "分", "fractions", "words", "title row"],
)  # fmt: skip
def test_claims(rows: list[list[str]]) -> None:
    found = read(table(rows))
    assert claims(found) == MEANT
    assert list(found.items) == list(ScoreItem)


def test_explanations_are_the_applicants_own() -> None:
    found = read(table(sheet()))
    told = [item.evidence.value if item.evidence else None for item in found.items.values()]
    assert told == [f"说明{i}" for i in range(14)]


@pytest.mark.parametrize("head", ["佐证材料及说明", "得分依据及佐证", "证明材料情况"])
def test_proofs_in_other_words_explain(head: str) -> None:
    found = read(table(sheet(("一级指标", "二级指标", "评价要求", "满分", "得分", head))))
    told = [item.evidence.value if item.evidence else None for item in found.items.values()]
    assert told == [f"说明{i}" for i in range(14)]


def test_a_column_of_present_figures_beside_the_claims() -> None:
    present = [[*row[:4], "现状值" if i == 0 else "12", *row[4:]] for i, row in enumerate(sheet())]
    assert claims(read(table(present))) == MEANT


def test_claim_and_explanation_under_one_head() -> None:
    rows = sheet(
        ("一级", "二级指标", "评价要求", "分值", "自评得分及说明", ""), order=(0, 1, 2, 3, 4)
    )
    for i, row in enumerate(rows[1:]):
        row[4] = f"{row[4]}分\n说明{i}" if row[4][0].isdigit() else f"{row[4]}\n说明{i}"
    found = read(table(rows))
    assert claims(found) == MEANT
    evidence = found.items[ScoreItem.CARBON_SYSTEM].evidence
    assert evidence is not None
    assert evidence.value == "说明3"


def test_heads_on_two_levels() -> None:
    rows = sheet()
    head = ["一级指标", "二级指标", "评价要求", "分值", "企业自评", "<"]
    found = read(table([head, ["^", "^", "^", "^", "得分", "说明"], *rows[1:]]))
    assert claims(found) == MEANT
    assert found.items[ScoreItem.CARBON_OFFSET].evidence is not None


def test_no_head_over_the_claims() -> None:
    found = read(table(sheet(("一级指标", "二级指标", "评价要求", "分值", "", ""))))
    assert claims(found)[2:] == MEANT[2:]


def test_claims_written_into_the_row() -> None:
    rows = sheet(order=(0, 1, 2, 3))
    for row, claim in zip(rows[1:], CLAIMS, strict=True):
        row[2] += f"\n自评得分：{claim}分" if claim[0].isdigit() else ""
    assert claims(read(table(rows)))[2:] == MEANT[2:]


def test_sums() -> None:
    rows = sheet()
    rows.insert(7, ["", "小计", "", "20", "16.5", ""])
    rows += [["", "自主减碳小计", "", "30", "24", ""], ["合计", "<", "", "100", "65.3分", ""]]
    found = read(table(rows))
    assert {group: read_.value for group, read_ in found.subtotals.items()} == {
        ScoreGroup.INFRASTRUCTURE: 16.5, ScoreGroup.ABATEMENT: 24.0,
    }  # fmt: skip
    assert found.total is not None
    assert found.total.value == 65.3


@pytest.mark.parametrize("text", ["总分：65.3分", "自评总分：65.3", "合计得分：65.3"])
def test_a_total_in_its_label(text: str) -> None:
    total = read(table([*sheet(), [text, *["<"] * 5]])).total
    assert total is not None
    assert total.value == 65.3


def test_a_column_of_sub_totals() -> None:
    rows = sheet((*HEAD[:5], "小计"))
    for i, row in enumerate(rows[1:]):
        row[5] = {2: "16.5", 6: "6.8", 8: "13", 11: "24", 13: "0"}.get(i, "" if i < 2 else "^")
    assert {group: read_.value for group, read_ in read(table(rows)).subtotals.items()} == {
        ScoreGroup.INFRASTRUCTURE: 16.5, ScoreGroup.ENERGY_USE: 6.8, ScoreGroup.PRODUCT: 13.0,
        ScoreGroup.ABATEMENT: 24.0, ScoreGroup.OFFSET: 0.0,
    }  # fmt: skip


def test_a_sheet_broken_over_two_tables() -> None:
    rows = sheet()
    found = read(
        table(rows[:8]), table([rows[0], *[[c.replace("^", "") for c in r] for r in rows[8:]]])
    )
    assert claims(found) == MEANT


def test_blank_claims_are_blank() -> None:
    found = read(table(sheet(claims=[""] * 14)))
    assert {item.claimed.state for item in found.items.values()} == {State.BLANK}


def test_the_policys_own_table_claims_nothing() -> None:
    rows = sheet(order=(0, 1, 2, 3))
    assert self_evaluation_2025.read(document(table(rows))) is None


def test_other_tables_are_none() -> None:
    rows = [["指标", "分值"], ["碳管理", "8"], ["生态设计", "5"]]
    assert self_evaluation_2025.read(document(table(rows))) is None


def test_where_it_stands() -> None:
    found = read(*lines("附件1", "零碳（近零碳）工厂自评表"), table(sheet()))
    assert found.where == WordPlace("方案.docx", paragraph=2)
    assert found.items[ScoreItem.ENERGY_SYSTEM].claimed.where == WordPlace(
        "方案.docx", table=1, cell=(4, 5)
    )


@pytest.mark.parametrize(
    ("text", "value", "flags"),
    [
        ("5", 5.0, ()), ("4.5分", 4.5, ("unit_inline",)), ("4.5/5", 4.5, ()), ("满分", 5.0, ("full_word",)),
        ("√", 5.0, ("tick_only",)), ("", None, ()), ("０", 0.0, ("fullwidth",)),
    ],
)  # fmt: skip
def test_points(text: str, value: float | None, flags: tuple[str, ...]) -> None:
    cell = Cell(0, 0, text, WordPlace("a.docx"))
    read_ = points.points_read(values.Origin(cell), 5.0)
    assert (read_.value, read_.flags, read_.raw) == (value, flags, text)
