"""The body of a Word file as blocks: paragraphs and tables in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from extractors.readers import word_names as n
from extractors.readers.word_controls import control_text
from extractors.readers.word_grid import Place, grid_of
from extractors.readers.word_ink import Ink, Written, join
from extractors.readers.word_inline import Pen, write
from extractors.readers.word_numbering import Numbering
from extractors.readers.word_pictures import Album, branch
from extractors.readers.word_styles import ParagraphStyle, Styles, coloured, outline_level
from schemas.document import Block, Cell, Paragraph, Table
from schemas.place import WordPlace

_WRAPPERS = frozenset({n.INS, n.MOVE_TO, n.W + "customXml", n.W + "smartTag"})
_NUM_PR = n.W + "numPr"
_P_STYLE = n.W + "pStyle"
_OUTLINE = n.W + "outlineLvl"
_SHADE = n.W + "shd"
_MARK_DELETED = f"{n.R_PR}/{n.DEL}"


@dataclass(slots=True)
class Story:
    """What is known while one file is read from its start to its end."""

    file: str
    styles: Styles
    numbering: Numbering
    album: Album
    tables: int = 0
    paragraphs: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph as read, outside or inside a cell."""

    written: Written
    numbering: str
    level: int | None
    boxes: tuple[etree._Element, ...]


@dataclass(slots=True)
class Lines:
    """The content of a cell while it is read."""

    parts: list[Written] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Properties:
    style: ParagraphStyle
    level: int | None = None
    num_id: str | None = None
    num_level: int | None = None
    shaded: bool = False
    mark_deleted: bool = False


def read_blocks(container: etree._Element, story: Story) -> Iterator[Block]:
    """The blocks of the body or of a text box in it; blank paragraphs are left out."""
    carried: Ink | None = None
    for element in flat(container):
        if element.tag == n.TBL:
            yield from _body_table(element, story)
            continue
        story.paragraphs += 1
        line, carried = _line(element, story, False, carried)
        if line is not None:
            yield from _body_line(line, story)


