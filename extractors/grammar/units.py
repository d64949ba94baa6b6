"""Units as applicants print them, by family, with the factors of fields.md §4.2.

A unit is an optional Chinese multiplier (``万``, ``亿`` …) before a core (``吨标煤``, ``kWh``).
Factors turn one unit into its family's base: 元, tce, tCO2, t, kWh, kW, m3, GJ, %, 台, 分.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from itertools import product

from msgspec import Struct

from extractors.grammar.text import nfkc


class Unit(Struct, frozen=True):
    """A unit understood: its family and how many of the family's base unit it is."""

    family: str
    factor: Decimal


MULTIPLIERS = {
    "十": 1, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7,
    "亿": 8, "十亿": 9, "百亿": 10, "千亿": 11, "万亿": 12,
}  # fmt: skip
"""Chinese multiplier → power of ten."""

_MASS = {"t": "1", "吨": "1", "公吨": "1", "kg": "0.001", "千克": "0.001", "公斤": "0.001", "g": "0.000001", "克": "0.000001"}  # fmt: skip
_TAILS = {
    "mass": ("", "产品", "水", "蒸汽"),
    "energy": ("ce", "标煤", "标准煤", "标准煤当量", "煤当量"),
    "co2": ("co2", "co2e", "co2eq", "co2当量", "二氧化碳", "二氧化碳当量", "c02"),
}
_WORDS: dict[str, dict[str, str]] = {
    "money": {"元": "1", "人民币元": "1", "元人民币": "1", "圆": "1", "人民币圆": "1", "w元": "10000", "rmb": "1", "cny": "1", "¥": "1"},
    "electricity": {
        "kwh": "1", "kw·h": "1", "kw.h": "1", "kw*h": "1", "千瓦时": "1", "千瓦小时": "1", "千瓦·时": "1",
        "度": "1", "度电": "1", "mwh": "1000", "mw·h": "1000", "兆瓦时": "1000", "gwh": "1000000",
    },
    "power": {
        "w": "0.001", "瓦": "0.001", "kw": "1", "千瓦": "1", "kwp": "1", "mw": "1000", "兆瓦": "1000",
        "mwp": "1000", "kva": "1", "千伏安": "1", "马力": "0.735", "hp": "0.735",
    },
    "volume": {
        "m3": "1", "nm3": "1", "m^3": "1", "立方米": "1", "立方": "1", "方": "1", "标方": "1",
        "标立方米": "1", "标准立方米": "1", "标立方": "1", "立方米水": "1", "m3水": "1",
    },
    "heat": {"gj": "1", "吉焦": "1", "mj": "0.001", "兆焦": "0.001", "kj": "0.000001", "千焦": "0.000001", "tj": "1000", "太焦": "1000"},
    "percent": {"%": "1", "个百分点": "1", "百分点": "1", "pct": "1", "pp": "1", "‰": "0.1"},
    "count": dict.fromkeys(("台", "套", "台套", "台/套", "套/台", "台(套)", "套(台)", "只", "个", "组", "条", "辆", "件", "座", "部", "架", "支", "根", "对", "线", "项"), "1"),
    "points": {"分": "1"},
    "area": {"m2": "1", "平方米": "1", "平米": "1"},
    "foreign": dict.fromkeys(("美元", "美金", "usd", "us$", "$", "欧元", "eur", "€", "日元", "日圆", "jpy", "港元", "港币", "hkd", "英镑", "gbp", "韩元"), "1"),
}  # fmt: skip

_CORES = {
    mass + tail: Unit(family, Decimal(factor))
    for family, tails in _TAILS.items()
    for tail, (mass, factor) in product(tails, _MASS.items())
} | {
    word: Unit(family, Decimal(factor))
    for family, words in _WORDS.items()
    for word, factor in words.items()
}

_SAME_SCALE = {
    frozenset(pair) for pair in (("mass", "energy"), ("mass", "co2"), ("mass", "volume"))
}
"""Families whose bases stand for each other: a bare 吨 in an energy, carbon or water field."""

_MULTIPLIER = re.compile(r"(万亿|[十百千]亿|亿|[十百千]万|万|[十百千])(.{0,20})\Z")
_PER_YEAR = re.compile(r"(?:/(?:年|a|y|yr|year|台|套|单台)|·a-1|每年)\Z")
"""What may follow a unit and leaves it what it is: a year's total, each machine's power."""
_BASIS = re.compile(r"[(](?:等价值?|当量值?|按?等价值?计?|标煤|标准煤)[)]\Z")


