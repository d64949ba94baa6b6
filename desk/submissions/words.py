"""Figures, places and how sure they are, as an officer writes them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from msgspec import Struct

from extractors.grammar import units
from schemas.fields import OWNERSHIP
from schemas.place import PageBox, SheetCell, Where, WordPlace
from schemas.submission import Read, State, Value

UNIT_WORDS: Final = {"tce": "吨标准煤", "tCO2": "吨CO₂", "kW": "千瓦"}
_TWO: Final = frozenset({"万元", "tce", "tCO2"})
"""Units that are always written with two decimals."""
_OPTIONS: Final = {value: word for word, value in OWNERSHIP.items()}
_HIGH, _MIDDLE = 0.95, 0.85
_MOBILE: Final = re.compile(r"(?<![\dA-Za-z])(1[3-9]\d)[ -]?\d{4}[ -]?(\d{4})(?![\dA-Za-z])")
_LANDLINE: Final = re.compile(r"(?<![\dA-Za-z.])(0\d{2,3}[-—－ )）]{0,2})\d{3,4}(\d{4})(?!\d)")
_LONG: Final = 28


class Sureness(Struct, frozen=True):
    """A confidence in words: 高, 中, 低, or 人工 where a person put the value right."""

    word: str
    figure: str
    level: str = ""
    """``warn`` or ``err`` where it must be looked at."""


def amount(value: float, unit: str, decimals: int | None = None) -> str:
    """A figure with thousands: money and energy with two decimals, others as they are.

    >>> amount(13222.5, "tce"), amount(0.3523, "tCO2/t"), amount(14.0, "%", 1)
    ('13,222.50', '0.3523', '14.0')
    """
    if unit in _TWO:
        return f"{value:,.2f}"
    if decimals is not None and 0 <= decimals <= 6:
        return f"{value:,.{decimals}f}"
    whole, _, rest = f"{value:,.6f}".partition(".")
    rest = rest.rstrip("0")
    return f"{whole}.{rest}" if rest else whole


def unit_words(unit: str) -> str:
    """A contract's unit in the words of the office."""
    return UNIT_WORDS.get(unit, unit)


def value_words(value: Value, unit: str = "", decimals: int | None = None) -> str:
    """Any value in words; nothing at all is a dash."""
    if value is None or value == []:
        return "—"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(value)
    if isinstance(value, str):
        return _OPTIONS.get(value, value)
    return amount(float(value), unit, decimals)


def read_words(read: Read | None) -> str:
    """A read's value; blank, unreadable and absent are three different things."""
    if read is None:
        return "未找到"
    if read.state is State.BLANK:
        return "空白"
    if read.state is State.UNREADABLE:
        return f"认不出：{cut(read.raw)}" if read.raw.strip() else "认不出"
    if read.low is not None and read.high is not None and read.value is None:
        return f"{amount(read.low, read.unit)}—{amount(read.high, read.unit)}"
    return value_words(read.value, read.unit, read.decimals)


def printed_otherwise(read: Read | None) -> str:
    """The figure as printed, where it was printed in another unit than the one shown; else empty."""
    if read is None or not read.printed_unit or not read.unit:
        return ""
    if units.factor(read.printed_unit, read.unit) in (None, Decimal(1)):
        return ""
    raw = cut(read.raw.strip())
    return raw if raw.endswith(read.printed_unit) else f"{raw} {read.printed_unit}"


def sureness(read: Read | None) -> Sureness:
    """How sure a read is."""
    if read is None or read.state is State.BLANK:
        return Sureness("—", "")
    if "corrected" in read.flags:
        return Sureness("人工", "")
    figure = f"{read.confidence:.2f}"
    if read.confidence >= _HIGH:
        return Sureness("高", figure)
    return Sureness("中", figure) if read.confidence >= _MIDDLE else Sureness("低", figure, "warn")


def spot(where: Where) -> str:
    """A place without its file: ``第4页``, ``表2 第14行``, ``自评表!D4``."""
    match where:
        case PageBox(_, page, _, _, cell):
            return f"第{page}页" + (f" 第{cell[0]}行" if cell else "")
        case SheetCell(_, sheet, cell):
            return f"{sheet}!{cell}"
        case WordPlace(_, table, cell, paragraph):
            if table is None:
                return f"第{paragraph}段" if paragraph else "全文"
            return f"表{table}" + (f" 第{cell[0]}行" if cell else "")
        case _:
            return "全文"


def cut(text: str, most: int = _LONG) -> str:
    """The beginning of a text on one line."""
    plain = " ".join(text.split())
    return plain if len(plain) <= most else plain[: most - 1] + "…"


def masked(text: str) -> str:
    """Phones within a text with their middle hidden.

    >>> masked("电话13812341234，0571-88001234")
    '电话138****1234，0571-****1234'
    """
    return _LANDLINE.sub(r"\1****\2", _MOBILE.sub(r"\1****\2", text))


def masked_phone(text: str) -> str:
    """A phone field's value with its middle hidden, whatever it is written like."""
    plain = masked(text)
    if plain != text or not any(char.isdigit() for char in text):
        return plain
    return f"{text[:3]}****{text[-4:]}" if len(text) > 7 else "****"
