"""Pieces of a page → recognised lines, and those → characters with places for the table code."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median
from typing import Final

import cv2
import numpy as np
from msgspec import Struct, structs

from extractors.readers import ocr
from extractors.readers.ocr import Pixels, Reading, Rect, Sign
from extractors.readers.pdf_glyphs import Face, Glyph
from extractors.readers.pdf_letters import is_han, is_wide
from extractors.readers.scan_bands import DOUBT, goes_on, is_crowded, own_ink, tangled
from extractors.readers.scan_flat import POINT

_FIGURE: Final = re.compile(r"[\d.,，。\-+%％~～ ]*\d[\d.,，。\-+%％~～ ]*\D{0,10}")
"""A line that is a figure with its unit: read twice where the first reading is not sure."""
UNREADABLE: Final = 0.05
"""How surely ink is read that could not be read."""

_LOOK_TWICE = 0.985
_SHORT = 2  # characters: too few for the network to know what they are from their neighbours
_DISAGREED = 0.8  # the most that a figure counts for when two looks at it differ
_JUNK = 0.45  # mean score below which ink is no printed text
_LARGE, _LARGE_JUNK = 1.5, 0.85  # the same for what stands higher than so many usual lines
_FULL, _HALF = 0.95, 0.74  # ink height of Chinese characters and of figures, in type sizes
_ALIKE = 0.2  # sizes this close to the page's usual one are that size
_PAD = 4
_REACH = 0.6  # type sizes that a character's box reaches up and down from its middle
_OPENING_WIDE, _ENDING = "(（《〈【〔“‘「『", "，。、；：,;:！？)）》〉】〕”’」』"
_HANGING = 0.5  # type sizes of white that belong to such a mark at a line's beginning or end
_OPENING, _CLOSING = "(（[【〔《〈", ")）]】〕》〉"


class Line(Struct, frozen=True):
    """One line as recognised: where it was looked for, where its ink is, what it says."""

    rect: Rect
    ink: Rect
    reading: Reading

    @property
    def text(self) -> str:
        """Its characters."""
        return ocr.words(self.reading)

    @property
    def mean(self) -> float:
        """The mean score of its characters."""
        return ocr.mean(self.reading)

    def printed(self, usual: float) -> bool:
        """Whether it is printed text and not a hand's strokes or dirt.

        ``usual`` is the height of the page's writing in pixels: a hand writes larger.
        """
        large = self.ink[3] - self.ink[1] > _LARGE * usual
        return self.mean >= (_LARGE_JUNK if large else _JUNK)


def read_pieces(pieces: Sequence[Rect], grey: Pixels, ink: Pixels) -> list[Line]:
    """What stands in ``pieces`` of a page; figures that were read unsurely are read again."""
    found = [(piece, box) for piece in pieces if (box := own_ink(piece, ink))]
    readings = ocr.read_lines([_crop(grey, piece) for piece, _ in found])
    lines = [
        Line(piece, box, reading) for (piece, box), reading in zip(found, readings, strict=True)
    ]
    return _twice(lines, grey, ink)


def _crop(grey: Pixels, rect: Rect, pad: int = 0) -> Pixels:
    x0, y0, x1, y1 = rect
    crop = grey[max(y0, 0) : y1, max(x0, 0) : x1]
    if pad:
        crop = cv2.copyMakeBorder(crop, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=255)
    return np.asarray(cv2.cvtColor(crop, cv2.COLOR_GRAY2BGR))


def _twice(lines: list[Line], grey: Pixels, ink: Pixels) -> list[Line]:
    """Unsure figures looked at once more, cut tighter: two readings that differ prove doubt."""
    doubtful = [i for i, line in enumerate(lines) if _deserves(line) or _is_cut(line, ink)]
    again = ocr.read_lines([_tight(grey, lines[i]) for i in doubtful])
    for index, reading in zip(doubtful, again, strict=True):
        line = lines[index]
        lines[index] = _whole(line, reading) if _is_cut(line, ink) else _agreed(line, reading)
    return lines


def _deserves(line: Line) -> bool:
    short = len(line.reading) <= _SHORT or bool(_FIGURE.fullmatch(line.text))
    return short and ocr.score(line.reading) < _LOOK_TWICE


def _is_cut(line: Line, ink: Pixels) -> bool:
    """Whether something stands behind the last figure of a line: a hyphen is easily overlooked."""
    if not line.text[-1:].isdecimal():
        return False
    middle = line.rect[0] + line.reading[-1].at * (line.rect[2] - line.rect[0])
    return goes_on(ink, line.ink, middle, type_height(line))


def _tight(grey: Pixels, line: Line) -> Pixels:
    """The line's ink alone on white paper, in another size."""
    return _crop(grey, line.ink, pad=max((line.ink[3] - line.ink[1]) // 4, _PAD))


def _agreed(line: Line, again: Reading) -> Line:
    if _plain(ocr.words(again)) == _plain(line.text):
        surer = max(line.reading, again, key=ocr.score)
        return structs.replace(line, reading=surer)
    other = structs.replace(line, reading=again)
    return at_most(max(line, other, key=lambda look: look.mean), _DISAGREED)


def _whole(line: Line, again: Reading) -> Line:
    """A line whose end was overlooked: the second look where it only adds to the first."""
    more = _plain(ocr.words(again)).startswith(_plain(line.text))
    return at_most(structs.replace(line, reading=again) if more else line, _DISAGREED)


def at_most(line: Line, score: float) -> Line:
    """``line`` with no character surer than ``score``."""
    signs = tuple(structs.replace(sign, score=min(sign.score, score)) for sign in line.reading)
    return structs.replace(line, reading=signs)


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text)


def glyphs_of(lines: Sequence[Line]) -> list[Glyph]:
    """The characters of all lines with their boxes in points."""
    sizes = _sizes(lines)
    doubtful = tangled([_band(line, size) for line, size in zip(lines, sizes, strict=True)])
    sure = [_doubted(line) if i in doubtful else line for i, line in enumerate(lines)]
    return [glyph for line, size in zip(sure, sizes, strict=True) for glyph in _glyphs(line, size)]


def parted(line: Line, usual: float) -> Line:
    """``line``, doubted where it is rather two lines that touch; ``usual`` is a line's height."""
    crowded = is_crowded(line.text, line.ink, type_height(line), usual)
    return _doubted(line) if crowded else line


def _doubted(line: Line) -> Line:
    return at_most(line, DOUBT)


def _band(line: Line, size: float) -> Rect:
    """Where the line's characters will stand, pixels: by their middle and their size."""
    middle, half = (line.ink[1] + line.ink[3]) / 2, _REACH * size * POINT
    return line.ink[0], round(middle - half), line.ink[2], round(middle + half)


def unreadable(rects: Sequence[Rect]) -> list[Glyph]:
    """A mark for each spot of ink that could not be read: not blank, and not a value."""
    return [
        Glyph(
            "\ufffd",
            x0 / POINT,
            y0 / POINT,
            x1 / POINT,
            y1 / POINT,
            Face("", "", (y1 - y0) / POINT, False, False, False, 0),
            certainty=UNREADABLE,
        )
        for x0, y0, x1, y1 in rects
    ]


def _sizes(lines: Sequence[Line]) -> list[float]:
    """Type sizes in points; those near the page's usual one are that one.

    Ink is higher or lower by which characters a line happens to hold, and paragraphs are told
    apart by their size.
    """
    raw = [_size(line) for line in lines]
    if not raw:
        return []
    usual = median(raw)
    return [usual if abs(size - usual) <= _ALIKE * usual else round(size, 1) for size in raw]


def _size(line: Line) -> float:
    return round(type_height(line) / POINT, 1)


def type_height(line: Line) -> float:
    """The height of the line's type in pixels, told from its ink."""
    chinese = any(is_han(character) for character in line.text)
    return (line.ink[3] - line.ink[1]) / (_FULL if chinese else _HALF)


def _glyphs(line: Line, size: float) -> list[Glyph]:
    signs = _spaced(line.reading)
    if not signs:
        return []
    edges = _edges(line, signs)
    middle = (line.ink[1] + line.ink[3]) / 2 / POINT
    face = Face("", "", size, False, False, False, 0)
    return [
        Glyph(
            sign.text,
            edges[i] / POINT,
            middle - _REACH * size,
            edges[i + 1] / POINT,
            middle + _REACH * size,
            face,
            certainty=sign.score,
        )
        for i, sign in enumerate(signs)
    ]


def paired(reading: Reading) -> Reading:
    """``reading`` with each pair of brackets of one kind: the surer one of the two tells which."""
    signs = list(reading)
    opened: list[int] = []
    for i, sign in enumerate(signs):
        if sign.text in _OPENING:
            opened.append(i)
        elif sign.text in _CLOSING and opened:
            _match(signs, opened.pop(), i)
    return tuple(signs)


def _match(signs: list[Sign], first: int, last: int) -> None:
    kind = _OPENING.index(signs[first].text), _CLOSING.index(signs[last].text)
    if kind[0] == kind[1]:
        return
    if signs[first].score < signs[last].score:
        signs[first] = structs.replace(signs[first], text=_OPENING[kind[1]])
    else:
        signs[last] = structs.replace(signs[last], text=_CLOSING[kind[0]])


def _spaced(signs: Reading) -> list[Sign]:
    """``signs`` without the gaps that type setters leave between Chinese and Latin writing."""
    kept: list[Sign] = []
    signs = paired(signs)
    for i, sign in enumerate(signs):
        if sign.text == " ":
            sides = [s.text for s in (*signs[max(i - 1, 0) : i], *signs[i + 1 : i + 2])]
            if len(sides) < 2 or not all(side.isalnum() and not is_wide(side) for side in sides):
                continue
        kept.append(sign)
    return kept


def _edges(line: Line, signs: Sequence[Sign]) -> list[float]:
    """Where each character begins and the last one ends, pixels: no gaps between them."""
    left, _, right, _ = line.rect
    middles = [left + sign.at * (right - left) for sign in signs]
    weights = [1.0 if is_wide(sign.text) else 0.5 for sign in signs]
    edges = [float(line.ink[0])]
    for i in range(len(signs) - 1):
        share = weights[i] / (weights[i] + weights[i + 1])
        edge = middles[i] + (middles[i + 1] - middles[i]) * share
        edges.append(min(max(edge, edges[-1] + 0.5), float(line.ink[2])))
    edges.append(max(float(line.ink[2]), edges[-1] + 0.5))
    room = _HANGING * type_height(line)
    edges[0] -= room if signs[0].text in _OPENING_WIDE else 0.0
    edges[-1] += room if signs[-1].text in _ENDING else 0.0
    return edges
