"""Lines → the text of a cell or paragraph, with what is bold, underlined or withdrawn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from extractors.readers.pdf_glyphs import CROSSED, HIDDEN, SHADED, STRUCK, UNDERLINED, Glyph
from extractors.readers.pdf_letters import is_wide
from extractors.readers.pdf_lines import Line, Piece
from schemas.document import Span

_NO_START: Final = set("，。、；：！？）》」』】”’％%,.;:!?)]}…—·")
"""Marks that may not begin a line: the character before them moves down with them."""
_NO_END: Final = set("（《「『【“‘([{")


_FIGURE = re.compile(r"[\d.,，]+")
_SLACK = 0.3  # in type sizes: margins are read off the writing
_FAR_IN = 2.6  # in type sizes; a paragraph's first line is set in by two


class Written(Struct, frozen=True):
    """A text as read: ``spans`` count in ``text``; ``struck`` and ``hidden`` are left out of it."""

    text: str = ""
    spans: tuple[Span, ...] = ()
    struck: str = ""
    hidden: str = ""
    certainty: float = 1.0
    """That of its least sure character."""
    crossed: bool = False
    """Whether a figure in it may be its neighbour's in part."""

    @property
    def withdrawn(self) -> str:
        """What is printed but not meant."""
        return "\n".join(part for part in (self.struck, self.hidden) if part)


class Measure(Struct, frozen=True):
    """The column that lines are set to: its left and right edge in points."""

    left: float
    right: float

    @property
    def width(self) -> float:
        """Its width in points."""
        return self.right - self.left

    def free(self, line: Line) -> float:
        """How much room ``line`` leaves at its end; one set far in has room on both sides."""
        before, after = line.box[0] - self.left, self.right - line.box[2]
        return before + after if before > _FAR_IN * line.size else after


def cell_text(lines: Sequence[Line], measure: Measure, stop: str = "\n") -> Written:
    """The text of ``lines`` set to ``measure``.

    Lines that were only broken because the column ends are put together again; every
    other break becomes ``stop``.
    """
    pieces: list[Piece] = []
    for index, line in enumerate(lines):
        if index:
            glue = seam(lines[index - 1], line, measure).replace("\n", stop)
            pieces.extend((mark, None) for mark in glue)
        pieces.extend(line.pieces)
    return written(pieces)


def seam(above: Line, below: Line, measure: Measure) -> str:
    """What stands between two lines: nothing, a space, or a break.

    Nothing only where what follows would not have fitted above. Two figures one over the
    other stay two, unless the upper one fills the column to its last digit; if they are
    equally long they stay two even then.
    """
    if fits(above, below, measure):
        return "\n"
    last, first = above.text[-1:], below.text[:1]
    if is_wide(last) or is_wide(first) or not (last.isalnum() and first.isalnum()):
        return ""
    if _first_width(below) < measure.free(above) - _SLACK * above.size:
        return " " if last.isalpha() and first.isalpha() else "\n"
    twin = _FIGURE.fullmatch(below.text) and _width(below) > 0.95 * _width(above)
    return "\n" if twin else ""


def _width(line: Line) -> float:
    return line.box[2] - line.box[0]


def fits(above: Line, below: Line, measure: Measure) -> bool:
    """Whether what begins ``below`` would have found room above: the break was meant."""
    return _fits_in(measure.free(above) - _SLACK * above.size, below)


def fills(above: Line, below: Line, measure: Measure) -> bool:
    """Whether ``above`` is full from edge to edge, so that ``below`` may be its rest."""
    return not _fits_in(measure.width - _width(above) - _SLACK * above.size, below)


def _fits_in(free: float, line: Line) -> bool:
    return _first_width(line) < free and _unit_width(line) < free


def _first_width(line: Line) -> float:
    first = line.printed[0]
    return first.x1 - first.x0


def _unit_width(line: Line) -> float:
    """The width of the line's first unbreakable stretch: a word, a figure, 字 with its mark."""
    printed = line.printed
    count = 1
    while count < len(printed) and _clings(printed[count - 1], printed[count]):
        count += 1
    return printed[count - 1].x1 - printed[0].x0


def _clings(here: Glyph, after: Glyph) -> bool:
    if after.text in _NO_START or here.text in _NO_END:
        return True
    gap = after.x0 - here.x1 > 0.2 * here.face.size
    if not gap and here.text in ".," and after.text.isdigit():
        return True  # within a figure: 245.6
    return not gap and all(t.isascii() and t.isalnum() for t in (here.text, after.text))


def written(pieces: Sequence[Piece]) -> Written:
    """``pieces`` (text with its glyph, ``None`` for breaks) sorted into text and withdrawn."""
    if not any(glyph.marks for _, glyph in pieces if glyph):  # as most cells are
        text, kept = _trimmed(pieces)
        return Written(text, tuple(_spans(kept)), certainty=_certainty(kept))
    text, kept = _trimmed([piece for piece in pieces if not _marked(piece, STRUCK | HIDDEN)])
    struck = [piece for piece in pieces if _marked(piece, STRUCK)]
    hidden = [piece for piece in pieces if _marked(piece, HIDDEN) and not _marked(piece, STRUCK)]
    return Written(
        text,
        tuple(_spans(kept)),
        "".join(part for part, _ in struck).strip(),
        "".join(part for part, _ in hidden).strip(),
        _certainty(kept),
        any(_marked(piece, CROSSED) for piece in kept),
    )


def _certainty(pieces: Sequence[Piece]) -> float:
    return min((glyph.certainty for _, glyph in pieces if glyph), default=1.0)


def _marked(piece: Piece, bits: int) -> bool:
    glyph = piece[1]
    return glyph is not None and bool(glyph.marks & bits)


def _trimmed(pieces: Sequence[Piece]) -> tuple[str, Sequence[Piece]]:
    start, end = 0, len(pieces)
    while start < end and not pieces[start][0].strip():
        start += 1
    while end > start and not pieces[end - 1][0].strip():
        end -= 1
    kept = pieces[start:end]
    return "".join(text for text, _ in kept), kept


def _spans(pieces: Sequence[Piece]) -> Iterator[Span]:
    """Stretches that look different from the plain text, one after another."""
    at, start, look = 0, 0, (False, False, False)
    last: Glyph | None = None
    for text, glyph in pieces:
        if glyph is not None and text != " " and not _alike(glyph, last):
            last, mine = glyph, _look(glyph)
            if mine != look:
                yield from _span(start, at, look)
                start, look = at, mine
        at += len(text)
    yield from _span(start, at, look)


def _alike(glyph: Glyph, last: Glyph | None) -> bool:
    """Whether it is set as the one before it, as nearly all are."""
    return last is not None and glyph.face is last.face and glyph.marks == last.marks


def _look(glyph: Glyph) -> tuple[bool, bool, bool]:
    marks = glyph.marks
    return glyph.face.bold, bool(marks & UNDERLINED), bool(marks & SHADED)


def _span(start: int, end: int, look: tuple[bool, bool, bool]) -> Iterator[Span]:
    if any(look) and end > start:
        yield Span(start, end, bold=look[0], underline=look[1], highlight=look[2])
