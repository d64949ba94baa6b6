"""Where the cells and paragraphs of a Word file stand on its rendered pages.

The rendered PDF is read as any PDF is; then the two are laid side by side: cells in reading order
by their text (a blank or repeated cell by its neighbours), paragraphs by their beginning.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Final

from msgspec import Struct, structs
from rapidfuzz import fuzz

from schemas.document import Cell, Document, Paragraph, Table
from schemas.place import PageBox, WordPlace

_NOISE: Final = re.compile(r"[\W_]+")
"""Spaces, punctuation and boxes: a tick is another glyph on paper than in the file."""
_ALIKE: Final = 60.0
_BEGINNING: Final = 24


class Text(Struct, frozen=True):
    """A cell's or paragraph's letters and digits, and its place."""

    text: str
    where: WordPlace | PageBox


def spots_of(document: Document, pdf: Path) -> tuple[WordPlace, ...]:
    """The places of ``document`` with their page and box in its rendering ``pdf``.

    A place that cannot be found is left out. Runs in the sandbox. Raises
    :class:`extractors.errors.UnreadableFile` as the PDF reader does.
    """
    from extractors.readers import pdf as reader

    paper = reader.read(pdf, document.file)
    cells = _matched(list(_cells(document.blocks)), list(_cells(paper.blocks)))
    lines = _found(list(_lines(document.blocks)), list(_lines(paper.blocks)))
    return tuple(_spot(place, box) for place, box in (*cells, *lines))


def _spot(place: WordPlace, box: PageBox) -> WordPlace:
    return structs.replace(place, page=box.page, bbox=box.bbox)


def _cells(blocks: Iterable[object]) -> Iterator[Text]:
    """Anchor cells in reading order, each followed by those of the tables inside it."""
    for table in (block for block in blocks if isinstance(block, Table)):
        for row, line in enumerate(table.rows):
            for column, cell in enumerate(line):
                if (cell.row, cell.column) == (row, column):
                    yield from _of_cell(cell)


def _of_cell(cell: Cell) -> Iterator[Text]:
    if isinstance(cell.where, WordPlace | PageBox):
        yield Text(_plain(cell.text), cell.where)
    yield from _cells(cell.tables)


def _lines(blocks: Iterable[object]) -> Iterator[Text]:
    for block in blocks:
        if isinstance(block, Paragraph) and isinstance(block.where, WordPlace | PageBox):
            text = _plain(block.text)
            if text:
                yield Text(text, block.where)


def _plain(text: str) -> str:
    return _NOISE.sub("", unicodedata.normalize("NFKC", text))


def _matched(ours: Sequence[Text], paper: Sequence[Text]) -> Iterator[tuple[WordPlace, PageBox]]:
    """Cells laid side by side; where both go different ways, the ones that are alike, in order."""
    sides = SequenceMatcher(None, [one.text for one in ours], [one.text for one in paper])
    for tag, a, b, c, d in sides.get_opcodes():
        if tag == "equal":
            yield from _pairs(zip(ours[a:b], paper[c:d], strict=True))
        elif tag == "replace":
            yield from _pairs(_alike(ours[a:b], paper[c:d]))


def _alike(ours: Sequence[Text], paper: Sequence[Text]) -> Iterator[tuple[Text, Text]]:
    at = 0
    for one in ours:
        scores = [fuzz.partial_ratio(one.text, other.text) for other in paper[at:]]
        best = max(scores, default=0.0)
        if one.text and best >= _ALIKE:
            at += scores.index(best)
            yield one, paper[at]


def _pairs(texts: Iterable[tuple[Text, Text]]) -> Iterator[tuple[WordPlace, PageBox]]:
    for one, other in texts:
        if isinstance(one.where, WordPlace) and isinstance(other.where, PageBox):
            yield one.where, other.where


def _found(ours: Sequence[Text], paper: Sequence[Text]) -> Iterator[tuple[WordPlace, PageBox]]:
    """Each paragraph where its beginning stands on paper, from the last one found onwards."""
    whole = "".join(one.text for one in paper)
    owners = [one for one in paper for _ in one.text]
    at = 0
    for one in ours:
        found = whole.find(one.text[:_BEGINNING], at)
        if found >= 0:
            at = found + 1
            yield from _pairs([(one, owners[found])])
