"""Loose lines → paragraphs, among the page's tables in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Final

from msgspec import Struct

from extractors.readers.pdf_frame import union
from extractors.readers.pdf_lines import Line, face_of
from extractors.readers.pdf_page import Leaf
from extractors.readers.pdf_tables import DraftTable
from extractors.readers.pdf_text import Written, cell_text
from schemas.place import Box

_HEADING: Final = re.compile(
    r"\s*(第[一二三四五六七八九十\d]{1,3}[章节部条]|[一二三四五六七八九十]{1,3}[、．.]|"
    r"[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}(\.\d{1,2}){0,3}[、．.\s]|附件|附表|[①-⑳])"
)
_ENDS = set("。！？；;：:.!?")
_INDENT = 1.2  # in character sizes: a first line is set in by two
_LOOSE = 1.7  # lines further apart than this many usual pitches are not one paragraph


class DraftParagraph(Struct, frozen=True):
    """A paragraph before it gets its place: text, look and where it begins."""

    written: Written
    pages: tuple[int, ...]
    shown: Box
    size: float
    bold: bool
    lines: tuple[Line, ...]
    measure: float
    """The width of the column that it is set in, in points."""
    full: bool
    """Its last line reaches the right margin: it may go on overleaf."""
    indented: bool


DraftBlock = DraftParagraph | DraftTable


class _Column(Struct, frozen=True):
    """The measure that a page's loose lines are set to, in points."""

    left: float
    right: float
    pitch: float


def is_heading(text: str) -> bool:
    """Whether ``text`` begins like a numbered heading (``一、``, ``（二）``, ``1.2``, ``附件``)."""
    return _HEADING.match(text) is not None


def blocks_of(leaf: Leaf, lines: Sequence[Line], tables: Sequence[DraftTable]) -> list[DraftBlock]:
    """The page's blocks from top to bottom."""
    blocks: list[DraftBlock] = []
    column = _column(lines, leaf)
    left = list(lines)
    for table in sorted(tables, key=lambda t: t.box[1]):
        above = [line for line in left if line.box[1] < table.box[1]]
        left = [line for line in left if line.box[1] >= table.box[1]]
        blocks.extend(_paragraphs(above, column, leaf))
        blocks.append(table)
    return [*blocks, *_paragraphs(left, column, leaf)]


def _column(lines: Sequence[Line], leaf: Leaf) -> _Column:
    if not lines:
        return _Column(0.0, leaf.width, 0.0)
    pitches = [
        below.box[3] - above.box[3]
        for above, below in pairwise(lines)
        if 0.5 * below.size < below.box[3] - above.box[3] < 4 * below.size
    ]
    left = min(line.box[0] for line in lines)
    right = max(line.box[2] for line in lines)
    return _Column(left, right, median(pitches) if pitches else 0.0)


def _paragraphs(lines: Sequence[Line], column: _Column, leaf: Leaf) -> Iterator[DraftParagraph]:
    group: list[Line] = []
    for line in lines:
        if group and not _goes_on(group, line, column):
            yield _paragraph(group, column, leaf)
            group = []
        group.append(line)
    if group:
        yield _paragraph(group, column, leaf)


def _goes_on(group: Sequence[Line], line: Line, column: _Column) -> bool:
    """Whether ``line`` continues the paragraph that ``group`` begins."""
    above = group[-1]
    if not _full(above, line, column) or not _same_look(above, line):
        return False
    if line.box[3] - above.box[3] > _LOOSE * max(column.pitch, 1.0):
        return False
    if above.text[-1:] in _ENDS and is_heading(line.text):
        return False
    return not _set_in(group, line, column)


def _full(above: Line, below: Line, column: _Column) -> bool:
    return column.right - above.box[2] < 2.2 * max(above.size, below.size)


def _same_look(above: Line, below: Line) -> bool:
    if abs(above.size - below.size) > 0.6:
        return False
    last = next(glyph.face for glyph in reversed(above.glyphs) if glyph.text != " ")
    return last.bold == face_of(below).bold


def _set_in(group: Sequence[Line], line: Line, column: _Column) -> bool:
    """Whether the line is set in like a new paragraph's first one."""
    indent = line.box[0] - column.left
    if indent < _INDENT * line.size:
        return False
    hanging = len(group) > 1 and abs(group[-1].box[0] - line.box[0]) < 0.5 * line.size
    return not hanging


def _paragraph(lines: Sequence[Line], column: _Column, leaf: Leaf) -> DraftParagraph:
    last = lines[-1]
    return DraftParagraph(
        cell_text(lines, column.right - column.left, " "),
        (leaf.number,),
        leaf.shown(union(*(line.box for line in lines))),
        median(line.size for line in lines),
        all(line.bold for line in lines),
        tuple(lines),
        column.right - column.left,
        _full(last, last, column),
        lines[0].box[0] - column.left > _INDENT * last.size,
    )
