"""Figures whose unit the applicant chooses: ``62 kgce/t``, ``0.35吨标煤/万元``."""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec.structs import replace

from extractors.grammar import numbers_marks, units
from extractors.grammar.numbers_core import Number, blank, sure, unreadable
from extractors.grammar.numbers_literal import (
    LITERAL,
    Literal,
    lost_power,
    read_literal,
    read_science,
)
from extractors.grammar.text import tidy

_HEAD = re.compile(rf"-?{LITERAL}")
_LEAD = re.compile(
    r"\A(?:20\d\d年度?[:,]?\s?)?(?:(?:[\u3400-\u9fffA-Za-z()/\s-]|(?<=[mO])[23](?![.\d])){1,30}[:：]?\s?)?(?=[\d≤≥<>约])"
)
_MORE = re.compile(r"(?<![mMoO^])\d")
_PER_MANY = re.compile(r"/\s?10{1,4}(?!\d)")
_RANGE = re.compile(rf"({LITERAL})\s?[-~至—–]\s?({LITERAL})")
_DIGIT = re.compile(r"\d")
_PART = re.compile(r"[;；\n]|[,，、](?=[^\d])")
_FIGURE_OF_ITS_OWN = re.compile(r"(?<![A-Za-z\d.^₀-₉])\d(?!\d{3}年)")
"""A digit that begins a figure: not that of ``m3``, ``CO2`` or a year."""
_SHORT = 40


def read_free_number(text: str) -> Number:
    """A figure with a free unit: ``value`` as written, ``unit`` as printed, tidied.

    Unreadable with flag ``several`` where a cell states figures of several products, which
    are then in ``alternatives`` with the words before them.
    """
    empty = numbers_marks.nothing(text)
    if empty is not None:
        return blank("", empty)
    if numbers_marks.overflowed(text):
        return unreadable("", ("overflow",))
    text = _rejoined(text)
    parts = [part for part in _PART.split(text) if _DIGIT.search(part)]
    if len(parts) > 1:
        return _several(parts)
    return _single(text)


def _rejoined(text: str) -> str:
    """The cell with its unit back on its figure's line: ``0.865\\ntCO2/t`` → ``0.865tCO2/t``."""
    first, *others = (line.strip() for line in text.strip().split("\n"))
    breaks = ("\n" if _FIGURE_OF_ITS_OWN.search(line) else "" for line in others)
    return first + "".join(map(str.__add__, breaks, others))


def _several(parts: list[str]) -> Number:
    found = tuple((_words_before(part), _single(part)) for part in parts[:12])
    others = tuple((words, one.value) for words, one in found if one.value is not None)
    return replace(unreadable("", ("several",)), alternatives=others)


def _words_before(part: str) -> str:
    return tidy(_DIGIT.split(part, maxsplit=1)[0]).strip(" :：(")


def _single(text: str) -> Number:
    marked = numbers_marks.stripped(text[:400])
    lead = _LEAD.match(marked.body)
    words = lead[0] if lead and lead[0].strip() else ""
    inner = numbers_marks.stripped(marked.body[len(words) :]) if words else marked
    flags = (*marked.flags, *inner.flags, *(("prefixed",) if words else ()))
    if words and re.search(r"[降升增减]", words):
        return unreadable("", (*flags, "unparsed"))
    spread = _RANGE.match(inner.body)
    if spread:
        return _spread(spread, inner.body, flags)
    number = _figure(inner.body, flags, marked.remarks)
    before = words.strip(" :：(")
    if number.unit or not units.is_unit(before):
        return number
    return replace(number, unit=tidy(before), printed_unit=tidy(before))


def _figure(body: str, flags: tuple[str, ...], remarks: tuple[str, ...]) -> Number:
    if lost_power(body):
        return unreadable("", (*flags, "sci_lost"))
    found = read_science(body) or _leading(body)
    if found is None:
        return unreadable("", (*flags, "unparsed"))
    literal, tail = found
    if len(tail) > _SHORT or _MORE.search(_PER_MANY.sub("/", tail)):
        return unreadable("", (*flags, "several"))
    unit = tidy(tail).strip(" ,;。") or _unit_remark(remarks)
    return _number(literal, unit, (*flags, *literal.flags, *_left_over(remarks, unit)))


def _leading(body: str) -> tuple[Literal, str] | None:
    match = _HEAD.match(body)
    if not match:
        return None
    literal = read_literal(match[0].lstrip("-"))
    if literal is None:
        return None
    if match[0].startswith("-"):
        literal = Literal(-literal.value, literal.decimals, (*literal.flags, "neg"))
    return literal, body[match.end() :]


def _spread(match: re.Match[str], body: str, flags: tuple[str, ...]) -> Number:
    low, high = read_literal(match[1]), read_literal(match[2])
    if low is None or high is None:
        return unreadable("", (*flags, "unparsed"))
    bounds = sorted((low.value, high.value))
    number = _number(low, tidy(body[match.end() :]), (*flags, "range"))
    return replace(number, value=None, low=float(bounds[0]), high=float(bounds[1]))


def _unit_remark(remarks: tuple[str, ...]) -> str:
    return next((tidy(remark) for remark in remarks if units.is_unit(remark)), "")


def _left_over(remarks: tuple[str, ...], unit: str) -> tuple[str, ...]:
    rest = [remark for remark in remarks if remark.strip() and tidy(remark) != unit]
    return ("remark",) if rest else ()


def _number(literal: Literal, unit: str, flags: tuple[str, ...]) -> Number:
    value: Decimal = literal.value
    marks = tuple(dict.fromkeys(flags))
    return Number(
        float(value), unit, literal.decimals, marks, confidence=sure(marks), printed_unit=unit
    )
