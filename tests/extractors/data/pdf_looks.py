"""How the PDF files of this folder look: a Word document in the making, many looks."""

from __future__ import annotations

from dataclasses import dataclass, field

from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.run import Run

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

    def _page(self, section: Section, width: float, height: float) -> None:
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


def _field(run: Run, code: str) -> None:
    for kind in ("begin", "", "end"):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = code
        run._r.append(part)


def fill(table: Table, row: int, cells: tuple[Span, ...]) -> None:
    for first, last, text in cells:
        cell = table.cell(row, first)
        if last > first:
            cell = cell.merge(table.cell(row, last))
        cell.text = text


def shade(cell: _Cell, colour: str = "D9E2F3") -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), colour)
    cell._tc.get_or_add_tcPr().append(shade)
