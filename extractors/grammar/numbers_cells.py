"""Number cells with a unit of the contract's → figures (fields.md §4.1), nothing repaired in silence."""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec.structs import replace

from extractors.grammar import numbers_marks, units
from extractors.grammar.numbers_core import Number, blank, settle, unreadable
from extractors.grammar.numbers_draft import Draft, in_han, one, slipped
from extractors.grammar.numbers_marks import Marked
from extractors.grammar.numbers_percent import read_percent
from extractors.grammar.numbers_special import (
    dual_basis,
    estimate,
    expression,
    guessed,
    interval,
)

LONGEST = 600
"""A longer cell is prose, not a figure."""

_READERS: tuple[Callable[[str], Draft | None], ...] = (one, interval, expression, in_han, slipped)
_BROKEN = re.compile(r"\d[ \t]{0,8}\n\s{0,8}\d")
_WHICH = re.compile(r"其中|含|包括")
_LEAD = re.compile(r"\A(?:[\u3400-\u9fff（）()]{1,14}[:：]\s?|[\u3400-\u9fff]{1,10}(?=[\d约≥≈]))")
_CHANGE = re.compile(r"[增减升降]|同比|亏|低|节约|高")


def read_number(
    text: str, unit: str = "", *, printed_unit: str = "", brackets_negative: bool = False
) -> Number:
    """The figure of a cell, in ``unit`` (``万元``, ``tce``, ``tCO2``, ``%``, ``kW``, ``台``, ``""``).

    ``printed_unit`` is the unit of the label or header (``亿元``; ``""``: the contract's own); a
    unit in the cell wins over it. Blank: nothing but a dash, ``无`` or a placeholder.
    Unreadable: no figure, several figures, or a unit that measures something else.
    """
    if unit == "%":
        return read_percent(text)
    empty = numbers_marks.nothing(text)
    if empty is not None:
        return blank(unit, empty)
    if numbers_marks.overflowed(text) or len(text) > LONGEST:
        return unreadable(unit, ("overflow",) if len(text) <= LONGEST else ("unparsed",))
    marked = numbers_marks.stripped(text)
    draft = _drafted(text, marked, brackets_negative)
    if draft is None:
        return unreadable(unit, (*marked.flags, "unparsed"))
    return settle(draft, unit, printed_unit)


def _drafted(text: str, marked: Marked, brackets_negative: bool) -> Draft | None:
    special = dual_basis(text) or estimate(text)
    if special:
        return special
    if not marked.body:
        return _bracketed(marked, brackets_negative)
    if _BROKEN.search(text) and not re.search(r"\.\s*\n|\n\s*\.", text):
        return Draft(flags=("several",))
    draft = _figure(marked.body) or _headed(marked.body)
    return _remarked(draft, marked) if draft else None


def _figure(body: str) -> Draft | None:
    return next((draft for reader in _READERS if (draft := reader(body))), None)


def _headed(body: str) -> Draft | None:
    """A figure behind a few words (``总投资8650万元``) or before its parts (``…，其中设备6000``)."""
    head, *rest = re.split(r"[,;。]\s?", body, maxsplit=1)
    if rest and _WHICH.match(rest[0]) and (draft := _figure(head)):
        return replace(draft, flags=(*draft.flags, "remark"))
    lead = _LEAD.match(body)
    if not lead or _CHANGE.search(lead[0]):
        return None
    inner = numbers_marks.stripped(body[lead.end() :])
    draft = one(inner.body)
    told = _meaning(lead[0])
    flag = told if told.startswith("basis") else "prefixed"
    return replace(draft, flags=(*draft.flags, *inner.flags, flag)) if draft else None


def _bracketed(marked: Marked, negative: bool) -> Draft | None:
    """A figure that stands wholly in brackets: negative in profit and tax rows (§4.1 row 13)."""
    inner = numbers_marks.stripped(marked.remarks[0]) if len(marked.remarks) == 1 else None
    draft = one(inner.body) if inner else None
    if draft is None or draft.value is None:
        return None
    value = -abs(draft.value) if negative else draft.value
    flags = ("neg", "brackets") if negative else ("bracketed",)
    return replace(draft, value=value, flags=(*marked.flags, *draft.flags, *flags))


def _remarked(draft: Draft, marked: Marked) -> Draft:
    """Adds what the brackets said: the unit, the basis, an estimate, or just a remark."""
    flags = [*marked.flags, *draft.flags]
    unit = draft.unit
    for remark in filter(None, map(str.strip, marked.remarks)):
        if not unit and units.parse(remark):
            unit = remark
        elif not units.parse(remark):
            flags.append(_meaning(remark))
    if draft.value is not None and {"approx", "han"} <= set(flags):
        others = (("约数", draft.value),)  # F03: 约三亿 is no figure
        draft = replace(draft, value=None, others=others)
    return replace(draft, unit=unit, flags=tuple(dict.fromkeys(flags)))


def _meaning(remark: str) -> str:
    if guessed(remark):
        return "estimate"
    if "等价" in remark and "当量" not in remark:
        return "basis_eq"
    return "basis_cal" if "当量" in remark and "等价" not in remark else "remark"
