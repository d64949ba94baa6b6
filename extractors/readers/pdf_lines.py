"""Characters → lines → text, in a cell or on the open page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median, median_low
from typing import Final

from msgspec import Struct, structs

from extractors.readers.pdf_glyphs import Face, Glyph
from extractors.readers.pdf_letters import is_wide
from extractors.readers.pdf_overprint import unmixed
from schemas.place import Box

_SMALL: Final = 0.82
"""A raised or lowered character is at most this much of its neighbours' size."""
_RAISED: Final = 0.1
"""How far its middle lies above theirs at least, in their size."""
_WIDE_GAP, _NARROW_GAP = 0.9, 0.28  # a gap of so many type sizes prints as a space
_FIGURE_GAP, _CLOSE = 0.2, 0.05  # between two figures, where those of one stand close
_TAB_GAP = 1.6  # a wider gap is a tab, printed as two spaces
_WORD_GAP = 0.2  # browsers leave the space of GB 36889 out; narrow ones take so much
_SOME_GAP = 1.0  # points; a smaller one is not looked at
_BACK = 3  # rows that a character may still belong to, reading down
_SUPERSCRIPTS = str.maketrans("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")
_TEN = re.compile(r"(^|[^\d.,])10$")

Piece = tuple[str, Glyph | None]
"""A stretch of text and the character that printed it; ``None`` for breaks."""


class Line(Struct, frozen=True):
    """Characters on one line, from left to right, as text in pieces."""

    pieces: tuple[tuple[str, Glyph], ...]
    text: str
    """The line as printed, ends trimmed."""
    box: Box
    size: float
    """The size of most of its characters, in points."""

    @property
    def printed(self) -> list[Glyph]:
        """Its characters without spaces."""
        return [glyph for _, glyph in self.pieces if glyph.text != " "]

    @property
    def bold(self) -> bool:
        """Whether most of the line is bold."""
        printed = self.printed
        return 2 * sum(glyph.face.bold for glyph in printed) > len(printed)

    @property
    def faces(self) -> tuple[Face, Face]:
        """The faces of its first and its last character."""
        printed = self.printed
        return printed[0].face, printed[-1].face


def lines_of(glyphs: Sequence[Glyph]) -> list[Line]:
    """The lines that ``glyphs`` form, from top to bottom; blank ones left out."""
    rows: list[_Row] = []
    for glyph in sorted(glyphs, key=_middle):
        row = next((row for row in rows[: -_BACK - 1 : -1] if row.takes(glyph)), None)
        if row is None:
            rows.append(_Row(glyph))
    lines = [_line(row.glyphs, glyphs) for row in rows if any(g.text != " " for g in row.glyphs)]
    return sorted(lines, key=lambda line: (line.box[1] + line.box[3], line.box[0]))


def _middle(glyph: Glyph) -> float:
    return glyph.top + glyph.bottom


class _Row:
    """A line in the making: its tallest character sets the band."""

    def __init__(self, first: Glyph) -> None:
        self.glyphs = [first]
        self.top, self.bottom = first.top, first.bottom

    def takes(self, glyph: Glyph) -> bool:
        """Add ``glyph`` if it shares half its height, or half the row's, with the row."""
        top, bottom = glyph.top, glyph.bottom
        low = bottom if bottom < self.bottom else self.bottom
        shared = low - (top if top > self.top else self.top)
        mine, height = bottom - top, self.bottom - self.top
        if shared <= 0.5 * (mine if mine < height else height):
            return False
        self.glyphs.append(glyph)
        if mine > height:
            self.top, self.bottom = top, bottom
        return True


def _line(glyphs: list[Glyph], drawn: Sequence[Glyph]) -> Line:
    across = list(_once(sorted(glyphs, key=lambda g: (g.x0 + g.x1, g.x0))))
    ordered = unmixed(across, drawn)
    printed = [glyph for glyph in ordered if glyph.text != " "]
    size = median_low([glyph.face.size for glyph in printed])
    even = all(glyph.face.size >= _SMALL * size for glyph in printed)
    pieces = tuple(_spaced(ordered) if even else _spaced(_raised(ordered, size)))
    text = "".join(text for text, _ in pieces).strip()
    return Line(pieces, text, _outline(printed), size)


