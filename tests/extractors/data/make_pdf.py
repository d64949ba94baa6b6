"""Makes the PDF files of this folder: the form filled in with Word's means, many looks.

Needs LibreOffice and the Noto CJK fonts; the tests need neither.

    python -m tests.extractors.data.make_pdf
"""

from __future__ import annotations

import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell

HERE = Path(__file__).parent / "pdf"

Span = tuple[int, int, str]
"""First and last column (of five) and the text of a cell of the basic table."""


@dataclass(frozen=True)
class Look:
    """How a plan is set; lengths in mm, sizes in points, borders in eighths of a point."""

    font: str = "Noto Sans CJK SC"
    latin: str = ""
    size: float = 10.5
    page: tuple[float, float] = (210, 297)
    margin: float = 25.4
    border: str = "single"
    weight: int = 4
    outer: bool = True
    sides: bool = True
    repeat: bool = True
    whole_rows: bool = False
    middle: bool = False
    centred: bool = False
    shaded: bool = False
    header: str = "浙江某某化纤有限公司零碳工厂建设方案"
    numbered: bool = True
    widths: tuple[float, ...] = (28, 34, 32, 32, 32)


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


@dataclass
class Writer:
    """A Word document in the making."""

    look: Look
    docx: Docx = field(default_factory=Document)

    def __post_init__(self) -> None:
        style = self.docx.styles["Normal"]
        style.font.name = self.look.latin or self.look.font
        style.font.size = Pt(self.look.size)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), self.look.font)
        self._page(self.docx.sections[0], *self.look.page)
        self._running()

    def _page(self, section, width: float, height: float) -> None:  # type: ignore[no-untyped-def]
        section.page_width, section.page_height = Mm(width), Mm(height)
        for side in ("left", "right", "top", "bottom"):
            setattr(section, f"{side}_margin", Mm(self.look.margin))

    def _running(self) -> None:
        section = self.docx.sections[0]
        section.header.paragraphs[0].text = self.look.header
        if self.look.numbered:
            foot = section.footer.paragraphs[0]
            foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
            _field(foot.add_run(), "PAGE")

    def say(self, text: str, size: float = 0, bold: bool = False, centre: bool = False) -> None:
        """A line or heading of its own."""
        paragraph = self.docx.add_paragraph()
        run = paragraph.add_run(text)
        run.bold = bold
        if size:
            run.font.size = Pt(size)
        if centre:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def tell(self, text: str) -> None:
        """A paragraph of prose, set in by two characters."""
        paragraph = self.docx.add_paragraph(text)
        paragraph.paragraph_format.first_line_indent = Pt(2 * self.look.size)

    def landscape(self) -> None:
        """The pages that follow lie on their side."""
        section = self.docx.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE
        self._page(section, self.look.page[1], self.look.page[0])

    def table(self, rows: int, columns: int) -> Table:
        """An empty table with the look's borders."""
        table = self.docx.add_table(rows, columns)
        borders = OxmlElement("w:tblBorders")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            outer = side in ("left", "right") and not self.look.sides
            outer |= not side.startswith("inside") and not self.look.outer
            edge = OxmlElement(f"w:{side}")
            edge.set(qn("w:val"), "nil" if outer else self.look.border)
            edge.set(qn("w:sz"), str(self.look.weight))
            edge.set(qn("w:color"), "000000")
            borders.append(edge)
        table._tbl.tblPr.append(borders)
        return table

    def dress(self, table: Table) -> None:
        """Row splitting, alignment and shading as the look says."""
        for row in table.rows:
            if self.look.whole_rows:
                row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell in table._cells:
            if self.look.middle:
                cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            if self.look.centred:
                for paragraph in cell.paragraphs:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _field(run, code: str) -> None:  # type: ignore[no-untyped-def]
    for kind in ("begin", "", "end"):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = code
        run._r.append(part)


def _fill(table: Table, row: int, cells: tuple[Span, ...]) -> None:
    for first, last, text in cells:
        cell = table.cell(row, first)
        if last > first:
            cell = cell.merge(table.cell(row, last))
        cell.text = text


