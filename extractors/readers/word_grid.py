"""The grid of a Word table: which cell covers which positions.

Walked by ``gridSpan``, ``vMerge``, ``hMerge`` and ``gridBefore``, never by ``tblGrid``,
which WPS leaves out or wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from extractors.readers import word_names as n
from extractors.readers.word_styles import coloured

_WRAPPERS = frozenset({n.SDT, n.SDT_CONTENT, n.INS, n.MOVE_TO, n.W + "customXml"})
_TR_PR = n.W + "trPr"
_TC_PR = n.W + "tcPr"
_TBL_PR_EX = n.W + "tblPrEx"
_MAX_SPAN = 512


@dataclass(slots=True)
class Place:
    """A cell on the grid; ``swallowed`` are the cells that a merge hides behind it."""

    element: etree._Element
    row: int
    column: int
    column_span: int = 1
    row_span: int = 1
    shaded: bool = False
    swallowed: list[etree._Element] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Grid:
    """The places of one table in reading order, and its size."""

    places: tuple[Place, ...]
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class _Cell:
    element: etree._Element
    span: int
    vertical: str  # "", "restart" or "continue"
    horizontal: str
    shaded: bool = False


def grid_of(table: etree._Element) -> Grid:
    """The grid of ``w:tbl``. Rows deleted by a tracked change are not part of it."""
    places: list[Place] = []
    above: dict[int, Place] = {}
    rows = columns = 0
    for row in _children(table, n.TR):
        if _is_deleted(row):
            continue
        width, above = _lay(row, rows, above, places)
        columns = max(columns, width)
        rows += 1
    return Grid(tuple(places), rows, columns)


def _lay(
    row: etree._Element, index: int, above: dict[int, Place], places: list[Place]
) -> tuple[int, dict[int, Place]]:
    """Place one row's cells; returns its width and the merges open below it, by column."""
    column = _grid_skip(row, "gridBefore")
    below: dict[int, Place] = {}
    last: Place | None = None
    for cell in map(_cell, _children(row, n.TC)):
        if cell.horizontal == "continue" and last is not None:
            last.column_span += cell.span
            last.swallowed.append(cell.element)
        else:
            last = _placed(cell, index, column, above, places)
            if cell.vertical:
                below[column] = last
        column += cell.span
    return column + _grid_skip(row, "gridAfter"), below


def _placed(
    cell: _Cell, row: int, column: int, above: dict[int, Place], places: list[Place]
) -> Place:
    """The place of a cell: a merge from above grown by a row, or a new one."""
    open_merge = above.get(column)
    joins = cell.vertical == "continue" and open_merge is not None
    if open_merge is not None and joins and open_merge.column_span == cell.span:
        open_merge.row_span += 1
        open_merge.swallowed.append(cell.element)
        return open_merge
    place = Place(cell.element, row, column, cell.span, shaded=cell.shaded)
    places.append(place)
    return place


def _children(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The rows of a table or cells of a row, also those inside content controls."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, tag)


def _is_deleted(row: etree._Element) -> bool:
    properties = row.find(_TR_PR)
    return properties is not None and properties.find(n.DEL) is not None


def _grid_skip(row: etree._Element, name: str) -> int:
    skip = row.find(f"{_TR_PR}/{n.W}{name}")
    return 0 if skip is None else _span(skip.get(n.VAL), 0)


def _cell(element: etree._Element) -> _Cell:
    properties = element.find(_TC_PR)
    if properties is None:
        return _Cell(element, 1, "", "")
    span, vertical, horizontal, shaded = 1, "", "", False
    for item in properties:
        if item.tag == _GRID_SPAN:
            span = _span(item.get(n.VAL), 1)
        elif item.tag == _V_MERGE:
            vertical = item.get(n.VAL, "continue")
        elif item.tag == _H_MERGE:
            horizontal = item.get(n.VAL, "continue")
        elif item.tag == _SHADE:
            shaded = coloured(item)
    return _Cell(element, span, vertical, horizontal, shaded)


def _span(value: str | None, least: int) -> int:
    if value is None or not value.isdigit():
        return least
    return min(max(int(value), least), _MAX_SPAN)


_GRID_SPAN = n.W + "gridSpan"
_V_MERGE = n.W + "vMerge"
_H_MERGE = n.W + "hMerge"
_SHADE = n.W + "shd"
