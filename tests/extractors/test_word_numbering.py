"""Automatic numbering: the numbers that the text lacks."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.readers.word_numerals import numeral
from tests.extractors.word_files import document, p, paragraphs, tables, tbl, tc, texts

_LEVEL = '<w:lvl w:ilvl="{0}"><w:start w:val="1"/><w:numFmt w:val="{1}"/><w:lvlText w:val="{2}"/></w:lvl>'
_CHAPTERS = (
    '<w:abstractNum w:abstractNumId="0">'
    + _LEVEL.format(0, "chineseCounting", "%1、")
    + _LEVEL.format(1, "chineseCountingThousand", "（%2）")
    + _LEVEL.format(2, "decimal", "%1.%2.%3")
    + "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def _item(text: str, level: int = 0, num: str = "1") -> str:
    numbering = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'
    return p(text, numbering)


def _numbers(tmp_path: Path, body: str, numbering: str, styles: str = "") -> list[str]:
    read = document(tmp_path, body, numbering=numbering, styles=styles)
    return [line.numbering for line in paragraphs(read)]


NUMERALS = {
    "chineseCounting": {1: "一", 10: "十", 11: "十一", 20: "二十", 21: "二十一"},
    "chineseCountingThousand": {12: "十二", 100: "一百", 105: "一百零五", 110: "一百一十"},
    "japaneseCounting": {3: "三", 15: "十五"},
    "ideographDigital": {10: "一〇"},
    "chineseLegalSimplified": {3: "叁", 12: "壹拾贰"},
    "ideographTraditional": {1: "甲", 11: "甲"},
    "decimal": {7: "7"},
    "decimalZero": {7: "07", 12: "12"},
    "decimalFullWidth": {12: "１２"},
    "decimalEnclosedCircle": {1: "①", 20: "⑳", 21: "21"},
    "decimalEnclosedCircleChinese": {3: "③"},
    "decimalEnclosedParen": {2: "⑵"},
    "decimalEnclosedFullstop": {2: "⒉"},
    "lowerLetter": {1: "a", 26: "z", 27: "aa"},
    "upperLetter": {2: "B"},
    "lowerRoman": {4: "iv"},
    "upperRoman": {9: "IX", 14: "XIV"},
    "none": {1: ""},
    "someFutureFormat": {5: "5"},
}


@pytest.mark.parametrize(
    ("style", "value", "expected"),
    [(s, v, e) for s, row in NUMERALS.items() for v, e in row.items()],
)
def test_numeral(style: str, value: int, expected: str) -> None:
    assert numeral(value, style) == expected


def test_levels_count_and_start_again(tmp_path: Path) -> None:
    body = _item("基础") + _item("概况", 1) + _item("工作", 1) + _item("目标") + _item("路径", 1)
    assert _numbers(tmp_path, body, _CHAPTERS) == ["一、", "（一）", "（二）", "二、", "（一）"]


def test_a_level_may_show_those_above(tmp_path: Path) -> None:
    body = _item("a") + _item("b", 1) + _item("c", 2) + _item("d", 2)
    legal = _CHAPTERS.replace('"%1.%2.%3"/>', '"%1.%2.%3"/><w:isLgl/>')
    assert _numbers(tmp_path, body, legal)[2:] == ["1.1.1", "1.1.2"]


def test_start_and_override(tmp_path: Path) -> None:
    numbering = (
        _CHAPTERS + '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="3"/></w:lvlOverride></w:num>'
    )
    body = _item("a") + _item("b", num="2") + _item("c", num="2") + _item("d")
    assert _numbers(tmp_path, body, numbering) == ["一、", "三、", "四、", "五、"]


def test_numbering_by_style_and_its_removal(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="h"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        '</w:pPr></w:style><w:style w:type="paragraph" w:styleId="h2"><w:basedOn w:val="h"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = (
        p("一级", '<w:pStyle w:val="h"/>')
        + p("二级", '<w:pStyle w:val="h2"/>')
        + p("无", '<w:pStyle w:val="h"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    )
    assert _numbers(tmp_path, body, _CHAPTERS, styles) == ["一、", "（一）", ""]


def test_bullets_are_no_numbers_but_boxes_are_boxes(tmp_path: Path) -> None:
    level = (
        '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="{}"/>'
        '<w:rPr><w:rFonts w:ascii="{}"/></w:rPr></w:lvl>'
    )
    numbering = "".join(
        f'<w:abstractNum w:abstractNumId="{i}">{level.format(text, font)}</w:abstractNum>'
        for i, (text, font) in enumerate((("\uf06c", "Wingdings"), ("\uf0a8", "Wingdings")))
    ) + "".join(f'<w:num w:numId="{i}"><w:abstractNumId w:val="{i - 1}"/></w:num>' for i in (1, 2))
    body = _item("点", num="1") + tbl(tc(_item("民营", num="2")))
    read = document(tmp_path, body, numbering=numbering)
    assert paragraphs(read)[0].numbering == ""
    assert texts(tables(read)[0]) == [["☐民营"]]


def test_a_column_of_automatic_numbers(tmp_path: Path) -> None:
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{_LEVEL.format(0, "decimal", "%1")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    rows = [tc(_item("")) + tc(name) for name in ("光伏", "余热", "储能")]
    read = document(tmp_path, tbl(*rows), numbering=numbering)
    assert texts(tables(read)[0]) == [["1", "光伏"], ["2", "余热"], ["3", "储能"]]


def test_headings_have_levels(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="我的标题"/><w:basedOn w:val="1"/>'
        '</w:style><w:style w:type="paragraph" w:styleId="b"><w:name w:val="标题 2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="c"><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'
    )
    body = "".join(p("x", f'<w:pStyle w:val="{s}"/>') for s in ("1", "a", "b", "c", "none"))
    body += p("x", '<w:outlineLvl w:val="0"/>') + p("x", '<w:outlineLvl w:val="9"/>')
    read = document(tmp_path, body, styles=styles)
    assert [x.level for x in paragraphs(read)] == [1, 1, 2, 3, None, 1, None]