def _shade(cell: _Cell, colour: str = "D9E2F3") -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), colour)
    cell._tc.get_or_add_tcPr().append(shade)


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
        _fill(table, index, row)
    table.cell(10, 0).merge(table.cell(14, 0)).text = "企业近3年\n经营情况"
    table.autofit = False
    for column, width in zip(table.columns, writer.look.widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            if cell._tc.grid_span == 1:
                cell.width = Mm(width)
    if writer.look.shaded:
        for row in table.rows:
            _shade(row.cells[0])
    writer.dress(table)


INNOVATIONS = ("序号", "成果名称", "成果内容", "技术水平", "合作单位", "推广价值")
PROJECTS = (
    "序号",
    "项目名称",
    "项目\n内容",
    "建设\n期限",
    "总投资额\n（万元）",
    "设备投资额\n（万元）",
    "已完成投资\n（万元）",
    "效益分析\n（节能减碳量、节水节材量）",
)
EQUIPMENT = ("序号", "设备名称", "设备型号", "生产厂家", "数量（台）", "功率（kW）", "备注")


def annex(writer: Writer, heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    """An annex table: a header row, then the rows."""
    table = writer.table(1 + len(rows), len(heads))
    for index, row in enumerate((heads, *rows)):
        for cell, text in zip(table.rows[index].cells, row, strict=True):
            cell.text = text
    if writer.look.repeat:
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    if writer.look.shaded:
        for cell in table.rows[0].cells:
            _shade(cell)
    writer.dress(table)


def innovation_rows(count: int) -> list[tuple[str, ...]]:
    """Rows of 附件2-1 with contents of different lengths."""
    long = "采用高效低阻过滤与余热梯级利用相结合的工艺，显著降低单位产品能耗。"
    return [
        (str(i), f"节能技术{i}", long * (1 + i % 3), "国内领先", "某某大学", "可在同行业推广应用")
        for i in range(1, count + 1)
    ]


def project_rows(count: int) -> list[tuple[str, ...]]:
    """Rows of 附件2-2, with a total row."""
    rows = [
        (
            str(i),
            f"光伏发电项目{i}期",
            "建设屋顶分布式光伏，配套储能。" * (1 + i % 2),
            "2025.3-2026.12",
            f"{1000 + i * 150}",
            f"{800 + i * 100}",
            f"{i * 20}",
            f"年节能{100 + i}tce，减碳{300 + i}t",
        )
        for i in range(1, count + 1)
    ]
    total = sum(1000 + i * 150 for i in range(1, count + 1))
    return [*rows, ("合计", "", "", "", str(total), "", "", "")]


def equipment_rows(count: int) -> list[tuple[str, ...]]:
    """Rows of 附件2-3."""
    return [
        (
            str(i),
            "螺杆空压机",
            f"GA{30 + i}VSD",
            "某某压缩机（无锡）有限公司",
            str(i % 4 + 1),
            f"{30 + i}.5",
            "",
        )
        for i in range(1, count + 1)
    ]


CHAPTERS = (
    "一、培育建设基础与现状",
    "（一）单位概况",
    "（二）绿色低碳工作基础",
    "二、培育建设目标",
    "三、重点任务",
    "四、重点项目",
)


def plan(look: Look, facts: Facts) -> Docx:
    """A whole plan: cover, basic table, chapters, annexes on their side."""
    writer = Writer(look)
    writer.say("浙江省零碳（近零碳）工厂建设方案", 22, bold=True, centre=True)
    writer.say(f"申报单位：{facts.name}")
    writer.say("所在地市：杭州市")
    writer.say("2025年3月10日", centre=True)
    writer.docx.add_page_break()
    writer.say("基本信息表", 16, bold=True, centre=True)
    basic_table(writer, facts)
    for chapter in CHAPTERS:
        writer.say(chapter, look.size + 3, bold=True)
        for paragraph in facts.paragraphs:
            writer.tell(paragraph)
    annexes(writer, facts)
    return writer.docx


def annexes(writer: Writer, facts: Facts) -> None:
    """附件2-1, 2-2 and both lists of 2-3."""
    writer.landscape()
    for number, title, heads, rows in (
        ("附件2-1", "创新成果汇总表", INNOVATIONS, innovation_rows(facts.innovations)),
        ("附件2-2", "重点项目汇总表", PROJECTS, project_rows(facts.projects)),
        ("附件2-3", "现有主要设备清单", EQUIPMENT, equipment_rows(facts.equipment)),
        ("", "更新设备清单", EQUIPMENT, equipment_rows(max(facts.equipment // 2, 1))),
    ):
        if number:
            writer.say(number)
        writer.say(title, 16, bold=True, centre=True)
        annex(writer, heads, rows)


def to_pdf(docx: Docx, target: Path) -> None:
    """``docx`` printed to ``target`` by LibreOffice with a profile of its own."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"{target.stem}.docx"
        docx.save(str(source))
        convert([source], target.parent, Path(folder) / "profile")


def convert(sources: list[Path], folder: Path, profile: Path) -> None:
    """Word files to PDF in ``folder``."""
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{profile}"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), *map(str, sources)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)


SHORT = Facts(
    name="浙江化纤有限公司",
    business="化纤生产和销售。",
    measures="一是建设能源管理系统，实现用能管理。二是实施光伏项目，年发电620万千瓦时。" * 5,
)


def form_part(writer: Writer, facts: Facts, keep: tuple[int, ...]) -> None:
    """Some rows of the basic table only: every character costs the file 300 bytes of font."""
    rows = [basic_rows(facts)[index] for index in keep]
    table = writer.table(len(rows), 5)
    for index, row in enumerate(rows):
        _fill(table, index, row)
    spanned = [index for index, row in enumerate(rows) if row[0][0] == 1]
    label = table.cell(spanned[0] - 1, 0)
    label.merge(table.cell(spanned[-1], 0)).text = "企业近3年\n经营情况"
    writer.dress(table)


PART = (0, 1, 4, 5, 7, 10, 11, 12, 15, 16, 18, 19, 21, 22, 26, 28)
"""The rows of the basic table that the kept files show."""


def make() -> None:
    """Write every file of the folder anew."""
    looks = {
        "form": Look(page=(184, 130), margin=15),
        "form_double": Look(page=(184, 130), margin=15, border="double", weight=6, middle=True),
        "form_open": Look(page=(184, 130), margin=15, sides=False, weight=12, shaded=True),
    }
    for name, look in looks.items():
        writer = Writer(look)
        form_part(writer, SHORT, PART)
        to_pdf(writer.docx, HERE / f"{name}.pdf")
    for name, look in (
        ("annexes", Look(header="浙江化纤")),
        ("annexes_plain", Look(header="浙江化纤", repeat=False, border="dashed", weight=2)),
    ):
        writer = Writer(look)
        writer.say("附件2-2", 16)
        annex(writer, PROJECTS, project_rows(6))
        writer.landscape()
        writer.say("现有主要设备清单", 16, bold=True, centre=True)
        annex(writer, EQUIPMENT, equipment_rows(22))
        to_pdf(writer.docx, HERE / f"{name}.pdf")


if __name__ == "__main__":
    make()
