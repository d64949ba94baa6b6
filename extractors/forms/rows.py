"""Rows of an annex table: data, totals, repeated heads, notes, section titles, blank fillers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from extractors import grid
from extractors.forms import anchors, models, row_groups, values
from extractors.forms.columns import Column, Columns
from extractors.forms.models import Line
from extractors.grammar.text import fold, is_blank, nfkc, tidy
from schemas.document import Cell, Table
from schemas.fields import Type
from schemas.submission import Read, Row, State

_TOTAL = re.compile(
    r"(?:本页)?(?:合计|总计|小计|共计|累计|总和|汇总)(?:[(（:].*)?\Z|(?:投资|设备)?(?:合计|总计)"
    r"|[共合]计?\d{1,4}[项台套个]\Z"
)
_NO_ROW = re.compile(r"平均值?|均值|[(\[]?(?:填[写报])?(?:示?例|样例|范例|举例)\d?[)\]]?:?")
"""What heads the means of the rows, or the example that the office filled in."""
_EXAMPLE = re.compile(r"(?:填[写报])?(?:示例|样例|例):")
_NOTE = re.compile(
    r"(?:备?注\d?[:：.、]|注\d?\Z|说明[:：]|填[表写报]说明|单位[:：]|计量单位|备注[:：])"
)
_UNIT_NOTE = re.compile(r"(?:金额|计量|投资)?单位\s*[:：]\s*([^\s,，;；、)）]{1,8})")
_NOTHING = frozenset(
    {"/", "\\", "-", "—", "——", "无", "暂无", "不涉及", "n/a", "*", "...", "......", "…"}
)
_SIGNED = re.compile(
    r"(?:填表|填报|制表|审核|编制|复核|负责|经办|批准)(?:人|单位|日期|时间|部门)?\s*[:：]|"
    r"(?:单位)?(?:负责人|联系人|联系电话|日期|公章)\s*(?:[(（]?签[字章][)）]?)?\s*[:：]"
)
_HINT = re.compile(r"\([^()]*[\u3400-\u9fff][^()]*\)")
_LEAST_HINTS = 3
_LONGEST_KIND = 14
_NUMERIC = (Type.MONEY, Type.NUMBER, Type.COUNT)


class Sort(StrEnum):
    """What a row of an annex table is."""

    DATA = "data"
    TOTAL = "total"
    HEAD = "head"
    NOTE = "note"
    SECTION = "section"
    BLANK = "blank"


def sort_of(table: Table, row: int, heads: Columns) -> Sort:
    """What row ``row`` of a table headed by ``heads`` is."""
    line = grid.filled(grid.row_cells(table, row))
    told = [cell.text for cell in line]
    if not line or all(map(_says_nothing, told)) or _hints(told) or _unseen(line, row):
        return Sort.BLANK
    first = fold(line[0].text)
    if any(_TOTAL.match(fold(cell.text)) for cell in line[:2]) and len(first) <= 12:
        return Sort.TOTAL
    opening = nfkc(line[0].text).strip()
    if _NOTE.match(opening) or _SIGNED.match(opening) or _is_no_row(line):
        return Sort.NOTE
    if _opens_rows(table, row, line, heads):
        return Sort.SECTION
    if _repeats(table, row, heads):
        return Sort.HEAD
    return Sort.DATA if _counts(table, row, heads) else Sort.BLANK


def _is_no_row(line: Sequence[Cell]) -> bool:
    """Whether the row is somebody's example, or the means of the others."""
    told = [nfkc(cell.text).strip() for cell in line[:2]]
    return bool(_NO_ROW.fullmatch(fold(told[0]))) or any(map(_EXAMPLE.match, told))


def _unseen(line: Sequence[Cell], row: int) -> bool:
    """Whether the workbook hides the row: what nobody sees is not handed in; a notice tells of it."""
    own = [cell for cell in line if cell.row == row]
    return bool(own) and all("hidden_row" in cell.flags for cell in own)


def _hints(texts: Sequence[str]) -> bool:
    """Whether a row only says what is to be filled in: ``（名称） | （简述） | （起止年月）``."""
    return len(texts) >= _LEAST_HINTS and all(_HINT.fullmatch(nfkc(text).strip()) for text in texts)


