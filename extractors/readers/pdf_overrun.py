"""Writing that runs on over its cell's right border: it belongs to the cell in which it begins.

LibreOffice sets a line of a justified cell wider than the cell now and then; sorted by their
own centres its last characters would stand in the next cell, before that one's own value.
Word, LibreOffice and report libraries let a stop at a line's end hang over the edge (标点溢出).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from extractors.readers.pdf_glyphs import Glyph
from extractors.readers.pdf_letters import is_han
from schemas.place import Box

_LEVEL: Final = 0.1
"""How much the feet of one line's characters may differ, in type sizes."""
_UNEVEN: Final = 0.3
_TOUCHING: Final = (-0.05, 0.05)
_THROUGH: Final = 0.15
"""How far a border must cut into a character, in its width: cells part their writing."""
_OWN: Final = 3
"""So many characters before the border, at least, show where the line begins."""
_HANGING: Final = frozenset("，。、；：！？）》】」』”’")
"""No line begins with one of these."""


def put_back(glyphs: Sequence[Glyph], slots: list[int], boxes: Sequence[Box]) -> list[int]:
    """The slot of each of ``glyphs`` (in content order), lines over a border kept whole.

    ``boxes`` are those of the slots, in points of the view.
    """
    slots = list(slots)
    for i in range(1, len(slots)):
        if slots[i] != slots[i - 1] and _hangs(glyphs, i):
            slots[i] = slots[i - 1]
    seams = [
        i
        for i in range(1, len(slots))
        if slots[i] != slots[i - 1] and _runs_on(glyphs[i - 1], glyphs[i])
    ]
    for seam in seams:
        start, end = _run(glyphs, seam)
        if _is_overrun(glyphs[start:end], slots[start:end], boxes):
            slots[start:end] = [slots[start]] * (end - start)
    return slots


def with_hung(within: Sequence[Glyph], glyphs: Sequence[Glyph]) -> list[Glyph]:
    """``within`` (a table's, of ``glyphs``) with the stops that hang over the table's own edge."""
    inside = set(map(id, within))
    hung = {
        id(glyph)
        for i, glyph in enumerate(glyphs)
        if glyph.text in _HANGING
        and id(glyph) not in inside
        and id(glyphs[i - 1]) in inside
        and _hangs(glyphs, i)
    }
    return [g for g in glyphs if id(g) in inside or id(g) in hung] if hung else list(within)


def _hangs(glyphs: Sequence[Glyph], i: int) -> bool:
    """Whether a stop ends the line of the character before it."""
    if not i or glyphs[i].text not in _HANGING or not _beside(glyphs[i - 1], glyphs[i]):
        return False
    after = glyphs[i + 1 : i + 2]
    return not after or after[0].text in _HANGING or not _beside(glyphs[i], after[0])


def _beside(here: Glyph, after: Glyph) -> bool:
    """Whether ``after`` comes next on a line; a font that stands in for another sets unevenly."""
    size = here.face.size
    level = abs(here.top - after.top) < _UNEVEN * size
    return level and here.x0 < after.x0 < here.x1 + _UNEVEN * size


def _runs_on(here: Glyph, after: Glyph) -> bool:
    """Whether ``after`` continues the line of ``here`` without a gap."""
    size = here.face.size
    return (
        here.face == after.face
        and here.certainty == after.certainty == 1.0
        and abs(here.bottom - after.bottom) < _LEVEL * size
        and _TOUCHING[0] * size < after.x0 - here.x1 < _TOUCHING[1] * size
        and here.text != " " != after.text
    )


def _run(glyphs: Sequence[Glyph], seam: int) -> tuple[int, int]:
    start, end = seam - 1, seam + 1
    while start and _runs_on(glyphs[start - 1], glyphs[start]):
        start -= 1
    while end < len(glyphs) and _runs_on(glyphs[end - 1], glyphs[end]):
        end += 1
    return start, end


def _is_overrun(run: Sequence[Glyph], slots: Sequence[int], boxes: Sequence[Box]) -> bool:
    """Whether Han writing that begins in one cell runs through its right border."""
    first = slots[0]
    border = boxes[first][2]
    own = [glyph for glyph, slot in zip(run, slots, strict=True) if slot == first]
    cut = [glyph for glyph in run if _cuts(border, glyph)]
    if len(own) < _OWN or not cut or not is_han(cut[0].text):
        return False
    # Writing set to the middle of a narrow cell sticks out alike on both sides of that one.
    middle, size = (run[0].x0 + run[-1].x1) / 2, run[0].face.size
    return not any(
        abs(middle - (boxes[slot][0] + boxes[slot][2]) / 2) < size for slot in set(slots) - {first}
    )


def _cuts(border: float, glyph: Glyph) -> bool:
    least = _THROUGH * (glyph.x1 - glyph.x0)
    return glyph.x0 + least < border < glyph.x1 - least
