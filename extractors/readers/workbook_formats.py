"""Number formats: what a stored number looks like on the sheet (ECMA-376 part 1, 18.8.30)."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

GENERAL = "General"
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 37: "#,##0", 38: "#,##0",
    39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 48: "0.0E+0", 49: "@",
    27: "yyyy年m月", 28: "m月d日", 29: "m月d日", 30: "m-d-yy", 31: "yyyy年m月d日",
    32: "h时mm分", 33: "h时mm分ss秒", 34: "h时mm分", 35: "h时mm分ss秒", 36: "yyyy年m月",
    50: "yyyy年m月", 51: "m月d日", 52: "yyyy年m月", 53: "m月d日", 54: "m月d日",
    55: "h时mm分", 56: "h时mm分ss秒", 57: "yyyy年m月", 58: "m月d日",
}  # fmt: skip
"""Formats that a workbook names by number only; 27-36 and 50-58 as a Chinese Excel shows them."""

_SECTION = re.compile(r'(?:"[^"]*"|\\.|[^;"\\]|["\\])*;?')
_TOKEN = re.compile(
    r'"([^"]*)"|\\(.)|!(.)|_.|\*.|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|([0#?])|([.])|(,)|([%％])|(.)',
    re.DOTALL,
)
_QUIET = re.compile(r'"[^"]*"|\\.|!.|_.|\*.|\[[^\]]*\]')
_DATE_LETTER = re.compile(r"[ymdhs]", re.IGNORECASE)
_DIGIT = re.compile(r"[0#?]")
_SECONDS = re.compile(r"s\.0+", re.IGNORECASE)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?\d{1,12}(?:\.\d{1,6})?)\]")
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<=": operator.le, ">=": operator.ge, "<>": operator.ne,
    "<": operator.lt, ">": operator.gt, "=": operator.eq,
}  # fmt: skip
_EXACT = Context(prec=800)  # room for the largest number with all its decimals
_DAYS = 2_958_465  # 9999-12-31


@dataclass(frozen=True, slots=True)
class Pattern:
    """One section of a format: the literals and digit places before and after the point."""

    whole: tuple[str, ...]
    fraction: tuple[str, ...]
    grouped: bool = False
    percent: bool = False
    scale: int = 0
    """Thousands that trailing commas divide by."""

    @property
    def decimals(self) -> int:
        """How many decimals are shown at most."""
        return sum(p in _PLACES for p in self.fraction)


_PLACES = ("\0", "\1")  # a digit that is always shown, a digit shown where there is one


def is_date(code: str) -> bool:
    """Whether a format shows dates or times."""
    first = code.split(";")[0]
    if first in (GENERAL, "@"):
        return False
    bare = _SECONDS.sub("s", _QUIET.sub("", first).replace(GENERAL, ""))
    return _DATE_LETTER.search(bare) is not None and not _DIGIT.search(bare)


def is_percent(code: str) -> bool:
    """Whether a format shows percent."""
    return "%" in _QUIET.sub("", code.split(";")[0])


def shown(value: float, code: str) -> str:
    """``value`` as displayed in number format ``code`` (not a date's).

    ``General`` shows up to 15 significant digits and never an exponent: identifiers typed as
    numbers stay whole. Fractions, exponents and Chinese digits are shown as plain numbers.
    """
    section, magnitude = _section(value, code)
    if not section.strip():
        return "" if ";" in code else plain(value)
    bare = _QUIET.sub("", section)
    if GENERAL in bare:
        before, _, after = section.partition(GENERAL)
        return (_literal(before) + plain(magnitude) + _literal(after)).strip()
    if "@" in bare or "/" in bare or "E+" in bare.upper():
        return plain(value)
    return _filled(magnitude, _pattern(section))


def plain(value: float) -> str:
    """``value`` with up to 15 significant digits, without exponent or trailing zeros."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return format(Decimal(f"{value:.15g}"), "f")


def iso(value: float, code: str, base_1904: bool = False) -> str | None:
    """The serial ``value`` as ISO text, as fine as the format shows; ``None`` out of range."""
    if not 0 <= value < _DAYS:
        return None
    letters = set(_QUIET.sub("", code.split(";")[0]).lower())
    moment = _moment(value, base_1904)
    if value < 1 and "y" not in letters:
        return moment.strftime("%H:%M:%S").removesuffix(":00")
    if "y" in letters and not letters & {"d", "h"}:
        return moment.strftime("%Y-%m" if "m" in letters else "%Y")
    timed = "h" in letters and (moment.hour or moment.minute)
    return moment.strftime("%Y-%m-%dT%H:%M" if timed else "%Y-%m-%d")


def _moment(value: float, base_1904: bool) -> datetime:
    if base_1904:
        return datetime(1904, 1, 1) + timedelta(days=value)
    # Excel counts a 29 February 1900 that never was
    days = value + 1 if 1 <= value < 60 else value
    moment = datetime(1899, 12, 30) + timedelta(days=days)
    return (moment + timedelta(milliseconds=500)).replace(microsecond=0)


def _section(value: float, code: str) -> tuple[str, float]:
    """The section of ``code`` that shows ``value``, and the number it shows."""
    sections = _split(code)
    if any(map(_CONDITION.search, sections)):
        section = next((s for s in sections if _holds(s, value)), sections[-1])
        return section, abs(value) if "-" in section else value  # it prints its own sign
    if value < 0 and len(sections) > 1:
        return sections[1], -value
    if value == 0 and len(sections) > 2:
        return sections[2], value
    return sections[0], value


def _holds(section: str, value: float) -> bool:
    """Whether the section's condition (``[>=10000]``) holds; one without any always does."""
    condition = _CONDITION.search(section)
    return condition is None or _COMPARE[condition[1]](value, float(condition[2]))


def _literal(text: str) -> str:
    """What the part of a section without digit places shows."""
    return "".join(_pattern(text).whole)


@lru_cache(maxsize=512)
def _split(code: str) -> tuple[str, ...]:
    """The sections of a format; a semicolon inside quotes does not part them."""
    parts = _SECTION.findall(code)
    return tuple(p.removesuffix(";") for p in parts if p) or (GENERAL,)


@lru_cache(maxsize=512)
def _pattern(section: str) -> Pattern:
    whole: list[str] = []
    fraction: list[str] = []
    into, commas, grouped, percent = whole, 0, False, False
    for match in _TOKEN.finditer(section):
        quoted, escaped, banged, currency, digit, point, comma, share, other = match.groups()
        if digit:
            into.append(_PLACES[0] if digit == "0" else _PLACES[1])
            grouped, commas = grouped or (commas > 0 and into is whole), 0
        elif comma:
            commas += any(p in _PLACES for p in whole)
        elif point and into is whole:
            into = fraction
        else:
            percent = percent or bool(share)
            into.append(
                next((g for g in (quoted, escaped, banged, currency, share, point, other) if g), "")
            )
    return Pattern(tuple(whole), tuple(fraction), grouped, percent, commas)


def _filled(value: float, pattern: Pattern) -> str:
    number = Decimal(f"{value:.15g}").scaleb(2 if pattern.percent else 0).scaleb(-3 * pattern.scale)
    rounded = abs(number).quantize(Decimal(1).scaleb(-pattern.decimals), ROUND_HALF_UP, _EXACT)
    whole, _, fraction = format(rounded, "f").partition(".")
    text = _whole(whole, pattern) + _fraction(fraction, pattern)
    return ("-" + text if number < 0 and rounded else text).strip()


def _whole(digits: str, pattern: Pattern) -> str:
    """``digits`` laid into the places before the point, from the right."""
    if not any(p in _PLACES for p in pattern.whole):
        return "".join(pattern.whole) + (digits if pattern.fraction else "")
    left = list("" if digits == "0" else digits)
    places = sum(p in _PLACES for p in pattern.whole)
    result: list[str] = []
    laid = 0
    for part in reversed(pattern.whole):
        if part not in _PLACES:
            result.append(part)
            continue
        places -= 1
        wanted = max(len(left), 1) if places == 0 else 1
        for _ in range(wanted):
            digit = left.pop() if left else ("0" if part == _PLACES[0] else "")
            if digit and pattern.grouped and laid and laid % 3 == 0:
                result.append(",")
            result.append(digit)
            laid += bool(digit)
    return "".join(reversed(result))


def _fraction(digits: str, pattern: Pattern) -> str:
    """``digits`` laid into the places after the point; optional ones lose trailing zeros."""
    left = list(digits)
    needed = max((i + 1 for i, p in enumerate(pattern.fraction) if p == _PLACES[0]), default=0)
    result: list[str] = []
    for index, part in enumerate(pattern.fraction):
        if part not in _PLACES:
            result.append(part)
            continue
        digit = left.pop(0)
        if index < needed or digit != "0" or any(d != "0" for d in left):
            result.append(digit)
    text = "".join(result)
    return f".{text}" if text[:1].isdigit() else text
