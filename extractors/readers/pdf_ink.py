"""What is drawn on a page besides text: ruling lines, shaded areas, pictures.

Producers draw a table's lines as strokes (LibreOffice), as rectangles a point thin (Word) or
as stroked cell frames (WPS, Excel). All become :class:`Rule`.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, Final

import pypdfium2.raw as pdfium
from msgspec import Struct

from extractors.readers import pdf_calls
from extractors.readers.pdf_frame import Frame
from schemas.place import Box

MAX_SEGMENTS: Final = 50_000
"""Path segments looked at per page: a drawing may have millions, a table has hundreds."""
THIN: Final = 3.2
"""A filled rectangle up to this thick (points) is a line."""

_MAX_DEPTH = 5
_DOT = 6  # segments of a rectangle at most
_MAX_OUTLINE = 400  # segments of one path; a longer one is a drawing
_TILT = 0.7  # points by which a line's two ends may differ and still be level
_PALE = 235

Colour = tuple[int, int, int]
"""Red, green and blue, each from 0 to 255."""
_Point = tuple[float, float]
_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Rule(Struct, frozen=True):
    """A straight line, level or plumb: at ``at`` from ``start`` to ``end`` (points).

    ``at`` is y for a level line and x for a plumb one; ``frame`` tells that it is one side
    of a stroked rectangle.
    """

    level: bool
    at: float
    start: float
    end: float
    width: float = 0.0

    @property
    def length(self) -> float:
        """Length in points."""
        return self.end - self.start


class Patch(Struct, frozen=True):
    """A filled area or a closed shape. ``colour`` is its fill's, of a mere curve its line's."""

    box: Box
    colour: Colour | None
    straight: bool = True
    """Whether it is a plain rectangle."""


class Ink(Struct, frozen=True):
    """All that is drawn on one page, in its view."""

    rules: tuple[Rule, ...] = ()
    patches: tuple[Patch, ...] = ()
    pictures: tuple[Box, ...] = ()


class _Path(Struct, frozen=True):
    outlines: tuple[tuple[_Point, ...], ...]
    curved: bool
    stroked: bool
    fill: Colour | None
    line: Colour | None
    width: float


def read_ink(page: Any, frame: Frame) -> Ink:
    """The lines, areas and pictures of ``page`` in the view of ``frame``."""
    rules: list[Rule] = []
    patches: list[Patch] = []
    pictures: list[Box] = []
    budget = _Budget(MAX_SEGMENTS)
    for thing, kind, matrix in _objects(page.raw):
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures.append(_bounds(thing, matrix, frame))
        elif path := _read_path(thing, matrix, budget):
            _sort_path(path, frame, rules, patches)
    return Ink(tuple(rules), tuple(patches), tuple(pictures))


def _objects(page: Any) -> Iterator[tuple[Any, int, _Matrix]]:
    at, kind_of = pdf_calls.address(page), pdf_calls.object_kind
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        thing = pdf_calls.page_object(at, index)
        kind = kind_of(thing)
        if kind != pdfium.FPDF_PAGEOBJ_TEXT:
            handle = ctypes.cast(thing, pdfium.FPDF_PAGEOBJECT)
            yield from _within(handle, kind, _IDENTITY, 1)


def _within(
    thing: Any, kind: int, matrix: _Matrix, depth: int
) -> Iterator[tuple[Any, int, _Matrix]]:
    if kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE):
        yield thing, kind, matrix
    if kind != pdfium.FPDF_PAGEOBJ_FORM or depth > _MAX_DEPTH:
        return
    inner = _times(_matrix(thing), matrix)
    for index in range(max(pdfium.FPDFFormObj_CountObjects(thing), 0)):
        part = pdfium.FPDFFormObj_GetObject(thing, index)
        yield from _within(part, pdfium.FPDFPageObj_GetType(part), inner, depth + 1)


class _Budget:
    """How many more path segments may be looked at."""

    def __init__(self, left: int) -> None:
        self.left = left

    def take(self, count: int) -> bool:
        self.left -= count
        return self.left >= 0


def _read_path(thing: Any, matrix: _Matrix, budget: _Budget) -> _Path | None:
    count = pdfium.FPDFPath_CountSegments(thing)
    # A dot of a dotted border counts once: a list of forty rows has fifteen thousand.
    if not 1 < count <= _MAX_OUTLINE or not budget.take(count if count > _DOT else 1):
        return None
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(thing, mode, stroked)
    fill = _colour(thing, pdfium.FPDFPageObj_GetFillColor) if mode.value else None
    if not stroked.value and fill is None:
        return None
    whole = _times(_matrix(thing), matrix)
    outlines, curved = _outlines(thing, count, whole)
    line = _colour(thing, pdfium.FPDFPageObj_GetStrokeColor) if curved and fill is None else None
    return _Path(outlines, curved, bool(stroked.value), fill, line, _stroke_width(thing, whole))


def _outlines(
    thing: Any, count: int, matrix: _Matrix
) -> tuple[tuple[tuple[_Point, ...], ...], bool]:
    found: list[list[_Point]] = []
    curved = False
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(thing, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO or not found:
            found.append([])
        curved |= kind == pdfium.FPDF_SEGMENT_BEZIERTO
        found[-1].append(_apply(matrix, x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment):
            found[-1].append(found[-1][0])
    return tuple(tuple(points) for points in found), curved


def _sort_path(path: _Path, frame: Frame, rules: list[Rule], patches: list[Patch]) -> None:
    for outline in path.outlines:
        points = [frame.point(*point) for point in outline]
        box = _box_of(points)
        rectangle = not path.curved and _is_rectangle(points)
        # A browser mitres a cell's sides: each is a bar with slanting ends.
        plain = rectangle or (not path.curved and 4 <= len(points) <= 6)
        if path.fill is not None and plain and _thin(box):
            rules.append(_as_rule(box))
        elif path.stroked and not path.curved:
            rules.extend(_sides(points, path.width))
        if rectangle or path.curved or len(points) > 2 or _slants(box):
            patches.append(Patch(box, path.fill or path.line, rectangle))


def _slants(box: Box) -> bool:
    return min(box[2] - box[0], box[3] - box[1]) > 2 * _TILT


def _thin(box: Box) -> bool:
    width, height = box[2] - box[0], box[3] - box[1]
    return min(width, height) <= THIN and max(width, height) > 2 * min(width, height)


def _as_rule(box: Box) -> Rule:
    x0, top, x1, bottom = box
    if x1 - x0 > bottom - top:
        return Rule(True, (top + bottom) / 2, x0, x1, bottom - top)
    return Rule(False, (x0 + x1) / 2, top, bottom, x1 - x0)


def _sides(points: list[_Point], width: float) -> Iterator[Rule]:
    for (ax, ay), (bx, by) in pairwise(points):
        if abs(ay - by) <= _TILT < abs(ax - bx):
            yield Rule(True, (ay + by) / 2, min(ax, bx), max(ax, bx), width)
        elif abs(ax - bx) <= _TILT < abs(ay - by):
            yield Rule(False, (ax + bx) / 2, min(ay, by), max(ay, by), width)


def _is_rectangle(points: list[_Point]) -> bool:
    x0, top, x1, bottom = _box_of(points)
    return 4 <= len(points) <= 6 and all(
        min(abs(x - x0), abs(x - x1)) <= _TILT and min(abs(y - top), abs(y - bottom)) <= _TILT
        for x, y in points
    )


def _box_of(points: list[_Point]) -> Box:
    xs = [point[0] for point in points]
    ys = [point[1] for point in points]
    return min(xs), min(ys), max(xs), max(ys)


def _bounds(thing: Any, matrix: _Matrix, frame: Frame) -> Box:
    a, b, c, d, e, f = _times(_matrix(thing), matrix)
    corners = [(e, f), (a + e, b + f), (c + e, d + f), (a + c + e, b + d + f)]
    return _box_of([frame.point(x, y) for x, y in corners])


def _colour(thing: Any, ask: Callable[..., int]) -> Colour | None:
    r, g, b, alpha = (ctypes.c_uint() for _ in range(4))
    if not ask(thing, r, g, b, alpha):
        return 128, 128, 128  # a pattern or shading: some colour
    return (r.value, g.value, b.value) if alpha.value else None


def _stroke_width(thing: Any, matrix: _Matrix) -> float:
    width = ctypes.c_float()
    pdfium.FPDFPageObj_GetStrokeWidth(thing, width)
    return float(width.value) * max(abs(matrix[0]), abs(matrix[1]))


def _matrix(thing: Any) -> _Matrix:
    m = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, m):
        return _IDENTITY
    return m.a, m.b, m.c, m.d, m.e, m.f


def _times(first: _Matrix, then: _Matrix) -> _Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _apply(m: _Matrix, x: float, y: float) -> _Point:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def pale(colour: Colour | None) -> bool:
    """Whether a fill is white or nothing: no shading to speak of."""
    return colour is None or all(part > _PALE for part in colour)
