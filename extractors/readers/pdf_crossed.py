"""Figures that run over their cell's border: which cell each of their characters belongs to.

A column too narrow for ``1,402.9`` prints its last digits in the next cell. Sorted by
their own centres they would make two wrong figures, 1402 and 9210; a word is therefore
kept whole, and where two words touch the cells say that they are not sure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median
from typing import Final

from msgspec import structs

from extractors.readers.pdf_glyphs import CROSSED, Glyph

DOUBTFUL: Final = 0.85
"""How surely a cell is read whose figure cannot be told from its neighbour's."""
_IN_FIGURE: Final = re.compile(r"[0-9.,，%+\-]")
_TOUCHING: Final = (-0.25, 0.15)  # the gap within a figure, in type sizes
_UNEVEN: Final = 0.02  # in type sizes; gaps within one figure are alike
_OVER: Final = 0.1  # of a character's width; less beyond the border is none
_MOST: Final = 0.6  # of a figure's characters, for its cell to be sure


def kept_whole(
    glyphs: list[Glyph], slots: list[int], borders: Sequence[float]
) -> tuple[list[Glyph], list[int]]:
    """``glyphs`` in content order and the slot of each, figures over a border put right.

    ``borders`` are the slots' right edges (points, of the view).
    """
    seams = [
        i
        for i in range(1, len(slots))
        if slots[i] != slots[i - 1] and _touch(*glyphs[i - 1 : i + 1])
    ]
    if not seams:
        return glyphs, slots
    glyphs, slots = list(glyphs), list(slots)
    for seam in seams:
        if slots[seam] != slots[seam - 1]:  # else an earlier seam has settled it
            _settle(glyphs, slots, seam, borders[slots[seam - 1]])
    return glyphs, slots


def _touch(here: Glyph, after: Glyph) -> bool:
    size = here.face.size
    return (
        here.certainty == after.certainty == 1.0
        and here.face == after.face
        and abs(here.bottom - after.bottom) < 0.1 * size
        and _TOUCHING[0] * size < after.x0 - here.x1 < _TOUCHING[1] * size
        and bool(_IN_FIGURE.match(here.text) and _IN_FIGURE.match(after.text))
    )


def _settle(glyphs: list[Glyph], slots: list[int], seam: int, border: float) -> None:
    start, end = _run(glyphs, seam)
    before, behind = slots[seam - 1], slots[seam]
    cut = _uneven(glyphs, start, end, seam)
    if cut is not None:
        slots[start:cut], slots[cut:end] = [before] * (cut - start), [behind] * (end - cut)
        if cut != seam:
            _doubt(glyphs, start, end)
        return
    if not any(_is_over(glyph, border) for glyph in glyphs[seam - 1 : seam + 1]):
        _doubt(glyphs, start, end)
        return
    share = (seam - start) / (end - start)
    winner, loser = (before, behind) if share >= 0.5 else (behind, before)
    apart = all(glyph.x0 < border for glyph in glyphs[start:end]) or loser in (
        *slots[:start],
        *slots[end:],
    )
    slots[start:end] = [winner] * (end - start)
    if share < _MOST or not apart:  # a cell left blank may have lost its own figure
        _doubt(glyphs, start, end)


def _run(glyphs: Sequence[Glyph], seam: int) -> tuple[int, int]:
    start, end = seam - 1, seam + 1
    while start and _touch(glyphs[start - 1], glyphs[start]):
        start -= 1
    while end < len(glyphs) and _touch(glyphs[end - 1], glyphs[end]):
        end += 1
    return start, end


def _uneven(glyphs: Sequence[Glyph], start: int, end: int, seam: int) -> int | None:
    """Where two figures meet: the gap next to the border that is unlike the others."""
    gaps = {i: glyphs[i].x0 - glyphs[i - 1].x1 for i in range(start + 1, end)}
    usual, least = median(gaps.values()), _UNEVEN * glyphs[seam].face.size
    uneven = [i for i, gap in gaps.items() if abs(gap - usual) > least]
    return min(uneven, key=lambda i: abs(i - seam)) if len(uneven) == 1 else None


def _is_over(glyph: Glyph, border: float) -> bool:
    width = glyph.x1 - glyph.x0
    return glyph.x0 + _OVER * width < border < glyph.x1 - _OVER * width


def _doubt(glyphs: list[Glyph], start: int, end: int) -> None:
    for i in range(start, end):
        glyph = glyphs[i]
        glyphs[i] = structs.replace(glyph, certainty=DOUBTFUL, marks=glyph.marks | CROSSED)
