"""Lists in PDFs without upright lines: columns by the white between words."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.readers import pdf
from schemas.document import Table
from tests.extractors.pdf_maker import Page, Pdf

XS = (60.0, 100.0, 210.0, 330.0, 420.0, 500.0)
HEAD = ("序号", "设备名称", "型号", "生产厂家", "数量", "备注")
ROWS = (
    ("1", "螺杆空压机\n组（变频）", "GA-90", "某某机械", "2", ""),
    ("2", "循环水泵", "KQW-200", "某某泵业\n有限公司", "4", "1级"),
)
PITCH, PAD = 14.0, 6.0


def drawn(page: Page, rows: tuple[tuple[str, ...], ...], top: float, *, middle: bool) -> float:
    """Rows written without a line around them; gives back where the next one would begin."""
    for row in rows:
        height = max(text.count("\n") + 1 for text in row)
        for x, text in zip(XS, row, strict=True):
            lines = text.split("\n")
            start = top + (PITCH * (height - len(lines)) / 2 if middle else 0.0)
            for n, line in enumerate(lines):
                page.text(x, start + n * PITCH, line)
        top += height * PITCH + PAD
    return top


def tables(path: Path) -> list[Table]:
    return [block for block in pdf.read(path, "x.pdf").blocks if isinstance(block, Table)]


def texts(table: Table) -> list[list[str]]:
    return [[cell.text.replace("\n", "") for cell in row] for row in table.rows]


WANTED = [list(HEAD), *[[text.replace("\n", "") for text in row] for row in ROWS]]


@pytest.mark.parametrize("middle", [False, True])
@pytest.mark.parametrize("ruled", [False, True])
def test_list_without_lines(tmp_path: Path, middle: bool, ruled: bool) -> None:
    page = Page().text(60, 80, "现有主要设备清单")
    foot = drawn(page, (HEAD, *ROWS), 110, middle=middle)
    if ruled:
        for y in (96.0, 116.0, foot):
            page.line(55, y, 540, y)
    page.text(
        60,
        foot + 20,
        "公司现有主要设备运行良好，能效水平符合国家标准，今后将继续更新改造落后设备。",
    )
    (table,) = tables(Pdf([page]).save(tmp_path / "a.pdf"))
    assert texts(table) == WANTED
    assert {cell.flags for row in table.rows for cell in row} == {("aligned",)}


def test_list_goes_on_overleaf_without_its_head(tmp_path: Path) -> None:
    first, second = Page(), Page()
    drawn(first, (HEAD, ROWS[0]), 730, middle=False)
    drawn(second, (ROWS[1],), 80, middle=False)
    (table,) = tables(Pdf([first, second]).save(tmp_path / "a.pdf"))
    assert texts(table) == WANTED
    assert table.pages == (1, 2)


def test_numbers_that_stand_nowhere_near_their_cells_make_no_table(tmp_path: Path) -> None:
    page = Page()
    drawn(page, (HEAD,), 110, middle=False)
    for y, number in ((137.0, "1"), (178.0, "2")):
        page.text(XS[0], y, number)
    for n, word in enumerate(("空压机", "水泵", "风机", "电机")):
        page.text(XS[1], 130 + n * PITCH, word)
    assert tables(Pdf([page]).save(tmp_path / "a.pdf")) == []


def test_prose_that_names_columns_is_no_table(tmp_path: Path) -> None:
    page = Page().text(60, 110, "清单含序号、设备名称、型号、生产厂家、数量、备注等。")
    page.text(60, 130, "1  螺杆空压机  GA-90  某某机械  2")
    assert tables(Pdf([page]).save(tmp_path / "a.pdf")) == []


FORM = (
    (("工厂名称", 60), ("浙江某某化纤有限公司", 200)),
    (("成立日期", 60), ("2003年5月12日", 200), ("注册资本", 330), ("5000万元", 440)),
    (("年度", 60), ("2022", 230), ("2023", 330), ("2024", 440)),
    (("工业总产值（万元）", 60), ("121000.5", 220), ("125000", 325), ("130000", 435)),
    (("年综合能耗（吨标准煤）", 60), ("13050", 225), ("12950", 325), ("12850.5", 430)),
)


def test_basic_table_without_lines(tmp_path: Path) -> None:
    page = Page().text(230, 80, "基本信息表", 16)
    for n, row in enumerate(FORM):
        for text, x in row:
            page.text(x, 110 + 18 * n, text)
    (table,) = tables(Pdf([page]).save(tmp_path / "a.pdf"))
    anchors = [[c.text for i, c in enumerate(row) if c.column == i] for row in table.rows]
    assert anchors == [[text for text, _ in row] for row in FORM]
    heads = [next(c for c in table.rows[2] if c.text == y) for y in ("2022", "2023", "2024")]
    assert [table.rows[4][c.column].text for c in heads] == ["13050", "12950", "12850.5"]


def test_years_set_left_over_figures_set_right(tmp_path: Path) -> None:
    """Each figure ends where the next year begins; the pledge's text begins above its label."""
    rows = (
        (("工厂名称", 60), ("浙江某某化纤有限公司", 200)),
        (("通讯地址", 60), ("杭州市某某路1号", 200)),
        (("年度", 60), ("2022", 200), ("2023", 317), ("2024", 434)),
        (("工业总产值", 60), ("86,420", 283), ("91,305", 400), ("98,764", 517)),
        (("利润总额", 60), ("5,028", 405), ("5,870", 522)),
        (("纳税总额", 60), ("2,310", 288), ("2,488", 405), ("2,765", 522)),
        (("主要举措与成效", 60), ("建设分布式光伏", 200)),
        (("本单位承诺材料真实", 200),),
    )
    page = Page()
    for n, row in enumerate(rows):
        for text, x in row:
            page.text(x, 110 + 24 * n, text)
    page.text(60, 290, "材料真实性承诺")
    (table,) = tables(Pdf([page]).save(tmp_path / "a.pdf"))
    assert [[cell.text for cell in row][-3:] for row in table.rows[2:6]] == [
        ["2022", "2023", "2024"],
        ["86,420", "91,305", "98,764"],
        ["", "5,028", "5,870"],
        ["2,310", "2,488", "2,765"],
    ]


