"""Boxes and ticks in a line of options (fields.md §5)."""

from __future__ import annotations

import re
from enum import Enum

from msgspec import Struct


class Shape(Enum):
    """What a mark is before anyone asks which option it belongs to."""

    CHECKED = "checked"
    EMPTY = "empty"
    TICK = "tick"
    """A tick of its own (``√``): it stands for a box, or beside one."""


class Mark(Struct, frozen=True):
    """A box or tick at ``text[start:end]``; ``unclear`` where it could belong to either side."""

    shape: Shape
    start: int
    end: int
    unclear: bool = False


CHECKED = "☑☒■●◆✅▣🗹⊠⊙◉þý◼◾⬛▲"
EMPTY = "□☐○◇▢◻⬜❏❑¨ロ◽▫△"
TICKS = "√✓✔✓ü∨"
_TOKEN = re.compile(
    rf"(?P<bracket>[\[(（【〔]\s{{0,4}}(?P<inside>[√✓✔xXvV×☑■●]?)\s{{0,4}}[\])）】〕])"
    rf"|(?P<checked>[{CHECKED}])|(?P<empty>[{EMPTY}])|(?P<tick>[{TICKS}])"
    r"|(?P<han>(?<![\u3400-\u9fff])口(?=[\u3400-\u9fff]))"
)
_BRACKETED = {"": Shape.EMPTY, "×": Shape.EMPTY}


def marks(text: str) -> list[Mark]:
    """Every box and tick, left to right; a tick that touches a box fills that box."""
    return _merged(text, [_mark(match) for match in _TOKEN.finditer(text)])


def _mark(match: re.Match[str]) -> Mark:
    if match["bracket"]:
        shape = _BRACKETED.get(match["inside"], Shape.CHECKED)
    elif match["checked"]:
        shape = Shape.CHECKED
    else:
        shape = Shape.TICK if match["tick"] else Shape.EMPTY
    return Mark(shape, match.start(), match.end())


def _merged(text: str, found: list[Mark]) -> list[Mark]:
    """Joins ``□√`` and ``√□``; a tick between a label and the next box is unclear."""
    result: list[Mark] = []
    for mark in found:
        last = result[-1] if result else None
        if last is None or not _touch(last, mark):
            result.append(mark)
            continue
        result[-1] = Mark(Shape.CHECKED, last.start, mark.end, _stuck(text, last))
    return result


def _touch(left: Mark, right: Mark) -> bool:
    shapes = {left.shape, right.shape}
    return left.end == right.start and Shape.TICK in shapes and Shape.EMPTY in shapes


def _stuck(text: str, left: Mark) -> bool:
    """Whether a tick before a box also touches the label on its left: ``国有√□集体``."""
    before = text[left.start - 1 : left.start]
    return left.shape is Shape.TICK and bool(before) and "\u3400" <= before <= "\u9fff"
