"""Periods as applicants print them: «2025.3-2027.12», «2025年3月至2026年底».

Strict: a text that could mean two things, or none that we know, is ``None``, and rules stay
silent about it. Months count from year 0 (``year * 12 + month - 1``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from msgspec import Struct


class Moment(Struct, frozen=True):
    """One end of a period: the months, first to last, that its print may mean."""

    first: int
    last: int


class Period(Struct, frozen=True):
    """From ``start`` to ``end``; ``None`` where the text leaves it open."""

    start: Moment | None
    end: Moment | None


_YEAR: Final = r"(?P<y>20\d\d)"
_MONTH: Final = r"(?P<m>1[0-2]|0?[1-9])"
_DAY: Final = r"(?:3[01]|[12]\d|0?[1-9])"
_DATES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_YEAR}年{_MONTH}月?(?:初|底|末|[上中下]旬)?",
        rf"{_YEAR}(?P<s>[.\-/]){_MONTH}月?",
        rf"{_YEAR}年{_MONTH}月{_DAY}[日号]",
        rf"{_YEAR}(?P<s>[.\-/]){_MONTH}(?P=s){_DAY}",
        rf"{_YEAR}(?P<m>0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])?",
        rf"(?P<short>2\d|3[0-5])年{_MONTH}月",
        rf"{_YEAR}年?(?P<q>第?[一二三四1-4]季度|[Qq][1-4])",
        rf"{_YEAR}年?(?P<q>上半年|下半年)",
        rf"{_YEAR}年(?P<q>年?初|年?中|年?底|年?末)",
        rf"{_YEAR}(?:年度?)?",
    )
)
_MONTH_ALONE: Final = re.compile(r"(?P<m>1[0-2]|0?[1-9])月?底?")
_SEPARATOR: Final = re.compile(r"[~—–―→]+|至|到|-{2,}")
_OPEN_END: Final = re.compile(r"(.+?)(?:~今|~?起|开始|开工)")
_ENDING: Final = re.compile(r"(?:底?前?(?:建成|完成|完工|竣工|投产|投运)|止)$")
_PARTS: Final = {
    "上半年": (1, 6),
    "下半年": (7, 12),
    "初": (1, 3),
    "中": (5, 8),
    "底": (10, 12),
    "末": (10, 12),
}


@lru_cache(maxsize=512)  # every rule of group J reads the same cells
def read_period(text: str) -> Period | None:
    """The period that ``text`` prints, or ``None`` where it is not plain.

    >>> read_period("2025.3-2027.12") == read_period("2025年03月至2027年12月")
    True
    >>> read_period("12个月") is None
    True
    """
    plain = _SEPARATOR.sub("~", re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)))
    plain = plain.strip("。;；,，")
    if open_end := _OPEN_END.fullmatch(plain):
        start = moment(open_end[1])
        return Period(start, None) if start else None
    readings = list(_readings(_ENDING.sub("", plain)))
    return readings[0] if len(readings) == 1 else None


def moment(text: str) -> Moment | None:
    """The months that a single date may mean: ``2025-03``, ``2025年一季度``, ``2025``."""
    match = next((found for date in _DATES if (found := date.fullmatch(text))), None)
    if match is None:
        return None
    groups = match.groupdict()
    year = int(groups.get("y") or f"20{groups['short']}")
    low, high = _months(groups.get("m"), groups.get("q"))
    return Moment(year * 12 + low - 1, year * 12 + high - 1)


def _months(month: str | None, part: str | None) -> tuple[int, int]:
    if month:
        return int(month), int(month)
    if not part:
        return 1, 12
    if quarter := re.search(r"[一二三四1-4]", part):
        number = "一二三四".find(quarter[0]) + 1 or int(quarter[0])
        return number * 3 - 2, number * 3
    return _PARTS[part if part.endswith("半年") else part[-1]]


def _readings(text: str) -> Iterator[Period]:
    """Every way to read ``text``: as one date, or split at a separator."""
    if "~" in text:
        left, _, right = text.partition("~")
        yield from _between(left, right)
        return
    if whole := moment(text):
        yield Period(whole, whole)
    for dash in re.finditer("-", text):
        yield from _between(text[: dash.start()], text[dash.end() :])


def _between(left: str, right: str) -> Iterator[Period]:
    start = moment(left)
    if start is None:
        return
    end = moment(right) or _same_year(start, right)
    if end:
        yield Period(start, end)


def _same_year(start: Moment, text: str) -> Moment | None:
    """«2025.3-12»: a month alone belongs to the year before the dash."""
    month = _MONTH_ALONE.fullmatch(text)
    if month is None or start.first != start.last:
        return None
    index = start.first // 12 * 12 + int(month["m"]) - 1
    return Moment(index, index)
