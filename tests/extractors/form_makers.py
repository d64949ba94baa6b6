"""Made-up filled forms in several layouts, as Word and Excel files: what the forms are tried on.

``PRINTED`` is what the applicant typed into each place, ``TRUTH`` what a careful person reads
from it. A layout only arranges the printed text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from docx import Document as new_document
from docx.table import Table, _Cell
from openpyxl import Workbook
from openpyxl.styles import Alignment

YEARS = (2022, 2023, 2024)

PRINTED: dict[str, str] = {
    "cover_applicant": "浙江青禾精密纺织有限公司",
    "cover_city": "绍兴市",
    "cover_date": "2025年3月18日",
    "factory_name": "浙江青禾精密纺织有限公司",
    "address": "浙江省绍兴市柯桥区锦泾街88号",
    "industry": "1751 化纤织造加工",
    "ownership": "内资（□国有□集体☑民营）□中外合资□港澳台□外商独资",
    "uscc": "91330603MA2B3C4D14",
    "main_business": "化纤面料的织造、\n染整和销售",
    "established_on": "2003年5月12日",
    "registered_capital": "5000万元",
    "legal_representative": "沈某某",
    "legal_representative_phone": "13800000001",
    "contact": "陆某",
    "contact_phone": "0575-80000002",
    "honours": "□专精特新小巨人企业    □省雄鹰行动培育企业\n□省隐形冠军企业        □单项冠军企业\n"
    "□首台套/首批次/首版次   ☑智能工厂（数字化车间）\n☑省级企业技术中心      □省级节水型企业\n"
    "☑清洁生产审核企业      □水效领跑者企业\n□绿色供应链管理企业",
    "period": "2025年3月 至 2027年12月",
    "total_investment": "8650",
    "benchmark": "单位产品综合能耗先进值55kgce/t（GB 36889—2018）",
    "measures": "实施屋顶光伏、空压机余热回收等项目，三年内单位产品能耗下降14%以上，\n建成能碳管理平台。",
    "commitment": "本单位承诺所提交的材料真实、完整、有效，并承担相应责任。",
    "signature": "沈某某",
    "commitment_date": "2025年3月10日",
}

YEARLY_PRINTED: dict[str, tuple[str, str, str]] = {
    "output_value": ("52,000", "55000.5", "58000"),
    "value_added": ("12500", "13400", "14200"),
    "profit": ("3100", "-300", "3600"),
    "tax": ("1500", "1600", "1750"),
    "emissions": ("16600", "16400", "16200"),
    "energy_consumption": ("8800", "8700", "8560"),
}

COMPARED_PRINTED: dict[str, tuple[str, str, str]] = {
    "energy_intensity": ("62kgce/t", "53kgce/t", "降低14.5%"),
    "carbon_intensity": ("0.2tCO2/t", "0.16tCO2/t", "降低20%"),
    "material_intensity": ("1.05t/t", "1.02t/t", "降低2.9%"),
    "water_intensity": ("2.0m3/t", "1.7m3/t", "降低15%"),
    "renewable_share": ("12%", "21%", "提高9%"),
    "offset_rate": ("0%", "40%", "提高40%"),
}

LABELS: dict[str, str] = {
    "factory_name": "工厂名称", "address": "通讯地址", "industry": "所属行业", "ownership": "单位性质",
    "uscc": "统一社会\n信用代码", "main_business": "主营业务", "established_on": "成立日期",
    "registered_capital": "注册资本", "legal_representative": "法定代表人",
    "legal_representative_phone": "法人代表电话", "contact": "联系人", "contact_phone": "联系电话",
    "output_value": "工业总产值\n（万元）", "value_added": "工业增加值\n（万元）",
    "profit": "利润总额\n（万元）", "tax": "纳税总额\n（万元）",
    "emissions": "碳排放总量\n（吨CO2）", "energy_consumption": "年综合能耗\n（吨标准煤）",
    "honours": "主要荣誉\n（可复选）", "period": "方案实施周期", "total_investment": "方案总投资\n（万元）",
    "benchmark": "行业先进值及引用标准",
    "energy_intensity": "单位产品（工业增加值）能耗量", "carbon_intensity": "单位产品（工业增加值）碳排放量",
    "material_intensity": "单位产品原材料使用量", "water_intensity": "单位产品取水量",
    "renewable_share": "可再生能源使用占比（%）", "offset_rate": "碳抵消率（%）",
    "measures": "开展零碳（近零碳）工厂建设主要举措与成效",
}  # fmt: skip

TRUTH: dict[str, object] = {
    "cover_applicant": "浙江青禾精密纺织有限公司",
    "cover_city": "绍兴市",
    "cover_date": "2025-03-18",
    "factory_name": "浙江青禾精密纺织有限公司",
    "address": "浙江省绍兴市柯桥区锦泾街88号",
    "industry_code": "1751",
    "industry_name": "化纤织造加工",
    "ownership": "private",
    "uscc": "91330603MA2B3C4D14",
    "main_business": "化纤面料的织造、染整和销售",
    "established_on": "2003-05-12",
    "registered_capital": 5000.0,
    "legal_representative": "沈某某",
    "legal_representative_phone": "13800000001",
    "contact": "陆某",
    "contact_phone": "0575-80000002",
    "honours": ["智能工厂（数字化车间）", "省级企业技术中心", "清洁生产审核企业"],
    "period_start": "2025-03",
    "period_end": "2027-12",
    "total_investment": 8650.0,
    "benchmark": "单位产品综合能耗先进值55kgce/t(GB 36889—2018)",
    "measures": "实施屋顶光伏、空压机余热回收等项目,三年内单位产品能耗下降14%以上,建成能碳管理平台。",
    "commitment_text": "本单位承诺所提交的材料真实、完整、有效,并承担相应责任。",
    "commitment_signed": True,
    "commitment_sealed": False,
    "commitment_date": "2025-03-10",
    **{
        f"{key}.{year}": float(text.replace(",", ""))
        for key, texts in YEARLY_PRINTED.items()
        for year, text in zip(YEARS, texts, strict=True)
    },
    "energy_intensity.before": 62.0, "energy_intensity.after": 53.0,
    "energy_intensity.effect": 14.5, "energy_intensity.unit": "kgce/t",
    "carbon_intensity.before": 0.2, "carbon_intensity.after": 0.16,
    "carbon_intensity.effect": 20.0, "carbon_intensity.unit": "tCO2/t",
    "material_intensity.before": 1.05, "material_intensity.after": 1.02,
    "material_intensity.effect": 2.9, "material_intensity.unit": "t/t",
    "water_intensity.before": 2.0, "water_intensity.after": 1.7,
    "water_intensity.effect": 15.0, "water_intensity.unit": "m3/t",
    "renewable_share.before": 12.0, "renewable_share.after": 21.0, "renewable_share.effect": 9.0,
    "offset_rate.before": 0.0, "offset_rate.after": 40.0, "offset_rate.effect": 40.0,
}  # fmt: skip

SINGLES = ("factory_name", "address", "industry", "ownership", "uscc", "main_business")
PAIRS = (
    ("established_on", "registered_capital"),
    ("legal_representative", "legal_representative_phone"),
    ("contact", "contact_phone"),
)
OPERATING = ("output_value", "value_added", "profit", "tax")
FOOT = ("emissions", "energy_consumption")
HEADS = ("培育建设实施前", "培育建设实施后", "实施成效")
PROMISE = "材料真实性承诺:\n{commitment}\n\n法人或单位负责人签字：{signature}\n（公章）\n日期：{commitment_date}"

CHAPTERS = (
    ("一、培育建设基础与现状", ""),
    ("（一）单位概况", "公司位于柯桥区，专业从事化纤面料织造，获评省级绿色低碳工厂。"),
    ("（二）绿色低碳工作基础", "近年来完成空压系统改造，建立能源管理体系。"),
    ("（三）能耗和碳排放现状", "2024年综合能耗8560吨标准煤，碳排放16200吨。"),
    ("（四）节能降碳难点分析", "蒸汽用量大，替代难度高。"),
    ("二、培育建设目标", "到2027年单位产品能耗下降14.5%。"),
    ("三、重点任务", ""),
    ("（一）能源与碳排放管理", "建设能碳管理平台。"),
    ("（二）自主减排与边界内碳抵消", "更新高效设备，建设屋顶光伏。"),
    ("（三）工厂边界外碳抵消", "购买绿证。"),
    ("（四）碳排放管理", "开展产品碳足迹核算。"),
    ("（五）技术创新应用", "与高校合作研发节能染整技术。"),
    ("四、重点项目", "拟实施光伏、空压改造两个项目。"),
)


def grid(document: object, rows: int, columns: int) -> Table:
    """A bordered table at the document's end."""
    table = document.add_table(rows, columns)  # type: ignore[attr-defined]
    table.style = "Table Grid"
    return table