def _outline(glyphs: list[Glyph]) -> Box:
    top = min(glyph.top for glyph in glyphs)
    bottom = max(glyph.bottom for glyph in glyphs)
    return glyphs[0].x0, top, max(glyph.x1 for glyph in glyphs), bottom


def _once(glyphs: list[Glyph]) -> Iterator[Glyph]:
    """``glyphs`` without those that are drawn twice in one place (shadow, faked bold)."""
    last: Glyph | None = None
    for glyph in glyphs:
        if last and glyph.text == last.text and abs(glyph.x0 - last.x0) < 0.2 * glyph.face.size:
            continue
        yield glyph
        last = glyph


def _spaced(glyphs: Sequence[Glyph]) -> Iterator[tuple[str, Glyph]]:
    """Each character with its glyph; a gap that prints as space gets one."""
    last: Glyph | None = None
    tight = _is_tight(glyphs)
    for glyph in glyphs:
        if last is not None and glyph.x0 - last.x1 > _SOME_GAP and _is_gap(last, glyph, tight):
            size = max(glyph.face.size, last.face.size)
            yield "  " if glyph.x0 - last.x1 > _TAB_GAP * size else " ", glyph
        yield glyph.text, glyph
        last = glyph


def _is_tight(glyphs: Sequence[Glyph]) -> bool:
    """Whether the figures of a line stand close, so that a small gap parts two of them."""
    gaps = [
        right.x0 - left.x1
        for left, right in pairwise(glyphs)
        if left.text.isdigit() and right.text.isdigit()
    ]
    return bool(gaps) and median(gaps) < _CLOSE * glyphs[0].face.size


def _is_gap(last: Glyph, glyph: Glyph, tight: bool) -> bool:
    if " " in (last.text, glyph.text):
        return False
    wide = is_wide(last.text[-1]) and is_wide(glyph.text[0])
    share = _WIDE_GAP if wide else _NARROW_GAP
    if tight and last.text.isdigit() and glyph.text.isdigit():
        share = _FIGURE_GAP
    elif tight and _is_word(last.text) and _is_word(glyph.text):
        share = _WORD_GAP
    return glyph.x0 - last.x1 > share * max(glyph.face.size, last.face.size)


def _is_word(text: str) -> bool:
    return text.isascii() and text.isalnum()


def _raised(glyphs: list[Glyph], size: float) -> list[Glyph]:
    """``glyphs`` with figures set high after a figure told from it: ``10^4``, ``3000¹``.

    Otherwise 1.2×10⁴ would read 1.2×104 and a footnote mark would be one more digit;
    after a letter (m³) a high figure reads as a plain one.
    """
    base = median(_middle(g) / 2 for g in glyphs if g.face.size > _SMALL * size)
    before, mode, shown = "", "", []
    for glyph in glyphs:
        high = glyph.face.size <= _SMALL * size and base - _middle(glyph) / 2 > _RAISED * size
        if high and not mode:
            mode = _mode(before)
        text = _as_raised(glyph.text, mode, first=not before.endswith("^")) if high else glyph.text
        mode = mode if high else ""
        before = (before + text)[-4:] if not high else before + "^"
        shown.append(structs.replace(glyph, text=text) if text != glyph.text else glyph)
    return shown


def _mode(before: str) -> str:
    if not before[-1:].isdigit():
        return "plain"
    return "power" if _TEN.search(before) else "mark"


def _as_raised(text: str, mode: str, *, first: bool) -> str:
    if mode == "power":
        return f"^{text}" if first else text
    return text.translate(_SUPERSCRIPTS) if mode == "mark" else text
