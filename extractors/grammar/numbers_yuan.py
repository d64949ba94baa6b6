"""A sum of money printed in 元 where the form means 万元 and its label prints neither: 注册资本."""

from __future__ import annotations

import re

from msgspec.structs import replace

from extractors.grammar.numbers_core import Number
from extractors.grammar.text import nfkc

_SIGN = re.compile(
    r"\A\s*(?:(?:人民币|rmb|cny)\s*)?(?:[:：]\s*)?[¥￥]|\A\s*(?:rmb|cny)(?![a-z])", re.IGNORECASE
)
_CENTS = re.compile(r"\d\.\d\d\D*\Z")
_YUAN = 1e-4
MOST = 1e6
"""So many 万元 (100 亿) no factory's capital is; so many 元 (100 万) it well may be."""
LEAST = 1e4
"""A smaller sum beside a sign of currency may be either."""


def in_wan(text: str, number: Number) -> Number:
    """``number`` (万元) as ``text`` prints it, where no unit says whether 元 or 万元 is meant.

    ``￥50,000,000.00`` is 5000 万元: a sign of currency, or the cents, stand with 元. A large bare
    figure is taken as 元 by its size, unsure; a small one beside a sign is nobody's guess (flag ``yuan``).
    """
    if number.value is None:
        return number
    if number.printed_unit:
        return _doubted(number) if abs(number.value) >= MOST else number
    plain = nfkc(text)
    signed, value = bool(_SIGN.search(plain)), abs(number.value)
    if value >= MOST:
        return _of_yuan(number, 0.9 if signed or _CENTS.search(plain) else 0.75)
    if signed and value >= LEAST:
        return _doubted(number)
    return _doubted(number, 0.85) if signed else number


def _doubted(number: Number, sure: float = 0.5) -> Number:
    return replace(number, confidence=min(number.confidence, sure), flags=(*number.flags, "yuan"))


def _of_yuan(number: Number, sure: float) -> Number:
    value = round((number.value or 0.0) * _YUAN, 8)
    decimals = None if number.decimals is None else number.decimals + 4
    return replace(
        number,
        value=value,
        decimals=decimals,
        confidence=min(number.confidence, sure),
        flags=(*number.flags, "yuan"),
        printed_unit="元",
    )
