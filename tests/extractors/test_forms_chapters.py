"""Chapters and sections, however they are numbered; contents lists and quotations are none."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from msgspec import structs

from extractors.forms import chapters
from schemas.document import Kind, Paragraph
from schemas.edition_2025 import CHAPTERS
from schemas.place import WordPlace
from schemas.submission import Chapter
from tests.extractors.tables import line, lines, table

BODY = "公司围绕工艺节能开展工作。"
ALL = list(CHAPTERS)


def plan(numbers: Sequence[str], **more: object) -> list[Paragraph]:
    """The form's thirteen headings under other numbers, each with a body."""
    found: list[Paragraph] = []
    for number, title in zip(numbers, CHAPTERS.values(), strict=True):
        found += [line(f"{number}{title}", len(found) + 1, **more), line(BODY, len(found) + 2)]
    return found


SCHEMES: dict[str, list[str]] = {
    "form": ["一、", "（一）", "（二）", "（三）", "（四）", "二、", "三、", "（一）", "（二）", "（三）", "（四）", "（五）", "四、"],
    "chapter": ["第一章 ", "第一节 ", "第二节 ", "第三节 ", "第四节 ", "第二章 ", "第三章 ", "第一节 ", "第二节 ", "第三节 ", "第四节 ", "第五节 ", "第四章 "],
    "chapter list": ["第一章 ", "一、", "二、", "三、", "四、", "第二章 ", "第三章 ", "一、", "二、", "三、", "四、", "五、", "第四章 "],
    "decimal": ["1 ", "1.1 ", "1.2 ", "1.3 ", "1.4 ", "2 ", "3 ", "3.1 ", "3.2 ", "3.3 ", "3.4 ", "3.5 ", "4 "],
    "dotted": ["1.", "1.1.", "1.2.", "1.3.", "1.4.", "2.", "3.", "3.1.", "3.2.", "3.3.", "3.4.", "3.5.", "4."],
    "mixed": ["一、", "1、", "2、", "3、", "4、", "二、", "三、", "1、", "2、", "3、", "4、", "5、", "四、"],
    "brackets": ["一.", "(1)", "(2)", "(3)", "(4)", "二.", "三.", "(1)", "(2)", "(3)", "(4)", "(5)", "四."],
    "spaced": ["一 、", "（ 一 ）", "（二） ", "（三） ", "（四） ", "二 、", "三、 ", "（一） ", "（二） ", "（三） ", "（四） ", "（五） ", "四、 "],
}  # fmt: skip


def keys(found: Sequence[Chapter]) -> list[str]:
    return [chapter.number for chapter in found]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_numbering(scheme: str) -> None:
    found = chapters.read(plan(SCHEMES[scheme])).chapters
    assert keys(found) == ALL
    assert [chapter.title for chapter in found] == list(CHAPTERS.values())
    assert {chapter.text for chapter in found} == {BODY}


def test_automatic_numbering_and_styles() -> None:
    numbered = [
        line(title, i, numbering=number, level=1 + ("（" in key))
        for i, (number, (key, title)) in enumerate(
            zip(SCHEMES["form"], CHAPTERS.items(), strict=True)
        )
    ]
    assert keys(chapters.read(numbered).chapters) == ALL
    styled = [line(title, i, level=1) for i, title in enumerate(CHAPTERS.values())]
    assert keys(chapters.read(styled).chapters) == ALL


def test_figures_and_foreign_words_count_as_one() -> None:
    lines = plan(SCHEMES["form"])
    told = [structs.replace(x, text="用电1,206.73万kWh。") if x.text == BODY else x for x in lines]
    (first,) = (c for c in chapters.read(told).chapters if c.number == "一（一）")
    assert first.characters == len("用电万") + len(("1,206.73", "kWh"))


def test_characters_count_sections_too() -> None:
    found = {
        chapter.number: chapter.characters
        for chapter in chapters.read(plan(SCHEMES["form"])).chapters
    }
    own = 12  # Chinese characters of BODY, without its full stop
    assert (found["一（一）"], found["一"], found["三"], found["二"]) == (
        own,
        own * 5,
        own * 6,
        own,
    )


def test_title_and_text_in_one_line() -> None:
    found = chapters.read(
        lines(
            "一、培育建设基础与现状",
            "（一）单位概况。公司位于柯桥区。",
            "二、培育建设目标：到2027年",
        )
    ).chapters
    assert [(c.number, c.title, c.text) for c in found] == [
        ("一", "培育建设基础与现状", ""),
        ("一（一）", "单位概况", "公司位于柯桥区。"),
        ("二", "培育建设目标", "到2027年"),
    ]


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("一、培育建设基础及现状", "一"), ("一、企业培育建设基础与现状", "一"), ("二、培育目标", "二"),
        ("（三）能耗与碳排放现状", "一（三）"), ("（二）自主减排与厂界内碳抵消", "三（二）"), ("四、重点项目（附清单）", "四"),
    ],
)  # fmt: skip
def test_titles_in_other_words(title: str, key: str) -> None:
    assert keys(chapters.read(lines(title, BODY)).chapters) == [key]


