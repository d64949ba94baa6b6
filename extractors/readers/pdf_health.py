"""Whether a page's text can be believed: scans and fonts without meaning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Final

from msgspec import Struct

from extractors.errors import UnreadableFile
from extractors.readers.pdf_letters import is_han, is_unknown
from extractors.readers.pdf_page import Leaf

_FEW: Final = 30
"""Fewer characters than this on a page covered by a picture: the picture is the page."""
_COVERED: Final = 0.7
_PICTURED: Final = 0.35
"""A picture that covers so much of a page without text may be a page or a table itself."""
_OUTLINES: Final = 200
"""More things drawn on a page without text than this may be characters turned into outlines."""
_UNKNOWN = 0.2
_COMMON = 0.6
_SCANNED = "PDF为扫描件，暂不能自动识别，请提供可编辑的Word或由Word另存的PDF。"
_GARBLED = "PDF中的文字无法识别（字体缺少编码），请提供可编辑的Word或由Word另存的PDF。"


class Fault(Struct, frozen=True):
    """A page that cannot be read as text: ``scanned_page`` or ``garbled_page``."""

    page: int
    code: str


def page_faults(leaves: Sequence[Leaf]) -> list[Fault]:
    """The pages that are a picture or whose characters carry no meaning.

    ``leaves`` are the views of all pages in order. Text that a scanner laid invisibly
    over its picture is somebody's guess and no text.
    """
    faults: list[Fault] = []
    for number, views in groupby(leaves, key=lambda leaf: leaf.number):
        code = _code(list(views))
        if code:
            faults.append(Fault(number, code))
    return faults


def may_be_picture(leaves: Sequence[Leaf], objects: int) -> bool:
    """Whether a page with next to no text may show some: a picture of a table, text as outlines.

    ``objects`` counts what is drawn on it.
    """
    few = sum(len(leaf.glyphs) for leaf in leaves) < _FEW
    return few and (leaves[0].covered > _PICTURED or objects > _OUTLINES)


def _code(views: Sequence[Leaf]) -> str:
    glyphs = [glyph for view in views for glyph in view.glyphs if glyph.text != " "]
    seen = [glyph for glyph in glyphs if not glyph.face.invisible]
    if len(seen) < _FEW and views[0].covered > _COVERED:
        return "scanned_page"
    return "garbled_page" if is_garbled("".join(glyph.text for glyph in seen)) else ""


@lru_cache(maxsize=128)  # asked of each page as it comes, and of all of them at the end
def is_garbled(text: str) -> bool:
    """Whether ``text`` (no spaces) is what a font without Unicode names leaves behind.

    Chinese prose keeps to the 3,755 characters of GB 2312's first level; a shuffled font
    does not.
    """
    if len(text) < _FEW:
        return False
    counts = Counter(text)
    if _count(counts, is_unknown) > _UNKNOWN * len(text):
        return True
    han = _count(counts, is_han)
    if han >= _FEW:
        return _count(counts, _is_common) < _COMMON * han
    return _count(counts, _is_odd) > _UNKNOWN * len(text)


def _count(counts: Counter[str], test: Callable[[str], bool]) -> int:
    return sum(count for character, count in counts.items() if test(character))


def _is_odd(character: str) -> bool:
    return "\u0080" <= character <= "\u02ff"


@lru_cache(maxsize=8192)  # the same few thousand characters on every page
def _is_common(character: str) -> bool:
    try:
        code = character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return 0xB0 <= code[0] <= 0xD7


def refuse_scans(faults: Sequence[Fault], pages: int) -> None:
    """Raise ``UnreadableFile("scanned")`` when no page of ``pages`` has text to read."""
    if len(faults) < pages:
        return
    scanned = any(fault.code == "scanned_page" for fault in faults)
    raise UnreadableFile("scanned", _SCANNED if scanned else _GARBLED)
