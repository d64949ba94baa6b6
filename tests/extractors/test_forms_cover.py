"""The cover and the commitment: lines, underscores, tables, seals and signatures."""

from __future__ import annotations

import pytest

from extractors.forms import commitment, cover
from schemas.document import Block, Cell, Picture
from schemas.place import WordPlace
from schemas.submission import Read, State
from tests.extractors.tables import INK, SEAL, lines, table

TITLE = "浙江省零碳（近零碳）工厂建设方案"


def values(reads: dict[str, Read]) -> list[object]:
    keys = ("cover_applicant", "cover_city", "cover_date")
    return [reads[key].value if key in reads else "absent" for key in keys]


COVERS: dict[str, list[Block]] = {
    "form": [*lines(TITLE, "申报单位：  青禾纺织有限公司", "所在地市： 绍兴市", "浙江省经济和信息化厅制", "2025年3月18日")],
    "underscores": [*lines(TITLE, "申报单位（盖章）：__青禾纺织有限公司__", "所在地市：____绍兴____", "二〇二五年三月十八日")],
    "next line": [*lines(TITLE, "申报单位：", "青禾纺织有限公司", "所在地市：", "浙江省绍兴市柯桥区", "2025.3.18")],
    "spaced": [*lines(TITLE, "申 报 单 位：青禾纺织有限公司（公章）", "所 在 地 市 ：绍兴市柯桥区", "2025年03月18日")],
    "table": [*lines(TITLE), table([["申报单位", "青禾纺织有限公司"], ["所在地市", "绍兴市"], ["填报日期", "2025-03-18"]])],
    "no colon": [*lines(TITLE, "申报单位    青禾纺织有限公司", "所在地市    绍兴市", "编制日期：2025年3月18日")],
    "bare name": [*lines("青禾纺织有限公司", TITLE, "所在地市：绍兴市", "2025年3月18日")],
    "one paragraph": [*lines(f"{TITLE}\n申报单位：青禾纺织有限公司\n所在地市：绍兴市\n2025年3月18日")],
    "years in the title": [*lines(TITLE, "（2025—2027年）", "企业名称：青禾纺织有限公司", "设区市：绍兴市", "2025/3/18")],
}  # fmt: skip


@pytest.mark.parametrize("label", ["修订日期", "推荐日期", "印刷日期"])
def test_a_day_of_something_else_beside_the_covers(label: str) -> None:
    rows = [["申报单位", "青禾纺织有限公司"], ["日期", "2025年3月18日"], [label, "2025年4月1日"]]
    read = cover.read([*lines(TITLE), table(rows)]).reads["cover_date"]
    assert read.value == "2025-03-18"


CITY_AS_WRITTEN = {
    "underscores": "绍兴",
    "next line": "浙江省绍兴市柯桥区",
    "spaced": "绍兴市柯桥区",
}


@pytest.mark.parametrize("name", COVERS)
def test_cover(name: str) -> None:
    found = cover.read(COVERS[name])
    city = CITY_AS_WRITTEN.get(name, "绍兴市")
    assert values(found.reads) == ["青禾纺织有限公司", city, "2025-03-18"]
    assert found.where is not None


def test_a_cover_left_as_printed_is_blank() -> None:
    blocks = lines(
        TITLE,
        "申报单位：________",
        "所在地市：          ",
        "浙江省经济和信息化厅制",
        "20  年    月    日",
    )
    reads = cover.read(blocks).reads
    assert [reads[key].state for key in ("cover_applicant", "cover_city", "cover_date")] == [
        State.BLANK
    ] * 3
    assert reads["cover_date"].raw == "20  年    月    日"


def test_a_county_without_its_city_stays_as_printed() -> None:
    read = cover.read(lines("申报单位：青禾公司", "所在地市：诸暨市")).reads["cover_city"]
    assert (read.value, read.flags) == ("诸暨市", ("unknown_city",))


def test_no_cover() -> None:
    assert cover.read(lines("一、培育建设基础与现状", "公司位于柯桥区。")).where is None


