"""Where characters drawn by Type 3 fonts stand on pages that were put into other pages.

Browsers set some characters (工, 用, 色 …) in fonts of drawings without a name. When such a page
is placed on another (two on a sheet, turned, stamped), pdfium gives these characters' boxes
as on the page they came from; their matrix alone is right.
"""

from __future__ import annotations

import ctypes
from typing import Any, Final

import pypdfium2.raw as pdfium

from extractors.readers import pdf_calls

_OFF: Final = 0.5
"""Points by which a character's origin and its matrix may differ."""

_Sides = tuple[float, float, float, float]


class Drawn:
    """The drawn characters of one text page (``textpage`` is its address)."""

    def __init__(self, textpage: int) -> None:
        self._textpage = textpage
        self._matrix, self._own = pdfium.FS_MATRIX(), pdfium.FS_MATRIX()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()

    def placed(self, index: int, box: _Sides) -> _Sides:
        """Where character ``index``, said to stand in ``box`` (left, bottom, right, top), stands."""
        m = self._matrix
        pdf_calls.char_matrix(self._textpage, index, ctypes.addressof(m))
        x, y = ctypes.addressof(self._x), ctypes.addressof(self._y)
        if not pdf_calls.char_origin(self._textpage, index, x, y):
            return box
        origin = self._x.value, self._y.value
        if abs(m.e - origin[0]) <= _OFF and abs(m.f - origin[1]) <= _OFF:
            return box
        thing = pdf_calls.char_object(self._textpage, index) or 0
        if not pdf_calls.object_matrix(thing, ctypes.addressof(self._own)):
            return box
        return _mapped(box, origin, self._own, m)


def _mapped(box: _Sides, origin: tuple[float, float], own: Any, shown: Any) -> _Sides:
    """``box`` taken off its ``origin``, out of its ``own`` matrix and into the one ``shown``."""
    area = own.a * own.d - own.b * own.c
    if not area:
        return box
    points = []
    for x, y in ((box[0], box[1]), (box[2], box[3])):
        dx, dy = x - origin[0], y - origin[1]
        u, v = (dx * own.d - dy * own.c) / area, (dy * own.a - dx * own.b) / area
        points.append((u * shown.a + v * shown.c + shown.e, u * shown.b + v * shown.d + shown.f))
    (x0, y0), (x1, y1) = points
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
