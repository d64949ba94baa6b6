"""The annexes as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment


def sheet_rows(book: Workbook, title: str, rows: Sequence[Sequence[str | float | None]]) -> None:
    """One sheet of plain rows; a single text in a row is merged over its width."""
    sheet = book.create_sheet(title)
    width = max(len(row) for row in rows)
    for r, row in enumerate(rows, start=1):
        for c, value in enumerate(row, start=1):
            sheet.cell(r, c, value)
        if len(row) == 1 and width > 1 and row[0]:
            sheet.merge_cells(start_row=r, end_row=r, start_column=1, end_column=width)
            sheet.cell(r, 1).alignment = Alignment(horizontal="center")


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
