"""Made-up filled forms in several layouts, as Word and Excel files: what the forms are tried on.

``PRINTED`` is what the applicant typed into each place, ``TRUTH`` what a careful person reads
from it. A layout only arranges the printed text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import docx
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
        self.columns: tuple[int, ...] = (0, 1, 2)
        self.merged = self.empty = False
        self.promise = True

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
        if self.merged and key in FOOT:
            told = zip(YEARS, YEARLY_PRINTED[key], strict=True)
            put(table, row, 2, 4, "；".join(f"{year}年：{text}" for year, text in told))
            return
        for i, at in enumerate(self.order):
            put(table, row, 2 + i, 2 + i, "" if self.empty else YEARLY_PRINTED[key][at])

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
            blank_ = ("", "", "提高  %" if "%" in self.labels[key] else "降低  %")
            for i, at in enumerate(self.columns):
                put(table, r, 2 + i, 2 + i, (blank_ if self.empty else texts)[at])
        put(table, row + 10, 0, 1, self.labels["measures"])
        put(table, row + 10, 2, 4, self.printed["measures"])
        if self.promise:
            put(table, row + 11, 0, 4, PROMISE.format(**self.printed))

    def heads(self, table: Table, row: int) -> None:
        """Before, after, effect."""
        put(table, row, 0, 1, "")
        for i, at in enumerate(self.columns):
            put(table, row, 2 + i, 2 + i, HEADS[at])


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
    document = docx.Document()
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


def two_tables(path: Path) -> None:
    """Layout 2: parts one and two in tables of their own under titles, years descending, 年度."""
    filled = form(
        labels={"profit": "利润总额（万元）", "contact_phone": "联系方式"},
        years=("2022年度", "2023年度", "2024年度"),
    )
    filled.order = (2, 1, 0)
    document = docx.Document()
    cover(document, filled.printed)
    filled.part_one(grid(document, 18, 5))
    document.add_paragraph("二、建设方案基本信息")
    filled.part_two(grid(document, 12, 5))
    chapters(document, [(title.replace("（", "（ "), body) for title, body in CHAPTERS])
    document.save(str(path))


def numbered_rows(path: Path) -> None:
    """Layout 3: a column of numbers in front, a column of remarks behind, one pair a row."""
    document = docx.Document()
    cover(document, PRINTED)
    keys = [*SINGLES, *(key for pair in PAIRS for key in pair)]
    first = grid(document, len(keys) + 9, 6)
    for row, key in enumerate(keys):
        put(first, row, 0, 0, str(row + 1))
        put(first, row, 1, 1, f"{LABELS[key]}：")
        put(first, row, 2, 4, PRINTED[key])
    _years_flat(first, len(keys))
    put(first, len(keys) + 7, 1, 1, LABELS["honours"])
    put(first, len(keys) + 7, 2, 4, PRINTED["honours"])
    second = grid(document, 12, 5)
    form().part_two(second)
    chapters(document)
    document.save(str(path))


def _years_flat(table: Table, row: int) -> None:
    """The three years with their unit in a column of its own."""
    for column, text in enumerate(("序号", "指标", "2022年", "2023年", "2024年", "单位")):
        put(table, row, column, column, text)
    units = dict.fromkeys(OPERATING, "万元") | {
        "emissions": "吨CO2",
        "energy_consumption": "吨标准煤",
    }
    for r, (key, unit) in enumerate(units.items(), start=row + 1):
        texts = (str(r), LABELS[key].split("\n")[0], *YEARLY_PRINTED[key], unit)
        for column, text in enumerate(texts):
            put(table, r, column, column, text)


def nested(path: Path) -> None:
    """Layout 4: the three years in a table inside a cell, part two inside another."""
    document = docx.Document()
    cover(document, PRINTED)
    outer = grid(document, 12, 4)
    for row, key in enumerate(SINGLES):
        put(outer, row, 0, 0, LABELS[key])
        put(outer, row, 1, 3, PRINTED[key])
    for row, (left, right) in enumerate(PAIRS, start=6):
        for column, text in enumerate((LABELS[left], PRINTED[left], LABELS[right], PRINTED[right])):
            put(outer, row, column, column, text)
    put(outer, 9, 0, 0, LABELS["honours"])
    put(outer, 9, 1, 3, PRINTED["honours"])
    inner = put(outer, 10, 0, 3, "企业近3年经营情况").add_table(7, 6)
    _years_flat(inner, 0)
    form().part_two(put(outer, 11, 0, 3, "").add_table(12, 5))
    chapters(document)
    document.save(str(path))


def merged_years(path: Path) -> None:
    """Layout 5: emissions and energy in one cell for three years, 元 and 亿元, effects as ↓."""
    filled = form(
        printed={
            "total_investment": "8650万元",
            "registered_capital": "0.5亿元",
            "period": "2025.3—2027.12",
        },
        labels={"total_investment": "方案总投资"},
    )
    filled.merged = True
    document = docx.Document()
    cover(document, filled.printed)
    table = grid(document, 30, 5)
    filled.part_one(table)
    filled.part_two(table, 18)
    chapters(document)
    document.save(str(path))


def typed(path: Path) -> None:
    """Layout 6: no table at all, ``label：value`` on lines."""
    document = docx.Document()
    cover(document, PRINTED)
    document.add_paragraph("一、建设单位概况")
    for key in SINGLES:
        document.add_paragraph(f"{LABELS[key]}：{PRINTED[key]}".replace("\n", ""))
    for left, right in PAIRS:
        document.add_paragraph(
            f"{LABELS[left]}：{PRINTED[left]}    {LABELS[right]}：{PRINTED[right]}"
        )
    for key in (*OPERATING, *FOOT):
        told = "；".join(f"{y}年：{t}" for y, t in zip(YEARS, YEARLY_PRINTED[key], strict=True))
        document.add_paragraph(f"{LABELS[key]}：{told}".replace("\n", ""))
    document.add_paragraph("主要荣誉（可复选）：" + PRINTED["honours"].split("\n")[0])
    for rest in PRINTED["honours"].split("\n")[1:]:
        document.add_paragraph(rest)
    document.add_paragraph(
        f"方案实施周期：{PRINTED['period']}\t方案总投资（万元）：{PRINTED['total_investment']}"
    )
    document.add_paragraph(f"行业先进值及引用标准：{PRINTED['benchmark']}")
    for key, texts in COMPARED_PRINTED.items():
        document.add_paragraph(f"{LABELS[key]}\t" + "\t".join(texts))
    document.add_paragraph(f"{LABELS['measures']}：" + PRINTED["measures"].replace("\n", ""))
    for line in PROMISE.format(**PRINTED).split("\n"):
        document.add_paragraph(line)
    chapters(document)
    document.save(str(path))


def other_words(path: Path) -> None:
    """Layout 7: synonyms for most labels, heads renamed and reordered, rows moved."""
    filled = form(
        labels={
            "factory_name": "企业名称",
            "address": "生产地址",
            "industry": "国民经济行业代码及名称",
            "ownership": "企业性质",
            "uscc": "信用代码",
            "main_business": "主导产品",
            "established_on": "成立时间",
            "registered_capital": "注册资金",
            "legal_representative": "法人代表",
            "legal_representative_phone": "联系电话",
            "contact": "项目联系人",
            "output_value": "产值（万元）",
            "value_added": "增加值（万元）",
            "tax": "实缴税金（万元）",
            "emissions": "二氧化碳排放总量（tCO2）",
            "energy_consumption": "综合能源消费量（tce）",
            "period": "建设周期",
            "total_investment": "计划总投资（万元）",
            "benchmark": "行业先进值",
            "energy_intensity": "单位产品综合能耗",
            "carbon_intensity": "单位产品碳排放量",
            "material_intensity": "原材料单耗",
            "water_intensity": "单位产品用水量",
            "renewable_share": "可再生能源占比（%）",
            "offset_rate": "碳抵消比例（%）",
            "measures": "主要举措与成效",
        }
    )
    filled.columns = (1, 0, 2)
    document = docx.Document()
    cover(document, filled.printed)
    filled.part_two(grid(document, 12, 5))
    filled.part_one(grid(document, 18, 5))
    chapters(document)
    document.save(str(path))


def promise_below(path: Path) -> None:
    """Layout 8: cover as a table, contents list, the commitment as paragraphs below the table."""
    document = docx.Document()
    document.add_paragraph("浙江省零碳（近零碳）工厂建设方案")
    front = grid(document, 3, 2)
    for row, (label, key) in enumerate(
        (("申报单位", "cover_applicant"), ("所在地市", "cover_city"), ("编制日期", "cover_date"))
    ):
        put(front, row, 0, 0, label)
        put(front, row, 1, 1, PRINTED[key])
    document.add_paragraph("目  录")
    for number, (title, _) in enumerate(CHAPTERS, start=3):
        document.add_paragraph(f"{title}\t{number}")
    table = grid(document, 29, 5)
    filled = form()
    filled.part_one(table)
    filled.promise = False
    filled.part_two(table, 18)
    for line in PROMISE.format(**PRINTED).split("\n"):
        document.add_paragraph(line)
    chapters(document)
    document.save(str(path))


def blank(path: Path) -> None:
    """The form as the ministry hands it out."""
    left = dict.fromkeys(PRINTED, "") | {
        "cover_date": "20  年    月    日", "industry": "（4位数代码及名称）",
        "ownership": "内资（□国有□集体□民营）□中外合资□港澳台□外商独资",
        "honours": PRINTED["honours"].replace("☑", "□"), "period": "年    月 至    年   月",
        "measures": "（对零碳<近零碳>工厂建设主要举措、建设成效、特色亮点等进行简要描述）",
    }  # fmt: skip
    filled = form(printed=left, years=("202X", "202X", "202X"))
    filled.empty = True
    document = docx.Document()
    cover(document, filled.printed)
    table = grid(document, 30, 5)
    filled.part_one(table)
    filled.part_two(table, 18)
    chapters(document, [(title, "") for title, _ in CHAPTERS])
    document.save(str(path))


LAYOUTS: tuple[Maker, ...] = (
    template, two_tables, numbered_rows, nested, merged_years, typed, other_words, promise_below,
)  # fmt: skip


def annex_book(path: Path) -> None:
    """The annexes as a workbook: a sheet an annex, both equipment lists on one, totals, notes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    heads = ("序号", "设备名称", "设备型号", "生产厂家", "数量（台）", "功率（kW）", "备注")
    sheet_rows(
        book,
        "附件2-1",
        [
            ["创新成果汇总表"],
            ["序号", "成果名称", "成果内容", "技术水平", "合作单位", "推广价值"],
            [1, "节能染整", "低浴比", "国内领先", "某大学", "可推广"],
        ],
    )
    sheet_rows(
        book,
        "附件2-2",
        [
            ["重点项目汇总表"],
            ["单位：万元"],
            [
                "序号",
                "项目名称",
                "项目内容",
                "建设期限",
                "总投资额",
                "设备投资额",
                "已完成投资",
                "效益分析",
            ],
            [1, "屋顶光伏", "6MW光伏", "2025.4-2026.6", 2650, 2000, 0, "年减碳3092吨"],
            [2, "空压改造", "更换空压机", "2025.3-2027.12", 6000, 4800, 300, "节能900吨标准煤"],
            ["合计", None, None, None, 8650, 6800, 300, None],
            ["注：均为含税投资"],
        ],
    )
    sheet_rows(
        book,
        "附件2-3",
        [
            ["现有主要设备清单"], heads, [1, "喷气织机", "JAT810", "丰田", 120, 3.7, None], [2, "整经机", "GA163", "某机械", "2台", "7.5kW", None],
            ["更新设备清单"], heads, [1, "永磁空压机", "PM-75", "某压缩机", 4, 75, "一级能效"],
        ],
    )  # fmt: skip
    book.save(str(path))