def _says_nothing(text: str) -> bool:
    return fold(text) in _NOTHING


def _opens_rows(table: Table, row: int, line: Sequence[Cell], heads: Columns) -> bool:
    """Whether the row is a title over the rows below: of a list, or of a group within it."""
    if len(line) == 1:
        return _is_section(line[0], heads) or row_groups.names_a_group(table, row, line[0], heads)
    if len(line) == 2 and row_groups.is_group(line, heads):
        return True
    return row_groups.sums_a_group(table, row, heads)


def _is_section(cell: Cell, heads: Columns) -> bool:
    """A title over its rows: it covers the name's column from the left, or names a list."""
    key = fold(cell.text)
    if len(key) > 40:
        return False
    name = next((c.head for c in heads.columns if c.field.key == "name"), None)
    wide = name is not None and cell.column_span > 1 and grid.overlap(cell, name) > 0
    return wide or any(title.search(key) for title in anchors.ANNEX_TITLES.values())


def _repeats(table: Table, row: int, heads: Columns) -> bool:
    again = sum(
        fold(row_groups.cell_under(table, row, c).text) == fold(c.head.text) for c in heads.columns
    )
    return again >= 2 and again * 2 >= len(heads.columns)


def _counts(table: Table, row: int, heads: Columns) -> bool:
    """A row counts when its name or any two cells beside 序号 are filled."""
    full = {
        c.field.key for c in heads.columns if not grid.empty(row_groups.cell_under(table, row, c))
    } - {"seq"}
    return "name" in full or len(full) >= 2


def without_rests(
    table: Table, body: Sequence[tuple[int, Sort]], heads: Columns
) -> list[tuple[int, Sort]]:
    """``body`` without rows of bare figures at its top or behind a sum.

    The page end broke the figures of a sum; the head may stand over their rests again.
    """
    kept: list[tuple[int, Sort]] = []
    last = Sort.TOTAL
    for row, sort in body:
        if last is Sort.TOTAL and sort is Sort.DATA and _bare(table, row, heads):
            continue
        kept.append((row, sort))
        last = last if sort is Sort.BLANK else sort
    return kept


def _bare(table: Table, row: int, heads: Columns) -> bool:
    """Whether nothing but figures stands in the row, not even its number."""
    full = [c for c in heads.columns if not grid.empty(row_groups.cell_under(table, row, c))]
    return all(column.field.type in _NUMERIC and column.field.key != "seq" for column in full)


def telling_column(table: Table, body: Sequence[tuple[int, Sort]], heads: Columns) -> int | None:
    """The column beside the form's own whose every cell says 现有 or 更新, ``None`` for none."""
    data = [r for r, sort in body if sort is Sort.DATA]
    own = [column.head for column in heads.columns]
    for column in range(len(table.rows[0])) if data else ():
        cells = [table.rows[r][column] for r in data]
        if not any(grid.overlap(head, cells[0]) for head in own) and all(map(_tells, cells)):
            return column
    return None


def _tells(cell: Cell) -> bool:
    key = fold(cell.text)
    short = 0 < len(key) <= _LONGEST_KIND
    return short and bool(anchors.EXISTING.search(key)) != bool(anchors.NEW.search(key))


def unit_note(text: str) -> str:
    """The unit that a note over a table gives (``单位：万元``), ``""`` for none."""
    found = _UNIT_NOTE.search(nfkc(text))
    return found[1] if found else ""


def line_of(table: Table, row: int, heads: Columns) -> Line:
    """The row's cells by column key."""
    return Line({c.field.key: row_groups.cell_under(table, row, c) for c in heads.columns}, row)


def number_of(line: Line) -> int | None:
    """The row's 序号, ``None`` where it has none."""
    cell = line.cells.get("seq")
    text = fold(cell.text).strip("()。.、,第") if cell is not None else ""
    return int(text) if text.isdigit() and text.isascii() else None


