"""Form fields that hold a value and no appearance: what the viewer draws itself.

A form filled in by a program (and some browsers) keeps ``/V`` and leaves the drawing to the
viewer (ISO 32000-1, 12.7.3.3, NeedAppearances). pdfium flattens such a field to nothing, which
would read as blank.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator
from typing import Any, Final

import pypdfium2.raw as pdfium

from extractors.readers.pdf_glyphs import Face, RawGlyph
from extractors.readers.pdf_letters import letter

_MOST_FIELDS: Final = 2000
_MOST_LETTERS: Final = 20_000
_NOTHING: Final = 2  # bytes of an empty answer: the closing zero
_USUAL: Final = 10.5
_LEADING: Final = 1.2
_LEAST: Final = 2.0
_PADDING: Final = 2.0
_SIZE: Final = re.compile(r"(\d{1,3}(?:\.\d{1,4})?)\s+Tf")


def undrawn_values(page: Any) -> list[RawGlyph]:
    """The characters of text and choice fields of ``page`` that nothing is drawn for.

    To be asked before the page is flattened. Turned pages are left as they are.
    """
    if page.get_rotation():
        return []
    found: list[RawGlyph] = []
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page.raw), _MOST_FIELDS)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
        try:
            found.extend(_glyphs_of(annotation))
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)
        if len(found) > _MOST_LETTERS:
            break
    return found


def _glyphs_of(annotation: Any) -> Iterator[RawGlyph]:
    if pdfium.FPDFAnnot_GetSubtype(annotation) != pdfium.FPDF_ANNOT_WIDGET:
        return
    if _flags(annotation) & (pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW):
        return
    if _told(pdfium.FPDFAnnot_GetAP, annotation, pdfium.FPDF_ANNOT_APPEARANCEMODE_NORMAL):
        return
    value = _told(pdfium.FPDFAnnot_GetStringValue, annotation, b"V").strip()
    kind = _told(pdfium.FPDFAnnot_GetStringValue, annotation, b"FT")
    rect = pdfium.FS_RECTF()
    if value and kind != "Btn" and pdfium.FPDFAnnot_GetRect(annotation, rect):
        told = _told(pdfium.FPDFAnnot_GetStringValue, annotation, b"DA")
        yield from _set(value, rect, _size(told))


def _flags(annotation: Any) -> int:
    return int(pdfium.FPDFAnnot_GetFlags(annotation))


def _told(ask: Callable[..., int], annotation: Any, key: object) -> str:
    """What ``ask`` answers about ``annotation``, UTF-16, without the closing zero."""
    length = ask(annotation, key, None, 0)
    if length <= _NOTHING:
        return ""
    buffer = ctypes.create_string_buffer(length)
    ask(annotation, key, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0")


def _size(appearance: str) -> float:
    """The type size that a field asks for; 0 is the viewer's choice."""
    asked = _SIZE.search(appearance)
    return (float(asked.group(1)) if asked else 0.0) or _USUAL


def _set(value: str, rect: Any, size: float) -> Iterator[RawGlyph]:
    """``value`` set into ``rect``, smaller where it does not fit, a line in its middle."""
    width, height = rect.right - rect.left - 2 * _PADDING, rect.top - rect.bottom
    size = min(size, height / _LEADING)
    lines = _lines(value, width / max(size, _LEAST))
    while len(lines) * _LEADING * size > height + _LEADING and size > _LEAST:
        size *= 0.9
        lines = _lines(value, width / size)
    face = Face("", "", round(size, 1), False, False, False, 0)
    top = rect.top - max(height - len(lines) * _LEADING * size, 0.0) / 2
    for number, line in enumerate(lines):
        x, above = rect.left + _PADDING, top - number * _LEADING * size
        for character in line:
            wide = _em(character) * size
            if text := letter(ord(character)):
                yield text, x, above - size, x + wide, above, face
            x += wide


def _lines(value: str, ems: float) -> list[str]:
    lines: list[str] = []
    for paragraph in value.splitlines():
        line, taken = "", 0.0
        for character in paragraph:
            if line and taken + _em(character) > ems:
                lines.append(line)
                line, taken = "", 0.0
            line, taken = line + character, taken + _em(character)
        lines.append(line)
    return lines


def _em(character: str) -> float:
    return 0.5 if ord(character) < 0x2000 else 1.0
