"""What stands inside a paragraph: nothing is lost, nothing comes twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemas.document import Span, Table
from tests.extractors.word_files import cell, document, p, paragraphs, run, text_of

_CHECKBOX = (
    '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{state}"/></w14:checkbox></w:sdtPr>'
    "<w:sdtContent><w:r><w:t>?</w:t></w:r></w:sdtContent></w:sdt>"
)


def _field(data: str, result: str = "", code: str = "FORMCHECKBOX") -> str:
    ends = '<w:r><w:fldChar w:fldCharType="{}">{}</w:fldChar></w:r>'
    instruction = f"<w:r><w:instrText> {code} </w:instrText></w:r>"
    separate = ends.format("separate", "") + result if result else ""
    return ends.format("begin", data) + instruction + separate + ends.format("end", "")


def _box(state: str) -> str:
    return _field(f"<w:ffData><w:checkBox>{state}</w:checkBox></w:ffData>")


def _wingdings(text: str, font: str) -> str:
    return run(text, f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>')


INLINE = {
    "content control": (
        "<w:sdt><w:sdtPr/><w:sdtContent>" + run("12850") + "</w:sdtContent></w:sdt>",
        "12850",
    ),
    "prompt of a control": (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        + run("单击此处输入文字")
        + "</w:sdtContent></w:sdt>",
        "",
    ),
    "control filled by another program": (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        + run("12850")
        + "</w:sdtContent></w:sdt>",
        "12850",
    ),
    "insertion": ('<w:ins w:id="1">' + run("3000") + "</w:ins>", "3000"),
    "moved here": ("<w:moveTo>" + run("3000") + "</w:moveTo>", "3000"),
    "insertion deleted again": (
        "<w:ins><w:del><w:r><w:delText>2800</w:delText></w:r></w:del></w:ins>" + run("3"),
        "3",
    ),
    "hyperlink and smart tag": (
        "<w:hyperlink>" + run("浙江") + "</w:hyperlink><w:smartTag>" + run("省") + "</w:smartTag>",
        "浙江省",
    ),
    "simple field": ('<w:fldSimple w:instr="DATE">' + run("2025") + "</w:fldSimple>", "2025"),
    "complex field keeps its result": (_field("", run("2025"), "DATE"), "2025"),
    "nested field in a code": (
        _field("", "", "IF" + "</w:instrText></w:r>" + _field("", run("1"), "REF") + "<w:r><w:instrText>")
        + run("尾"),
        "尾",
    ),
    "field that never ends": (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>X</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("留"),
        "留",
    ),
    "breaks, tab, hyphens": (
        "<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:noBreakHyphen/>"
        "<w:t>d</w:t><w:softHyphen/><w:t>e</w:t><w:cr/></w:r>",
        "a\nb\tc-de\n",
    ),
    "ruby": (
        "<w:r><w:ruby><w:rt>" + run("zhe") + "</w:rt><w:rubyBase>" + run("浙") + "</w:rubyBase></w:ruby></w:r>",
        "浙",
    ),
    "blanks of a run without preserve": ("<w:r><w:t>  12 </w:t></w:r>" + run("吨"), "12吨"),
    "symbol: Wingdings box ticked": ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "☑"),
    "symbol: Wingdings box empty": ('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>', "☐"),
    "symbol: Wingdings crossed box": ('<w:r><w:sym w:font="Wingdings" w:char="F0FD"/></w:r>', "☑"),
    "symbol: Wingdings tick": ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "✓"),
    "symbol: Wingdings 2 box ticked": ('<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>', "☑"),
    "symbol: as WPS writes it": ('<w:r><w:sym w:font="Wingdings 2" w:char="0052"/></w:r>', "☑"),
    "symbol: Wingdings 2 box empty": ('<w:r><w:sym w:font="Wingdings 2" w:char="00A3"/></w:r>', "☐"),
    "symbol: of a text font": ('<w:r><w:sym w:font="宋体" w:char="25A1"/></w:r>', "□"),
    "letter R in Wingdings 2": (_wingdings("R", "Wingdings 2") + run("民营"), "☑民营"),
    "letter £ in Wingdings 2": (_wingdings("£", "Wingdings 2") + run("国有"), "☐国有"),
    "letter P in Wingdings 2": (_wingdings("P", "Wingdings 2"), "✓"),
    "letter þ in Wingdings": (_wingdings("þ", "Wingdings"), "☑"),
    "letter o in Wingdings": (_wingdings("o", "wingdings"), "☐"),
    "letter ¨ in Wingdings": (_wingdings("¨", "Wingdings"), "☐"),
    "private character in Wingdings": (_wingdings("\uf0fe", "Wingdings"), "☑"),
    "private character, font lost": (run("\uf052"), "☑"),
    "Chinese in Wingdings stays": (_wingdings("民营", "Wingdings"), "民营"),
    "letter R in a text font": (_wingdings("R", "Arial"), "R"),
    "only the fonts for Chinese": (run("R", '<w:rFonts w:eastAsia="Wingdings 2"/>'), "R"),
    "Symbol font": ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + run("3000"), "≥3000"),
    "w14 check box on": (_CHECKBOX.format(state=1), "☑"),
    "w14 check box off": (_CHECKBOX.format(state=0), "☐"),
    "form box checked": (_box('<w:default w:val="0"/><w:checked/>'), "☑"),
    "form box checked off": (_box('<w:default w:val="1"/><w:checked w:val="0"/>'), "☐"),
    "form box by default": (_box('<w:default w:val="1"/>'), "☑"),
    "form list": (
        _field(
            '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="国有"/>'
            '<w:listEntry w:val="民营"/></w:ddList></w:ffData>',
            code="FORMDROPDOWN",
        ),
        "民营",
    ),
    "form text": (
        _field("<w:ffData><w:textInput/></w:ffData>", run("杭州"), "FORMTEXT"),
        "杭州",
    ),
    "form box with a stored result": (
        _field("<w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>", run("☐")),
        "☑",
    ),
    "tick laid over a box (带圈字符)": (_field("", code=r"eq \o\ac(□,√)") + run("民营"), "☑民营"),
    "circled number (带圈字符)": (_field("", code=r"eq \o\ac(○,1)"), "①"),
    "fraction by a field": (_field("", code=r"EQ \f(1,2)"), "1/2"),
    "symbol by a field": (_field("", code=r'SYMBOL 254 \f "Wingdings" \s 12'), "☑"),
    "button": (_field("", code="MACROBUTTON Tick □"), "□"),
    "page number without a result": (_field("", code="PAGE"), ""),
    "power of ten": (run("1.2×10") + run("4", '<w:vertAlign w:val="superscript"/>'), "1.2×10^4"),
    "negative power": (run("10") + run("-3", '<w:vertAlign w:val="superscript"/>'), "10^-3"),
    "unit stays plain": (run("m") + run("3", '<w:vertAlign w:val="superscript"/>'), "m3"),
    "subscript": (run("CO") + run("2", '<w:vertAlign w:val="subscript"/>'), "CO2"),
    "footnote mark": (run("3000") + '<w:r><w:footnoteReference w:id="2"/></w:r>', "3000"),
    "formula": (
        "<m:oMath><m:r><m:t>1.2×</m:t></m:r><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e>"
        "<m:sup><m:r><m:t>4</m:t></m:r></m:sup></m:sSup></m:oMath>",
        "1.2×10^4",
    ),
    "fraction": (
        "<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r>"
        "</m:den></m:f></m:oMath>",
        "a/b",
    ),
    "alternate content once": (
        "<mc:AlternateContent><mc:Choice>" + run("新") + "</mc:Choice><mc:Fallback>" + run("旧")
        + "</mc:Fallback></mc:AlternateContent>",
        "新",
    ),
    "struck box beside its label": (run("□", "<w:strike/>") + run("民营"), "☑民营"),
    "struck option": (run("□国有", "<w:strike/>") + run("□民营"), "□民营"),
}  # fmt: skip


@pytest.mark.parametrize(("inner", "expected"), INLINE.values(), ids=INLINE.keys())
def test_text(tmp_path: Path, inner: str, expected: str) -> None:
    assert text_of(tmp_path, inner + run("。")) == f"{expected}。"


WITHDRAWN = {
    "deletion": ("<w:del><w:r><w:delText>2800</w:delText></w:r></w:del>", "2800"),
    "moved away": ("<w:moveFrom>" + run("2800") + "</w:moveFrom>", "2800"),
    "struck": (run("2800", "<w:strike/>"), "2800"),
    "double struck": (run("2800", "<w:dstrike/>"), "2800"),
    "hidden": (run("2800", "<w:vanish/>"), "2800"),
    "white": (run("2800", '<w:color w:val="FFFFFF"/>'), "2800"),
    "white by theme": (run("2800", '<w:color w:val="auto" w:themeColor="background1"/>'), "2800"),
    "not struck": (run("2800", '<w:strike w:val="0"/>'), ""),
    "white on colour": (run("2800", '<w:color w:val="FFFFFF"/><w:shd w:fill="1F4E79"/>'), ""),
    "white on highlight": (
        run("2800", '<w:color w:val="FFFFFF"/><w:highlight w:val="blue"/>'),
        "",
    ),
}


@pytest.mark.parametrize(("inner", "withdrawn"), WITHDRAWN.values(), ids=WITHDRAWN.keys())
def test_withdrawn_text_is_kept_apart(tmp_path: Path, inner: str, withdrawn: str) -> None:
    line = paragraphs(document(tmp_path, p(inner + run("3000"))))[0]
    assert (line.text, line.withdrawn) == (("3000", "2800") if withdrawn else ("28003000", ""))


def test_white_text_on_a_shaded_cell_is_seen(tmp_path: Path) -> None:
    white = run("年度", '<w:color w:val="FFFFFF"/>')
    table = (
        '<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:val="clear" w:fill="2E74B5"/></w:tcPr>'
        f"{p(white)}</w:tc></w:tr></w:tbl>"
    )
    read = document(tmp_path, table)
    (table_read,) = read.blocks
    assert isinstance(table_read, Table)
    assert [c.text for c in table_read.rows[0]] == ["年度"]


def test_spans_mark_what_looks_different(tmp_path: Path) -> None:
    inner = (
        run("国有")
        + run("民", "<w:b/>")
        + run("营", "<w:b/>")
        + run("外", '<w:u w:val="single"/>')
        + run("合", '<w:highlight w:val="yellow"/>')
        + f"<w:ins>{run('资')}</w:ins>"
        + run("。", '<w:b w:val="0"/><w:u w:val="none"/>')
    )
    assert paragraphs(document(tmp_path, p(inner)))[0].spans == (
        Span(2, 4, bold=True),
        Span(4, 5, underline=True),
        Span(5, 6, highlight=True),
        Span(6, 7, inserted=True),
    )


def test_spans_of_a_cell_count_over_its_paragraphs(tmp_path: Path) -> None:
    read = cell(tmp_path, p() + p("一二") + p(run("三", "<w:b/>")) + p())
    assert (read.text, read.spans) == ("一二\n三", (Span(3, 4, bold=True),))


def test_a_deleted_paragraph_mark_joins_two_paragraphs(tmp_path: Path) -> None:
    first = p("综合", "<w:rPr><w:del/></w:rPr>")
    assert [x.text for x in paragraphs(document(tmp_path, first + p("能耗")))] == ["综合能耗"]


def test_fonts_come_from_styles_too(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="character" w:styleId="tick"><w:rPr>'
        '<w:rFonts w:ascii="Wingdings 2"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="base"><w:rPr><w:rFonts w:ascii="Wingdings"/>'
        '</w:rPr></w:style><w:style w:type="paragraph" w:styleId="ticks"><w:basedOn w:val="base"/>'
        "</w:style>"
    )
    by_run = p(run("R", '<w:rStyle w:val="tick"/>'))
    by_paragraph = p("o", '<w:pStyle w:val="ticks"/>')
    back = p(run("R", '<w:rFonts w:ascii="Arial"/>'), '<w:pStyle w:val="ticks"/>')
    read = document(tmp_path, by_run + by_paragraph + back, styles=styles)
    assert [x.text for x in paragraphs(read)] == ["☑", "☐", "R"]