def test_a_second_list_right_below_the_last_line_of_the_first(tmp_path: Path) -> None:
    page = Page().text(60, 80, "现有主要设备清单")
    foot = drawn(page, (HEAD, *ROWS), 110, middle=False)
    page.text(200, foot + 2, "更新设备清单")
    drawn(page, (HEAD, *ROWS), foot + 20, middle=False)
    assert [texts(table) for table in tables(Pdf([page]).save(tmp_path / "a.pdf"))] == [
        WANTED,
        WANTED,
    ]


SCORE_XS = (50.0, 110.0, 200.0, 330.0, 390.0, 460.0)
SCORES = (
    ("一级指标", "二级指标", "评价要求", "分值", "自评得分", "自评说明"),
    ("准入", "工厂要求", "满足细则明确的\n入选及动态管理\n基本要求。", "", "符合", "已入选"),
    ("", "规模体量", "上年度综合能耗\n或产值达到要求", "", "符合", "产值12亿元"),
    ("基础", "能源信息化\n管理系统", "工厂建立能源\n信息化管理系统", "5", "4.5", "已建成"),
    ("", "", "合计", "100", "88.5", ""),
)


def test_a_score_sheet_without_lines_with_its_veto_and_sum(tmp_path: Path) -> None:
    """一票否决 is set to the middle of two rows; the sum is a row of its own."""
    page = Page()
    for n, row in enumerate(SCORES):
        for x, text in zip(SCORE_XS, row, strict=True):
            lines = text.split("\n")
            for i, line in enumerate(lines):
                page.text(x, 110 + 50 * n + 14 * (i - (len(lines) - 1) / 2), line)
    page.text(SCORE_XS[3], 178, "一票").text(SCORE_XS[3], 192, "否决")
    (table,) = tables(Pdf([page]).save(tmp_path / "a.pdf"))
    claims = [(row[1].text.replace("\n", ""), row[4].text) for row in table.rows]
    assert claims == [(r[1].replace("\n", ""), r[4]) for r in SCORES]


def test_a_label_beside_the_yearly_rows_is_no_row(tmp_path: Path) -> None:
    rows = (
        (("工厂名称", 80), ("浙江某某化纤有限公司", 220)),
        (("通讯地址", 80), ("杭州市萧山区某某路1号", 220)),
        (("联系人", 80), ("王某", 220)),
        (("年度", 130), ("2022", 230), ("2023", 330), ("2024", 440)),
        (("工业总产值", 120), ("121000.5", 220), ("125000", 325), ("130000", 435)),
        (("利润总额", 120), ("6100", 225), ("6200", 325), ("6300", 435)),
        (("纳税总额", 120), ("3100", 225), ("3200", 325), ("3300", 435)),
    )
    page = Page().text(50, 210, "企业近3").text(50, 224, "年经营情况")
    for n, row in enumerate(rows):
        for text, x in row:
            page.text(x, 110 + 24 * n, text)
    (table,) = tables(Pdf([page]).save(tmp_path / "a.pdf"))
    assert [row[0].text for row in table.rows] == [row[0][0] for row in rows]


