"""Values that hold more than their own, or less: what a table without lines lets run together.

Nothing is repaired here: such a value goes to a person with a confidence that says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Final

from msgspec import structs

from extractors.grammar.text import fold, nfkc
from extractors.grammar.ticks import Ticks
from extractors.grammar.ticks_match import within
from schemas.fields import BASIC_TABLE, HONOURS
from schemas.place import PageBox
from schemas.submission import Read, State

_DOUBT: Final = 0.6
CUT: Final = 0.8
"""How surely honours are read of which a page end may have cut some."""
_FLAG: Final = "run_together"
_LEAST: Final = 4
_SHORT: Final = frozenset(
    ("factory_name", "address", "industry_name", "legal_representative", "contact", "benchmark")
)
"""Texts that name one thing; longer ones may well name other entries of the form."""
_RUNNING: Final = frozenset(("measures", "benchmark", "main_business"))
_FIGURED: Final = re.compile(r"\d{7}|[19][1239]\d{6}[0-9A-HJ-NPQRTUWXY]{9}")
_NAMES: Final = frozenset(("factory_name", "legal_representative", "contact", "industry_name"))
_OTHERS: Final = tuple(
    (entry.key, fold(entry.label)) for entry in BASIC_TABLE if len(fold(entry.label)) >= _LEAST
)
_FORM_WORDS: Final = re.compile(r"单位产品[(]?工业增加")
_MONTH: Final = re.compile(r"\d\s{0,2}月|20\d\d\s?[-./]\s?\d{1,2}(?!\d)")
_CODE_BELOW: Final = re.compile(r"\n\s{0,8}\d{4}\s{0,8}\Z")
"""The industry's code, which the form asks for below the address."""
_LONG_FOR_LINES: Final = 120
"""A longer text among mere lines has what follows it on the page within it."""
_PAIRS: Final = ("()", "《》", "[]", "“”")


def doubted(reads: Mapping[str, Read]) -> dict[str, Read]:
    """``reads`` of the basic table, those in doubt that hold another entry's words or half a text."""
    return {key: lowered(read) if _is_odd(key, read) else read for key, read in reads.items()}


def lowered(read: Read) -> Read:
    """``read`` with a confidence and a flag that send it to a person."""
    flags = tuple(dict.fromkeys((*read.flags, _FLAG)))
    return structs.replace(read, confidence=min(read.confidence, _DOUBT), flags=flags)


def _is_odd(key: str, read: Read) -> bool:
    if read.state is State.BLANK:
        return _is_loose(read)
    if key in _RUNNING and _is_loose(read) and "fuzzy_label" in read.flags:
        return True  # the lines of a label over several run in between those of the text
    if key.startswith("period_"):
        return "year_only" in read.flags and bool(_MONTH.search(nfkc(read.raw)))
    if key not in _SHORT or not isinstance(read.value, str):
        return False
    text = nfkc(read.value)
    if key == "address" and _CODE_BELOW.search(nfkc(read.raw)):
        return True
    if key in _NAMES and _FIGURED.search(text):
        return True
    if key == "benchmark" and _is_loose(read) and len(text) > _LONG_FOR_LINES:
        return True
    return _holds_label(key, text) or _is_halved(text)


def _is_loose(read: Read) -> bool:
    """Whether an entry of a page is blank as a mere line: its value may stand on another."""
    return isinstance(read.where, PageBox) and read.where.cell is None


def _holds_label(key: str, text: str) -> bool:
    folded = fold(text)
    if key == "benchmark":  # the figures that it compares are named in the form's own words
        return bool(_FORM_WORDS.search(text))
    own = next((label for other, label in _OTHERS if other == key), "")
    return any(label in folded for other, label in _OTHERS if other != key and label not in own)


def _is_halved(text: str) -> bool:
    counts = Counter(text)
    return any(counts[left] != counts[right] for left, right in _PAIRS)


def may_be_cut(offered: tuple[str, ...]) -> bool:
    """Whether just the form's first or last honours are there: the page may end between them."""
    count = len(offered)
    if not 2 < count < len(HONOURS):
        return False
    return set(offered) in (set(HONOURS[:count]), set(HONOURS[-count:]))


def lacks_box(ticks: Ticks, text: str) -> bool:
    """Whether an honour named among boxes has none: the box that is lost may have been ticked."""
    if set(ticks.offered) == set(ticks.ticked):
        return False
    return bool(set(within(text, HONOURS)) - set(ticks.offered))
