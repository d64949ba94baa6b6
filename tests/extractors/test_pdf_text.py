"""Characters, paragraphs and running lines of PDF pages: hand-made pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from extractors.readers import pdf, pdf_glyphs
from extractors.readers.pdf_glyphs import Face, Glyph
from extractors.readers.pdf_letters import letter, symbol_font
from extractors.readers.pdf_lines import lines_of
from schemas.document import Document, Paragraph, Table
from tests.extractors.pdf_maker import Page, Pdf

FULL = "公司坚持绿色低碳发展理念持续推进节能降碳技术改造优化用能结构提升能效水平建设光伏与储能"


def read(tmp_path: Path, *pages: Page, **made: Any) -> Document:
    return pdf.read(Pdf(list(pages), **made).save(tmp_path / "a.pdf"), "a.pdf")


def prose(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    ("code", "font", "shown"),
    [
        (0x2F2F, "", "工"),
        (0x2ED3, "", "长"),
        (0x2ED4, "", "门"),
        (0x2ECB, "", "车"),
        (0x2EA0, "", "民"),
        (0x2EE9, "", "黄"),
        (0x2F3E, "", "户"),
        (0xF9DC, "", "隆"),
        (0xFB01, "", "fi"),
        (0xFF08, "", "（"),
        (0xFF11, "", "１"),
        (0x2611, "", "☑"),
        (0x00B2, "", "²"),
        (0x00A0, "", " "),
        (0x200B, "", ""),
        (0xF0FE, "ABCDEF+Wingdings-Regular", "☑"),
        (0xFE, "Wingdings", "☑"),
        (0xF0A8, "Wingdings", "☐"),
        (0x6F, "Wingdings", "☐"),
        (0x52, "ABCDEF+Wingdings2", "☑"),
        (0xF0A3, "Wingdings2", "☐"),
        (0x41, "SimSun", "A"),
        (0x02, "", "-"),
        (0xAD, "", "-"),
        (0, "", "\ufffd"),
    ],
)
def test_a_glyph_means_what_it_shows(code: int, font: str, shown: str) -> None:
    assert letter(code, symbol_font(font)) == shown


def test_kangxi_radicals_become_characters(tmp_path: Path) -> None:
    page = Page().text(72, 100, "工厂用电（2024年）")
    document = read(tmp_path, page, unicode={ord("工"): 0x2F2F, ord("用"): 0x2F64})
    assert prose(document) == ["工厂用电（2024年）"]


def test_raised_figures(tmp_path: Path) -> None:
    def raised(page: Page, y: float, before: str, high: str, after: str) -> None:
        x = 72 + sum(5.25 if c < "\x80" else 10.5 for c in before)
        page.text(72, y, before).text(x, y - 4, high, 6).text(x + 3 * len(high), y, after)

    page = Page()
    raised(page, 100, "1.2×10", "4", "吨")
    raised(page, 130, "水3.2m", "3", "/t")
    raised(page, 160, "投资3000", "1", "万元")
    raised(page, 190, "10", "-3", "级")
    page.text(72, 220, "CO").text(82.5, 222, "2", 6).text(85.5, 220, "排放")
    assert prose(read(tmp_path, page)) == [
        "1.2×10^4吨",
        "水3.2m3/t",
        "投资3000¹万元",
        "10^-3级",
        "CO2排放",
    ]


def test_lines_make_paragraphs(tmp_path: Path) -> None:
    page = Page()
    page.text(72, 100, "一、培育建设基础与现状", 14)
    page.text(93, 125, FULL[:39]).text(72, 143, FULL[:41]).text(72, 161, "系统2024年达到")
    page.text(93, 179, FULL[:39]).text(72, 197, "后。")
    page.text(72, 215, FULL[:41]).text(72, 233, "（二）绿色低碳工作基础")
    page.text(72, 400, "隔得很远的一行")
    assert prose(read(tmp_path, page)) == [
        "一、培育建设基础与现状",
        FULL[:39] + FULL[:41] + "系统2024年达到",
        FULL[:39] + "后。",
        FULL[:41] + "（二）绿色低碳工作基础",
        "隔得很远的一行",
    ]


def test_a_numbered_heading_after_a_full_sentence_is_its_own(tmp_path: Path) -> None:
    page = Page()
    for y in (100, 118, 136):
        page.text(72, y, FULL[:40] + "。")
        page.text(72, y + 200, FULL[:41])
    page.text(72, 154, "（二）绿色低碳工作基础")
    assert "（二）绿色低碳工作基础" in prose(read(tmp_path, page))


def test_short_lines_of_a_cover_stay_apart(tmp_path: Path) -> None:
    page = Page().text(120, 300, "申报单位：浙江某某公司").text(120, 330, "所在地市：浙江省杭州市")
    page.text(120, 360, "填报日期：2025年3月")
    assert len(prose(read(tmp_path, page))) == 3


def test_entries_of_a_list_of_contents_stay_apart(tmp_path: Path) -> None:
    page = Page()
    for number, y in enumerate((100, 118, 136), 1):
        page.text(72, y, "第" + "一二三"[number - 1] + "章" + "…" * 37 + f"{number}")
    assert len(prose(read(tmp_path, page))) == 3


def test_a_paragraph_goes_on_overleaf(tmp_path: Path) -> None:
    first = Page().text(93, 700, FULL[:39]).text(72, 718, FULL[:41]).text(72, 736, FULL[:41])
    second = Page().text(72, 90, "2024年结束。").text(93, 108, "另起一段。")
    document = read(tmp_path, first, second)
    assert prose(document) == [FULL[:39] + FULL[:41] * 2 + "2024年结束。", "另起一段。"]


def leaves(count: int) -> list[Page]:
    """Pages with a header, a page number and one line that differs."""
    return [
        Page()
        .text(200, 50, "某某公司建设方案", 9)
        .text(72, 100, f"附件2-{number}")
        .text(72, 130, "正文" * number)
        .text(290, 800, f"- {number} -", 9)
        for number in range(1, count + 1)
    ]


def test_headers_and_page_numbers_are_dropped_and_titles_are_not(tmp_path: Path) -> None:
    assert prose(read(tmp_path, *leaves(3))) == [
        text for number in (1, 2, 3) for text in (f"附件2-{number}", "正文" * number)
    ]


def test_a_lone_page_keeps_its_first_line(tmp_path: Path) -> None:
    assert prose(read(tmp_path, *leaves(1)))[0] == "某某公司建设方案"


def test_lone_characters_of_a_font_outside_the_file_are_not_lost(tmp_path: Path) -> None:
    page = Page().rows([72, 150, 300], [100, 125, 150], [["备注", "无"], ["台", "二"]])
    (table,) = read(tmp_path, page).blocks
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows] == [["备注", "无"], ["台", "二"]]


@pytest.mark.parametrize(
    ("upper", "lower", "shown"),
    [
        ("浙江省杭州市萧山", "区某某路", "浙江省杭州市萧山区某某路"),  # the column is full
        ("1285012850128501", "28.5", "128501285012850128.5"),  # broken to the last digit
        ("12850", "12950", "12850\n12950"),  # two figures
        ("1285012850128501", "1295012850128501", "1285012850128501\n1295012850128501"),
        ("产值", "（万元）", "产值\n（万元）"),
    ],
)
def test_lines_of_a_cell(tmp_path: Path, upper: str, lower: str, shown: str) -> None:
    page = Page().grid([72, 166], [100, 150]).grid([166, 300], [100, 150])
    page.text(77, 115, upper).text(77, 130, lower).text(171, 115, "旁")
    (table,) = read(tmp_path, page).blocks
    assert isinstance(table, Table)
    assert table.rows[0][0].text == shown


def test_a_hyphen_at_the_end_of_a_line_is_kept(tmp_path: Path) -> None:
    page = Page().grid([72, 142], [100, 150]).grid([142, 300], [100, 150])
    page.text(77, 115, "2025年10月-").text(77, 130, "2026年10月").text(147, 115, "旁")
    (table,) = read(tmp_path, page).blocks
    assert isinstance(table, Table)
    assert table.rows[0][0].text == "2025年10月-2026年10月"


@pytest.mark.parametrize("subtype", ("Widget", "FreeText", "Stamp"))
def test_what_was_filled_in_over_the_page_is_read(tmp_path: Path, subtype: str) -> None:
    page = Page().text(72, 100, "注册资本：").note(subtype, 126, 100, "5000万元")
    assert prose(read(tmp_path, page)) == ["注册资本：5000万元"]


def test_a_slanted_watermark_is_no_text(tmp_path: Path) -> None:
    page = Page().text(72, 100, "正文").draw("BT /F1 40 Tf .7 .7 -.7 .7 80 700 Tm <4EC54F9B> Tj ET")
    assert prose(read(tmp_path, page)) == ["正文"]


def test_a_label_set_sideways_in_an_upright_table(tmp_path: Path) -> None:
    page = Page().rows([72, 110, 300], [100, 200], [["", "右边的内容写得长一些"]])
    page.draw("BT /F1 10.5 Tf 0 1 -1 0 95 660 Tm <4F014E1A60C551B5> Tj ET")
    (table,) = read(tmp_path, page).blocks
    assert isinstance(table, Table)
    assert [cell.text for cell in table.rows[0]] == ["企业情况", "右边的内容写得长一些"]


def test_a_sideways_table_on_an_upright_page(tmp_path: Path) -> None:
    page = Page()
    for y in (100, 120, 140):
        page.text(72, y, FULL[:41])
    sideways = Page(842, 595).rows(
        [200, 350, 500, 650],
        [100, 130, 160],
        [["设备名称", "设备型号", "生产厂家"], ["螺杆空压机", "GA37", "某某公司"]],
    )
    page.draw("q 0 1 -1 0 595 0 cm").draw("\n".join(sideways.parts)).draw("Q")
    document = read(tmp_path, page)
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["设备名称", "设备型号", "生产厂家"],
        ["螺杆空压机", "GA37", "某某公司"],
    ]
    assert prose(document) == [FULL[:41] * 3]


def test_a_word_space_that_a_browser_left_out() -> None:
    """Chromium sets GB and 36889 apart without a space between them; figures stand close."""
    face = Face("", "", 11.0, False, False, False, 0)
    x, glyphs = 60.0, []
    for character in "GB 36889":
        wide = 2.8 if character == " " else 6.0
        if character != " ":
            glyphs.append(Glyph(character, x, 100.0, x + wide, 111.0, face))
        x += wide
    assert [line.text for line in lines_of(glyphs)] == ["GB 36889"]


def test_a_tick_beyond_the_first_plane_is_one_character() -> None:
    """🗹 (U+1F5F9) comes from pdfium in two halves."""
    assert pdf_glyphs.whole(0xD83D, 0xDDF9) == ord("🗹")
    assert pdf_glyphs.whole(0xD83D, 0x4E00) == 0xFFFD
