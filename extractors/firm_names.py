"""Firms' names as they stand in file names and texts: made comparable, and compared.

Normalisation after rules.md §2.4: NFKC, no spaces, one kind of brackets, no seal words.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

_FORM: Final = re.compile(r"公司|集团|(?<!工)厂(?![家界房区商长内外址])")
_BEFORE_FORM: Final = re.compile(r"[\u4e00-\u9fff()·A-Za-z0-9]{2,40}$")
_LONGEST: Final = 40
_MOST_MENTIONS: Final = 80
_NOISE: Final = re.compile(r"\((?:公章|盖章|签章|加盖公章)\)|[\s_]|(?:公章|盖章)$")
_LEGAL_FORM: Final = re.compile(
    r"(?:\([^)]*\))?(?:股份有限公司|有限责任公司|有限公司|集团公司|公司|集团|厂)+$"
)
_REGION: Final = re.compile(
    r"^(?:中国|浙江省?|(?:杭州|宁波|温州|嘉兴|湖州|绍兴|金华|衢州|舟山|台州|丽水)市?"
    r"|[\u4e00-\u9fff]{2,3}(?:市|县|区))"
)
_SURE: Final = 92.0
_SHORTEST_NAME: Final = 4
_SHORTEST_TRADE_NAME: Final = 3


@lru_cache(maxsize=8192)
def clean_name(name: str) -> str:
    """NFKC without spaces, underscores and seal words: ``浙江 甲（公章）`` → ``浙江甲``."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", name)).strip("()·:,。")


def firm_mentions(text: str) -> tuple[str, ...]:
    """The firms that NFKC ``text`` mentions with what runs up to them, in order, at most 80."""
    found: dict[str, None] = {}
    for form in _FORM.finditer(text):
        before = _BEFORE_FORM.search(text[max(0, form.start() - _LONGEST) : form.start()])
        if before:
            found[before.group() + form.group()] = None
        if len(found) == _MOST_MENTIONS:
            break
    return tuple(found)


def same_firm(one: str, other: str) -> bool:
    """Whether two stated names are one firm's; a name cut short by a line break counts."""
    first, second = clean_name(one), clean_name(other)
    if first == second:
        return bool(first)
    if len(first) > len(second):
        first, second = second, first
    return len(first) >= 6 and second.startswith(first) and not is_whole(first)


def is_whole(name: str) -> bool:
    """Whether a stated name ends in a legal form: then no line break cut it short."""
    return bool(_LEGAL_FORM.search(clean_name(name)))


@lru_cache(maxsize=8192)
def trade_name(name: str) -> str:
    """The name without region and legal form: ``浙江恒某化纤有限公司`` → ``恒某化纤``."""
    core = _LEGAL_FORM.sub("", clean_name(name))
    while (shorter := _REGION.sub("", core)) != core and len(shorter) >= _SHORTEST_TRADE_NAME:
        core = shorter
    return core


def carries(text: str, firm: str) -> float:
    """How surely ``text`` (a file name, a mention) carries the firm's name: 0 … 100.

    As :func:`contains`, else the best fuzzy match of the full name where that is above 92 (a
    misread character).
    """
    sure = contains(text, firm)
    name, hay = clean_name(firm), clean_name(text)
    if sure or len(name) < _SHORTEST_NAME or len(hay) < len(name) - 1:
        return sure
    ratio = fuzz.partial_ratio(name, hay)
    return ratio if ratio >= _SURE else 0.0


def contains(text: str, firm: str) -> float:
    """100 where ``text`` holds the firm's full name, 95 for its trade name, else 0."""
    name, hay = clean_name(firm), clean_name(text)
    if len(name) < _SHORTEST_NAME:
        return 0.0
    if name in hay:
        return 100.0
    core = trade_name(firm)
    return 95.0 if len(core) >= _SHORTEST_TRADE_NAME and core in hay else 0.0


def place_in(text: str, firm: str) -> int:
    """Where the firm's full name, else its trade name, begins in ``text``; -1 where it does not."""
    hay = clean_name(text)
    if not contains(text, firm):
        return -1
    full = hay.find(clean_name(firm))
    return full if full >= 0 else hay.find(trade_name(firm))
