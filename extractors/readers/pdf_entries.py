"""Entry fields drawn inside a table's cells: frames that are no cells.

A form printed from a browser shows each answer in a frame of its own, a little inside its
cell. Such a frame meets no other line; taken for borders, its sides would part rows and columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from extractors.readers.pdf_frame import centre_in
from extractors.readers.pdf_glyphs import Glyph
from extractors.readers.pdf_grid import Slot, grids_of
from extractors.readers.pdf_ink import Patch, Rule
from schemas.place import Box

_LEAST: Final = (10.0, 8.0)
"""A frame's width and height in points at least: smaller ones are check boxes."""
_OFF: Final = 0.5
"""How far a frame stands off its cell's borders, in points, and how exact its sides are."""
_LINE: Final = 2.2
"""The height of a frame around one line, in type sizes."""
_BEFORE: Final = 40.0
_SEVERAL: Final = 4
"""So many frames with labels before them are a form's; a framed remark or two are not."""
_FEWEST: Final = 4
"""Cells that a table around such frames has at least."""


def without_entries(
    rules: Sequence[Rule], patches: Sequence[Patch], glyphs: Sequence[Glyph]
) -> list[Rule]:
    """``rules`` without the sides of frames that stand in a cell, or behind a label on the page."""
    frames = _frames(rules, patches)
    if not frames:
        return list(rules)
    rest = _without(rules, frames)
    slots = [s for g in grids_of(rest, glyphs) if len(g.slots) >= _FEWEST for s in g.slots]
    held = [frame for slot in slots for frame in _held(slot, frames)]
    return _without(rules, [*held, *_answers(frames, glyphs)])


def _frames(rules: Sequence[Rule], patches: Sequence[Patch]) -> list[Box]:
    large = {
        patch.box
        for patch in patches
        if patch.straight
        and patch.box[2] - patch.box[0] >= _LEAST[0]
        and patch.box[3] - patch.box[1] >= _LEAST[1]
    }
    return [box for box in large if _is_drawn(box, rules) and not _is_met(box, rules)]


def _is_drawn(box: Box, rules: Sequence[Rule]) -> bool:
    """Whether a line of just its length stands along each side."""
    x0, top, x1, bottom = box
    sides = (
        (True, top, x0, x1),
        (True, bottom, x0, x1),
        (False, x0, top, bottom),
        (False, x1, top, bottom),
    )
    return all(
        any(
            rule.level is level
            and max(abs(rule.at - at), abs(rule.start - start), abs(rule.end - end)) <= _OFF
            for rule in rules
        )
        for level, at, start, end in sides
    )


def _is_met(box: Box, rules: Iterable[Rule]) -> bool:
    """Whether a line that is no side of ``box`` touches or crosses it."""
    return any(not _is_side(rule, box) and _touches(rule, box) for rule in rules)


def _touches(rule: Rule, box: Box) -> bool:
    x0, top, x1, bottom = box
    along, across = ((x0, x1), (top, bottom)) if rule.level else ((top, bottom), (x0, x1))
    reaches = rule.start <= along[1] + _OFF and rule.end >= along[0] - _OFF
    return reaches and across[0] - _OFF <= rule.at <= across[1] + _OFF


def _is_side(rule: Rule, box: Box) -> bool:
    x0, top, x1, bottom = box
    along, across = ((x0, x1), (top, bottom)) if rule.level else ((top, bottom), (x0, x1))
    whole = abs(rule.start - along[0]) <= _OFF and abs(rule.end - along[1]) <= _OFF
    return whole and min(abs(rule.at - side) for side in across) <= _OFF


def _without(rules: Iterable[Rule], frames: Sequence[Box]) -> list[Rule]:
    return [rule for rule in rules if not any(_is_side(rule, frame) for frame in frames)]


def _answers(frames: Sequence[Box], glyphs: Sequence[Glyph]) -> list[Box]:
    """The frames around one line each, on a page where several stand just behind their labels."""
    labelled = [frame for frame in frames if _is_answer(frame, glyphs)]
    if len(labelled) < _SEVERAL:
        return []
    highest = max(bottom - top for _, top, _, bottom in labelled)
    return [frame for frame in frames if frame[3] - frame[1] <= highest + _OFF]


def _is_answer(frame: Box, glyphs: Sequence[Glyph]) -> bool:
    """Whether one line of writing fills ``frame`` and its label stands just before it."""
    x0, top, _, bottom = frame
    level = [g for g in glyphs if g.text != " " and top < (g.top + g.bottom) / 2 < bottom]
    within = [g for g in level if centre_in(g.box, frame)]
    if not within or bottom - top > _LINE * within[0].face.size:
        return False
    return any(-_OFF <= x0 - glyph.x1 <= _BEFORE for glyph in level)


def _held(slot: Slot, frames: Iterable[Box]) -> list[Box]:
    """The frames within ``slot``; none where they stand in several lines, as a table's rows do."""
    x0, top, x1, bottom = slot.box
    held = [
        frame
        for frame in frames
        if frame[0] > x0 + _OFF
        and frame[1] > top + _OFF
        and frame[2] < x1 - _OFF
        and frame[3] < bottom - _OFF
    ]
    level = all(frame[1] < held[0][3] and held[0][1] < frame[3] for frame in held)
    return held if level else []
