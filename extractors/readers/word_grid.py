"""The grid of a Word table: which cell covers which positions.

Walked by ``gridSpan``, ``vMerge``, ``hMerge`` and ``gridBefore``, never by ``tblGrid``,
which WPS leaves out or wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from msgspec import Struct

from extractors.readers import word_names as n
from extractors.readers.office_values import whole
from extractors.readers.word_controls import control_text
from extractors.readers.word_styles import coloured

_WRAPPERS = frozenset({n.SDT, n.SDT_CONTENT, n.INS, n.MOVE_TO, n.W + "customXml"})
_TR_PR = n.W + "trPr"
_TC_PR = n.W + "tcPr"
_BEFORE = n.W + "gridBefore"
_AFTER = n.W + "gridAfter"
_MAX_SPAN = 64  # Word itself allows 63 columns
MAX_ROWS = 20_000
MAX_COLUMNS = 256


class Place(Struct):
    """A cell on the grid; ``swallowed`` are the cells that a merge hides behind it."""

    element: etree._Element
    row: int
    column: int
    column_span: int = 1
    row_span: int = 1
    shaded: bool = False
    replaced: str | None = None
    """What a control around the whole cell (a check box, a prompt) shows in its place."""
    swallowed: list[etree._Element] = []


class Grid(Struct, frozen=True):
    """The places of one table in reading order, and its size."""

    places: tuple[Place, ...]
    rows: int
    columns: int
    capped: bool = False
    """Whether the table is too large and was cut."""


class _Row(Struct, frozen=True):
    """Grid columns that a row leaves out at either end; whether a change deleted it."""

    before: int
    after: int
    deleted: bool


class _Cell(Struct, frozen=True):
    element: etree._Element
    span: int
    vertical: str  # "", "restart" or "continue"
    horizontal: str
    shaded: bool = False
    replaced: str | None = None


def grid_of(table: etree._Element) -> Grid:
    """The grid of ``w:tbl``. Rows deleted by a tracked change are not part of it."""
    places: list[Place] = []
    above: dict[int, Place] = {}
    rows = columns = 0
    for row, _ in _children(table, n.TR):
        if rows == MAX_ROWS:
            return Grid(tuple(places), rows, columns, capped=True)
        given = _row(row)
        if given.deleted:
            continue
        width, above = _lay(row, rows, above, places, given)
        columns = max(columns, width)
        rows += 1
    return Grid(tuple(places), rows, columns, capped=columns >= MAX_COLUMNS)


def _lay(
    row: etree._Element, index: int, above: dict[int, Place], places: list[Place], given: _Row
) -> tuple[int, dict[int, Place]]:
    """Place one row's cells; returns its width and the merges open below it, by column."""
    column = given.before
    below: dict[int, Place] = {}
    last: Place | None = None
    for element, replaced in _children(row, n.TC):
        if column >= MAX_COLUMNS:
            break
        cell = _cell(element, replaced)
        if cell.horizontal == "continue" and last is not None:
            last.column_span += cell.span
            last.swallowed.append(cell.element)
        else:
            last = _placed(cell, index, column, above, places)
            if cell.vertical:
                below[column] = last
        column += cell.span
    return column + given.after, below


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
    place = Place(cell.element, row, column, cell.span, shaded=cell.shaded, replaced=cell.replaced)
    places.append(place)
    return place


def _children(parent: etree._Element, tag: str) -> Iterator[tuple[etree._Element, str | None]]:
    """The rows of a table or cells of a row, also those inside content controls.

    With each stands the text that a control shows in its place.
    """
    for child in parent:
        if child.tag == tag:
            yield child, None
        elif child.tag in _WRAPPERS:
            shown = control_text(child) if child.tag == n.SDT else None
            for element, replaced in _children(child, tag):
                yield element, replaced if shown is None else shown


def _row(element: etree._Element) -> _Row:
    before = after = 0
    deleted = False
    properties = element.find(_TR_PR)
    for item in () if properties is None else properties:
        if item.tag == _BEFORE:
            before = _span(item.get(n.VAL), 0)
        elif item.tag == _AFTER:
            after = _span(item.get(n.VAL), 0)
        elif item.tag == n.DEL:
            deleted = True
    return _Row(before, after, deleted)


def _cell(element: etree._Element, replaced: str | None) -> _Cell:
    properties = n.leading(element, _TC_PR)
    if properties is None:
        return _Cell(element, 1, "", "", replaced=replaced)
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
    return _Cell(element, span, vertical, horizontal, shaded, replaced)


def _span(value: str | None, least: int) -> int:
    return min(max(whole(value, least), least), _MAX_SPAN)


_GRID_SPAN = n.W + "gridSpan"
_V_MERGE = n.W + "vMerge"
_H_MERGE = n.W + "hMerge"
_SHADE = n.W + "shd"
