"""数量（台）: how many machines."""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec.structs import replace

from extractors.grammar import han, numbers_marks, units
from extractors.grammar.numbers_core import Number, blank, settle, sure, unreadable
from extractors.grammar.numbers_draft import Draft, one, slipped
from extractors.grammar.numbers_special import expression

_VAGUE = re.compile(r"若干|[一多数几]批|[多数几][台套个]|成套|配套")
_STANDBY = re.compile(
    r"([\d一二两三四五六]{1,2})\s?(?:台|套)?用\s?([\d一二两三四五六]{1,2})\s?(?:台|套)?备"
)
_HAN_COUNT = re.compile(r"([一二两三四五六七八九十廿]{1,3})\s?([台套只个组条辆件座]\S{0,3})?")
_OTHER = re.compile(r"(\d[\d,]{0,7})\s?([\u3400-\u9fff]{1,4}|m|M)")


def read_count(text: str) -> Number:
    """A whole number of machines: ``2台``, ``2套``, ``10+2``, ``2×3``, ``两台``, ``一用一备``.

    A unit other than 台 is flagged ``other_unit``; ``若干`` is unreadable; a fraction keeps its
    value with flag ``fraction``.
    """
    empty = numbers_marks.nothing(text)
    if empty is not None:
        return blank("台", empty)
    if numbers_marks.overflowed(text):
        return unreadable("台", ("overflow",))
    marked = numbers_marks.stripped(text[:200])
    draft = _counted(marked.body or " ".join(marked.remarks))
    if draft is None:
        vague = "vague" if _VAGUE.search(marked.body) else "unparsed"
        return unreadable("台", (*marked.flags, vague))
    remark = ("remark",) if any(not units.is_unit(r) for r in marked.remarks if r.strip()) else ()
    return _whole(replace(draft, flags=(*marked.flags, *draft.flags, *remark)))


def _counted(body: str) -> Draft | None:
    return (
        one(body)
        or expression(body)
        or _standby(body)
        or _in_han(body)
        or _other(body)
        or slipped(body)
    )


def _standby(body: str) -> Draft | None:
    match = _STANDBY.fullmatch(body)
    if not match:
        return None
    numbers = [int(part) if part.isdigit() else han.small(part) or 0 for part in match.groups()]
    return Draft(Decimal(sum(numbers)), flags=("expr",))


def _in_han(body: str) -> Draft | None:
    match = _HAN_COUNT.fullmatch(body)
    value = han.small(match[1]) if match else None
    if match is None or value is None:
        return None
    return Draft(Decimal(value), 0, match[2] or "", ("han",))


def _other(body: str) -> Draft | None:
    match = _OTHER.fullmatch(body)
    return Draft(Decimal(match[1].replace(",", "")), flags=("other_unit",)) if match else None


def _whole(draft: Draft) -> Number:
    number = settle(draft, "台")
    printed = number.printed_unit not in ("", "台")
    broken = number.value is not None and not float(number.value).is_integer()
    flags = (*number.flags, *(("other_unit",) * printed), *(("fraction",) * broken))
    marks = tuple(dict.fromkeys(flags))
    return replace(number, flags=marks, confidence=min(number.confidence, sure(marks)))
