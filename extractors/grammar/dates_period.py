"""方案实施周期 and 建设期限: from which month to which month (fields.md §4.3)."""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from extractors.grammar import han, numbers_marks
from extractors.grammar.dates_point import written
from schemas.submission import State


class Period(Struct, frozen=True):
    """``start`` and ``end`` are months (``YYYY-MM``); ``months`` is a printed duration."""

    start: str | None = None
    end: str | None = None
    flags: tuple[str, ...] = ()
    state: State = State.STATED
    confidence: float = 0.97
    months: int | None = None


class _Point(Struct, frozen=True):
    """One end as printed: a year with the months that it may mean as a start and as an end."""

    year: int
    first: int
    last: int
    at: int
    until: int
    year_only: bool = False


_POINT = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?:"
    r"年?(?P<q>(?<=年)第?[一二三四1-4]季度|Q[1-4]|上半年|下半年|(?<=年)初|(?<=年)中|(?<=年)底|(?<=年)末)"
    r"|(?P<s>[年./-])(?P<m>1[0-2]|0?[1-9])(?!\d)(?:月|(?=[^月]|\Z))(?:(?:(?P=s)|(?<=月))(?:3[01]|[12]\d|0?[1-9])(?!\d)日?)?"
    r"|(?P<c>1[0-2]|0[1-9])(?:(?:3[01]|[12]\d|0[1-9]))?(?!\d)"
    r"|年?度?(?!\d))"
)
_TAIL_MONTH = re.compile(r"(?:月?日?起?)?[~至到-]{1,2}(?P<m>1[0-2]|0?[1-9])(?:月|(?!\d))")
_PARTS = {
    "一季度": (1, 3), "二季度": (4, 6), "三季度": (7, 9), "四季度": (10, 12),
    "上半年": (1, 6), "下半年": (7, 12), "初": (1, 1), "中": (6, 6), "底": (12, 12), "末": (12, 12),
}  # fmt: skip
_QUARTER_DIGITS = str.maketrans("1234", "一二三四")
_DURATION = re.compile(
    r"(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,3})(?:(?P<mo>个月)|周?年(?P<half>半)?|个?年度)"
)
_TEMPLATE = re.compile(
    r"(?:20)?[_xX]{0,8}年[_xX]{0,8}月?[~至到-]?(?:20)?[_xX]{0,8}年?[_xX]{0,8}月?"
)
_OPEN = re.compile(r"起|至今|以来|开始|[~至到-]\Z|年月\Z")
_BEFORE = re.compile(r"\d月?(?:底|末)?(?:前|以前|之前|止|完成)")


def read_period(text: str) -> Period:
    """The months from which and to which a cell says that something runs.

    Years alone span whole years (``year_only``); one end alone is ``open`` (no end) or
    ``open_start``; a duration alone (``36个月``) is unreadable as a period, flag ``duration``,
    with ``months``. The form's own ``年 月 至 年 月`` is blank.
    """
    empty = numbers_marks.nothing(text)
    if empty is not None:
        return Period(flags=(empty,) if empty else (), state=State.BLANK)
    plain, repairs = written(text[:120])
    if _TEMPLATE.fullmatch(plain):
        return Period(flags=("placeholder",), state=State.BLANK)
    points = [_point(match) for match in _POINT.finditer(plain)]
    months = _months(plain)
    if not points:
        flag = "duration" if months else "unparsed"
        return Period(flags=(*repairs, flag), state=State.UNREADABLE, confidence=0.3, months=months)
    period = _spanned(plain, points)
    sure = 0.4 if repairs else period.confidence
    return replace(period, flags=(*repairs, *period.flags), confidence=sure, months=months)


def _point(match: re.Match[str]) -> _Point:
    year, at, until = int(match["y"]), match.start(), match.end()
    month = match["m"] or match["c"]
    if month:
        return _Point(year, int(month), int(month), at, until)
    if match["q"]:
        first, last = _part(match["q"])
        return _Point(year, first, last, at, until)
    return _Point(year, 1, 12, at, until, year_only=True)


def _part(word: str) -> tuple[int, int]:
    plain = re.sub(r"Q([1-4])", r"\1季度", word).translate(_QUARTER_DIGITS).lstrip("第年")
    return _PARTS.get(plain) or _PARTS[plain[-3:] if plain.endswith("季度") else plain]


def _spanned(plain: str, points: list[_Point]) -> Period:
    first, last = points[0], points[-1]
    if len(points) == 1:
        return _lone(plain, first)
    loose = ("year_only",) if first.year_only or last.year_only else ()
    flags = (*loose, *(("several",) if len(points) > 2 else ()))
    sure = 0.6 if len(points) > 2 else 0.93 if flags else 0.97
    return Period(_iso(first.year, first.first), _iso(last.year, last.last), flags, confidence=sure)


def _lone(plain: str, point: _Point) -> Period:
    tail = _TAIL_MONTH.match(plain, point.until)
    if tail and not point.year_only:
        return Period(
            _iso(point.year, point.first), _iso(point.year, int(tail["m"])), confidence=0.95
        )
    rest = plain[point.until :]
    if _BEFORE.search(plain[max(point.until - 2, 0) :]) or plain[: point.at].endswith(
        ("至", "到", "截止", "~")
    ):
        return Period(None, _iso(point.year, point.last), ("open_start",), confidence=0.85)
    if plain[point.at : point.until].endswith(("底", "末")):
        return Period(None, _iso(point.year, point.last), ("open_start",), confidence=0.7)
    if _OPEN.search(rest):
        return Period(_iso(point.year, point.first), None, ("open",), confidence=0.85)
    if point.first != point.last:
        flags = ("year_only",) if point.year_only else ()
        sure = 0.85 if flags else 0.93
        return Period(
            _iso(point.year, point.first), _iso(point.year, point.last), flags, confidence=sure
        )
    return Period(_iso(point.year, point.first), None, ("open",), confidence=0.6)


def _months(plain: str) -> int | None:
    match = _DURATION.search(re.sub(r"(?:19|20)\d\d年", "~", plain))
    if not match:
        return None
    count = int(match["n"]) if match["n"].isdigit() else han.small(match["n"].replace("两", "二"))
    if count is None:
        return None
    return count if match["mo"] else count * 12 + (6 if match["half"] else 0)


def _iso(year: int, month: int) -> str:
    return f"{year}-{month:02}"
