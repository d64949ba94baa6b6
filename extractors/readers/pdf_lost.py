"""Characters that pdfium leaves out, read with pdfplumber instead.

Characters of a font that is neither in the file nor on the machine have no extent for
pdfium. It drops a text object that holds but one of them (the lone 无 or 台 of a table set
in a standard CID font), one that is set sideways, and one that repeats the line above.
Only pages with such objects are read a second time.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Collection
from pathlib import Path
from typing import Any, Final

import pypdfium2.raw as pdfium

from extractors.errors import UnreadableFile
from extractors.readers import pdf_calls
from extractors.readers.pdf_glyphs import Face, RawGlyph, quarters_of
from extractors.readers.pdf_letters import letter

_NEAR: Final = 1.0
"""Points within which a character stands where a lost object stood."""
_ASCENT, _DESCENT = 0.88, 0.12

_NAMELESS = re.compile(r"\(cid:\d+\)")
"""What pdfminer writes for a character that its font gives no meaning."""
_Bounds = tuple[float, float, float, float]


def recovered(page: Any, path: Path, number: int, seen: Collection[int]) -> list[RawGlyph]:
    """The lost characters of page ``number`` (from 1) of the file at ``path``.

    ``seen`` are the addresses of the text objects that pdfium gave characters for.
    Turned pages are left as they are.
    """
    lost = _lost(page.raw, seen)
    if not lost or page.get_rotation():
        return []
    left, bottom, _, _ = page.get_mediabox()
    found: list[RawGlyph] = []
    for char in _chars(path, number):
        x, y = char["matrix"][4] + left, char["matrix"][5] + bottom
        if _is_in(x, y, lost) and char["text"].strip():
            found.append(_glyph(char, x, y))
    return found


def _lost(page: Any, seen: Collection[int]) -> list[_Bounds]:
    """Where the text objects without characters stand: left, bottom, right, top."""
    found: list[_Bounds] = []
    at, kind_of = pdf_calls.address(page), pdf_calls.object_kind
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        thing = pdf_calls.page_object(at, index)
        if thing in seen or kind_of(thing) != pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        handle = ctypes.cast(thing, pdfium.FPDF_PAGEOBJECT)
        if _is_borrowed(handle):
            found.append(_bounds(handle))
    return found


def _is_borrowed(thing: Any) -> bool:
    font = pdfium.FPDFTextObj_GetFont(thing)
    return bool(font) and not pdfium.FPDFFont_GetIsEmbedded(font)


def _bounds(thing: Any) -> _Bounds:
    sides = tuple(ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(thing, *sides)
    left, bottom, right, top = (side.value for side in sides)
    return left, bottom, right, top


def _chars(path: Path, number: int) -> list[dict[str, Any]]:
    import pdfplumber  # 0.3 s to import, and hardly a file needs it
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with pdfplumber.open(path, pages=[number]) as pdf:
            (page,) = pdf.pages
            return list(page.chars)
    except (PdfminerException, ValueError) as error:  # better no file than one known to lose text
        raise UnreadableFile("malformed") from error


def _is_in(x: float, y: float, lost: list[_Bounds]) -> bool:
    return any(
        left - _NEAR < x < right + _NEAR and bottom - _NEAR < y < top + _NEAR
        for left, bottom, right, top in lost
    )


def _glyph(char: dict[str, Any], x: float, y: float) -> RawGlyph:
    size, advance = float(char["size"]), float(char["adv"])
    quarters = quarters_of(char["matrix"][0], char["matrix"][1])
    face = Face(
        font=str(char["fontname"]),
        symbols="",
        size=round(size, 1),
        bold="bold" in str(char["fontname"]).lower(),
        invisible=False,
        light=False,
        quarters=quarters,
    )
    told = _NAMELESS.sub("\ufffd", char["text"])
    text = "".join(letter(ord(part)) for part in told)
    up, down = _ASCENT * size, _DESCENT * size
    if quarters == 1:
        return text, x - up, y, x + down, y + advance, face
    if quarters == 3:
        return text, x - down, y - advance, x + up, y, face
    return text, x, y - down, x + advance, y + up, face