def continues(line: Line, before: Line | None, heads: Columns) -> bool:
    """Whether ``line`` goes on with the row before it: merged number and name, or neither."""
    if before is None:
        return False
    if _clash(line, before, heads):
        return False
    name, number = line.cells.get("name"), line.cells.get("seq")
    if name is not None and name.row < line.row and not is_blank(name.text):
        return number is None or number.row < line.row or is_blank(number.text)
    if number is not None and not is_blank(number.text):
        return False
    bare = name is not None and is_blank(name.text)
    return (bare or _words_only(line, before, heads)) and _broken_by_page(line, before)


def _words_only(line: Line, before: Line, heads: Columns) -> bool:
    """Whether the line has neither number nor figure, and the one before has both: cut in two."""
    keys = [c.field.key for c in heads.columns if c.field.type in _NUMERIC]
    said = [not is_blank(line.cells[key].text) for key in keys if key in line.cells]
    first = before.cells.get("seq")
    counted = sum(not is_blank(before.cells[key].text) for key in keys if key in before.cells)
    return first is not None and not is_blank(first.text) and counted > 1 and not any(said)


def _clash(line: Line, before: Line, heads: Columns) -> bool:
    """Whether both rows state a figure of their own in one column: then they are two rows."""
    for column in heads.columns:
        key = column.field.key
        one, other = before.cells.get(key), line.cells.get(key)
        if one is None or other is None:
            continue
        numeric = column.field.type in _NUMERIC and key != "seq"
        if (
            numeric
            and not grid.same(one, other)
            and not is_blank(one.text)
            and not is_blank(other.text)
        ):
            return True
    return False


def _broken_by_page(line: Line, before: Line) -> bool:
    pages = [getattr(next(iter(x.cells.values())).where, "page", None) for x in (before, line)]
    return pages[0] != pages[1]


def joined(before: Line, line: Line) -> Line:
    """Two lines of one row as one: texts of a column put together once each."""
    cells = {key: _together(cell, line.cells.get(key, cell)) for key, cell in before.cells.items()}
    return Line(cells, line.row)


def _together(one: Cell, other: Cell) -> Cell:
    if grid.same(one, other) or is_blank(other.text) or fold(one.text) == fold(other.text):
        return one
    if is_blank(one.text):
        return other
    return grid.joined((one, other), f"{one.text}\n{other.text}")


def read(line: Line, heads: Columns, note: str, sure: float, flags: tuple[str, ...] = ()) -> Row:
    """The row as reads; ``note`` is the unit that stands over the table."""
    line = models.parted(line, heads)
    found = {
        column.field.key: _read(column, line.cells[column.field.key], note, sure, flags)
        for column in heads.columns
        if column.field.key in line.cells
    }
    return found | models.reads(line, heads, found)


def _read(column: Column, cell: Cell, note: str, sure: float, flags: tuple[str, ...]) -> Read:
    field = column.field
    unit = column.unit or (note if field.type is Type.MONEY else "")
    confidence = min(column.match.confidence, sure)
    marks = (*column.match.flags, *flags)
    source = values.Origin(cell, tidy(column.head.text), confidence, marks, unit)
    if field.key == "seq":
        return _number(source)
    return values.read_value(field, source)


def _number(source: values.Origin) -> Read:
    """序号 as a whole number where it is one."""
    text = fold(source.cell.text).strip("()。.、,第")
    digits = re.sub(r"\.0+\Z", "", text)
    if not text:
        circled = nfkc(source.cell.text).strip(" ().、")
        digits = circled if circled.isdigit() else ""
    if digits.isdigit():
        return values.made(source, int(digits))
    if not digits:
        return values.made(source, None, state=State.BLANK)
    return values.text_read(source)


def totals(row: Row) -> Row:
    """Of a total row, the figures that it states, and the word that says what it sums."""
    figures = {key: read for key, read in row.items() if _summed(key, read)}
    return {k: v for k, v in row.items() if k in figures or _names_a_sum(k, v)} if figures else {}


def _summed(key: str, read: Read) -> bool:
    figure = isinstance(read.value, int | float) and read.state is State.STATED
    return figure and key != "seq"


def _names_a_sum(key: str, read: Read) -> bool:
    return key in ("seq", "name") and bool(_TOTAL.match(fold(read.raw)))


def section_of(cells: Sequence[Cell]) -> str:
    """The text of a title row."""
    return tidy(" ".join(cell.text for cell in cells))
