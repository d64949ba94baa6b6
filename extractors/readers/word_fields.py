"""Complex fields: most show a stored result, a few are computed from their code alone."""

from __future__ import annotations

import re

from msgspec import Struct

from extractors.readers.office_symbols import symbol
from schemas.document import TICKED

_EQUATION = re.compile(r"\s*eq\s+(.*)", re.IGNORECASE | re.DOTALL)
_ENCLOSED = re.compile(r"\\o\s*(?:\\a[clr]\s*)?\(\s*([^,，()]{1,4})[,，]\s*([^()]{1,8})\)", re.I)
_FRACTION = re.compile(r"\\f\s*\(([^,，()]{1,40})[,，]([^()]{1,40})\)", re.IGNORECASE)
_SWITCH = re.compile(r"\\[a-z]+\s*\d*|[()]", re.IGNORECASE)
_BUTTON = re.compile(r"\s*MACROBUTTON\s+\S+\s?(.*)", re.IGNORECASE | re.DOTALL)
_SYMBOL = re.compile(r'\s*SYMBOL\s+(\d{1,5}|0x[0-9a-f]{1,4})\b(?:.*\\f\s+"?([^"\\]+)"?)?', re.I)
_BOXES = frozenset("□☐口■")
_CIRCLES = frozenset("○〇◯")
_MARKS = frozenset("√✓✔×✕vVxX")


class Field(Struct):
    """An open field: ``shown`` once its result has begun; ``code`` as collected until then."""

    shown: bool = False
    code: str = ""
    silent: bool = False
    """Whether the field has been written already, so that its result is left out."""


def computed(code: str) -> str:
    """What a field without a stored result shows.

    ``EQ`` (带圈字符: a tick laid over a box is a ticked box), ``MACROBUTTON`` (its text),
    ``SYMBOL``; ``""`` for any other.
    """
    equation = _EQUATION.match(code)
    if equation is not None:
        return _equation(equation[1])
    button = _BUTTON.match(code)
    if button is not None:
        return button[1].rstrip()
    sign = _SYMBOL.match(code)
    return "" if sign is None else symbol((sign[2] or "").strip(), int(sign[1], 0))


def _equation(text: str) -> str:
    text = _FRACTION.sub(r"\1/\2", text)
    text = _ENCLOSED.sub(lambda m: _laid_over(m[1].strip(), m[2].strip()), text)
    return _SWITCH.sub("", text).strip()


def _laid_over(frame: str, inner: str) -> str:
    """A character within a frame (带圈字符)."""
    if inner in _MARKS and frame in _BOXES | _CIRCLES:
        return TICKED
    if frame in _CIRCLES and inner.isdigit() and 1 <= int(inner) <= 20:
        return chr(ord("①") + int(inner) - 1)
    return inner if frame in _BOXES | _CIRCLES else frame + inner
