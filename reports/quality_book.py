"""``数据.xlsx``: every list of the quality report, whole."""

from __future__ import annotations

from pathlib import Path

from xlsxwriter.workbook import Workbook

from reports.sheets import add, book_at
from schemas.finding import Severity
from schemas.quality import Quality
from schemas.words import SEVERITY_WORDS
from validators.registers.industries import division_names

_WIDE, _NARROW = 44, 12


def write_book(report: Quality, path: Path) -> None:
    """Write the workbook, a sheet a list."""
    with book_at(path) as book:
        _tiles(report, book)
        _rules(report, book)
        _heat(report, book)
        _fields(report, book)
        _checks(report, book)
        _drift(report, book)
        _experts(report, book)
        _stages(report, book)
        _dates(report, book)


def _columns(*titles: str) -> list[tuple[str, int]]:
    return [(title, _NARROW if n else _WIDE) for n, title in enumerate(titles)]


def _tiles(report: Quality, book: Workbook) -> None:
    days = [f"前{back}日" if back else "当日" for back in range(6, -1, -1)]
    rows = [(t.title, t.value, t.unit, t.of, t.before, *t.line) for t in report.tiles]
    add(book, "指标", _columns("指标", "值", "单位", "分母", "前7日", *days), rows)


def _rules(report: Quality, book: Workbook) -> None:
    columns = _columns("规则", "编号", "级别", "材料", "发现", "已裁定", "误报", "建议复审")
    rows = [
        (
            line.title,
            line.rule,
            SEVERITY_WORDS[Severity(line.severity)],
            line.submissions,
            line.findings,
            line.ruled,
            line.dismissed,
            "是" if line.review else "",
        )
        for line in report.rules
    ]
    add(book, "规则", columns, rows)


def _heat(report: Quality, book: Workbook) -> None:
    names = division_names()
    rows = [
        (names.get(cell.division, cell.division), cell.city, cell.submissions, cell.passed)
        for cell in report.heat
    ]
    add(book, "市与行业", _columns("行业", "市", "材料", "首次通过"), rows)


def _fields(report: Quality, book: Workbook) -> None:
    columns = _columns("字段", "键", "格式", "读出", "把握不足", "读不懂", "平均置信度", "人工改正")
    rows = [
        (
            line.label,
            line.key,
            line.kind,
            line.read,
            line.unsure,
            line.unreadable,
            line.mean,
            "无记录" if line.corrected is None else line.corrected,
        )
        for line in report.fields
    ]
    add(book, "识别把握", columns, rows)


def _checks(report: Quality, book: Workbook) -> None:
    columns = [*_columns("要求", "键", "范围", "符合", "不符", "共"), ("材料", _WIDE)]
    rows = [
        (
            one.words,
            one.key,
            one.scope,
            "是" if one.met else "否",
            one.failed,
            one.looked_at,
            "、".join(one.rows),
        )
        for one in report.checks
    ]
    add(book, "数据检查", columns, rows)


def _drift(report: Quality, book: Workbook) -> None:
    columns = [
        *_columns("指标", "近30日%", "份数", "基线%", "基线份数", "差下限", "差上限"),
        ("结论", _WIDE),
    ]
    rows = [
        (
            one.label,
            one.now,
            one.now_of,
            one.baseline,
            one.baseline_of,
            one.low,
            one.high,
            one.words,
        )
        for one in report.drift
    ]
    add(book, "与基线相比", columns, rows)


def _experts(report: Quality, book: Workbook) -> None:
    rows = [
        (
            one.expert,
            one.assigned,
            one.findings,
            one.decided,
            one.upheld,
            one.dismissed,
            one.shared,
            one.agreed,
            one.due,
            one.in_time,
        )
        for one in report.experts
    ]
    titles = (
        "专家",
        "任务",
        "待核发现",
        "已裁定",
        "属实",
        "误报",
        "共同裁定",
        "一致",
        "到期",
        "按时",
    )
    add(book, "专家", _columns(*titles), rows)


def _stages(report: Quality, book: Workbook) -> None:
    rows = [(one.words, one.of, one.median, one.slow) for one in report.stages]
    add(book, "环节用时", _columns("环节", "份数", "中位数（小时）", "九成不超过（小时）"), rows)


def _dates(report: Quality, book: Workbook) -> None:
    rows = [(one.words, f"{one.day:%Y-%m-%d}", one.working_days) for one in report.deadlines]
    add(book, "期限", _columns("事项", "日期", "工作日"), rows)
