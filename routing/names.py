"""Firms' and people's names made comparable, for conflicts of interest.

Cautious on purpose: taking two firms for tied costs one reader, missing a tie costs trust.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

_NOISE: Final = re.compile(r"[\s_·.,，。:：-]|\((?:公章|盖章)\)")
_LEGAL_FORM: Final = re.compile(
    r"(?:\([^)]*\))?(?:股份有限公司|有限责任公司|有限公司|集团公司|控股|公司|集团|厂)+$"
)
_REGION: Final = re.compile(
    r"^(?:中国|浙江省?|(?:杭州|宁波|温州|嘉兴|湖州|绍兴|金华|衢州|舟山|台州|丽水)市?"
    r"|[\u4e00-\u9fff]{2,3}(?:市|县|区))"
)
_NEARLY: Final = 95.0
_SHORTEST: Final = 4
_SHORTEST_CORE: Final = 3


@lru_cache(maxsize=8192)
def plain(name: str) -> str:
    """NFKC, upper case, without spaces and punctuation."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", name)).upper()


@lru_cache(maxsize=8192)
def core(name: str) -> str:
    """The name without region and legal form, as far as three characters are left."""
    left = _LEGAL_FORM.sub("", plain(name))
    while (shorter := _REGION.sub("", left)) != left and len(shorter) >= _SHORTEST_CORE:
        left = shorter
    return left


def tied_firms(one: str, other: str) -> bool:
    """Whether two names may be one firm or of one house: equal, contained, or nearly equal."""
    first, second = sorted((plain(one), plain(other)), key=len)
    if len(first) < 2:
        return False
    if first == second or (len(first) >= _SHORTEST and first in second):
        return True
    return _one_house(core(one), core(other)) or fuzz.ratio(first, second) >= _NEARLY


def _one_house(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= _SHORTEST_CORE and shorter in longer


def same_person(one: str, other: str) -> bool:
    """Whether two names of people are the same, stated both."""
    return plain(one) == plain(other) != ""