def block(text: str, *pictures: Picture) -> dict[str, Read]:
    cell = Cell(0, 0, text, WordPlace("a.docx", table=1, cell=(1, 1)), pictures=pictures)
    return commitment.read([cell]).reads


PROMISE = "材料真实性承诺:\n本单位承诺材料真实、完整、有效。\n\n法人或单位负责人签字：{}\n（公章）\n日期：{}"


def test_promise_in_one_cell() -> None:
    reads = block(PROMISE.format("", "2025年3月10日"), SEAL, INK)
    assert {key: read.value for key, read in reads.items()} == {
        "commitment_text": "本单位承诺材料真实、完整、有效。",
        "commitment_signed": True,
        "commitment_sealed": True,
        "commitment_date": "2025-03-10",
    }


def test_a_typed_name_is_a_signature_of_sorts() -> None:
    signed = block(PROMISE.format("沈某某", ""))["commitment_signed"]
    assert (signed.value, signed.flags) == (True, ("typed_name",))


def test_nothing_signed_nothing_sealed() -> None:
    reads = block(PROMISE.format("          ", "          "))
    assert (reads["commitment_signed"].value, reads["commitment_sealed"].value) == (False, False)
    assert reads["commitment_date"].state is State.BLANK


@pytest.mark.parametrize(
    ("pictures", "signed", "sealed"),
    [
        ([SEAL], False, True),
        ([INK], True, False),
        ([INK, SEAL], True, True),
        ([Picture(113, 113, "image1.png", 0.2), Picture(80, 30, "image2.png", 0.0)], True, True),
        ([Picture(113, 113, "image1.png", 0.0)], True, False),
        ([Picture(8, 8, "dot.png", 0.0)], False, False),
    ],
)
def test_which_picture_is_what(pictures: list[Picture], signed: bool, sealed: bool) -> None:
    reads = block(PROMISE.format("", ""), *pictures)
    assert (reads["commitment_signed"].value, reads["commitment_sealed"].value) == (signed, sealed)


def test_a_single_picture_that_nobody_looked_at_is_unsure() -> None:
    reads = block(PROMISE.format("", ""), Picture(110, 110, "image1.png"))
    assert reads["commitment_sealed"].value is True
    assert reads["commitment_sealed"].confidence < 0.8


def test_label_beside_its_block_and_date_in_words() -> None:
    cells = [
        Cell(0, 0, "材料真实性承诺", WordPlace("a.docx", table=1, cell=(9, 1))),
        Cell(0, 1, "我公司承诺材料真实。\n负责人签字：", WordPlace("a.docx", table=1, cell=(9, 2))),
        Cell(1, 1, "（公章）\n二〇二五年三月十日", WordPlace("a.docx", table=1, cell=(10, 2))),
    ]
    reads = commitment.read(cells).reads
    assert reads["commitment_text"].value == "我公司承诺材料真实。"
    assert reads["commitment_text"].where == cells[1].where
    assert reads["commitment_date"].value == "2025-03-10"
    assert reads["commitment_date"].where == cells[2].where


def test_an_empty_promise_is_blank() -> None:
    assert (
        block("材料真实性承诺:\n\n\n法人或单位负责人签字：\n（公章）\n日期：")[
            "commitment_text"
        ].state
        is State.BLANK
    )


@pytest.mark.parametrize("gap", [" ", "　"])
def test_a_letter_spaced_promise_ends_at_the_signature(gap: str) -> None:
    told = ("材料真实性承诺：", "本单位承诺材料真实。", "法人或单位负责人签字：沈某某", "（公章）")
    spaced = "\n".join(gap.join(line) for line in told)
    assert commitment.starts(spaced)
    reads = block(f"{spaced}\n日{gap}期：2025年3月10日")
    assert reads["commitment_text"].value == "本单位承诺材料真实。"
    assert reads["commitment_signed"].value is True
    assert reads["commitment_date"].value == "2025-03-10"


def test_a_promise_with_other_lines_words_in_it_is_in_doubt() -> None:
    reads = block("材料真实性承诺：\n本单位承诺材料真实。签 字 处 沈某某 日 期 2025年3月10日")
    assert reads["commitment_text"].confidence < 0.8
