"""Characters printed over one another: two pieces of writing in one place on a line.

Sorted from left to right they would mix (``改32投6入0万``). The order in which the page draws
them keeps each piece together; what stood on top of what stays in doubt.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import structs

from extractors.readers.pdf_crossed import DOUBTFUL
from extractors.readers.pdf_glyphs import CROSSED, Glyph

_OVER: Final = 0.3
"""How much of the narrower of two characters lies under the other one."""


def unmixed(ordered: list[Glyph], drawn: Sequence[Glyph]) -> list[Glyph]:
    """A line from left to right as ``ordered``, its mixed stretches as ``drawn`` and in doubt."""
    over = [i for i in range(1, len(ordered)) if _is_over(ordered[i - 1], ordered[i])]
    if not over:
        return ordered
    place = {id(glyph): i for i, glyph in enumerate(drawn)}
    mixed = list(ordered)
    for start, end in _stretches(over):
        stretch = sorted(ordered[start:end], key=lambda glyph: place.get(id(glyph), 0))
        if stretch != ordered[start:end]:
            mixed[start:end] = [_doubted(glyph) for glyph in stretch]
    return mixed


def _is_over(left: Glyph, right: Glyph) -> bool:
    shared = left.x1 - right.x0
    if shared <= 0.0 or not (left.text.isalnum() and right.text.isalnum()):
        return False
    return shared > _OVER * min(left.x1 - left.x0, right.x1 - right.x0)


def _stretches(over: Sequence[int]) -> Iterator[tuple[int, int]]:
    """From the first to behind the last character of each run of overlaps."""
    start = last = over[0]
    for i in over[1:]:
        if i > last + 2:
            yield start - 1, last + 1
            start = i
        last = i
    yield start - 1, last + 1


def _doubted(glyph: Glyph) -> Glyph:
    sure = min(glyph.certainty, DOUBTFUL)
    return structs.replace(glyph, certainty=sure, marks=glyph.marks | CROSSED)
