"""What the firm filled in, and the form's basic table with it."""

from __future__ import annotations

from dataclasses import dataclass

from docx.shared import Mm

from tests.extractors.data.pdf_looks import Span, Writer, fill, shade


@dataclass(frozen=True)
class Facts:
    """What the firm filled in."""

    name: str = "浙江某某化纤有限公司"
    business: str = "涤纶长丝、差别化纤维的研发、生产和销售。"
    measures: str = (
        "一是建设能源管理系统，实现用能实时监测。二是实施屋顶光伏项目，年发电约620万千瓦时。"
    )
    years: tuple[str, ...] = ("2022", "2023", "2024")
    figures: tuple[tuple[str, ...], ...] = (
        ("121,000.5", "125000", "130000"),
        ("30000", "31000", "32000"),
        ("5000", "5100", "-52"),
        ("2000", "2100", "2200"),
        ("61000", "60000", "59000"),
        ("13050", "12950", "12850.5"),
    )
    paragraphs: tuple[str, ...] = (
        "公司坚持绿色低碳发展理念，持续推进节能降碳技术改造，优化用能结构。",
    )
    innovations: int = 3
    projects: int = 3
    equipment: int = 8


YEARLY = (
    "工业总产值\n（万元）",
    "工业增加值\n（万元）",
    "利润总额\n（万元）",
    "纳税总额\n（万元）",
    "碳排放总量\n（吨CO2）",
    "年综合能耗\n（吨标准煤）",
)
COMPARED = (
    ("单位产品（工业增加值）能耗量", "0.4016tce/万元", "0.3405tce/万元", "降低 15.2 %"),
    ("单位产品（工业增加值）碳排放量", "1.84", "1.47", "降低 20.1 %"),
    ("单位产品原材料使用量", "1.052t/t", "1.040t/t", "降低 1.1 %"),
    ("单位产品取水量", "3.2m3/t", "2.9m3/t", "降低 9.4 %"),
    ("可再生能源使用占比（%）", "8.5", "21.0", "提高 12.5 %"),
    ("碳抵消率（%）", "0", "60", "提高 60 %"),
)
HONOURS = (
    "☑专精特新小巨人企业    □省雄鹰行动培育企业\n□省隐形冠军企业        □单项冠军企业\n"
    "□首台套/首批次/首版次   ☑智能工厂（数字化车间）\n□绿色供应链管理企业"
)
COMMITMENT = (
    "材料真实性承诺:\n我单位承诺所提供的材料真实、准确。\n\n"
    "                    法人或单位负责人签字：张三\n"
    "                                （公章）\n                        日期：2025年3月10日"
)


def basic_rows(facts: Facts) -> list[tuple[Span, ...]]:
    """The basic table's rows in the form's order."""
    wide = lambda label, value: ((0, 0, label), (1, 4, value))  # noqa: E731
    pair = lambda a, b, c, d: ((0, 0, a), (1, 1, b), (2, 2, c), (3, 4, d))  # noqa: E731
    rows: list[tuple[Span, ...]] = [
        ((0, 4, "一、建设单位概况"),),
        wide("工厂名称", facts.name),
        wide("通讯地址", "浙江省杭州市萧山区某某路100号"),
        wide("所属行业", "2822 涤纶纤维制造"),
        wide("单位性质", "内资（□国有□集体☑民营）□中外合资□港澳台□外商独资"),
        wide("统一社会\n信用代码", "91330109MA2AXXXX0X"),
        wide("主营业务", facts.business),
        pair("成立日期", "2003年5月12日", "注册资本", "5000万元"),
        pair("法定代表人", "张三", "法人代表电话", "13857123456"),
        pair("联系人", "李四", "联系电话", "0571-88881234"),
    ]
    years = tuple((2 + i, 2 + i, year) for i, year in enumerate(facts.years))
    rows.append(((0, 0, "企业近3年\n经营情况"), (1, 1, "年度\n金额"), *years))
    for index, label in enumerate(YEARLY):
        values = tuple((2 + i, 2 + i, v) for i, v in enumerate(facts.figures[index]))
        rows.append((((1, 1, label) if index < 4 else (0, 1, label)), *values))
    rows.append(wide("主要荣誉\n（可复选）", HONOURS))
    rows.append(((0, 4, "二、建设方案基本信息"),))
    rows.append(pair("方案实施周期", "2025年3月至2027年12月", "方案总投资\n（万元）", "8650"))
    rows.append(((0, 1, "行业先进值及引用标准"), (2, 4, "120kgce/t（GB 36889-2018）")))
    heads = ("", "培育建设实施前", "培育建设实施后", "实施成效")
    for row in (heads, *COMPARED):
        rows.append(((0, 1, row[0]), *((2 + i, 2 + i, text) for i, text in enumerate(row[1:]))))
    rows.append(wide("开展零碳（近零碳）工厂建设主要举措与成效", facts.measures))
    rows.append(((0, 4, COMMITMENT),))
    return rows


def basic_table(writer: Writer, facts: Facts) -> None:
    """基本信息表 with its merged cells."""
    rows = basic_rows(facts)
    table = writer.table(len(rows), 5)
    for index, row in enumerate(rows):
        fill(table, index, row)
    table.cell(10, 0).merge(table.cell(14, 0)).text = "企业近3年\n经营情况"
    table.autofit = False
    for column, width in zip(table.columns, writer.look.widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            if cell._tc.grid_span == 1:
                cell.width = Mm(width)
    if writer.look.shaded:
        for row in table.rows:
            shade(row.cells[0])
    writer.dress(table)
