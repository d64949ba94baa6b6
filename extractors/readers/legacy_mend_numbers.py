"""Row numbers that count 1, 1, 2: LibreOffice's .doc puts a restarted list's first row into a list of its own.

Saved as .docx, the first row of each table refers to a list that nothing else refers to, and the
rows after it to another that looks the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from lxml import etree

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL: Final = _W + "val"
_NUM: Final = f"{_W}pPr/{_W}numPr/{_W}numId"


def join_lists(body: etree._Element, numbers: etree._Element) -> bool:
    """Give each such first row the list of the rows after it; whether there was one."""
    used = Counter(item.get(_VAL) for item in body.iter(_W + "numId"))
    looks = _looks(numbers)
    changed = False
    for first, second in _neighbours(body):
        one, other = first.get(_VAL, ""), second.get(_VAL, "")
        if one != other and used[one] == 1 and looks.get(one, one) == looks.get(other):
            first.set(_VAL, other)
            changed = True
    return changed


def _neighbours(body: etree._Element) -> Iterator[tuple[etree._Element, etree._Element]]:
    """The numbers of each table's first two numbered rows."""
    for table in body.iter(_W + "tbl"):
        rows = [row.find(f"{_W}tc/{_W}p/{_NUM}") for row in table.iterchildren(_W + "tr")]
        numbered = [number for number in rows if number is not None]
        yield from list(pairwise(numbered))[:1]


def _looks(numbers: etree._Element) -> dict[str, bytes]:
    """By a list's number: its first level, as it is defined."""
    levels = {
        item.get(_W + "abstractNumId", ""): item.find(_W + "lvl")
        for item in numbers.iterchildren(_W + "abstractNum")
    }
    found: dict[str, bytes] = {}
    for item in numbers.iterchildren(_W + "num"):
        reference = item.find(_W + "abstractNumId")
        level = None if reference is None else levels.get(reference.get(_VAL, ""))
        if level is not None:
            found[item.get(_W + "numId", "")] = etree.tostring(level, method="c14n")
    return found