def put(table: Table, row: int, first: int, last: int, text: str) -> _Cell:
    """Merge ``first``…``last`` of a row and write ``text`` there, one paragraph a line."""
    cell = table.cell(row, first)
    if last > first:
        cell = cell.merge(table.cell(row, last))
    lines = text.split("\n")
    cell.text = lines[0]
    for line in lines[1:]:
        cell.add_paragraph(line)
    return cell


def cover(document: object, printed: dict[str, str]) -> None:
    """The form's cover, as lines."""
    add = document.add_paragraph  # type: ignore[attr-defined]
    add("附件2")
    add("浙江省零碳（近零碳）工厂建设方案")
    add(f"申报单位：  {printed['cover_applicant']}  ")
    add(f"所在地市：  {printed['cover_city']}  ")
    add("浙江省经济和信息化厅制")
    add(printed["cover_date"])
    add("基本信息表")


def chapters(document: object, entries: Sequence[tuple[str, str]] = CHAPTERS) -> None:
    """The running text: headings as plain paragraphs."""
    for title, body in entries:
        document.add_paragraph(title)  # type: ignore[attr-defined]
        if body:
            document.add_paragraph(body)  # type: ignore[attr-defined]


class Form:
    """The template's own basic table, row by row; layouts change its parts."""

    def __init__(
        self, printed: dict[str, str], labels: dict[str, str], years: Sequence[str]
    ) -> None:
        self.printed, self.labels, self.years = printed, labels, years
        self.order: tuple[int, ...] = (0, 1, 2)

    def part_one(self, table: Table) -> None:
        """一、建设单位概况: five columns as in the template."""
        put(table, 0, 0, 4, "一、建设单位概况")
        row = 1
        for key in SINGLES:
            put(table, row, 0, 1, self.labels[key])
            put(table, row, 2, 4, self.printed[key])
            row += 1
        for left, right in PAIRS:
            put(table, row, 0, 1, self.labels[left])
            put(table, row, 2, 2, self.printed[left])
            put(table, row, 3, 3, self.labels[right])
            put(table, row, 4, 4, self.printed[right])
            row += 1
        self.three_years(table, row)
        put(table, row + 7, 0, 1, self.labels["honours"])
        put(table, row + 7, 2, 4, self.printed["honours"])

    def three_years(self, table: Table, row: int) -> None:
        """The head of years, four operating rows, two rows below them."""
        put(table, row, 1, 1, "年度\n金额")
        for i, at in enumerate(self.order):
            put(table, row, 2 + i, 2 + i, self.years[at])
        for r, key in enumerate(OPERATING, start=row + 1):
            put(table, r, 1, 1, self.labels[key])
            self.figures(table, r, key)
        side = table.cell(row, 0).merge(table.cell(row + 4, 0))
        side.text = "企业近3年\n经营情况"
        for r, key in enumerate(FOOT, start=row + 5):
            put(table, r, 0, 1, self.labels[key])
            self.figures(table, r, key)

    def figures(self, table: Table, row: int, key: str) -> None:
        """Three figures in the order of the head."""
        for i, at in enumerate(self.order):
            put(table, row, 2 + i, 2 + i, YEARLY_PRINTED[key][at])

    def part_two(self, table: Table, row: int = 0) -> None:
        """二、建设方案基本信息."""
        put(table, row, 0, 4, "二、建设方案基本信息")
        put(table, row + 1, 0, 1, self.labels["period"])
        put(table, row + 1, 2, 2, self.printed["period"])
        put(table, row + 1, 3, 3, self.labels["total_investment"])
        put(table, row + 1, 4, 4, self.printed["total_investment"])
        put(table, row + 2, 0, 1, self.labels["benchmark"])
        put(table, row + 2, 2, 4, self.printed["benchmark"])
        self.heads(table, row + 3)
        for r, (key, texts) in enumerate(COMPARED_PRINTED.items(), start=row + 4):
            put(table, r, 0, 1, self.labels[key])
            for i, text in enumerate(texts):
                put(table, r, 2 + i, 2 + i, text)
        put(table, row + 10, 0, 1, self.labels["measures"])
        put(table, row + 10, 2, 4, self.printed["measures"])
        put(table, row + 11, 0, 4, PROMISE.format(**self.printed))

    def heads(self, table: Table, row: int) -> None:
        """Before, after, effect."""
        put(table, row, 0, 1, "")
        for i, head in enumerate(HEADS):
            put(table, row, 2 + i, 2 + i, head)


