"""Formulas that the file holds without a result: sums and simple arithmetic, safely.

Numbers, cell references (also of other sheets), ``+ - * / ^ %``, brackets, SUM, AVERAGE,
MAX, MIN, PRODUCT, ROUND. Anything else has no value here: better none than a wrong one.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from extractors.readers.workbook_sheet import Sheet, Spot, spot_of

_CELL = r"\$?[A-Z]{1,3}\$?\d{1,7}"
_TOKEN = re.compile(
    r"\s*((?P<ref>(?:(?:'[^']+'|\w+)!)?" + _CELL + r"(?::" + _CELL + r")?)(?![\w(.!])"
    r"|(?P<name>[A-Z]+)(?=\()"
    r"|(?P<number>\d+(?:\.\d*)?|\.\d+)"
    r"|[-+*/^%(),])"
)
_TEXTS = ("s", "str", "inlineStr")
_MAX_LENGTH = 500
_MAX_CELLS = 20_000
_FAILURES = (ValueError, ArithmeticError, TypeError, RecursionError)


class Uncomputable(ValueError):
    """The formula lies beyond this evaluator, or leads to an error or a text."""


class OnlyText(Uncomputable):
    """The formula adds up cells that all hold text: their figures count as nothing."""


@dataclass(slots=True)
class Evaluator:
    """Computes formulas over the sheets of one book, by title."""

    sheets: dict[str, Sheet]
    stale: bool = False
    """Whether a stored result of 0 was never computed."""
    budget: int = 200_000
    """Cells that may still be looked at: sums over sums grow fast."""
    _known: dict[tuple[str, Spot], float | None] = field(default_factory=dict)
    _of_text: set[tuple[str, Spot]] = field(default_factory=set)

    def value(self, title: str, spot: Spot) -> float | None:
        """The result of the formula in a cell; ``None`` where it cannot be told."""
        key = (title, spot)
        if key not in self._known:
            self._known[key] = None  # a formula that leads to itself has no value
            self._known[key] = self._compute(title, spot)
        return self._known[key]

    def disowns_zero(self, title: str, spot: Spot) -> bool:
        """Whether the 0 stored with a formula is none of its own: never computed, or of texts."""
        value = self.value(title, spot)
        return bool(value) or (title, spot) in self._of_text

    def numbers(self, title: str, first: Spot, last: Spot) -> list[float]:
        """The numbers of a range; blanks and texts are left out, as SUM does."""
        rows, columns = range(first[0], last[0] + 1), range(first[1], last[1] + 1)
        if len(rows) * len(columns) > _MAX_CELLS:
            raise Uncomputable(title)
        spots = [(r, c) for r in rows for c in columns]
        found = [x for x in (self.number(title, spot) for spot in spots) if x is not None]
        if not found and any(self._is_text(title, spot) for spot in spots):
            raise OnlyText(title)
        return found

    def _is_text(self, title: str, spot: Spot) -> bool:
        raw = self.sheets[title].cells.get(spot)
        return raw is not None and raw.kind in _TEXTS and not raw.empty

    def number(self, title: str, spot: Spot) -> float | None:
        """The number in a cell; ``None`` for a blank or a text."""
        self.budget -= 1
        if title not in self.sheets or self.budget < 0:
            raise Uncomputable(title)
        raw = self.sheets[title].cells.get(spot)
        if raw is None or raw.empty:
            return None
        if raw.kind == "e":
            raise Uncomputable(title)
        if raw.formula is not None and (raw.value is None or (self.stale and raw.value == "0")):
            computed = self.value(title, spot)
            if computed is None:
                raise Uncomputable(title)
            return computed
        return float(raw.value) if raw.kind == "n" and raw.value else None

    def _compute(self, title: str, spot: Spot) -> float | None:
        raw = self.sheets[title].cells.get(spot)
        if raw is None or raw.formula is None or not 0 < len(raw.formula) <= _MAX_LENGTH:
            return None
        try:
            value = _Parser(self, title, _tokens(raw.formula)).whole()
        except OnlyText:
            self._of_text.add((title, spot))
            return None
        except _FAILURES:
            return None
        return value if math.isfinite(value) else None


def _tokens(formula: str) -> list[re.Match[str]]:
    tokens: list[re.Match[str]] = []
    position = 0
    while formula[position:].strip():
        match = _TOKEN.match(formula, position)
        if match is None:
            raise Uncomputable(formula)
        tokens.append(match)
        position = match.end()
    return tokens


@dataclass(slots=True)
class _Parser:
    """Recursive descent over the tokens of one formula on sheet ``title``."""

    evaluator: Evaluator
    title: str
    tokens: list[re.Match[str]]
    at: int = 0

    def whole(self) -> float:
        value = self._sum()
        if self.at != len(self.tokens):
            raise Uncomputable(self.title)
        return value

    def _sum(self) -> float:
        value = self._product()
        while (sign := self._taken("+", "-")) is not None:
            other = self._product()
            value = value + other if sign == "+" else value - other
        return value

    def _product(self) -> float:
        value = self._power()
        while (sign := self._taken("*", "/")) is not None:
            other = self._power()
            value = value * other if sign == "*" else value / other
        return value

    def _power(self) -> float:
        value = self._signed()
        while self._taken("^") is not None:
            value = math.pow(value, self._signed())
        return value

    def _signed(self) -> float:
        sign = self._taken("-", "+")
        if sign is not None:
            return -self._signed() if sign == "-" else self._signed()
        value = self._atom()
        while self._taken("%") is not None:
            value /= 100
        return value

    def _atom(self) -> float:
        if self._taken("(") is not None:
            value = self._sum()
            self._closed()
            return value
        token = self._next()
        if token["number"]:
            return float(token["number"])
        if token["name"] in _FUNCTIONS:
            return _FUNCTIONS[token["name"]](self._arguments())
        if token["ref"] and ":" not in token["ref"]:
            return math.fsum(self._referred(token["ref"]))
        raise Uncomputable(self.title)

    def _arguments(self) -> list[float]:
        """The numbers between a function's brackets; a range gives all of its own."""
        values: list[float] = []
        self._next()
        while True:
            token = self._peek()
            alone = self.at + 1 < len(self.tokens) and self.tokens[self.at + 1][1] in ",)"
            if token is not None and token["ref"] and alone:
                self.at += 1
                values.extend(self._referred(token["ref"], strict=False))
            else:
                values.append(self._sum())
            if self._taken(",") is None:
                self._closed()
                return values

    def _referred(self, reference: str, strict: bool = True) -> list[float]:
        sheet, _, cells = reference.rpartition("!")
        title = sheet.strip("'") or self.title
        first, _, last = cells.partition(":")
        start, end = spot_of(first), spot_of(last or first)
        if start is None or end is None:
            raise Uncomputable(reference)
        if strict and self._is_text(title, start):
            raise Uncomputable(reference)
        return self.evaluator.numbers(title, start, end)

    def _is_text(self, title: str, spot: Spot) -> bool:
        """Whether arithmetic on a cell would meet a text, which Excel may read as a number."""
        sheet = self.evaluator.sheets.get(title)
        raw = None if sheet is None else sheet.cells.get(spot)
        return raw is not None and not raw.empty and raw.kind != "n"

    def _peek(self) -> re.Match[str] | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def _next(self) -> re.Match[str]:
        token = self._peek()
        if token is None:
            raise Uncomputable(self.title)
        self.at += 1
        return token

    def _taken(self, *signs: str) -> str | None:
        token = self._peek()
        if token is None or token[1] not in signs:
            return None
        self.at += 1
        return token[1]

    def _closed(self) -> None:
        if self._taken(")") is None:
            raise Uncomputable(self.title)


def _round(values: list[float]) -> float:
    number, places = values
    return float(Decimal(repr(number)).quantize(Decimal(1).scaleb(-int(places)), ROUND_HALF_UP))


_FUNCTIONS: dict[str, Callable[[list[float]], float]] = {
    "SUM": math.fsum,
    "AVERAGE": lambda values: math.fsum(values) / len(values),
    "MAX": max,
    "MIN": min,
    "PRODUCT": math.prod,
    "ROUND": _round,
}
