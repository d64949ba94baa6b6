"""Characters → lines → text, in a cell or on the open page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Final

from msgspec import Struct

from extractors.readers.pdf_frame import union
from extractors.readers.pdf_glyphs import Face, Glyph
from extractors.readers.pdf_letters import is_wide
from schemas.place import Box

_SMALL: Final = 0.82
"""A raised or lowered character is at most this much of its neighbour's size."""
_RAISED: Final = 0.12
"""How far its centre lies off the line's, in the neighbour's size."""
_SUPERSCRIPTS = str.maketrans("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")


class Line(Struct, frozen=True):
    """Characters on one line, from left to right, spaces included."""

    glyphs: tuple[Glyph, ...]
    box: Box
    size: float
    """The size of most of its characters, in points."""

    @property
    def text(self) -> str:
        """The line as printed, ends trimmed."""
        return "".join(text for text, _ in spelled(self)).strip()

    @property
    def bold(self) -> bool:
        """Whether most of the line is bold."""
        dark = sum(glyph.face.bold for glyph in self.glyphs)
        return 2 * dark > len(self.glyphs)

    @property
    def font(self) -> str:
        """The font of most of its characters."""
        return Counter(glyph.face.font for glyph in self.glyphs).most_common(1)[0][0]


def lines_of(glyphs: Sequence[Glyph]) -> list[Line]:
    """The lines that ``glyphs`` form, from top to bottom; blank ones left out."""
    rows: list[_Row] = []
    for glyph in sorted(glyphs, key=lambda g: (-_height(g), g.top)):
        row = next((row for row in rows if row.takes(glyph)), None)
        if row is None:
            rows.append(_Row(glyph))
        else:
            row.glyphs.append(glyph)
    lines = [_line(row.glyphs) for row in rows if any(g.text != " " for g in row.glyphs)]
    return sorted(lines, key=lambda line: (line.box[1] + line.box[3], line.box[0]))


class _Row:
    """A line in the making: its tallest character sets the band."""

    def __init__(self, first: Glyph) -> None:
        self.glyphs = [first]
        self.top, self.bottom = first.top, first.bottom

    def takes(self, glyph: Glyph) -> bool:
        shared = min(self.bottom, glyph.bottom) - max(self.top, glyph.top)
        return shared > 0.5 * max(_height(glyph), 0.1)


def _height(glyph: Glyph) -> float:
    return glyph.bottom - glyph.top


def _line(glyphs: list[Glyph]) -> Line:
    ordered = sorted(glyphs, key=lambda g: (g.x0 + g.x1, g.x0))
    printed = [glyph for glyph in ordered if glyph.text != " "]
    size = median(glyph.face.size for glyph in printed)
    return Line(tuple(_once(ordered)), union(*(glyph.box for glyph in printed)), size)


def _once(glyphs: list[Glyph]) -> Iterator[Glyph]:
    """``glyphs`` without those that are drawn twice in one place (shadow, faked bold)."""
    last: Glyph | None = None
    for glyph in glyphs:
        if last and glyph.text == last.text and abs(glyph.x0 - last.x0) < 0.2 * glyph.face.size:
            continue
        yield glyph
        last = glyph


def spelled(line: Line) -> Iterator[tuple[str, Glyph]]:
    """Each character of ``line`` as text with its glyph; gaps that print as space get one."""
    last: Glyph | None = None
    before = ""
    for glyph in line.glyphs:
        text = _raised(glyph, last, before, line)
        if last is not None and _gap_between(last, glyph):
            yield " ", glyph
            before += " "
        yield text, glyph
        before = (before + text)[-4:]
        last = glyph


def _gap_between(last: Glyph, glyph: Glyph) -> bool:
    if " " in (last.text, glyph.text):
        return False
    wide = is_wide(last.text[-1]) and is_wide(glyph.text[0])
    return glyph.x0 - last.x1 > (0.9 if wide else 0.28) * max(glyph.face.size, last.face.size)


def _raised(glyph: Glyph, last: Glyph | None, before: str, line: Line) -> str:
    """The glyph's text, as ``^4`` after 10 and as ⁴ after another figure when set high.

    A raised figure that lost its height would turn 1.2×10⁴ into 1.2×104 and a footnote
    mark into a digit.
    """
    if last is None or not _is_superscript(glyph, line) or not before[-1:].isdigit():
        if before[-1:] in "⁰¹²³⁴⁵⁶⁷⁸⁹⁻" and before and _is_superscript(glyph, line):
            return glyph.text.translate(_SUPERSCRIPTS)
        return glyph.text
    if _is_superscript(last, line):
        return glyph.text
    if before.rstrip("0123456789")[-1:] in ("×", "*", "x", "X", "·", "") and before.endswith("10"):
        return "^" + glyph.text
    return glyph.text.translate(_SUPERSCRIPTS)


def _is_superscript(glyph: Glyph, line: Line) -> bool:
    if glyph.face.size > _SMALL * line.size:
        return False
    middle = (line.box[1] + line.box[3]) / 2
    return middle - (glyph.top + glyph.bottom) / 2 > _RAISED * line.size


def face_of(line: Line) -> Face:
    """The face of the line's first printed character."""
    return next(glyph.face for glyph in line.glyphs if glyph.text != " ")