@pytest.mark.parametrize(
    "text",
    [
        "详见“二、培育建设目标”。",
        "二、培育建设目标已在前文说明，本节从略，不再重复说明相关内容和数据。",
        "一、建设单位概况",
        "二、建设方案基本信息",
        "二、培育建设目标……………………3",
        "二、培育建设目标\t3",
        "公司重点项目进展顺利",
    ],
)
def test_what_is_no_heading(text: str) -> None:
    assert chapters.read(lines(text, BODY)).chapters == ()


def test_a_contents_list_is_passed_over() -> None:
    contents = [
        line(f"{n}{t}", 100 + i)
        for i, (n, t) in enumerate(zip(SCHEMES["form"], CHAPTERS.values(), strict=True))
    ]
    found = chapters.read([line("目录", 99), *contents, *plan(SCHEMES["form"])]).chapters
    assert keys(found) == ALL
    assert all(chapter.text == BODY for chapter in found)


def test_alike_sections_find_their_own_place() -> None:
    """三（一）能源与碳排放管理 and 三（四）碳排放管理 differ by a few characters only."""
    swapped = lines("三、重点任务", "（一）碳排放管理", BODY, "（二）能源与碳排放管理", BODY)
    assert keys(chapters.read(swapped).chapters) == ["三", "三（四）", "三（一）"]
    alone = lines("三、重点任务", "（四）碳排放管理", BODY)
    assert keys(chapters.read(alone).chapters) == ["三", "三（四）"]


def test_extra_chapters_and_sections_go_on_with_the_numbers() -> None:
    extra = plan(SCHEMES["form"])
    extra.insert(-2, line("（六）绿色供应链建设", 90))
    extra += [line("五、保障措施", 91), line(BODY, 92)]
    assert keys(chapters.read(extra).chapters) == [*ALL[:-1], "三（六）", "四", "五"]


def test_lists_inside_a_section_are_text() -> None:
    found = chapters.read(
        lines("一、培育建设基础与现状", "（一）单位概况", "1.企业简介", BODY, "2.产品情况", BODY)
    ).chapters
    assert keys(found) == ["一", "一（一）"]
    assert "2.产品情况" in found[1].text


def test_the_annexes_are_no_text() -> None:
    found = chapters.read(
        [*lines("四、重点项目", BODY, "附件2-1", "创新成果汇总表", "注：另附"), table([["序号"]])]
    ).chapters
    assert [chapter.text for chapter in found] == [BODY]


def test_text_framed_by_a_table() -> None:
    framed = table([["一、培育建设基础与现状\n（一）单位概况\n" + BODY * 10]])
    assert keys(chapters.read([framed]).chapters) == ["一", "一（一）"]


def test_lines_of_a_page_flow_together() -> None:
    broken = lines(
        "二、培育建设目标", "到2027年单位产品能耗下降", "14.5%，达到先进水平。", "（一）总体目标"
    )
    text = chapters.read(broken, Kind.PDF)
    assert text.chapters[0].text == "到2027年单位产品能耗下降14.5%，达到先进水平。\n（一）总体目标"
    places = [passage.where for passage in text.passages]
    assert [place.paragraph for place in places if isinstance(place, WordPlace)] == [2, 4]


@pytest.mark.parametrize(
    ("title", "key"),
    [("（一）企业概况", "一（一）"), ("（五）科技创新", "三（五）"), ("四、重点建设项目", "四"), ("Ⅱ、培育建设目标", "二"), ("3重点任务", "三")],
)  # fmt: skip
def test_other_titles_count_under_the_forms_own_number(title: str, key: str) -> None:
    assert keys(chapters.read(lines(title, BODY)).chapters) == [key]


def test_a_section_stands_in_its_own_chapter() -> None:
    """（一）基本情况 under 四 is not 单位概况."""
    found = chapters.read(
        lines("一、培育建设基础与现状", BODY, "四、重点项目", "（一）基本情况", BODY)
    ).chapters
    assert keys(found) == ["一", "四"]


def test_a_heading_in_a_box_of_its_own_is_a_heading() -> None:
    boxed = table([["二、培育建设目标"]])
    text = chapters.read(
        [*lines("一、培育建设基础与现状", "概况。"), boxed, *lines("目标。")], Kind.DOCX
    )
    assert [(c.number, c.title) for c in text.chapters] == [
        ("一", "培育建设基础与现状"),
        ("二", "培育建设目标"),
    ]
