"""Characters that pdfium leaves out, read with pdfplumber instead.

Characters of a font that is neither in the file nor on the machine have no extent for
pdfium. It drops a text object that holds but one of them (the lone 无 or 台 of a table set
in a standard CID font), one that is set sideways (all of them on a page
with /Rotate), and one that repeats the line above.
Only pages with such objects are read a second time.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Collection, Sequence
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
    """
    lost = _lost(page.raw, seen)
    if not lost:
        return []
    rotation, box = page.get_rotation() // 90 % 4, page.get_mediabox()
    found: list[RawGlyph] = []
    for char in _chars(path, number):
        x, y = _unturned(char["matrix"], rotation, box)
        if _is_in(x, y, lost) and char["text"].strip():
            found.append(_glyph(char, x, y, rotation))
    return found


def _unturned(matrix: Sequence[float], rotation: int, page: _Bounds) -> tuple[float, float]:
    """Where a character begins in page space: pdfminer counts on the page as displayed."""
    left, bottom, right, top = page
    x, y = matrix[4], matrix[5]
    if rotation == 0:
        return left + x, bottom + y
    if rotation == 1:
        return right - y, bottom + x
    if rotation == 2:
        return right - x, top - y
    return left + y, top - x


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


def _glyph(char: dict[str, Any], x: float, y: float, rotation: int) -> RawGlyph:
    seen = quarters_of(char["matrix"][0], char["matrix"][1])
    wide, high = float(char["x1"] - char["x0"]), float(char["y1"] - char["y0"])
    size, advance = (wide, high) if seen % 2 else (high, wide)
    quarters = (seen + rotation) % 4 if seen >= 0 else seen
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
    return text, *_placed(x, y, advance, size, quarters), face


def _placed(x: float, y: float, advance: float, size: float, quarters: int) -> _Bounds:
    """The box of a character that begins at ``x, y`` and runs as ``quarters`` turns it."""
    up, down = _ASCENT * size, _DESCENT * size
    if quarters == 1:
        return x - up, y, x + down, y + advance
    if quarters == 2:
        return x - advance, y - up, x, y + down
    if quarters == 3:
        return x - down, y - advance, x + up, y
    return x, y - down, x + advance, y + up
