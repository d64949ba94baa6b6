"""``summary.xlsx``: one row a submission, one sheet of findings, text that can never be a formula."""

from __future__ import annotations

from pathlib import Path

from reports.sheets import Cell, add, book_at
from schemas.report import BatchSummary, FindingRow, SubmissionRow

_SUBMISSION_COLUMNS = (
    ("序号", 6), ("材料", 26), ("企业名称", 34), ("地市", 10), ("行业代码", 10), ("版本", 6), ("状态", 10),
    ("上年度综合能耗（吨标煤）", 14), ("上年度产值（万元）", 14), ("自评总分", 10), ("复算总分", 12),
    ("错误", 7), ("警告", 7), ("提示", 7), ("读不了的原因", 50),
)  # fmt: skip
_FINDING_COLUMNS = (
    ("材料", 26), ("企业名称", 30), ("规则", 7), ("级别", 7), ("专业", 8), ("问题", 60), ("应为", 18), ("实为", 18),
    ("位置", 46), ("依据", 36), ("建议", 36), ("专家", 12),
    ("补正语句", 60),
)  # fmt: skip


def write_summary(summary: BatchSummary, path: Path) -> None:
    """Write the workbook. Cells are text or numbers, never formulas or links."""
    with book_at(path) as book:
        submissions = enumerate(summary.submissions, start=1)
        add(book, "材料", _SUBMISSION_COLUMNS, [_submission(i, row) for i, row in submissions])
        add(book, "发现", _FINDING_COLUMNS, [_finding(row) for row in summary.findings])
        if summary.unassigned:
            add(book, "未分派", (("事项与原因", 90),), [(text,) for text in summary.unassigned])


def _submission(number: int, row: SubmissionRow) -> tuple[Cell, ...]:
    return (
        number, row.name, row.factory, row.city, row.industry, row.version, row.status, row.energy,
        row.output, row.claimed, row.recomputed, row.errors, row.warnings, row.infos, row.problem,
    )  # fmt: skip


def _finding(row: FindingRow) -> tuple[Cell, ...]:
    return (
        row.name, row.factory, row.rule, row.severity, row.speciality, row.message, row.expected,
        row.actual, row.places, row.citation, row.fix, row.expert,
        row.sentence,
    )  # fmt: skip
