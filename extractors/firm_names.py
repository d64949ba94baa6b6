"""Firms' names as they stand in file names and texts: made comparable, and compared.

Normalisation after rules.md §2.4: NFKC, no spaces, one kind of brackets, no seal words.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

_MENTION: Final = re.compile(
    r"[\u4e00-\u9fff()·A-Za-z0-9]{2,40}?(?:公司|集团|(?<!工)厂(?![家界房区商长内外址]))"
)
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
_SHORTEST_TRADE_NAME: Final = 3


@lru_cache(maxsize=8192)
def clean_name(name: str) -> str:
    """NFKC without spaces, underscores and seal words: ``浙江 甲（公章）`` → ``浙江甲``."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", name)).strip("()·:,。")


def firm_mentions(text: str) -> tuple[str, ...]:
    """The firms that NFKC ``text`` mentions, as printed, in order, at most 80."""
    return tuple(dict.fromkeys(_MENTION.findall(text)))[:_MOST_MENTIONS]


def same_firm(one: str, other: str) -> bool:
    """Whether two stated names are one firm's; a name cut short by a line break counts."""
    first, second = sorted((clean_name(one), clean_name(other)), key=len)
    if first == second:
        return bool(first)
    cut = len(first) >= 6 and not _LEGAL_FORM.search(first)
    return cut and second.startswith(first)


def trade_name(name: str) -> str:
    """The name without region and legal form: ``浙江恒某化纤有限公司`` → ``恒某化纤``."""
    core = _LEGAL_FORM.sub("", clean_name(name))
    while (shorter := _REGION.sub("", core)) != core and len(shorter) >= _SHORTEST_TRADE_NAME:
        core = shorter
    return core


def carries(text: str, firm: str) -> float:
    """How surely ``text`` (a file name, a mention) carries the firm's name: 0 … 100.

    100 for the full name, 95 for the trade name, else the best fuzzy match of the full name
    where that is above 92 (a misread character).
    """
    name, hay = clean_name(firm), clean_name(text)
    if len(name) < _SHORTEST_TRADE_NAME or not hay:
        return 0.0
    if name in hay:
        return 100.0
    core = trade_name(firm)
    if len(core) >= _SHORTEST_TRADE_NAME and core in hay:
        return 95.0
    ratio = fuzz.partial_ratio(name, hay) if len(hay) >= len(name) - 1 else 0.0
    return ratio if ratio >= _SURE else 0.0
