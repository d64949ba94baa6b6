"""Pictures on a page: which cell they stand in and whether they look like a seal.

A seal counts only beside the words that ask for one, so only there is a picture looked at:
its spot on the page is rendered small, with whatever lies over and under it.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from msgspec import structs

from extractors.readers.pdf_frame import area, centre_in, overlap
from extractors.readers.pdf_page import Leaf
from extractors.readers.pdf_seals import seal_sized
from extractors.readers.pdf_tables import DraftCell, DraftTable
from extractors.readers.word_pictures import red_share
from schemas.document import Picture
from schemas.place import Box

MAX_PIXELS: Final = 50_000_000
"""No page is rendered that would have more pixels at the scale in question."""

_ASKS = re.compile(r"公\s*章|盖\s*章|签\s*字|签\s*章|印\s*章|签\s*名")
_SMALLEST = 8.0
_SIDE = 96  # pixels that a picture is rendered to
_MANY = 3
_BACKGROUND = 0.7
_MARGIN = 0.09


Looked = tuple[Box, Picture]
"""A picture with its box in the page's view."""


def pictures_of(page: Any, leaf: Leaf) -> list[Looked]:
    """The page's pictures without backgrounds, specks and what stands in header or footer."""
    boxes = [box for box in leaf.pictures if not _is_decor(box, leaf)]
    seals = bool(boxes) and _asks_for_seal(leaf)
    return [(box, _look(page, leaf, box, seals=seals)) for box in boxes]


def without_repeated(pages: Sequence[Sequence[Looked]]) -> list[list[Looked]]:
    """Each page's pictures without those that stand at one place on three pages: logos."""
    seen = Counter(_key(box) for page in pages for box, _ in page)
    return [[looked for looked in page if seen[_key(looked[0])] < _MANY] for page in pages]


def _key(box: Box) -> tuple[int, ...]:
    return tuple(round(side / 3) for side in box)


def _is_decor(box: Box, leaf: Leaf) -> bool:
    width, height = box[2] - box[0], box[3] - box[1]
    if min(width, height) < _SMALLEST or area(box) > _BACKGROUND * leaf.width * leaf.height:
        return True
    return box[3] < _MARGIN * leaf.height or box[1] > (1 - _MARGIN) * leaf.height


def _asks_for_seal(leaf: Leaf) -> bool:
    return _ASKS.search("".join(glyph.text for glyph in leaf.glyphs)) is not None


def _look(page: Any, leaf: Leaf, box: Box, *, seals: bool) -> Picture:
    width, height = round(box[2] - box[0], 1), round(box[3] - box[1], 1)
    if not seals or not seal_sized(box):
        return Picture(width, height)
    return Picture(width, height, red_share=_redness(page, leaf.shown(box)))


def _redness(page: Any, shown: Box) -> float | None:
    width, height = page.get_size()
    x0, top, x1, bottom = max(shown[0], 0), max(shown[1], 0), shown[2], shown[3]
    scale = _SIDE / max(x1 - x0, bottom - top, 1.0)
    if width * height * scale * scale > MAX_PIXELS or x0 >= width or top >= height:
        return None
    crop = (x0, max(height - bottom, 0), max(width - x1, 0), top)
    bitmap = page.render(scale=scale, crop=crop, may_draw_forms=False)
    try:
        file = io.BytesIO()
        bitmap.to_pil().convert("RGB").save(file, "PNG")
    finally:
        bitmap.close()
    return red_share(file.getvalue())


def with_pictures(
    tables: Sequence[DraftTable], pictures: Sequence[Looked]
) -> tuple[list[DraftTable], list[Looked]]:
    """``tables`` with the pictures that stand in their cells, and the pictures left over.

    A seal is put where a cell asks for it, though its middle may lie in the next one.
    """
    homes: dict[tuple[int, int], list[Picture]] = {}
    loose: list[Looked] = []
    for box, picture in pictures:
        home = _home(tables, box)
        if home is None:
            loose.append((box, picture))
        else:
            homes.setdefault(home, []).append(picture)
    return [_filled(table, t, homes) for t, table in enumerate(tables)], loose


def _home(tables: Sequence[DraftTable], box: Box) -> tuple[int, int] | None:
    cells = [((t, c), cell) for t, table in enumerate(tables) for c, cell in enumerate(table.cells)]
    asking = [
        (overlap(cell.box, box), key)
        for key, cell in cells
        if _ASKS.search(cell.text) and overlap(cell.box, box) > 0.25 * area(box)
    ]
    if asking:
        return max(asking)[1]
    return next((key for key, cell in cells if centre_in(box, cell.box)), None)


def _filled(
    table: DraftTable, number: int, homes: dict[tuple[int, int], list[Picture]]
) -> DraftTable:
    if not any(t == number for t, _ in homes):
        return table
    cells: list[DraftCell] = []
    for index, cell in enumerate(table.cells):
        found = homes.get((number, index))
        cells.append(structs.replace(cell, pictures=tuple(found)) if found else cell)
    return structs.replace(table, cells=tuple(cells))