def test_columns_headed_on_the_page_before(tmp_path: Path) -> None:
    """实施前, 实施后, 实施成效 stand at the foot of one page, what they head on the next."""
    first = (
        *((("工厂名称", 60), ("浙江某某化纤有限公司", 230)), (("联系人", 60), ("王某", 230))),
        *((("通讯地址", 60), ("杭州市某某路1号", 230)), (("主营业务", 60), ("化纤", 230))),
        (("培育建设实施前", 230), ("培育建设实施后", 330), ("实施成效", 440)),
    )
    second = tuple(
        ((label, 60), ("5.9", 240), ("22.2", 340), ("提高16.3%", 440))
        for label in ("单位产品原材料使用量", "单位产品取水量", "可再生能源使用占比", "碳抵消率")
    )
    pages = [Page(), Page()]
    for page, top, rows in ((pages[0], 700, first), (pages[1], 80, second)):
        for n, row in enumerate(rows):
            for text, x in row:
                page.text(x, top + 20 * n, text)
    found = tables(Pdf(pages).save(tmp_path / "a.pdf"))
    rows = [row for table in found for row in table.rows][-4:]
    anchors = [[c.text for i, c in enumerate(row) if c.column == i] for row in rows]
    assert anchors == [[text for text, _ in row] for row in second]


PARTS = (
    (("工厂名称", 60), ("浙江某某化纤有限公司", 230)),
    (("通讯地址", 60), ("杭州市某某路1号", 230)),
    (("主营业务", 60), ("化纤的生产与销售", 230)),
    (("联系人", 60), ("王某", 230), ("联系电话", 330), ("13800000000", 440)),
    (("企业近3年经营情况", 60),),
    (("指标", 80), ("单位", 190), ("2022", 270), ("2023", 370), ("2024", 470)),
    (("工业总产值", 60), ("万元", 190), ("121000.5", 260), ("125000", 365), ("130000", 465)),
    (("利润总额", 60), ("万元", 190), ("6100", 270), ("6200", 370), ("6300", 470)),
    (("纳税总额", 60), ("万元", 190), ("3100", 270), ("3200", 370), ("3300", 470)),
    (("年综合能耗", 60), ("吨标准煤", 190), ("9100.5", 265), ("9200", 370), ("9300", 470)),
)
FOOT = (
    (("培育建设实施前", 230), ("培育建设实施后", 330), ("实施成效", 440)),
    (
        ("单位产品（工业增加值）能耗量", 60),
        ("0.65tce/t", 232),
        ("0.52tce/t", 332),
        ("降低20%", 440),
    ),
)
OVERLEAF = (
    (("可再生能源使用占比（%）", 60), ("5.9", 245), ("22.2", 345), ("提高16.3%", 440)),
    (("碳抵消率（%）", 60), ("0", 250), ("60", 350), ("提高60%", 440)),
)
LAST = (
    ("开展零碳（近零", "碳）工厂建设主", "要举措与成效"),
    ("1.建设屋顶光伏；2.改造空压站", "并回收余热。"),
)


def test_a_form_of_several_tables_that_goes_on_overleaf(tmp_path: Path) -> None:
    pages = [Page(), Page()]
    for page, top, rows in (
        (pages[0], 500, PARTS),
        (pages[0], 720, FOOT),
        (pages[1], 80, OVERLEAF),
    ):
        for n, row in enumerate(rows):
            for text, x in row:
                page.text(x, top + 20 * n, text)
    for x, lines in zip((60, 160), LAST, strict=True):
        for n, line in enumerate(lines):
            pages[1].text(x, 140 + 14 * n, line)
    found = tables(Pdf(pages).save(tmp_path / "a.pdf"))
    rows = [[c.text for i, c in enumerate(row) if c.column == i] for t in found for row in t.rows]
    figures = [[text for text, _ in row] for row in (*PARTS[6:], FOOT[1], *OVERLEAF)]
    assert [row for row in rows if row in figures] == figures
    assert [text.replace("\n", "") for text in rows[-1]] == ["".join(lines) for lines in LAST]
