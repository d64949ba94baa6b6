"""The characters of a page with their boxes, straight from pdfium.

The raw interface is used because a page has hundreds of characters: one call each for
code, box and text object by bare addresses, faces and letters looked up once.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Collection
from typing import Any, Final

import pypdfium2.raw as pdfium
from msgspec import Struct

from extractors.readers import pdf_calls
from extractors.readers.pdf_frame import Frame
from extractors.readers.pdf_letters import letter, symbol_font
from extractors.readers.pdf_type3 import Drawn
from schemas.place import Box

MAX_GLYPHS: Final = 100_000
"""More characters than this on one page is no page; the rest is not read."""

UNDERLINED, STRUCK, SHADED, HIDDEN = 1, 2, 4, 8
CROSSED = 16
"""It stands at a border where two cells' figures cannot be told apart."""

_BOLD = ("bold", "black", "heavy", "demi")
_BOLD_WEIGHT = 600
_INVISIBLE = 3  # text render mode: neither fill nor stroke (ISO 32000-1, 9.3.6)
_FILL_STROKE = 2  # the way bold is faked
_STRAIGHT = math.radians(3)
_LIGHT = 240
_BREAKS = frozenset((10, 13))
_HIGH, _LOW, _LOW_END = 0xD800, 0xDC00, 0xE000  # UTF-16, as pdfium counts characters
_UNKNOWN = 0xFFFD


class Face(Struct, frozen=True, gc=False):
    """How a run of characters is set. ``size`` in points as seen on the page."""

    font: str
    symbols: str
    size: float
    bold: bool
    invisible: bool
    light: bool
    """Drawn in white or nearly white."""
    quarters: int
    """Clockwise quarter turns that make the writing upright; -1: drawn at a slant."""


