"""Pages of a PDF that are pictures: rendered, recognised, remembered."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from extractors.errors import UnreadableFile
from extractors.readers import ocr_cache
from extractors.readers.ocr import Pixels
from extractors.readers.scan_flat import A4_LONG, POINT
from extractors.readers.scan_page import Page, numbered, page_of

MOST: Final = 60
"""Pages of one file that are read from their pictures; more take longer than anybody waits."""

_PIXELS: Final = 40_000_000
_LONGEST = 2.2 * A4_LONG  # points; a larger page is a photo whose size means nothing
_ROOM = 1.3  # a photo shows more than the page


def recognised(page: Any, number: int) -> Page:
    """Page ``number`` (from 1) of a PDF, pypdfium2's ``page``, read from how it looks.

    Raises ``UnreadableFile("too_large")`` for a page beyond any paper's proportions.
    """
    width, height = page.get_size()
    long = max(width, height, 1.0)
    scale = POINT if long <= _LONGEST else A4_LONG * POINT * _ROOM / long
    if width * height * scale * scale > _PIXELS:
        raise UnreadableFile("too_large")
    return remembered(_rendered(page, scale), (width, height), number)


def remembered(picture: Pixels, size: tuple[float, float], number: int) -> Page:
    """The picture (BGR) of a page ``size`` points wide and high, read or known from before."""
    key = ocr_cache.key_of(picture, size)
    known = ocr_cache.recall(key)
    if known is not None:
        return numbered(known, number)
    page = page_of(picture, size, number)
    ocr_cache.keep(key, page)
    return page


def _rendered(page: Any, scale: float) -> Pixels:
    bitmap = page.render(scale=scale, may_draw_forms=False)
    try:
        image = bitmap.to_numpy()
        return np.ascontiguousarray(image[:, :, :3] if image.ndim == 3 else np.dstack([image] * 3))
    finally:
        bitmap.close()
