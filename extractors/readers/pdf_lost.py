"""Characters that pdfium leaves out, read with pdfplumber instead.

pdfium drops a text object that holds nothing but one character of a font that is neither
in the file nor on the machine: the lone 无 or 台 of a table set in a standard CID font.
Only pages with such objects are read a second time.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any, Final

import pypdfium2.raw as pdfium

from extractors.readers.pdf_glyphs import Face, RawGlyph, address
from extractors.readers.pdf_letters import letter

_NEAR: Final = 1.0
"""Points within which a character stands where a lost object stood."""
_ASCENT, _DESCENT = 0.88, 0.12

_Point = tuple[float, float]


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
        if _is_at((x, y), lost) and char["text"].strip():
            found.append(_glyph(char, x, y))
    return found


def _lost(page: Any, seen: Collection[int]) -> list[_Point]:
    points: list[_Point] = []
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        thing = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(thing) != pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        if address(thing).value not in seen and _is_borrowed(thing):
            points.append(_origin(thing))
    return points


def _is_borrowed(thing: Any) -> bool:
    font = pdfium.FPDFTextObj_GetFont(thing)
    return bool(font) and not pdfium.FPDFFont_GetIsEmbedded(font)


def _origin(thing: Any) -> _Point:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(thing, matrix)
    return matrix.e, matrix.f


def _chars(path: Path, number: int) -> list[dict[str, Any]]:
    import pdfplumber  # 0.3 s to import, and hardly a file needs it

    with pdfplumber.open(path, pages=[number]) as pdf:
        return list(pdf.pages[0].chars)


def _is_at(point: _Point, lost: list[_Point]) -> bool:
    return any(abs(point[0] - x) < _NEAR and abs(point[1] - y) < _NEAR for x, y in lost)


def _glyph(char: dict[str, Any], x: float, y: float) -> RawGlyph:
    size = float(char["size"])
    face = Face(
        font=str(char["fontname"]),
        symbols="",
        size=round(size, 1),
        bold="bold" in str(char["fontname"]).lower(),
        invisible=False,
        light=False,
        quarters=0,
    )
    text = "".join(letter(ord(part)) for part in char["text"])
    return text, x, y - _DESCENT * size, x + float(char["width"]), y + _ASCENT * size, face
