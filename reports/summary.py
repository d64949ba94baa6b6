"""``summary.xlsx``: one row a submission, one sheet of findings, text that can never be a formula."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from schemas.report import BatchSummary, FindingRow, SubmissionRow

_Cell = str | float | int | None

_SUBMISSION_COLUMNS = (
    ("序号", 6), ("材料", 26), ("企业名称", 34), ("地市", 10), ("行业代码", 10), ("版本", 6), ("状态", 10),
    ("上年度综合能耗（吨标煤）", 14), ("上年度产值（万元）", 14), ("自评总分", 10),
    ("错误", 7), ("警告", 7), ("提示", 7), ("读不了的原因", 50),
)  # fmt: skip
_FINDING_COLUMNS = (
    ("材料", 26), ("企业名称", 30), ("规则", 7), ("级别", 7), ("专业", 8), ("问题", 60), ("应为", 18), ("实为", 18),
    ("位置", 46), ("依据", 36), ("建议", 36), ("专家", 12),
    ("补正语句", 60),
)  # fmt: skip
_CELL_LIMIT = 32_000
"""Characters; a workbook cell holds 32,767."""


def write_summary(summary: BatchSummary, path: Path) -> None:
    """Write the workbook. Cells are text or numbers, never formulas or links."""
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(path, safe) as book:
        submissions = enumerate(summary.submissions, start=1)
        _sheet(book, "材料", _SUBMISSION_COLUMNS, [_submission(i, row) for i, row in submissions])
        _sheet(book, "发现", _FINDING_COLUMNS, [_finding(row) for row in summary.findings])
        if summary.unassigned:
            _sheet(book, "未分派", (("事项与原因", 90),), [(text,) for text in summary.unassigned])


def _sheet(
    book: Workbook,
    title: str,
    columns: Sequence[tuple[str, int]],
    rows: Iterable[Sequence[_Cell]],
) -> None:
    sheet = book.add_worksheet(title)
    head = book.add_format(
        {"bold": True, "bg_color": "#EEF1F5", "bottom": 1, "valign": "vcenter", "text_wrap": True}
    )
    body = book.add_format({"valign": "top", "text_wrap": True})
    figure = book.add_format({"valign": "top", "num_format": "#,##0.00"})
    for column, (label, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, label, head)
    last = 0
    for last, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            _write(sheet, last, column, value, body, figure)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)


def _write(
    sheet: Worksheet, row: int, column: int, value: _Cell, body: Format, figure: Format
) -> None:
    if isinstance(value, float):
        sheet.write_number(row, column, value, figure)
    elif isinstance(value, int):
        sheet.write_number(row, column, value, body)
    elif value:
        sheet.write_string(row, column, value[:_CELL_LIMIT], body)


def _submission(number: int, row: SubmissionRow) -> tuple[_Cell, ...]:
    return (
        number, row.name, row.factory, row.city, row.industry, row.version, row.status, row.energy,
        row.output, row.claimed, row.errors, row.warnings, row.infos, row.problem,
    )  # fmt: skip


def _finding(row: FindingRow) -> tuple[_Cell, ...]:
    return (
        row.name, row.factory, row.rule, row.severity, row.speciality, row.message, row.expected,
        row.actual, row.places, row.citation, row.fix, row.expert,
        row.sentence,
    )  # fmt: skip
