"""Numbers as automatic numbering prints them (ECMA-376 part 1, 17.18.59 ST_NumberFormat)."""

from __future__ import annotations

from collections.abc import Callable

_MOST = 10_000
_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def numeral(value: int, style: str) -> str:
    """``value`` in a number format; an unknown format prints Arabic digits, as do huge numbers."""
    return _FORMATS.get(style, str)(value) if 0 <= value < _MOST else str(value)


def chinese(value: int) -> str:
    """``value`` below 10,000 as counted in Chinese: 12 → 十二, 105 → 一百零五."""
    if not 0 < value < 10000:
        return _positional(value)
    text = _counted(value, _DIGITS[1:], "十百千", "零")
    return text[1:] if text.startswith("一十") else text


def _counted(value: int, digits: str, units: str, zero: str) -> str:
    """Counted with ``digits`` for 1-9 and ``units`` for 10, 100, 1000."""
    text, gap = "", False
    for power in (3, 2, 1, 0):
        digit = value // 10**power % 10
        if not digit:
            gap = bool(text)
            continue
        text += (zero if gap else "") + digits[digit - 1] + (units[power - 1] if power else "")
        gap = False
    return text


def _legal(value: int) -> str:
    if not 0 < value < 10000:
        return "".join(_LEGAL[int(d)] for d in str(value))
    return _counted(value, _LEGAL[1:], "拾佰仟", "零")


def _positional(value: int) -> str:
    return "".join(_DIGITS[int(d)] for d in str(value))


def _roman(value: int) -> str:
    text = ""
    for weight, letters in _ROMAN:
        times, value = divmod(value, weight)
        text += letters * times
    return text


def _letter(value: int) -> str:
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1) if value > 0 else ""


def _row(first: str, count: int) -> Callable[[int], str]:
    """Characters that stand in a row in Unicode, ``first`` being 1."""
    return lambda value: chr(ord(first) + value - 1) if 0 < value <= count else str(value)


def _cycle(characters: str) -> Callable[[int], str]:
    return lambda value: characters[(value - 1) % len(characters)]


def _wide(value: int) -> str:
    return "".join(chr(ord(d) + 0xFEE0) for d in str(value))


_FORMATS: dict[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "bullet": lambda _: "",
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "numberInDash": lambda value: f"- {value} -",
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": lambda value: _letter(value).upper(),
    "lowerLetter": _letter,
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "koreanCounting": chinese,
    "ideographDigital": _positional,
    "japaneseDigitalTenThousand": _positional,
    "taiwaneseDigital": _positional,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "japaneseLegal": _legal,
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "decimalEnclosedCircle": _row("①", 20),
    "decimalEnclosedCircleChinese": _row("①", 20),
    "ideographEnclosedCircle": _row("㊀", 10),
    "decimalEnclosedParen": _row("⑴", 20),
    "decimalEnclosedFullstop": _row("⒈", 20),
}
