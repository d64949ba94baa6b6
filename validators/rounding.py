"""How far rounding alone may move a printed figure."""

from __future__ import annotations

from collections.abc import Iterable

from schemas.submission import Read


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
