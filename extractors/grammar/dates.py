"""Dates, years and periods as applicants write them (fields.md §4.3)."""

from __future__ import annotations

import re
from datetime import date, timedelta

from msgspec import Struct

from extractors.grammar import han, numbers_marks
from extractors.grammar.dates_period import Period, read_period
from extractors.grammar.dates_point import written
from schemas.submission import State

__all__ = ["Date", "Period", "read_date", "read_period", "read_year"]


class Date(Struct, frozen=True):
    """``value`` is an ISO day, or ``YYYY-MM`` where only a month was printed."""

    value: str | None = None
    flags: tuple[str, ...] = ()
    state: State = State.STATED
    confidence: float = 0.98


_DAY = re.compile(
    r"(?P<y>(?:19|20)\d\d)(?P<s>[年./-])(?P<m>1[0-2]|0?[1-9])(?:[月./-](?P<d>3[01]|[12]\d|0?[1-9])?)?"
    r"(?:日|号)?(?=\D|\Z)(?!\.\d)"
)
_TIME = re.compile(r"[T ]\d{1,2}:\d\d(?::\d\d(?:\.\d{1,9})?)?\Z")
_SOLID = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>1[0-2]|0[1-9])(?P<d>3[01]|[12]\d|0[1-9])?(?!\d)"
)
_SHORT_SOLID = re.compile(r"(?P<y>\d\d)(?P<m>1[0-2]|0[1-9])(?P<d>3[01]|[12]\d|0[1-9])")
_SHORT = re.compile(
    r"(?P<y>[0-3]\d)[年./-](?P<m>1[0-2]|0?[1-9])[月./-](?P<d>3[01]|[12]\d|0?[1-9])日?"
)
_YEAR_ONLY = re.compile(r"(?:19|20)\d\d年?(?:初|底|末|度)?")
_TEMPLATE = re.compile(r"(?:20)?[xX_]{0,8}年[xX_]{0,8}月?(?:[xX_]{0,8}日)?|20[xX_]{0,4}")
_SERIAL = re.compile(r"\d{5}(?:\.0{1,4})?")
_EPOCH = date(1899, 12, 30)
_FIRST, _LAST = 14000, 60000
"""Excel serials of 1938 and 2064: a factory's dates lie between them."""


def read_date(text: str, *, serial: bool = False) -> Date:
    """The day (or month) that a cell states.

    ``serial``: also take a five-digit number as an Excel day; ask only where the cell held a
    number. A year alone is unreadable with flag ``year_only``; the form's empty
    ``20  年    月    日`` is blank; a day that no calendar has is ``invalid_date``.
    """
    empty = numbers_marks.nothing(text)
    if empty is not None:
        return Date(None, (empty,) if empty else (), State.BLANK)
    plain, repairs = written(_TIME.sub("", text[:80].strip()))
    if _TEMPLATE.fullmatch(plain):
        return Date(None, ("placeholder",), State.BLANK)
    if serial and _SERIAL.fullmatch(plain) and _FIRST <= float(plain) <= _LAST:
        return Date((_EPOCH + timedelta(days=int(float(plain)))).isoformat(), ("serial",))
    return _stated(plain, repairs)


def _stated(plain: str, repairs: tuple[str, ...]) -> Date:
    match = _DAY.search(plain) or _SOLID.search(plain)
    if match:
        return _date(int(match["y"]), int(match["m"]), match["d"], repairs)
    short = _SHORT.fullmatch(plain) or _SHORT_SOLID.fullmatch(plain)
    if short:
        century = 2000 if int(short["y"]) < 50 else 1900
        return _date(
            century + int(short["y"]), int(short["m"]), short["d"], (*repairs, "short_year")
        )
    flag = "year_only" if _YEAR_ONLY.match(plain) else "unparsed"
    return Date(None, (*repairs, flag), State.UNREADABLE, 0.3)


def _date(year: int, month: int, day: str | None, flags: tuple[str, ...]) -> Date:
    confidence = 0.4 if "ocr_repair" in flags else 0.8 if "short_year" in flags else 0.98
    if day is None:
        return Date(f"{year}-{month:02}", (*flags, "month_only"), confidence=min(confidence, 0.97))
    try:
        return Date(date(year, month, int(day)).isoformat(), flags, confidence=confidence)
    except ValueError:
        return Date(None, (*flags, "invalid_date"), State.UNREADABLE, 0.3)


_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_HAN_YEAR = re.compile(r"[一二][零〇○九][零〇○一二三四五六七八九]{2}")
_SHORT_YEAR = re.compile(r"([12]\d)年(?:度)?")
_PARTIAL = re.compile(r"[-~—–至到]\s?\d{1,2}月|(?:上|前)?半年|[一三]季度|前\d{1,2}个?月")
_ESTIMATE = re.compile(r"预计|预估|预测|估")


def read_year(text: str) -> tuple[int | None, tuple[str, ...]]:
    """The year of a column head, with flags; ``None`` for ``202X`` and for no year at all.

    ``2024（预计）`` → 2024 ``estimate``; ``2024年1-11月`` → 2024 ``partial_year``; two years in
    one head give the last one, flag ``several``.
    """
    plain, repairs = written(text[:60])
    years = _YEAR.findall(plain.removesuffix(".0"))
    if years:
        return int(years[-1]), (
            *_year_flags(plain),
            *(("several",) if len(set(years)) > 1 else ()),
            *repairs,
        )
    spoken = _HAN_YEAR.search(plain)
    if spoken and (year := han.year(spoken[0])):
        return year, _year_flags(plain)
    short = _SHORT_YEAR.fullmatch(plain)
    if short and short[1] != "20":
        return 2000 + int(short[1]), ("short_year",)
    return None, ("placeholder",) if re.search(r"20\d?[xX_*]{0,2}", plain) else ()


def _year_flags(plain: str) -> tuple[str, ...]:
    partial = ("partial_year",) if _PARTIAL.search(plain) else ()
    return partial + (("estimate",) if _ESTIMATE.search(plain) else ())
