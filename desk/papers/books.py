"""《审核意见汇总表》 and 《台账》 as workbooks: one heading, heads on every page, sums as formulas.

Every text goes in as a text: what an applicant wrote is never a formula or a link.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Final, Generic, TypeVar

import xlsxwriter
from msgspec import Struct
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from desk.papers.wording import in_words
from schemas.desk import STAGE_WORDS
from store.paper_bodies import MARK, Ledger, LedgerRow, Summary, SummaryRow

Cell = str | float | int | date | None
R = TypeVar("R")
_HEAD_ROW: Final = 2
_FIRST_ROW: Final = 3
_CELL_LIMIT: Final = 32_000
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_FORMATS: Final[dict[str, dict[str, object]]] = {
    "title": {"font_size": 18, "bold": True, "align": "center", "valign": "vcenter"},
    "under": {"align": "left", "valign": "vcenter", "font_name": "仿宋"},
    "head": {"bold": True, "bg_color": "#EEF1F5", "align": "center", "valign": "vcenter"},
    "text": {"valign": "vcenter"},
    "count": {"valign": "vcenter", "num_format": "0"},
    "figure": {"valign": "vcenter", "num_format": "#,##0.00"},
    "day": {"valign": "vcenter", "num_format": "yyyy-mm-dd", "align": "center"},
    "total": {"bold": True, "valign": "vcenter", "num_format": "0"},
    "total_figure": {"bold": True, "valign": "vcenter", "num_format": "#,##0.00"},
}


class Column(Struct, Generic[R], frozen=True):
    """One column: its head, its width in characters, what it shows, how, and whether it is summed."""

    head: str
    width: float
    value: Callable[[R], Cell]
    look: str = "text"
    summed: bool = False


def _count(head: str, value: Callable[[R], Cell]) -> Column[R]:
    return Column(head, 7, value, "count", True)


SUMMARY: Final[tuple[Column[SummaryRow], ...]] = (
    Column("企业名称", 26, lambda row: row.firm),
    Column("统一社会信用代码", 20, lambda row: row.uscc),
    Column("设区市", 8, lambda row: row.city),
    Column("行业", 16, lambda row: row.industry),
    Column("第几次", 6, lambda row: row.number, "count"),
    _count("错误", lambda row: row.errors),
    _count("警告", lambda row: row.warnings),
    _count("须补正", lambda row: row.upheld),
    _count("不影响", lambda row: row.harmless),
    _count("误报", lambda row: row.dismissed),
    _count("未裁定", lambda row: row.undecided),
    Column("专家意见", 18, lambda row: row.experts),
    Column("审核意见", 30, lambda row: row.opinion),
)
LEDGER: Final[tuple[Column[LedgerRow], ...]] = (
    Column("批次", 14, lambda row: row.batch),
    Column("企业名称", 24, lambda row: row.firm),
    Column("统一社会信用代码", 19, lambda row: row.uscc),
    Column("设区市", 8, lambda row: row.city),
    Column("行业", 14, lambda row: row.industry),
    Column("第几次", 6, lambda row: row.number, "count"),
    Column("收到日期", 11, lambda row: row.handed_in, "day"),
    Column("工业总产值（万元）", 13, lambda row: row.output, "figure", True),
    Column("年综合能耗（吨标准煤）", 13, lambda row: row.energy, "figure", True),
    Column("碳排放总量（吨二氧化碳）", 13, lambda row: row.emissions, "figure", True),
    Column("方案总投资（万元）", 13, lambda row: row.investment, "figure", True),
    Column("自评总分", 8, lambda row: row.claimed, "figure"),
    Column("复算总分", 10, lambda row: row.computed),
    _count("错误", lambda row: row.errors),
    _count("警告", lambda row: row.warnings),
    _count("须补正", lambda row: row.upheld),
    Column("状态", 9, lambda row: STAGE_WORDS.get(row.stage, row.stage)),
    Column("负责人", 8, lambda row: row.owner),
    Column("办理期限", 11, lambda row: row.due_on, "day"),
)


def summary(body: Summary, *, confirmed: bool) -> bytes:
    """《审核意见汇总表》.xlsx."""
    under = _under(body.office, body.made_on, len(body.rows), confirmed)
    return _book(
        "零碳（近零碳）工厂建设方案审核意见汇总表", under, "审核意见汇总表", SUMMARY, body.rows
    )


def ledger(body: Ledger, *, confirmed: bool) -> bytes:
    """《台账》.xlsx."""
    under = _under(body.office, body.made_on, len(body.rows), confirmed)
    return _book("零碳（近零碳）工厂申报台账", under, "台账", LEDGER, body.rows)


def _under(office: str, day: date, count: int, confirmed: bool) -> str:
    mark = "" if confirmed else f"　　（{MARK}）"
    return f"填表单位：{office}　　日期：{in_words(day)}　　共{count}家{mark}"


def _book(
    title: str, under: str, name: str, columns: Sequence[Column[R]], rows: Sequence[R]
) -> bytes:
    made = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(made, {"in_memory": True, **plain}) as book:
        looks = _looks(book)
        sheet = book.add_worksheet(name)
        _layout(sheet, columns)
        sheet.merge_range(0, 0, 0, len(columns), title, looks["title"])
        sheet.merge_range(1, 0, 1, len(columns), under, looks["under"])
        for at, head in enumerate(("序号", *(column.head for column in columns))):
            sheet.write_string(_HEAD_ROW, at, head, looks["head"])
        for no, row in enumerate(rows, start=1):
            _line(sheet, no, row, columns, looks)
        _totals(sheet, columns, rows, looks)
    return made.getvalue()


def _looks(book: Workbook) -> dict[str, Format]:
    common: dict[str, object] = {"font_name": "宋体", "font_size": 10, "text_wrap": True}
    framed: dict[str, dict[str, object]] = {
        name: {} if name in ("title", "under") else {"border": 1} for name in _FORMATS
    }
    return {name: book.add_format(common | framed[name] | look) for name, look in _FORMATS.items()}


def _layout(sheet: Worksheet, columns: Sequence[Column[R]]) -> None:
    sheet.set_column(0, 0, 5)
    for at, column in enumerate(columns, start=1):
        sheet.set_column(at, at, column.width)
    sheet.set_row(0, 32)
    sheet.set_row(1, 20)
    sheet.set_row(_HEAD_ROW, 32)
    sheet.freeze_panes(_FIRST_ROW, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.repeat_rows(0, _HEAD_ROW)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _line(
    sheet: Worksheet, no: int, row: R, columns: Sequence[Column[R]], looks: dict[str, Format]
) -> None:
    at = _FIRST_ROW + no - 1
    sheet.write_number(at, 0, no, looks["count"])
    for column, entry in enumerate(columns, start=1):
        _write(sheet, at, column, entry.value(row), looks[entry.look])


def _write(sheet: Worksheet, row: int, column: int, value: Cell, look: Format) -> None:
    match value:
        case None:
            sheet.write_blank(row, column, None, look)
        case date():
            sheet.write_datetime(row, column, value, look)
        case str():
            sheet.write_string(row, column, _CONTROL.sub("", value)[:_CELL_LIMIT], look)
        case _:
            sheet.write_number(row, column, value, look)


def _totals(
    sheet: Worksheet, columns: Sequence[Column[R]], rows: Sequence[R], looks: dict[str, Format]
) -> None:
    """The sums as formulas, with what they come to for programs that do not calculate."""
    last = _FIRST_ROW + len(rows)
    sheet.write_string(last, 0, "合计", looks["head"])
    for at, column in enumerate(columns, start=1):
        if not (column.summed and rows):
            sheet.write_blank(last, at, None, looks["head"])
            continue
        span = f"{xl_rowcol_to_cell(_FIRST_ROW, at)}:{xl_rowcol_to_cell(last - 1, at)}"
        look = looks["total_figure" if column.look == "figure" else "total"]
        sheet.write_formula(last, at, f"=SUM({span})", look, _sum(column, rows))


def _sum(column: Column[R], rows: Sequence[R]) -> float:
    values = (column.value(row) for row in rows)
    return sum(value for value in values if isinstance(value, int | float))
