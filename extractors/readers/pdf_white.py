"""Where lines print across the page, and where they leave white."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.readers.pdf_glyphs import Glyph
from extractors.readers.pdf_lines import Line

Span = tuple[float, float]
"""From where to where, in points across the page."""


def spans_of(lines: Sequence[Line], gap: float) -> tuple[Span, ...]:
    """The stretches that ``lines`` print on, parted by white of ``gap`` type sizes."""
    size = max(line.size for line in lines)
    spans: list[Span] = []
    for glyph in sorted((g for line in lines for g in line.printed), key=lambda g: g.x0):
        if spans and glyph.x0 - spans[-1][1] < gap * size:
            spans[-1] = spans[-1][0], max(spans[-1][1], glyph.x1)
        else:
            spans.append((glyph.x0, glyph.x1))
    return tuple(spans)


def text_in(lines: Sequence[Line], span: Span) -> str:
    """What ``lines`` print within ``span``, line after line."""
    return "".join(g.text for line in lines for g in glyphs_of(line) if middle_in(g, span))


def glyphs_of(line: Line) -> list[Glyph]:
    """The line's characters, each once."""
    return list({id(glyph): glyph for _, glyph in line.pieces}.values())


def middle_in(glyph: Glyph, span: Span) -> bool:
    """Whether the middle of a character lies within ``span``."""
    return span[0] <= (glyph.x0 + glyph.x1) / 2 <= span[1]


def less(free: Sequence[Span], line: Line) -> list[Span]:
    """The stretches of ``free`` that ``line`` leaves white."""
    left = list(free)
    for glyph in line.printed:
        if any(a < glyph.x1 and glyph.x0 < b for a, b in left):
            left = [part for span in left for part in _parted(span, glyph)]
    return left


def _parted(span: Span, glyph: Glyph) -> Iterator[Span]:
    for a, b in ((span[0], min(span[1], glyph.x0)), (max(span[0], glyph.x1), span[1])):
        if b - a > 0.5:
            yield a, b
