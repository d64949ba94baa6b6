"""Dotted lines: Chromium draws each dot of a cell's border as a small square of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from msgspec import structs

from extractors.readers.pdf_ink import Ink, Patch, Rule
from schemas.place import Box

_DOT: Final = 3.2
"""The most that a dot measures, in points: as thick as a line may be."""
_APART: Final = 3.0
"""Dots of one line leave at most so many of their own widths between them."""
_OFF: Final = 0.3
"""Points by which a dot may stand beside its line."""
_FEWEST: Final = 6
"""So many dots make a line; fewer are bullets."""


def with_dotted_lines(ink: Ink) -> Ink:
    """The page's ink with the lines that small squares make; those squares are no patches then."""
    dots = [patch.box for patch in ink.patches if _is_dot(patch)]
    if len(dots) < _FEWEST:
        return ink
    level = list(_runs(dots))
    plumb = list(_runs(map(_swapped, dots)))
    lined = {box for run in level for box in run} | {_swapped(box) for run in plumb for box in run}
    return structs.replace(
        ink,
        rules=(*ink.rules, *(_line(run) for run in level), *map(_plumb, plumb)),
        patches=tuple(patch for patch in ink.patches if patch.box not in lined),
    )


def _is_dot(patch: Patch) -> bool:
    x0, top, x1, bottom = patch.box
    small, large = sorted((x1 - x0, bottom - top))
    return patch.straight and 0 < large <= _DOT and large <= 2 * small


def _runs(dots: Iterable[Box]) -> Iterator[list[Box]]:
    """Dots of one level line, one after another."""
    for row in _split(sorted(dots, key=_middle), _below):
        for run in _split(sorted(row), _far):
            if len(run) >= _FEWEST and run[-1][2] - run[0][0] > _FEWEST * _size(run[0]):
                yield run


def _split(boxes: Sequence[Box], apart: Callable[[list[Box], Box], bool]) -> Iterator[list[Box]]:
    part: list[Box] = []
    for box in boxes:
        if part and apart(part, box):
            yield part
            part = []
        part.append(box)
    yield part


def _below(row: list[Box], box: Box) -> bool:
    return _middle(box) - _middle(row[0]) > _OFF


def _far(run: list[Box], box: Box) -> bool:
    return box[0] - run[-1][2] > _APART * _size(box)


def _size(box: Box) -> float:
    return box[2] - box[0]


def _middle(box: Box) -> float:
    return (box[1] + box[3]) / 2


def _line(run: Sequence[Box]) -> Rule:
    first = run[0]
    return Rule(True, _middle(first), first[0], run[-1][2], first[3] - first[1])


def _plumb(run: Sequence[Box]) -> Rule:
    return structs.replace(_line(run), level=False)


def _swapped(box: Box) -> Box:
    return box[1], box[0], box[3], box[2]