def form(
    printed: dict[str, str] | None = None,
    labels: dict[str, str] | None = None,
    years: Sequence[str] = ("2022", "2023", "2024"),
) -> Form:
    """The filled form with some texts changed."""
    return Form({**PRINTED, **(printed or {})}, {**LABELS, **(labels or {})}, years)


Maker = Callable[[Path], None]


def template(path: Path, filled: Form | None = None) -> None:
    """Layout 1: the form as printed."""
    filled = filled or form()
    document = new_document()
    cover(document, filled.printed)
    table = grid(document, 30, 5)
    filled.part_one(table)
    filled.part_two(table, 18)
    chapters(document)
    document.save(str(path))


def sheet_rows(book: Workbook, title: str, rows: Sequence[Sequence[object]]) -> None:
    """One sheet of plain rows; a single text in a row is merged over its width."""
    sheet = book.create_sheet(title)
    width = max(len(row) for row in rows)
    for r, row in enumerate(rows, start=1):
        for c, value in enumerate(row, start=1):
            sheet.cell(r, c, value)  # type: ignore[arg-type]
        if len(row) == 1 and width > 1 and row[0]:
            sheet.merge_cells(start_row=r, end_row=r, start_column=1, end_column=width)
            sheet.cell(r, 1).alignment = Alignment(horizontal="center")
