"""Power, electricity and certificates in a sentence: the amounts that the lexer of sums leaves out."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from extractors.narrative.lexer import NUMBER, Amount, Item, Kind, family, items

_POWER = r"(?:[MkG]Wp?|[万]?千瓦|兆瓦)(?:峰|p)?(?![h·.*]|小?时|/\d)"
_ENERGY = r"[十百千]?[万亿]?(?:[kMG]W[·.*]?h|千瓦[·]?小?时|兆瓦时|度)"
_CERTIFICATE = r"万?[张个](?=[,、。;)和及]|折|用|,|\Z)"
_UNIT = rf"(?:{_ENERGY}|{_POWER}|{_CERTIFICATE})"
_ONE = re.compile(rf"({NUMBER})(余|多)?({_UNIT})?万?")
_SERIES = re.compile(
    rf"(?<![\dA-Za-z.,])(?:{NUMBER}(?:余|多)?(?:{_UNIT}|万)?(?:、|/|和|及|与)){{0,5}}{NUMBER}(?:余|多)?{_UNIT}"
)
_HINT = re.compile(r"[MkG]W|千瓦|兆瓦|\d[余多]?万?(?:度|[张个])")
_PER = re.compile(r"/(?!年)[A-Za-z\u4e00-\u9fff\d]")
_ABOUT = re.compile(r"(?:约|近|大约|接近)为?\Z")
_AFTER = re.compile(r"左右|上下")
_MWH = Decimal("0.1")
"""万kWh of one green certificate: a certificate stands for 1 MWh."""


@lru_cache(maxsize=64)
def measured(sentence: str) -> tuple[Item, ...]:
    """Years and amounts of every family, left to right, none overlapping."""
    matches = _SERIES.finditer(sentence) if _HINT.search(sentence) else ()
    own = [item for match in matches if (item := _series(sentence, match))]
    spans = [(item.start, item.end) for item in own]
    rest = [
        item
        for item in items(sentence)
        if item.kind is not Kind.METRIC
        and not any(start < item.end and item.start < end for start, end in spans)
    ]
    return tuple(sorted([*own, *rest], key=lambda item: item.start))


def family_of(item: Item) -> str:
    """The family of an item's first amount: ``power``, ``electricity``, ``energy``, ``co2``…"""
    return family(item.amounts[0].unit) if item.amounts else ""


def _series(sentence: str, match: re.Match[str]) -> Item | None:
    if _PER.match(sentence, match.end()):
        return None
    parts = list(_ONE.finditer(match[0]))
    flags = _hedges(sentence, match)
    amounts = tuple(_amount(parts, i, flags) for i in range(len(parts)))
    return Item(Kind.AMOUNT, match.start(), match.end(), match[0], amounts=amounts)


def _hedges(sentence: str, match: re.Match[str]) -> tuple[str, ...]:
    before = _ABOUT.search(sentence, max(match.start() - 3, 0), match.start())
    return ("approx",) if before or _AFTER.match(sentence, match.end()) else ()


def _amount(parts: list[re.Match[str]], index: int, flags: tuple[str, ...]) -> Amount:
    part = parts[index]
    unit = part[3] or next(other[3] for other in parts[index:] if other[3])
    digits = part[1].replace(",", "").replace(" ", "")
    decimals = len(digits.partition(".")[2])
    more = (*flags, "approx") if part[2] else flags
    raw = part[1] + (part[2] or "") + (part[3] or unit)
    if unit[-1] in "张个":
        many = Decimal(10000) if unit[0] == "万" else Decimal(1)
        value = Decimal(digits) * many * _MWH
        return Amount(value, decimals + 1, "万kWh", raw, (*more, "certificates"))
    return Amount(Decimal(digits), decimals, unit.removesuffix("峰"), raw, more)
