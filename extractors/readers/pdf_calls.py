"""pdfium's functions that are called for every character or object of a page, by bare addresses.

pypdfium2 makes an object of each handle that it gives and looks at the type of each that it
takes, which costs more than most of these calls. Here a handle is a whole number, and a structure
to be filled is its ``ctypes.addressof``.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import c_int, c_uint, c_void_p
from typing import Any, Final

import pypdfium2.raw as pdfium


def address(handle: Any) -> int:
    """The address that a handle of pypdfium2's points to; 0 for none."""
    return c_void_p.from_buffer(handle).value or 0


def _by_address(function: Any, gives: Any, *takes: Any) -> Callable[..., Any]:
    """The same function of the library; it keeps the interpreter's lock, for no thread waits here."""
    return ctypes.PYFUNCTYPE(gives, *takes)(ctypes.cast(function, c_void_p).value or 0)


_P: Final = c_void_p

char_code = _by_address(pdfium.FPDFText_GetUnicode, c_uint, _P, c_int)
char_box = _by_address(pdfium.FPDFText_GetLooseCharBox, c_int, _P, c_int, _P)
char_object = _by_address(pdfium.FPDFText_GetTextObject, _P, _P, c_int)
char_matrix = _by_address(pdfium.FPDFText_GetMatrix, c_int, _P, c_int, _P)
char_origin = _by_address(pdfium.FPDFText_GetCharOrigin, c_int, _P, c_int, _P, _P)
char_size = _by_address(pdfium.FPDFText_GetFontSize, ctypes.c_double, _P, c_int)
text_mode = _by_address(pdfium.FPDFTextObj_GetTextRenderMode, c_int, _P)
text_font = _by_address(pdfium.FPDFTextObj_GetFont, _P, _P)
fill_colour = _by_address(pdfium.FPDFPageObj_GetFillColor, c_int, _P, _P, _P, _P, _P)
page_object = _by_address(pdfium.FPDFPage_GetObject, _P, _P, c_int)
object_kind = _by_address(pdfium.FPDFPageObj_GetType, c_int, _P)
object_matrix = _by_address(pdfium.FPDFPageObj_GetMatrix, c_int, _P, _P)
