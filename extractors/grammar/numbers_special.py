"""Cells that hold more than one figure: two bases, an interval, a sum, an estimate."""

from __future__ import annotations

import re
from decimal import Decimal

from extractors.grammar import units
from extractors.grammar.numbers_draft import Draft, one
from extractors.grammar.numbers_literal import LITERAL
from extractors.grammar.text import nfkc

BASES = ("等价值", "当量值")
"""The two bases of an energy figure; the policy counts the first."""

_UNIT = r"[^\d\s,;+×*/~()=-]{0,8}"
_BASIS = re.compile(rf"(?P<basis>等价|当量)|(?P<number>{LITERAL}\s?{_UNIT})")
_RANGE = re.compile(r"\s?(?:-{1,2}|[~～—–―]{1,2}|至|到)\s?")
_TERM = re.compile(r"\s?([+×xX*])\s?")
_PARTIAL = re.compile(
    r"(?:20\d\d年)?(?:1|一)?(?:月)?\s?[-~—–至到]\s?(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s?月(?:份)?|"
    r"(?:20\d\d年)?(?:前三季度|上半年|前\d{1,2}个?月)"
)
_WHOLE_YEAR = re.compile(
    rf"(?:全年|年底|年度)?\s?(?:预计|预估|预测|估计|约)\s?(?:全年|年底|为|达到?|约)?\s?({LITERAL}\s?{_UNIT})"
)
_EDGE = " ():;,"
_GUESS = re.compile(r"预计|预估|估算|暂估|预测|估计")


def dual_basis(text: str) -> Draft | None:
    """``8560（等价值）/3620（当量值）``: both figures; the 等价值 one is the value (附件1)."""
    found = list(_BASIS.finditer(re.sub(r"\s+", " ", nfkc(text))))
    bases = [match["basis"] + "值" for match in found if match["basis"]]
    numbers = [one(match["number"].strip()) for match in found if match["number"]]
    if sorted(bases) != sorted(BASES) or len(numbers) != 2:
        return None
    pairs = {basis: draft for basis, draft in zip(bases, numbers, strict=True) if draft}
    main, other = pairs.get(BASES[0]), pairs.get(BASES[1])
    if main is None or other is None or main.value is None or other.value is None:
        return None
    others = ((BASES[0], main.value), (BASES[1], other.value))
    return Draft(main.value, main.decimals, main.unit or other.unit, ("dual_basis",), others=others)


def estimate(text: str) -> Draft | None:
    """``1-11月2800（全年预计3050）`` → 3050; a part of a year alone keeps flag ``partial_year``."""
    plain = re.sub(r"\s+", " ", nfkc(text))
    partial = _PARTIAL.search(plain)
    if not partial:
        return None
    rest = (plain[: partial.start()] + plain[partial.end() :]).strip(_EDGE)
    whole = _WHOLE_YEAR.search(rest)
    draft = one((whole[1] if whole else rest).strip(_EDGE))
    if draft is None or draft.value is None:
        return None
    flag = "estimate" if whole else "partial_year"
    return Draft(draft.value, draft.decimals, draft.unit, (*draft.flags, flag))


def guessed(remark: str) -> bool:
    """Whether a bracketed remark says that the figure is an estimate."""
    return bool(_GUESS.search(remark))


def interval(text: str) -> Draft | None:
    """``3000-3500``: bounds without a value."""
    parts = _RANGE.split(text.strip())
    if len(parts) != 2:
        return None
    first, second = one(parts[0]), one(parts[1])
    if not first or not second or first.value is None or second.value is None:
        return None
    low, high = sorted((first.value, second.value))
    unit = second.unit or first.unit
    return Draft(None, max(first.decimals, second.decimals), unit, ("range",), low, high)


def expression(text: str) -> Draft | None:
    """``3000+200`` → 3200, ``2×75`` → 150; a printed result (``=150``) is the value."""
    head, equals, result = text.partition("=")
    pieces = _TERM.split(head.strip())
    terms = [one(piece) for piece in pieces[::2]]
    if not 2 <= len(terms) <= 8 or any(term is None or term.value is None for term in terms):
        return None
    drafts = [term for term in terms if term is not None]
    value = _worked([draft.value or Decimal(0) for draft in drafts], pieces[1::2])
    printed = one(result.strip()) if equals else None
    wrong = ("expr_mismatch",) if printed and printed.value != value else ()
    unit = _shared_unit([draft.unit for draft in drafts])
    if printed and printed.value is not None:
        return Draft(printed.value, printed.decimals, printed.unit or unit, ("expr", *wrong))
    return Draft(value, max(draft.decimals for draft in drafts), unit, ("expr",))


def _shared_unit(printed: list[str]) -> str:
    """The unit of a sum or product: the last printed one that does not just count machines."""
    counted = [
        unit for unit in printed if (parsed := units.parse(unit)) and parsed.family == "count"
    ]
    measured = [unit for unit in printed if unit and unit not in counted]
    return (measured or counted or [""])[-1]


def _worked(values: list[Decimal], signs: list[str]) -> Decimal:
    total, product = Decimal(0), values[0]
    for sign, value in zip(signs, values[1:], strict=True):
        if sign == "+":
            total, product = total + product, value
        else:
            product *= value
    return total + product