def _key(text: str) -> str:
    plain = re.sub(r"\s+", "", nfkc(text)).lower()
    plain = _PER_YEAR.sub("", _BASIS.sub("", plain))
    return (
        re.sub(r"\A[(](.{1,12})[)]\Z", r"\1", plain).replace("(co2)", "co2").replace("(ce)", "ce")
    )


@lru_cache(maxsize=1024)
def parse(text: str) -> Unit | None:
    """The unit that ``text`` prints, ``None`` where it is none or an intensity (``kgce/t``).

    A bare multiplier (``万``) is of family ``"any"``: so many of the field's base unit.
    """
    if len(text) > 24:
        return None
    key = _key(text)
    if key in _CORES:
        return _CORES[key]
    match = _MULTIPLIER.match(key)
    if not match:
        return None
    power, rest = Decimal(10) ** MULTIPLIERS[match[1]], match[2]
    if not rest:
        return Unit("any", power)
    core = _CORES.get(rest)
    return Unit(core.family, core.factor * power) if core else None


def factor(from_unit: str, to_unit: str) -> Decimal | None:
    """How many ``to_unit`` one ``from_unit`` is; ``None`` where they do not measure the same."""
    if not from_unit or from_unit == to_unit:
        return Decimal(1)
    source, target = parse(from_unit), parse(to_unit)
    if source is None or target is None:
        return None
    if source.family == "any":
        return None if target.family in ("percent", "points") else source.factor / target.factor
    if target.family == "money" and _key(from_unit) == "w":
        return Decimal(10_000) / target.factor  # 5000W: the typist's 万, no watts in a sum of money
    alike = source.family == target.family
    if not alike and frozenset((source.family, target.family)) not in _SAME_SCALE:
        return None
    return source.factor / target.factor


def convert(value: Decimal, from_unit: str, to_unit: str) -> Decimal | None:
    """``value`` in ``to_unit`` (fields.md §4.2); ``None`` where the units are incompatible.

    ``convert(Decimal("1.2"), "亿元", "万元")`` is 12000; a bare ``吨`` counts as tce, tCO2 or m3.
    """
    ratio = factor(from_unit, to_unit)
    return None if ratio is None else value * ratio


def is_unit(text: str) -> bool:
    """Whether ``text`` is a unit, or an intensity whose numerator is one (``kgce/t``)."""
    if not text or len(text) > 24:
        return False
    if parse(text) is not None:
        return True
    head, slash, tail = nfkc(text).partition("/")
    return bool(slash and tail) and parse(head) is not None


_BRACKET = re.compile(r"[（(【\[]([^（()）\[\]【】]{1,24})[)）\]】]")
_SLASH = re.compile(r"\A([\u3400-\u9fff（）()]{2,30})[/／,，]([^/／]{1,12})\Z")
_BEHIND = re.compile(
    r"\A(.{2,40}?)\s{0,4}(?:计量)?单位\s{0,4}[:：]\s{0,4}(\S{1,20})\s{0,4}\Z", re.DOTALL
)
"""``单位产品取水量`` over ``单位：m3/t``, in one cell."""
_LISTED = re.compile(r"[,、;]")
_UNIT_WORD = re.compile(r"\A(?:计量)?单位[:：]?")


def unit_in_label(label: str) -> tuple[str, str]:
    """``("工业总产值", "万元")`` for ``工业总产值（万元）``: the label without its unit, and the unit.

    The unit is ``""`` where the label prints none; brackets that hold no unit stay.
    """
    for match in reversed(list(_BRACKET.finditer(label))):
        unit = _unit_of(match[1])
        if unit:
            return (label[: match.start()] + label[match.end() :]).strip(), unit
    behind = _BEHIND.match(label)
    if behind and (unit := _unit_of(behind[2])):
        return behind[1].strip(), unit
    slashed = _SLASH.match(label.strip())
    if slashed and is_unit(slashed[2]) and not is_unit(slashed[1]):
        return slashed[1], nfkc(slashed[2])
    return label, ""


def _unit_of(inside: str) -> str:
    plain = _UNIT_WORD.sub("", re.sub(r"\s+", "", nfkc(inside)))
    words = (plain, *_LISTED.split(plain))
    return next((word for word in words if is_unit(word)), "")
