"""Industries of section C (manufacturing) by GB/T 4754-2017.

>>> named("2822").name
'涤纶纤维制造'
>>> named("1364") is None
True
>>> like("鱼油提取及制品制造").code
'1363'
"""

from __future__ import annotations

from functools import cache

from msgspec import Struct, convert
from rapidfuzz import fuzz, process

from validators.registers import rows_of

MANUFACTURING = range(13, 44)
"""Divisions (大类, the code's first two digits) of section C; others are not in the register."""


class Industry(Struct, frozen=True):
    """One class (小类) with the group (中类) and division (大类) above it."""

    code: str
    name: str
    group_code: str
    group_name: str
    division_code: str
    division_name: str


@cache
def industries() -> dict[str, Industry]:
    """Every class of section C by its four-digit code. Not to be changed."""
    listed = convert(rows_of("gbt4754_2017_manufacturing"), list[Industry])
    return {industry.code: industry for industry in listed}


def named(code: str) -> Industry | None:
    """The class of a four-digit code, ``None`` where section C has none."""
    return industries().get(code)


def within(prefix: str, limit: int = 5) -> tuple[Industry, ...]:
    """The first classes whose code starts with ``prefix`` (a group's or division's digits)."""
    found = (entry for code, entry in industries().items() if code.startswith(prefix))
    return tuple(entry for entry, _ in zip(found, range(limit), strict=False))


def like(name: str, least: float = 90) -> Industry | None:
    """The class whose name is most like ``name``, ``None`` below the ratio ``least`` (0–100)."""
    names = {code: entry.name for code, entry in industries().items()}
    best = process.extractOne(name, names, scorer=fuzz.ratio, score_cutoff=least)
    return industries()[best[2]] if best else None

