"""``desk/papers/templates/*.docx``: the papers' layout (GB/T 9704), to be edited in WPS or Word.

What stands in double braces is filled in; the rows between ``{%tr for … %}`` and ``{%tr endfor %}``
are repeated. Usage: ``python -m tools.paper_templates``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section, _Footer
from docx.shared import Emu, Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

FOLDER: Final = Path(__file__).parents[1] / "desk" / "papers" / "templates"
_BODY, _TITLE, _HEAD, _PAGE = "仿宋", "方正小标宋简体", "黑体", "宋体"
_LEADING: Final = Pt(28)
_LEFT, _CENTRE, _RIGHT = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
)


def main() -> None:
    """Write every template."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, paper in papers().items():
        paper.save(str(FOLDER / name))


def papers() -> dict[str, Document]:
    """Each template by its file's name."""
    return {"notice.docx": _notice(), "opinion.docx": _opinion()}


def _notice() -> Document:
    paper = _paper()
    _mark(paper)
    _line(paper, "一次性告知（补正）通知书", font=_TITLE, size=22, align=_CENTRE)
    _line(paper, "")
    _line(paper, "编号：　　　〔{{ year }}〕　　号", align=_CENTRE)
    _line(paper, "{{ firm }}：", indent=False)
    _line(
        paper,
        "你单位第{{ number }}次提交的零碳（近零碳）工厂建设方案及附件已收到。经核对，"
        "材料中有{{ count }}项内容需要补正，现一次性告知（逐项位置、依据和改法见附件《补正清单》）。",
    )
    _line(
        paper,
        "请于{{ due }}前（自本通知发出之日起{{ days }}个工作日内）补正并重新提交。对清单所列内容有不同意见的，"
        "申报单位也可书面说明理由，并附相关证明材料。",
    )
    _line(paper, "清单以外的内容不需要改动；如一并修改，请在重新提交时注明。")
    _line(paper, "联系人：{{ contact }}　　　联系电话：")
    _line(paper, "")
    _line(paper, "附件：补正清单（共{{ count }}项）")
    _line(paper, "")
    _line(paper, "{{ office }}", align=_RIGHT)
    _line(paper, "{{ made }}", align=_RIGHT)
    _list(paper)
    return paper


def _list(paper: Document) -> None:
    section = paper.add_section(WD_SECTION.NEW_PAGE)
    _sideways(section)
    _line(paper, "附件", font=_HEAD, indent=False)
    _line(paper, "补正清单", font=_TITLE, size=22, align=_CENTRE)
    _line(
        paper,
        "申报单位：{{ firm }}　　信用代码：{{ uscc }}　　补正期限：{{ due }}",
        size=12,
        indent=False,
    )
    heads = ("序号", "位置", "填报内容", "应为/另一处为", "依据", "问题", "最小改法")
    fills = ("no", "place", "actual", "expected", "clause", "fault", "fix")
    _repeated(paper, "items", heads, fills, (13, 44, 26, 32, 36, 42, 32))
    _line(
        paper,
        "说明：逐项补正即可；认为某项无误的，申报单位也可书面说明，并附证明材料。",
        size=12,
        indent=False,
    )


def _opinion() -> Document:
    paper = _paper()
    _mark(paper)
    _line(paper, "零碳（近零碳）工厂建设方案专家评审意见表", font=_TITLE, size=22, align=_CENTRE)
    _form(paper)
    _line(paper, "逐条意见（共{{ count }}条）", font=_HEAD, size=14, indent=False)
    heads, fills = (
        ("序号", "规则", "系统发现", "专家判定", "专家说明"),
        ("no", "title", "fault", "ruling", "remark"),
    )
    _repeated(paper, "remarks", heads, fills, (12, 30, 54, 24, 36))
    _line(paper, "本人声明：与申报单位不存在应当回避的利害关系，以上意见系独立作出。", size=12)
    _line(paper, "")
    _line(
        paper, "专家签字：　　　　　　　　　　日期：　　　　年　　月　　日", size=14, align=_RIGHT
    )
    return paper


def _form(paper: Document) -> None:
    table = _grid(paper, 9, (28, 50, 26, 52))
    facts = (
        ("申报单位", "firm", "信用代码", "uscc"),
        ("所在地市", "city", "所属行业", "industry"),
        ("评审专家", "expert", "评审专业", "specialities"),
        ("提交次数", "第{{ number }}次", "意见日期", "made"),
    )
    for row, (one, value, other, more) in enumerate(facts):
        for column, words in enumerate((one, _slot(value), other, _slot(more))):
            _cell(table.cell(row, column), words, head=column % 2 == 0)
    texts = (
        ("目标合理性", "goal"),
        ("技术领先性", "technology"),
        ("方案可行性", "feasibility"),
        ("评审结论", "conclusion"),
        ("其他意见建议", "remark"),
    )
    for row, (title, name) in enumerate(texts, start=len(facts)):
        _cell(table.cell(row, 0), title, head=True)
        wide = table.cell(row, 1).merge(table.cell(row, 3))
        table.rows[row].height = Mm(10 if name == "conclusion" else 20)  # at least
        _cell(wide, _slot(name))


