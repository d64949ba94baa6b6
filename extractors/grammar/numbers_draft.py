"""A reading in the making: the figure as printed, before it meets the field's unit."""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec import Struct

from extractors.grammar import han, units
from extractors.grammar.numbers_literal import (
    LITERAL,
    Literal,
    lost_power,
    read_literal,
    read_science,
    repaired,
)


class Draft(Struct, frozen=True):
    """A figure with the unit printed after it; ``value`` is ``None`` for an interval or a doubt."""

    value: Decimal | None = None
    decimals: int = 0
    unit: str = ""
    flags: tuple[str, ...] = ()
    low: Decimal | None = None
    high: Decimal | None = None
    others: tuple[tuple[str, Decimal], ...] = ()


_HEAD = re.compile(LITERAL)
_NEGATIVE = re.compile(r"[-△▲﹣—–]\s?(?=[\d.])")
_HAN = re.compile(rf"\A([{han.CHARACTERS}\d.]{{1,40}})(.{{0,24}})\Z", re.DOTALL)
_CLEAN_UNIT = re.compile(r"(?:人民币|整|正|左右|上下|以上|以下|以内|余|多){1,6}\Z|\A(?:余|多)")


def one(text: str) -> Draft | None:
    """The single figure that ``text`` is: sign, digits, unit; ``None`` where it is not that."""
    sign = _NEGATIVE.match(text)
    rest = text[sign.end() :] if sign else text
    if lost_power(rest):
        return Draft(flags=("sci_lost",))
    found = read_science(rest) or _leading(rest)
    if found is None:
        return None
    literal, tail = found
    unit = printed_unit(tail)
    if unit is None:
        return None
    value = -literal.value if sign else literal.value
    return Draft(value, literal.decimals, unit, literal.flags + (("neg",) if sign else ()))


def in_han(text: str) -> Draft | None:
    """``叁仟万元整``, ``三千万``, ``百分之十二``: an amount in Chinese numerals."""
    share = text.startswith("百分之")
    match = _HAN.match(text[3:] if share else text)
    value = han.amount(match[1]) if match else None
    unit = printed_unit(match[2]) if match else None
    if value is None or unit is None or match is None:
        return None
    if share:
        return Draft(value, 0, "%", ("han",))
    whole = unit or ("亿" if any(char in "万亿萬億" for char in match[1]) else "")
    scale = Decimal(10) ** 8 if whole == "亿" and not unit else Decimal(1)
    return Draft(value / scale, 0, whole, ("han",))


def slipped(text: str) -> Draft | None:
    """What an OCR engine or a typist may have meant; flag ``ocr_repair``."""
    found = repaired(text)
    unit = printed_unit(found[1]) if found else None
    if found is None or unit is None:
        return None
    return Draft(found[0].value, found[0].decimals, unit, found[0].flags)


def _leading(text: str) -> tuple[Literal, str] | None:
    match = _HEAD.match(text)
    literal = read_literal(match[0]) if match else None
    return (literal, text[match.end() :]) if match and literal else None


def printed_unit(tail: str) -> str | None:
    """The unit that follows a figure, ``""`` for none, ``None`` where it is no unit."""
    plain = re.sub(r"\s+", "", tail)
    plain = _CLEAN_UNIT.sub("", plain)
    if not plain:
        return ""
    if plain[0].isdigit() or not units.is_unit(plain):
        return None
    return plain
