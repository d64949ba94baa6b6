"""Small charts as SVG text, drawn here so that a page needs no script and no other host. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_WIDTH, _HEIGHT, _EDGE = 240.0, 40.0, 5.0
_BAR: Final = 160.0


def line(points: Sequence[float | None], label: str) -> str:
    """A week as a line with its last point marked; a day without a figure breaks the line."""
    placed = _placed(points)
    strokes = "".join(f'<polyline class="ln" points="{run}"/>' for run in _runs(placed))
    dots = "".join(_dot(point, last=n == len(placed) - 1) for n, point in enumerate(placed))
    return (
        f'<svg class="ch" viewBox="0 0 {_WIDTH:g} {_HEIGHT:g}" role="img" aria-label="{label}">'
        f'<line class="ax" x1="0" x2="{_WIDTH:g}" y1="{_HEIGHT - 1:g}" y2="{_HEIGHT - 1:g}"/>'
        f"{strokes}{dots}</svg>"
    )


def bar(part: float, whole: float, label: str) -> str:
    """A share as a bar."""
    width = _BAR * part / whole if whole else 0.0
    return (
        f'<svg class="ch bar" viewBox="0 0 {_BAR:g} 8" role="img" aria-label="{label}">'
        f'<rect class="bg" width="{_BAR:g}" height="8"/>'
        f'<rect class="br" width="{width:.1f}" height="8"/></svg>'
    )


_Point = tuple[float, float] | None


def _placed(points: Sequence[float | None]) -> list[_Point]:
    known = [point for point in points if point is not None]
    low, high = min(known, default=0.0), max(known, default=1.0)
    span = (high - low) or 1.0
    step = (_WIDTH - 2 * _EDGE) / max(1, len(points) - 1)
    room = _HEIGHT - 2 * _EDGE
    return [
        None if p is None else (_EDGE + n * step, _EDGE + room * (1 - (p - low) / span))
        for n, p in enumerate(points)
    ]


def _runs(placed: Sequence[_Point]) -> list[str]:
    runs: list[list[str]] = [[]]
    for point in placed:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(f"{point[0]:.1f},{point[1]:.1f}")
    return [" ".join(run) for run in runs if len(run) > 1]


def _dot(point: _Point, *, last: bool) -> str:
    if point is None:
        return ""
    kind, radius = ("pt", 3.5) if last else ("p0", 1.8)
    return f'<circle class="{kind}" cx="{point[0]:.1f}" cy="{point[1]:.1f}" r="{radius}"/>'
