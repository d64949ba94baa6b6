"""Check boxes that are drawn, not typed: a small square, ticked or not, before an option."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import structs

from extractors.readers.pdf_crossed import DOUBTFUL
from extractors.readers.pdf_frame import centre_in
from extractors.readers.pdf_glyphs import Glyph
from extractors.readers.pdf_ink import Ink, Patch, Rule, pale
from schemas.document import TICKED, UNTICKED
from schemas.place import Box

_SIDE: Final = (5.0, 17.0)
_TICKS: Final = frozenset("√✓✔☑×✗✘xXvV")
_ALIKE = 0.2  # how much a filled box may differ from an empty one, in sides
_SPREAD = 5.0  # the same where the option is spread over its cell, beside boxes of its size
_REACH = 1.6  # how far the option's first character may stand, in sides of the box


def tick_boxes(ink: Ink, glyphs: Sequence[Glyph]) -> tuple[list[Rule], list[Glyph]]:
    """The rules that are no check box's sides, and the check boxes as characters.

    A small square is a check box when a character follows close to its right and none
    but a tick stands in it: a table's cell is neither.
    """
    squares = _distinct([patch for patch in ink.patches if _is_square(patch)])
    near = [square for square in squares if _labelled(square, glyphs)]
    boxes = [square for square in squares if square in near or _is_spread(square, near, glyphs)]
    filled = _filled(ink.patches, boxes, glyphs) if boxes else []
    boxes = [box for box in boxes if not any(centre_in(box, full) for full in filled)]
    sides = (*boxes, *filled)
    rules = [rule for rule in ink.rules if not any(_side_of(rule, b) for b in sides)]
    rings = [patch for patch in ink.patches if not patch.straight and patch.colour is not None]
    rounded = {patch.box for patch in ink.patches if _is_square(patch) and not patch.straight}
    found = [
        _glyph(
            box, _without_rings(ink.patches, rings, box) if box in rounded else ink.patches, glyphs
        )
        for box in boxes
    ]
    found += [_shown(box, TICKED, glyphs) for box in filled]
    return rules, _sure(found)


def _filled(patches: Sequence[Patch], boxes: Sequence[Box], glyphs: Sequence[Glyph]) -> list[Box]:
    """The dark squares before an option that are as large as the empty ``boxes`` beside them."""
    dark = [patch for patch in patches if patch.straight and not pale(patch.colour)]
    alike = [patch for patch in dark if any(_as_large(patch.box, box) for box in boxes)]
    return [box for box in _distinct(alike) if _labelled(box, glyphs)]


def _as_large(patch: Box, box: Box) -> bool:
    return all(abs(a - b) <= _ALIKE * b for a, b in zip(_sides(patch), _sides(box), strict=True))


def _sure(found: list[Glyph]) -> list[Glyph]:
    """``found``, in doubt where no box is ticked: the ticks may be drawn in a way not known here."""
    if any(glyph.text == TICKED for glyph in found):
        return found
    return [structs.replace(glyph, certainty=DOUBTFUL) for glyph in found]


def _is_square(patch: Patch) -> bool:
    width, height = _sides(patch.box)
    return (
        pale(patch.colour)
        and all(_SIDE[0] <= side <= _SIDE[1] for side in (width, height))
        and abs(width - height) <= 0.2 * max(width, height)
    )


def _sides(box: Box) -> tuple[float, float]:
    return box[2] - box[0], box[3] - box[1]


def _distinct(patches: list[Patch]) -> list[Box]:
    boxes: list[Box] = []
    for patch in patches:
        if not any(centre_in(patch.box, box) for box in boxes):
            boxes.append(patch.box)
    return boxes


def _is_spread(square: Box, near: Sequence[Box], glyphs: Sequence[Glyph]) -> bool:
    """Whether ``square``, as large as surer boxes, stands on before an option spread wide."""
    alike = any(_as_large(square, box) for box in near)
    return alike and _labelled(square, glyphs, _SPREAD)


def _labelled(box: Box, glyphs: Sequence[Glyph], reach: float = _REACH) -> bool:
    inside = [glyph for glyph in glyphs if centre_in(glyph.box, box) and glyph.text != " "]
    if any(glyph.text not in _TICKS for glyph in inside):
        return False
    return any(_follows(glyph, box, reach) for glyph in glyphs)


def _follows(glyph: Glyph, box: Box, reach: float = _REACH) -> bool:
    side = box[2] - box[0]
    level = box[1] < (glyph.top + glyph.bottom) / 2 < box[3]
    return level and glyph.text != " " and -1.0 <= glyph.x0 - box[2] <= reach * side


def _side_of(rule: Rule, box: Box) -> bool:
    along = (box[0], box[2]) if rule.level else (box[1], box[3])
    across = (box[1], box[3]) if rule.level else (box[0], box[2])
    within = along[0] - 1 <= rule.start and rule.end <= along[1] + 1
    return within and across[0] - 1 <= rule.at <= across[1] + 1


def _glyph(box: Box, patches: Sequence[Patch], glyphs: Sequence[Glyph]) -> Glyph:
    ticked = any(_is_tick(patch, box) for patch in patches) or any(
        centre_in(glyph.box, box) and glyph.text in _TICKS for glyph in glyphs
    )
    return _shown(box, TICKED if ticked else UNTICKED, glyphs)


def _without_rings(patches: Sequence[Patch], rings: Sequence[Patch], box: Box) -> list[Patch]:
    """``patches`` without the outline and the ground of the box with round corners itself."""
    own = [ring for ring in rings if centre_in(ring.box, box) and _as_large(ring.box, box)]
    return [patch for patch in patches if patch.box != box and patch not in own]


def _shown(box: Box, text: str, glyphs: Sequence[Glyph]) -> Glyph:
    following = (glyph for glyph in glyphs if _follows(glyph, box, _SPREAD))
    neighbour = min(following, key=lambda glyph: glyph.x0)
    middle = (neighbour.top + neighbour.bottom) / 2
    half = (neighbour.bottom - neighbour.top) / 2
    return Glyph(text, box[0], middle - half, box[2], middle + half, neighbour.face)


def _is_tick(patch: Patch, box: Box) -> bool:
    """Something drawn inside the box that is not the box again."""
    width, height = _sides(patch.box)
    side = box[2] - box[0]
    same = patch.straight and width > 0.8 * side
    return not same and centre_in(patch.box, box) and max(width, height) > 0.35 * side
