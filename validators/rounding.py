"""The explained tolerance: the one place that says how far two figures may differ, and why.

For every rule that compares figures:

- ``half_unit`` / ``room`` / ``rounding_explains``: what the printed digits leave open
  (``Read.decimals``). Judge a difference with these, never with a bare ``==``;
- ``conversion``: how a figure printed in another unit became the contract's. ``faults.fault``
  adds it to ``working`` for every ground, so a rule need not;
- ``unit_slip``: a factor of 10³, 10⁴ or 10⁸ between two figures in words. Give ``fault`` the two as
  ``compared=`` and it names the slip in message and fix; nothing is ever corrected.
  (``validators.slips`` finds slips within the yearly rows: F09, G02.)
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from schemas.submission import Read

_FIGURE: Final = re.compile(r"-?\d[\d,]{0,18}(?:\.\d{1,9})?")
_POWERS: Final = {3: "一千倍", 4: "一万倍", 8: "一亿倍"}
_UNITS: Final = {"tce": "吨标准煤", "tCO2": "吨CO2"}
_NEAR: Final = 0.02
"""How far from the power of ten (relative) two figures may lie and still be one figure."""


def half_unit(read: Read) -> float:
    """Half a unit of the last printed digit, in the contract's unit.

    ``decimals`` is negative where the paper prints 亿元 or 万吨: «0.86万吨» stands for
    8550…8650. Workbook numbers without a printed form leave no room.

    >>> from schemas.place import WholeFile
    >>> half_unit(Read(8600.0, "0.86万吨", WholeFile("x"), decimals=-2))
    50.0
    """
    return 0.0 if read.decimals is None else 0.5 * 10.0**-read.decimals


def room(reads: Iterable[Read]) -> float:
    """The room that rounding gives to a sum over ``reads``, with a hair for binary fractions."""
    return sum(map(half_unit, reads)) + 1e-9


def operand(value: float, digits: int = 4) -> str:
    """A figure as it stands in a worked sum: no separators, no needless decimals.

    >>> operand(2644.13), operand(3000.0), operand(2 / 3, 2)
    ('2644.13', '3000', '0.67')
    """
    shown = f"{value:.{digits}f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def rounding_explains(one: Read, other: Read) -> bool:
    """Whether two stated figures agree as far as their printed digits go.

    >>> from schemas.place import WholeFile
    >>> here = WholeFile("x")
    >>> rough = Read(12850.0, "1.285万吨", here, decimals=-1)
    >>> rounding_explains(rough, Read(12850.5, "12850.5", here, decimals=1))
    True
    """
    if not isinstance(one.value, int | float) or not isinstance(other.value, int | float):
        return False
    return abs(one.value - other.value) <= room((one, other))


def conversion(read: Read) -> str:
    """``1.285万吨标煤 = 12,850吨标准煤``, ``""`` where the figure is printed in the contract's unit.

    >>> from schemas.place import WholeFile
    >>> conversion(Read(12850.0, "1.285万吨标煤", WholeFile("x"), unit="tce"))
    '1.285万吨标煤 = 12,850吨标准煤'
    >>> conversion(Read(8560.0, "8,560", WholeFile("x"), unit="tce", printed_unit="吨标准煤"))
    ''
    """
    if isinstance(read.value, bool) or not isinstance(read.value, int | float) or not read.value:
        return ""
    plain = unicodedata.normalize("NFKC", read.raw).strip()
    figures = _FIGURE.findall(plain)
    printed = float(figures[0].replace(",", "")) if len(figures) == 1 else 0.0
    if not printed or len(plain) > 24 or not _power(abs(read.value / printed), 1e-6):
        return ""
    unit = "" if plain[-1:].isalpha() or plain[-1:] in "%)）" else read.printed_unit
    return f"{plain}{unit} = {_grouped(float(read.value))}{_UNITS.get(read.unit, read.unit)}"


def unit_slip(one: float, other: float) -> str:
    """A power of ten between two figures in words, ``""`` where there is none.

    >>> unit_slip(12850.5, 1.285), unit_slip(5.2e8, 5.2e4), unit_slip(8560, 9200)
    ('两数约差一万倍，疑似单位错位', '两数约差一万倍，疑似单位错位', '')
    """
    if not one or not other:
        return ""
    power = abs(_power(abs(one / other), _NEAR))
    return f"两数约差{_POWERS[power]}，疑似单位错位" if power in _POWERS else ""


def _power(ratio: float, near: float) -> int:
    """The exponent where ``ratio`` is a power of ten, else 0."""
    power = round(math.log10(ratio))
    return power if power and abs(ratio / 10.0**power - 1) <= near else 0


def _grouped(value: float) -> str:
    shown = f"{value:,.4f}".rstrip("0").rstrip(".")
    return "0" if shown == "-0" else shown
