"""The form's own basic table, cover and chapters in Word, row by row; layouts change its parts."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document as Docx
from docx.table import Table, _Cell

from tests.extractors.form_filled import (
    CHAPTERS,
    COMPARED_PRINTED,
    FOOT,
    HEADS,
    LABELS,
    OPERATING,
    PAIRS,
    PRINTED,
    PROMISE,
    SINGLES,
    YEARLY_PRINTED,
    YEARS,
)


def grid(document: Docx, rows: int, columns: int) -> Table:
    """A bordered table at the document's end."""
    table = document.add_table(rows, columns)
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


def cover(document: Docx, printed: dict[str, str]) -> None:
    """The form's cover, as lines."""
    add = document.add_paragraph
    add("附件2")
    add("浙江省零碳（近零碳）工厂建设方案")
    add(f"申报单位：  {printed['cover_applicant']}  ")
    add(f"所在地市：  {printed['cover_city']}  ")
    add("浙江省经济和信息化厅制")
    add(printed["cover_date"])
    add("基本信息表")


def chapters(document: Docx, entries: Sequence[tuple[str, str]] = CHAPTERS) -> None:
    """The running text: headings as plain paragraphs."""
    for title, body in entries:
        document.add_paragraph(title)
        if body:
            document.add_paragraph(body)


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