def _slot(value: str) -> str:
    return value if "{" in value else f"{{{{ {value} }}}}"


def _paper() -> Document:
    paper = docx.Document()
    paper.settings.odd_and_even_pages_header_footer = True
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(28)
    style = paper.styles["Normal"]
    style.font.size = Pt(16)
    _fonts(style.element.get_or_add_rPr().get_or_add_rFonts(), _BODY)
    _chinese(paper)
    _number(section.footer, _RIGHT)
    _number(section.even_page_footer, _LEFT)
    return paper


def _chinese(paper: Document) -> None:
    """Chinese as the language of everything: without it a program may choose Japanese forms."""
    for lang in paper.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:eastAsia"), "zh-CN")


def _sideways(section: Section) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin, section.bottom_margin = Mm(28), Mm(26)
    section.left_margin, section.right_margin = Mm(37), Mm(35)
    section.footer_distance = Mm(19)


def _mark(paper: Document) -> None:
    """The mark has a paragraph of its own, that is gone with it."""
    _line(paper, "{%p if mark %}", size=12)
    _line(paper, "（{{ mark }}）", size=12, align=_CENTRE)
    _line(paper, "{%p endif %}", size=12)


def _line(
    paper: Document,
    words: str,
    *,
    font: str = _BODY,
    size: float = 16,
    align: WD_ALIGN_PARAGRAPH | None = None,
    indent: bool = True,
) -> None:
    paragraph = paper.add_paragraph()
    layout = paragraph.paragraph_format
    layout.line_spacing, layout.space_after = _LEADING if size > 12 else Pt(22), Pt(0)
    if align is not None:
        paragraph.alignment = align
    elif indent:
        layout.first_line_indent = Pt(size * 2)
    if align is _RIGHT:
        layout.right_indent = Pt(size * 2)
    _run(paragraph, words, font, size)


def _run(paragraph: Paragraph, words: str, font: str, size: float) -> Run:
    run = paragraph.add_run(words)
    run.font.size = Pt(size)
    run.bold = font == _TITLE
    _fonts(run._element.get_or_add_rPr().get_or_add_rFonts(), font)
    return run


def _fonts(fonts: object, name: str) -> None:
    """Chinese in ``name``; figures and Latin in Times New Roman, as the offices print them."""
    for slot, value in (
        ("ascii", "Times New Roman"),
        ("hAnsi", "Times New Roman"),
        ("eastAsia", name),
    ):
        fonts.set(qn(f"w:{slot}"), value)  # type: ignore[attr-defined]


def _number(footer: _Footer, align: WD_ALIGN_PARAGRAPH) -> None:
    """``— 1 —`` in 四号宋体, one character from the outer edge."""
    paragraph = footer.paragraphs[0]
    paragraph.alignment = align
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(14)
    _run(paragraph, "— ", _PAGE, 14)
    _field(_run(paragraph, "", _PAGE, 14))
    _run(paragraph, " —", _PAGE, 14)


def _field(run: Run) -> None:
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        mark = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            mark.set(qn("w:fldCharType"), kind)
        mark.text = words or None
        run._element.append(mark)


def _repeated(
    paper: Document,
    name: str,
    heads: tuple[str, ...],
    fills: tuple[str, ...],
    widths: tuple[int, ...],
) -> None:
    """A table whose head stays on every page and whose third row is repeated."""
    table = _grid(paper, 4, widths)
    for column, words in enumerate(heads):
        _cell(table.cell(0, column), words, head=True)
    table.cell(1, 0).text = f"{{%tr for one in {name} %}}"
    for column, fill in enumerate(fills):
        _cell(table.cell(2, column), f"{{{{ one.{fill} }}}}", middle=column == 0)
    table.cell(3, 0).text = "{%tr endfor %}"
    _flag(table, 0, "w:tblHeader")
    for row in range(len(table.rows)):
        _flag(table, row, "w:cantSplit")


def _flag(table: Table, row: int, name: str) -> None:
    table.rows[row]._tr.get_or_add_trPr().append(OxmlElement(name))


def _grid(paper: Document, rows: int, widths: tuple[int, ...]) -> Table:
    table: Table = paper.add_table(rows, len(widths), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in enumerate(widths):
        table.columns[column].width = Emu(Mm(width))
        for cell in table.columns[column].cells:
            cell.width = Emu(Mm(width))
    return table


def _cell(cell: _Cell, words: str, *, head: bool = False, middle: bool = False) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.line_spacing = Pt(16)
    paragraph.paragraph_format.space_after = Pt(0)
    if head or middle:
        paragraph.alignment = _CENTRE
    _run(paragraph, words, _HEAD if head else _BODY, 10.5)


if __name__ == "__main__":
    main()
