"""Annexes 2-1 to 2-3 with made-up rows."""

from __future__ import annotations

from docx.oxml import OxmlElement

from tests.extractors.data.pdf_form import Facts
from tests.extractors.data.pdf_looks import Writer, shade

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
            shade(cell)
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