def flat(container: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs and tables of a container, also those inside content controls."""
    for child in container:
        tag = child.tag
        if tag in (n.P, n.TBL):
            yield child
        elif tag == n.SDT:
            content = child.find(n.SDT_CONTENT)
            if content is not None and control_text(child) is None:
                yield from flat(content)
        elif tag == n.ALTERNATE:
            yield from flat(branch(child))
        elif tag in _WRAPPERS:
            yield from flat(child)


def _body_line(line: Line, story: Story) -> Iterator[Block]:
    place = WordPlace(story.file, paragraph=story.paragraphs)
    written = line.written
    if written.text.strip() or written.withdrawn or written.pictures or line.numbering:
        yield Paragraph(
            text=written.text,
            where=place,
            numbering=line.numbering,
            level=line.level,
            bold=written.bold,
            size=written.size,
            withdrawn=written.withdrawn,
            spans=written.spans,
            pictures=written.pictures,
        )
    for box in line.boxes:
        yield from read_blocks(box, story)


def _body_table(element: etree._Element, story: Story) -> Iterator[Table]:
    story.tables += 1
    table = _table(element, story, WordPlace(story.file, table=story.tables))
    if table.rows:
        yield table


def _table(element: etree._Element, story: Story, where: WordPlace) -> Table:
    """A table at ``where``; cells of a nested one stand where their outer cell stands."""
    grid = grid_of(element)
    backed = _style_shades(element, story.styles)
    rows: list[list[Cell | None]] = [[None] * grid.columns for _ in range(grid.rows)]
    for place in grid.places:
        cell = _cell(place, story, where, backed)
        for row in range(place.row, place.row + place.row_span):
            rows[row][place.column : place.column + place.column_span] = [cell] * place.column_span
    return Table(tuple(_filled(i, row, where) for i, row in enumerate(rows)), where)


def _filled(index: int, row: list[Cell | None], table: WordPlace) -> tuple[Cell, ...]:
    return tuple(
        Cell(index, column, "", _cell_place(table, index, column)) if cell is None else cell
        for column, cell in enumerate(row)
    )


def _cell(place: Place, story: Story, table: WordPlace, backed: bool) -> Cell:
    where = _cell_place(table, place.row, place.column)
    lines = Lines()
    _read_into(lines, place.element, story, where, backed or _cell_shaded(place.element))
    written = join(lines.parts)
    behind = "\n".join(filter(None, (_plain(e) for e in place.swallowed)))
    return Cell(
        row=place.row,
        column=place.column,
        text=written.text,
        where=where,
        row_span=place.row_span,
        column_span=place.column_span,
        withdrawn="\n".join(filter(None, (written.withdrawn, behind))),
        spans=written.spans,
        pictures=written.pictures,
        tables=tuple(lines.tables),
        flags=("tracked",) if written.tracked else (),
    )


def _read_into(
    lines: Lines, container: etree._Element, story: Story, where: WordPlace, backed: bool
) -> None:
    """Read a cell's (or its text box's) paragraphs and nested tables into ``lines``."""
    carried: Ink | None = None
    for element in flat(container):
        if element.tag == n.TBL:
            lines.tables.append(_table(element, story, where))
            continue
        line, carried = _line(element, story, backed, carried)
        if line is None:
            continue
        lines.parts.append(line.written.prefixed(line.numbering))
        for box in line.boxes:
            _read_into(lines, box, story, where, True)


def _line(
    element: etree._Element, story: Story, backed: bool, carried: Ink | None
) -> tuple[Line | None, Ink | None]:
    """One paragraph; or, where its mark is deleted, the ink that runs on into the next."""
    given = _properties(element, story.styles)
    ink = carried or Ink()
    pen = Pen(ink, story.styles, story.album, given.style.look, backed or given.shaded)
    write(element, pen)
    if given.mark_deleted and element.getnext() is not None:
        return None, ink
    written = ink.finish()
    gone = given.mark_deleted and not written.text
    number = "" if gone else _number(given, story.numbering)
    return Line(written, number, given.level, tuple(ink.boxes)), None


def _number(given: _Properties, numbering: Numbering) -> str:
    style = given.style
    num_id = style.num_id if given.num_id is None else given.num_id
    if num_id is None or num_id == "0":
        return ""
    level = style.num_level if given.num_level is None else given.num_level
    return numbering.next(num_id, level or 0)


def _properties(element: etree._Element, styles: Styles) -> _Properties:
    given = element.find(n.P_PR)
    if given is None:
        style = styles.paragraph(None)
        return _Properties(style, style.level)
    name = given.find(_P_STYLE)
    style = styles.paragraph(None if name is None else name.get(n.VAL))
    outline, num, shade = given.find(_OUTLINE), given.find(_NUM_PR), given.find(_SHADE)
    num_id, num_level = (None, None) if num is None else _num(num)
    return _Properties(
        style=style,
        level=style.level if outline is None else outline_level(outline.get(n.VAL)),
        num_id=num_id,
        num_level=num_level,
        shaded=shade is not None and coloured(shade),
        mark_deleted=given.find(_MARK_DELETED) is not None,
    )


def _num(element: etree._Element) -> tuple[str | None, int | None]:
    ident, level = element.find(n.W + "numId"), element.find(n.W + "ilvl")
    text = None if level is None else level.get(n.VAL, "0")
    return (
        None if ident is None else ident.get(n.VAL),
        int(text) if text is not None and text.isdigit() else None,
    )


def _plain(element: etree._Element) -> str:
    """The bare text of a cell that a merge hides."""
    return "".join(t.text or "" for t in element.iter(n.T)).strip()


def _cell_shaded(element: etree._Element) -> bool:
    shade = element.find(f"{n.W}tcPr/{_SHADE}")
    return shade is not None and coloured(shade)


def _style_shades(table: etree._Element, styles: Styles) -> bool:
    properties = table.find(n.W + "tblPr")
    style = None if properties is None else properties.find(n.W + "tblStyle")
    return style is not None and styles.shades(style.get(n.VAL, ""))


def _cell_place(table: WordPlace, row: int, column: int) -> WordPlace:
    """Where a cell stands; a nested table's cells stand in the outer table's cell."""
    if table.cell is not None:
        return table
    return WordPlace(table.file, table=table.table, cell=(row + 1, column + 1))
