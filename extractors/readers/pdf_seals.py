"""Seals that were drawn: red curves the size of a company's seal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from extractors.readers.pdf_frame import area, overlap, union
from extractors.readers.pdf_ink import Colour, Patch
from schemas.place import Box

_SIDES: Final = (40.0, 260.0)
"""Sides of a seal in points, drawn generously: they measure 30 to 50 mm."""


def drawn_seals(patches: Iterable[Patch]) -> list[Box]:
    """Red curves the size of a seal: an electronic seal that was drawn, not pasted."""
    red = [patch.box for patch in patches if not patch.straight and _is_red(patch.colour)]
    clusters: list[Box] = []
    for box in sorted(red, key=area, reverse=True):
        home = next((i for i, c in enumerate(clusters) if overlap(c, box) > 0), None)
        if home is None:
            clusters.append(box)
        else:
            clusters[home] = union(clusters[home], box)
    return [box for box in clusters if seal_sized(box)]


def _is_red(colour: Colour | None) -> bool:
    return colour is not None and colour[0] > 150 and max(colour[1:]) < 110


def seal_sized(box: Box) -> bool:
    """Whether ``box`` is as large as a seal may be."""
    return all(_SIDES[0] <= side <= _SIDES[1] for side in (box[2] - box[0], box[3] - box[1]))
