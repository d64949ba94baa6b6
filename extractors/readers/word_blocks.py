"""The body of a Word file as blocks: paragraphs and tables in reading order."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from msgspec import Struct

from extractors.readers import word_names as n
from extractors.readers.word_grid import Place, grid_of
from extractors.readers.word_ink import Written, join
from extractors.readers.word_lines import Ground, Line, Story, content
from extractors.readers.word_styles import Styles
from schemas.document import Block, Cell, Paragraph, Table
from schemas.place import WordPlace

_BODY = Ground()


class _Content(Struct):
    """The content of a cell while it is read."""

    parts: list[Written] = []
    tables: list[Table] = []


def read_blocks(body: etree._Element, story: Story) -> Iterator[Block]:
    """The blocks of the body; blank paragraphs are counted but left out."""
    return _blocks(body, story, _BODY)


def _blocks(container: etree._Element, story: Story, ground: Ground) -> Iterator[Block]:
    for item in content(container, story, ground):
        if not isinstance(item, Line):
            yield from _numbered_table(item, story)
            continue
        paragraph = _paragraph(item)
        if paragraph is not None:
            yield paragraph
        for box in item.boxes:
            yield from _blocks(box, story, Ground(item.where, coloured=True))


def _paragraph(line: Line) -> Paragraph | None:
    written = line.written
    if not (written.text.strip() or written.withdrawn or written.pictures or line.numbering):
        return None
    return Paragraph(
        text=written.text,
        where=line.where,
        numbering=line.numbering,
        level=line.level,
        bold=written.bold,
        size=written.size,
        withdrawn=written.withdrawn,
        spans=written.spans,
        pictures=written.pictures,
    )


def _numbered_table(element: etree._Element, story: Story) -> Iterator[Table]:
    story.tables += 1
    table = _table(element, story, WordPlace(story.file, table=story.tables))
    if table.rows:
        yield table


def _table(element: etree._Element, story: Story, where: WordPlace) -> Table:
    """A table at ``where``; cells of a nested one stand where their outer cell stands."""
    grid = grid_of(element)
    if grid.capped:
        story.remark("rows_capped", where, "")
    backed = _style_shades(element, story.styles)
    rows: list[list[Cell | None]] = [[None] * grid.columns for _ in range(grid.rows)]
    for place in grid.places:
        cell = _cell(place, story, where, backed)
        covered = [cell] * place.column_span
        for row in range(place.row, place.row + place.row_span):
            rows[row][place.column : place.column + place.column_span] = covered
    return Table(tuple(_filled(i, row, where) for i, row in enumerate(rows)), where)


def _filled(index: int, row: list[Cell | None], table: WordPlace) -> tuple[Cell, ...]:
    return tuple(
        Cell(index, column, "", _cell_place(table, index, column), flags=("uncovered",))
        if cell is None
        else cell
        for column, cell in enumerate(row)
    )


def _cell(place: Place, story: Story, table: WordPlace, backed: bool) -> Cell:
    where = _cell_place(table, place.row, place.column)
    found = _Content()
    if place.replaced is None:
        _read_into(found, place.element, story, Ground(where, backed or place.shaded))
    written = Written(place.replaced) if place.replaced is not None else join(found.parts)
    withdrawn = written.withdrawn
    if place.swallowed:
        withdrawn = "\n".join(filter(None, (withdrawn, *map(_plain, place.swallowed))))
    return Cell(
        row=place.row,
        column=place.column,
        text=written.text,
        where=where,
        row_span=place.row_span,
        column_span=place.column_span,
        withdrawn=withdrawn,
        spans=written.spans,
        pictures=written.pictures,
        tables=tuple(found.tables),
        flags=("tracked",) if written.tracked else (),
    )


def _read_into(found: _Content, container: etree._Element, story: Story, ground: Ground) -> None:
    """Read the paragraphs and nested tables of a cell, or of a text box in it."""
    for item in content(container, story, ground):
        if not isinstance(item, Line):
            found.tables.append(_table(item, story, ground.where or WordPlace(story.file)))
            continue
        found.parts.append(item.written.prefixed(item.numbering))
        for box in item.boxes:
            _read_into(found, box, story, Ground(ground.where, coloured=True))


def _plain(element: etree._Element) -> str:
    """The bare text of what a merge hides."""
    return "".join(t.text or "" for t in element.iter(n.T)).strip()


def _style_shades(table: etree._Element, styles: Styles) -> bool:
    properties = table.find(n.W + "tblPr")
    style = None if properties is None else properties.find(n.W + "tblStyle")
    return style is not None and styles.shades(style.get(n.VAL, ""))


def _cell_place(table: WordPlace, row: int, column: int) -> WordPlace:
    """Where a cell stands; a nested table's cells stand in the outer table's cell."""
    if table.cell is not None:
        return table
    return WordPlace(table.file, table=table.table, cell=(row + 1, column + 1))
