"""Borders drawn dot by dot are lines; squares that stand apart are none."""

from __future__ import annotations

from extractors.readers.pdf_dots import with_dotted_lines
from extractors.readers.pdf_ink import Ink, Patch
from schemas.place import Box

SIZE = 0.75


def dot(x: float, y: float) -> Patch:
    """A black square of the size that a browser's dotted border is made of."""
    box: Box = (x, y, x + SIZE, y + SIZE)
    return Patch(box, (0, 0, 0))


def frame(width: int, height: int) -> list[Patch]:
    """Four dotted sides, so many dots long, two sizes from dot to dot."""
    step = 2 * SIZE
    across = [dot(100 + n * step, y) for n in range(width) for y in (50, 50 + height * step)]
    down = [dot(x, 50 + n * step) for n in range(height) for x in (100, 100 + width * step)]
    return [*across, *down]


def test_four_sides() -> None:
    ink = with_dotted_lines(Ink(patches=tuple(frame(40, 20))))
    level = sorted(rule.at for rule in ink.rules if rule.level)
    plumb = sorted(rule.at for rule in ink.rules if not rule.level)
    assert level == [50.375, 80.375]
    assert plumb == [100.375, 160.375]
    assert {round(rule.length) for rule in ink.rules} == {59, 61, 29, 31}
    assert ink.patches == ()


def test_areas_stay() -> None:
    area = Patch((10.0, 10.0, 90.0, 40.0), (200, 200, 200))
    ink = with_dotted_lines(Ink(patches=(area, *frame(12, 12))))
    assert ink.patches == (area,)


def test_bullets_are_no_line() -> None:
    bullets = Ink(patches=tuple(dot(100.0, 50.0 + 14 * n) for n in range(30)))
    assert with_dotted_lines(bullets) == bullets


def test_five_squares_are_no_line() -> None:
    few = Ink(patches=tuple(dot(100.0 + 2 * SIZE * n, 50.0) for n in range(5)))
    assert with_dotted_lines(few) == few
