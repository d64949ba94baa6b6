"""Loose lines → paragraphs, among the page's tables in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Final

from msgspec import Struct

from extractors.readers.pdf_frame import union
from extractors.readers.pdf_lines import Line
from extractors.readers.pdf_page import Leaf
from extractors.readers.pdf_tables import DraftTable
from extractors.readers.pdf_text import Measure, Written, cell_text, fits
from schemas.document import Picture
from schemas.place import Box

_HEADING: Final = re.compile(
    r"\s*[【「■◆#]{0,4}\s*(第[一二三四五六七八九十\d]{1,3}[章节部条]|[一二三四五六七八九十]{1,3}[、．.]|"
    r"[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}(\.\d{1,2}){0,3}[、．.\s]|附件|附表|[①-⑳])"
)
_ENTRY: Final = re.compile(
    r"\s*(?:\d{1,2}[.、．]\s?|[（(][一二三四五六七八九十\d]{1,3}[)）]\s?)?"
    r"[\u3400-\u9fff][\u3400-\u9fffA-Za-z0-9（）()%/₂、-]{2,28}[:：]"
)
_LEADER = re.compile(r"[.．…·]{3,}\s*\d{1,3}$")  # a line of the table of contents
_FULL_LINES = 3  # so many lines that end together show where the margin is,
_HANGING = 0.6  # in type sizes: punctuation hangs out of the column's right margin
_NARROW = 0.6  # if the column is then at least this share of the page's width
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
    measure: Measure
    indented: bool
    pictures: tuple[Picture, ...] = ()


DraftBlock = DraftParagraph | DraftTable


def is_heading(text: str) -> bool:
    """Whether ``text`` begins like a numbered heading (``一、``, ``（二）``, ``1.2``, ``附件``)."""
    return _HEADING.match(text) is not None


def blocks_of(
    leaf: Leaf,
    lines: Sequence[Line],
    tables: Sequence[DraftTable],
    pictures: Sequence[tuple[Box, Picture]],
    measure: Measure,
) -> list[DraftBlock]:
    """The page's blocks from top to bottom; ``measure`` is the column of its prose.

    A picture outside the tables is a paragraph without text.
    """
    blocks: list[DraftBlock] = []
    pitch = _pitch(lines)
    left = list(lines)
    solid: list[tuple[float, DraftBlock]] = [(table.box[1], table) for table in tables]
    solid += [(box[1], _pictured(box, picture, leaf)) for box, picture in pictures]
    for top, block in sorted(solid, key=lambda pair: pair[0]):
        above = [line for line in left if line.box[1] < top]
        left = [line for line in left if line.box[1] >= top]
        blocks.extend(_paragraphs(above, measure, pitch, leaf))
        blocks.append(block)
    return [*blocks, *_paragraphs(left, measure, pitch, leaf)]


def _pictured(box: Box, picture: Picture, leaf: Leaf) -> DraftBlock:
    shown, measure = leaf.shown(box), Measure(box[0], box[2])
    return DraftParagraph(
        Written(), (leaf.number,), shown, 0.0, False, (), measure, False, (picture,)
    )


def measure_of(lines: Sequence[Line], width: float) -> Measure:
    """The column that the prose of pages ``width`` points wide is set to.

    A margin is where several lines begin or end together. Where few reach the right one
    the page is taken to be symmetrical: on a cover the longest line is not a full one.
    """
    if not lines:
        return Measure(0.0, width)
    size = median(line.size for line in lines)
    left = _together(sorted(line.box[0] for line in lines), 0.5 * size)
    ends = sorted(-line.box[2] for line in lines)
    right = -_together(ends, 1.2 * size)
    if right - left < _NARROW * width:
        right = max(-ends[0], width - left - size)
    return Measure(left, right - _HANGING * size)


def _together(places: Sequence[float], near: float) -> float:
    """The first of ``places`` (sorted) where several stand together; the first of all if none."""
    several = _FULL_LINES - 1
    for here, there in zip(places, places[several:], strict=False):
        if there - here < near:
            return here
    return places[0]


def _pitch(lines: Sequence[Line]) -> float:
    """The usual distance from one line to the next, in points; 0 where there are none."""
    pitches = [
        below.box[3] - above.box[3]
        for above, below in pairwise(lines)
        if 0.5 * below.size < below.box[3] - above.box[3] < 4 * below.size
    ]
    return median(pitches) if pitches else 0.0


def _paragraphs(
    lines: Sequence[Line], measure: Measure, pitch: float, leaf: Leaf
) -> Iterator[DraftParagraph]:
    group: list[Line] = []
    for line in lines:
        if group and not _goes_on(group, line, measure, pitch):
            yield _paragraph(group, measure, leaf)
            group = []
        group.append(line)
    if group:
        yield _paragraph(group, measure, leaf)


def _goes_on(group: Sequence[Line], line: Line, measure: Measure, pitch: float) -> bool:
    """Whether ``line`` continues the paragraph that ``group`` begins."""
    above = group[-1]
    if _labelled(group[0]) and _next_entry(group[0], line):
        return False
    if line.box[3] - above.box[3] > _LOOSE * max(pitch, 1.2 * line.size):
        return False
    if not same_look(above, line) or not flows(above, line, measure):
        return False
    return _centred(above, line) or not _set_in(group, line, measure)


def _next_entry(first: Line, line: Line) -> bool:
    """Whether ``line`` begins the next typed entry: numbered where the first one is."""
    return is_heading(line.text) or (not is_heading(first.text) and _labelled(line))


def _labelled(line: Line) -> bool:
    """Whether a line begins like an entry typed without a table: ``工业总产值（万元）：``."""
    return _ENTRY.match(line.text) is not None


def same_look(above: Line, below: Line) -> bool:
    """Whether the writing keeps its size and weight from one line into the next."""
    if abs(above.size - below.size) > 0.6:
        return False
    return above.faces[1].bold == below.faces[0].bold


def flows(above: Line, below: Line, measure: Measure) -> bool:
    """Whether the line above was full, is no entry of a list of contents, and no heading follows."""
    if fits(above, below, measure) or _LEADER.search(above.text):
        return False
    return not (above.text[-1:] in _ENDS and is_heading(below.text))


def _centred(above: Line, below: Line) -> bool:
    return abs(above.box[0] + above.box[2] - below.box[0] - below.box[2]) < below.size


def _set_in(group: Sequence[Line], line: Line, measure: Measure) -> bool:
    """Whether the line is set in like a new paragraph's first one."""
    if line.box[0] - measure.left < _INDENT * line.size:
        return False
    hanging = len(group) > 1 and abs(group[-1].box[0] - line.box[0]) < 0.5 * line.size
    return not hanging


def _paragraph(lines: Sequence[Line], measure: Measure, leaf: Leaf) -> DraftParagraph:
    return DraftParagraph(
        cell_text(lines, measure, " "),
        (leaf.number,),
        leaf.shown(union(*(line.box for line in lines))),
        median(line.size for line in lines),
        all(line.bold for line in lines),
        tuple(lines),
        measure,
        lines[0].box[0] - measure.left > _INDENT * lines[0].size,
    )
