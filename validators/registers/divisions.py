"""Cities and counties of Zhejiang by GB/T 2260, present and past.

>>> city_of_code("330621"), city_of_code("330000"), city_of_code("310115")
('绍兴市', None, None)
>>> city_of_text("浙江省杭州市萧山区"), city_of_text("诸暨"), city_of_text("上海市普陀区")
('杭州市', '绍兴市', None)
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from msgspec import Struct, convert

from validators.registers import rows_of

_GENERIC = frozenset({"市辖区", "市区", "城区", "郊区"})
"""Names that every city has had: they say nothing."""
_ENDING = re.compile(r"(?:畲族自治县|市|区|县)$")
_BEFORE = re.compile(r"^(?:中国)?(?:浙江省?)?")


class Division(Struct, frozen=True):
    """One division; ``level`` is ``province``, ``city``, ``city-direct`` or ``county``."""

    code: str
    name: str
    level: str
    city_name: str
    valid_from: str
    valid_to: str
    status: str


@cache
def divisions() -> tuple[Division, ...]:
    """Every division of Zhejiang that exists or existed."""
    return tuple(convert(rows_of("zhejiang_divisions"), list[Division]))


@cache
def cities() -> tuple[str, ...]:
    """The eleven cities, in the order of their codes."""
    return tuple(entry.name for entry in divisions() if entry.level == "city")


def city_of_code(code: str) -> str | None:
    """The city of a division code by its first four digits.

    ``None`` for the province itself (3300), for codes outside Zhejiang and for the
    prefectures of before 2000, whose digits changed hands between cities.
    """
    return _by_prefix().get(code[:4])


def known_code(code: str) -> bool:
    """Whether the six digits are or were a division of Zhejiang."""
    return code in _codes()


@cache
def places_of(city: str) -> tuple[str, ...]:
    """The names, full and short, of a city and of what ever lay in it alone."""
    return tuple(name for name, of in _by_name().items() if of == city)


def city_of_text(words: str) -> str | None:
    """The city that a written place starts with: a city, or a county that lies in one.

    ``None`` where it starts with neither. Short forms (杭州, 义乌) count.
    """
    place = _BEFORE.sub("", re.sub(r"\s", "", unicodedata.normalize("NFKC", words)))
    starts = (name for name in _by_name() if place.startswith(name))
    longest = max(starts, key=len, default=None)
    return _by_name()[longest] if longest else None


def names_a_city(words: str) -> bool:
    """Whether a written place names one of the eleven cities itself, not only a county."""
    place = unicodedata.normalize("NFKC", words)
    return any(city in place for city in _short_cities())


@cache
def _short_cities() -> tuple[str, ...]:
    return tuple(_ENDING.sub("", city) for city in cities())


@cache
def _codes() -> frozenset[str]:
    return frozenset(entry.code for entry in divisions())


@cache
def _by_prefix() -> dict[str, str]:
    return {entry.code[:4]: entry.name for entry in divisions() if entry.level == "city"}


@cache
def _by_name() -> dict[str, str]:
    """Full and short names → city; a name that ever meant two cities is left out."""
    found: dict[str, set[str]] = {}
    for entry in divisions():
        if entry.level not in ("city", "county") or entry.name in _GENERIC:
            continue
        for name in {entry.name, _ENDING.sub("", entry.name)}:
            if len(name) > 1:
                found.setdefault(name, set()).add(entry.city_name)
    return {name: min(of) for name, of in found.items() if len(of) == 1}
