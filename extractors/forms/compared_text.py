"""实施前…，实施后…，降低… in one stretch of text: the three figures of a compared row taken apart."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import structs

from extractors import grid
from extractors.grammar.text import nfkc
from schemas.document import Cell

_STAGE = r"(?:培育|方案)?(?:建设|实施|改造|培育|创建)*"
_WORDS = re.compile(
    rf"(?P<before>{_STAGE}前(?:为|[:：])?|现状值?(?:为|[:：])?|基准值[:：]?)"
    rf"|(?P<after>{_STAGE}后(?:为|[:：])?|(?:建设)?目标值?(?:为|[:：])?)"
    r"|(?P<effect>(?:实施|建设|培育)?(?:建设)?成效(?:为|[:：])?|变化(?:率|幅度)(?:为|[:：])?)"
)
_CHANGE = re.compile(r"[,，;；、(（\s]\s*(?=(?:预计)?(?:降低|下降|提高|提升|增加|减少|上升|[↓↑]))")
_FROM_TO = re.compile(
    r"\s{0,4}(?:由|从)?(?:目前|现状|现有|原来)?的?\s{0,4}(?P<before>[^,;。→至到]{1,30}?)\s{0,4}"
    r"(?:(?:降低|下降|减少|提高|提升|增加|上升|增长)[到至]|[降升][至到]|→|[-=]{1,2}>)\s{0,4}"
    r"(?P<after>[^,;。()]{1,30}?)\s{0,4}(?:[,;、(]\s{0,4}(?P<effect>[^()]{1,30}?))?[)]?[。;]?\s{0,4}"
)
"""``由0.85tce/t降至0.77tce/t，降低9.5%``."""
_EDGE = " ,，;；。、:：()（）\n\t"


def parts(cells: Sequence[Cell]) -> dict[str, Cell]:
    """``before``, ``after`` and ``effect`` of one filled cell that names them; empty for none.

    The effect may stand in a cell of its own behind it (``135.8kgce/t → 104.4kgce/t | 降低23.1%``).
    """
    full = grid.filled(cells)
    if not 1 <= len(full) <= 2 or len(full[0].text) > 200:
        return {}
    found = _named(full[0].text) or _from_to(full[0].text)
    if not {"before", "after"} <= found.keys() or (len(full) > 1 and "effect" in found):
        return {}
    told = {
        name: structs.replace(full[0], text=text, number=None, spans=())
        for name, text in found.items()
    }
    return told | ({"effect": full[1]} if len(full) > 1 else {})


def _named(text: str) -> dict[str, str]:
    plain = nfkc(text)
    marks = [mark for mark in _WORDS.finditer(plain) if mark[0]]
    ends = [*(mark.start() for mark in marks[1:]), len(plain)]
    found: dict[str, str] = {}
    for mark, end in zip(marks, ends, strict=True) if marks else ():
        found.setdefault(str(mark.lastgroup), plain[mark.end() : end].strip(_EDGE))
    if "after" in found and "effect" not in found:
        after, *change = _CHANGE.split(found["after"], maxsplit=1)
        found |= {
            "after": after.strip(_EDGE),
            **({"effect": change[0].strip(_EDGE)} if change else {}),
        }
    return found


def _from_to(text: str) -> dict[str, str]:
    told = _FROM_TO.fullmatch(nfkc(text).strip())
    figures = {name: part for name, part in told.groupdict().items() if part} if told else {}
    whole = all(any(map(str.isdigit, part)) for part in figures.values())
    return figures if whole else {}