class Glyph(Struct, frozen=True, gc=False):
    """One printed character; its box is in the page's view (points, top left origin)."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    face: Face
    marks: int = 0
    """Any of the bits :data:`UNDERLINED`, :data:`STRUCK`, :data:`SHADED`, :data:`HIDDEN`."""
    certainty: float = 1.0
    """How surely it was recognised; below 1 for whatever comes from a picture."""

    @property
    def box(self) -> Box:
        """``(x0, top, x1, bottom)``."""
        return self.x0, self.top, self.x1, self.bottom


RawGlyph = tuple[str, float, float, float, float, Face]
"""The same in page space: text, left, bottom, right, top, face. Plain, for there are many."""


class _Faces:
    """Faces of one page, each text object looked at once; ``faces`` by its address."""

    def __init__(self, textpage: int) -> None:
        self._textpage = textpage
        self.faces: dict[int, Face] = {}
        self._fonts: dict[int, tuple[str, bool]] = {}
        self._alike: dict[tuple[object, ...], Face] = {}
        self._matrix = pdfium.FS_MATRIX()
        self._matrix_at = ctypes.addressof(self._matrix)
        self._rgba = (ctypes.c_uint * 4)()
        first = ctypes.addressof(self._rgba)
        self._rgba_at = range(
            first, first + ctypes.sizeof(self._rgba), ctypes.sizeof(ctypes.c_uint)
        )

    def of(self, index: int) -> Face:
        thing = pdf_calls.char_object(self._textpage, index) or 0
        face = self.faces.get(thing)
        if face is None:
            face = self.faces[thing] = self._look(thing, index)
        return face

    def _look(self, thing: int, index: int) -> Face:
        pdf_calls.char_matrix(self._textpage, index, self._matrix_at)
        m = self._matrix
        size = abs(pdf_calls.char_size(self._textpage, index)) * math.hypot(m.c, m.d)
        name, heavy = self._font(thing)
        mode = pdf_calls.text_mode(thing)
        told = (name, heavy, round(size, 1), mode, self._is_light(thing), m.a, m.b)
        face = self._alike.get(told)
        if face is None:  # a page has thousands of text objects and a handful of faces
            face = self._alike[told] = _face(*told)
        return face

    def _font(self, thing: int) -> tuple[str, bool]:
        font = pdf_calls.text_font(thing) or 0
        known = self._fonts.get(font)
        if known is None:
            known = self._fonts[font] = _name_and_weight(ctypes.cast(font, pdfium.FPDF_FONT))
        return known

    def _is_light(self, thing: int) -> bool:
        if not pdf_calls.fill_colour(thing, *self._rgba_at):
            return False
        red, green, blue, _ = self._rgba
        return red > _LIGHT and green > _LIGHT and blue > _LIGHT


def _face(name: str, heavy: bool, size: float, mode: int, light: bool, a: float, b: float) -> Face:
    return Face(
        font=name,
        symbols=symbol_font(name),
        size=size,
        bold=heavy or mode == _FILL_STROKE,
        invisible=mode == _INVISIBLE,
        light=light,
        quarters=quarters_of(a, b),
    )


def _name_and_weight(font: Any) -> tuple[str, bool]:
    buffer = ctypes.create_string_buffer(256)
    length = pdfium.FPDFFont_GetBaseFontName(font, buffer, len(buffer))
    name = buffer.value.decode("utf-8", "replace") if 0 < length <= len(buffer) else ""
    bare = name.rpartition("+")[2].lower()
    heavy = any(word in bare for word in _BOLD)
    return name, heavy or pdfium.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT


def quarters_of(a: float, b: float) -> int:
    """The clockwise quarter turns that make a matrix ``a b …`` upright; -1 for a slant."""
    angle = math.atan2(b, a)
    nearest = round(angle / (math.pi / 2))
    if abs(angle - nearest * math.pi / 2) > _STRAIGHT:
        return -1
    return nearest % 4


def whole(high: int, low: int) -> int:
    """The code point of two UTF-16 halves; of the first one alone, that of an unknown character."""
    if not _LOW <= low < _LOW_END:
        return _UNKNOWN
    return 0x10000 + ((high - _HIGH) << 10) + (low - _LOW)


def read_glyphs(textpage: Any) -> tuple[list[RawGlyph], Collection[int]]:
    """The page's printed characters in the order of its content, slanted ones left out.

    Slanted writing is a watermark over the page, never part of its text. With them the
    addresses of the text objects that they come from.
    """
    page = pdf_calls.address(textpage.raw)
    faces = _Faces(page)
    face_of = faces.of
    rect = pdfium.FS_RECTF()
    rect_at = ctypes.addressof(rect)
    get_code, get_box = pdf_calls.char_code, pdf_calls.char_box
    drawn = Drawn(page)
    found: list[RawGlyph] = []
    for index in range(min(pdfium.FPDFText_CountChars(textpage.raw), MAX_GLYPHS)):
        code = get_code(page, index)
        # Breaks and boxes without width are pdfium's own additions.
        if code in _BREAKS or not get_box(page, index, rect_at) or rect.left == rect.right:
            continue
        if _HIGH <= code < _LOW:  # half of a character beyond the first plane
            code = whole(code, get_code(page, index + 1))
        elif _LOW <= code < _LOW_END:
            continue
        face = face_of(index)
        text = letter(code, face.symbols)
        if text and face.quarters >= 0:
            box = (rect.left, rect.bottom, rect.right, rect.top)
            if not face.font:
                box = drawn.placed(index, box)
            found.append((text, *box, face))
    return found, faces.faces.keys()


def upright(votes: Counter[int], otherwise: int) -> int:
    """The quarter turns that most characters ask for; ``otherwise`` in a draw or without any."""
    best = max(votes.values(), default=0)
    return otherwise if votes[otherwise] == best else votes.most_common(1)[0][0]


def placed(glyphs: list[RawGlyph], frame: Frame) -> list[Glyph]:
    """``glyphs`` in the view of ``frame``."""
    if frame.quarters:
        return [Glyph(t, *frame.box(a, b, c, d), face) for t, a, b, c, d, face in glyphs]
    left, top = frame.left, frame.top
    return [Glyph(t, a - left, top - d, c - left, top - b, face) for t, a, b, c, d, face in glyphs]
