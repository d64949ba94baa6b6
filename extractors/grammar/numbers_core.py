"""A figure as read, and how a draft of it is brought into the field's unit."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from extractors.grammar import units
from extractors.grammar.numbers_draft import Draft
from extractors.grammar.text import nfkc
from schemas.submission import State


class Number(Struct, frozen=True):
    """A figure as read.

    ``value`` is in ``unit`` (the contract's), ``None`` where nothing sure was printed;
    ``decimals`` are the printed decimals in ``unit`` (``1.285万吨标煤`` → -1: half a step is
    5 tce); ``printed_unit`` is the unit printed with the figure, else the one given.
    ``low``/``high`` bound an interval. ``alternatives`` are other figures of the same cell
    with their names, in ``unit``.
    """

    value: float | None = None
    unit: str = ""
    decimals: int | None = None
    flags: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    state: State = State.STATED
    confidence: float = 0.99
    printed_unit: str = ""
    alternatives: tuple[tuple[str, float], ...] = ()


SURENESS = {
    "unit_inline": 0.98, "fullwidth": 0.98, "fullwidth_sep": 0.96, "space_sep": 0.9, "approx": 0.95,
    "bound_ge": 0.92, "bound_le": 0.92, "range": 0.9, "neg": 0.97, "brackets": 0.95, "han": 0.93,
    "expr": 0.85, "expr_mismatch": 0.4, "sci": 0.95, "dual_basis": 0.85, "footnote": 0.95,
    "estimate": 0.8, "partial_year": 0.6, "ocr_repair": 0.4, "odd_groups": 0.5, "prefixed": 0.88,
    "bracketed": 0.5, "remark": 0.96, "kva": 0.85, "several": 0.3, "maybe_fraction": 0.6,
    "unit_mismatch": 0.5, "sci_lost": 0.2, "overflow": 0.2, "unparsed": 0.3, "fraction": 0.6,
    "neg_sign": 0.85, "other_unit": 0.9,
}  # fmt: skip
"""How sure a reading still is under each flag; the lowest counts."""


def settle(draft: Draft, unit: str, printed_unit: str = "") -> Number:
    """The draft in the field's unit; unreadable where its unit measures something else."""
    source = draft.unit or printed_unit
    inline = ("unit_inline",) if draft.unit else ()
    flags = tuple(dict.fromkeys((*draft.flags, *inline, *_oddities(source, unit))))
    ratio = units.factor(source, unit) if unit else _scale(source)
    if ratio is None:
        return replace(unreadable(unit, (*flags, "unit_mismatch")), printed_unit=source)
    others = tuple((name, float(value * ratio)) for name, value in draft.others)
    if draft.value is None and draft.low is None:
        return replace(unreadable(unit, flags), printed_unit=source, alternatives=others)
    return Number(
        value=_float(draft.value, ratio),
        unit=unit,
        decimals=0 if "han" in flags else draft.decimals - _power(ratio),
        flags=flags,
        low=_float(draft.low, ratio),
        high=_float(draft.high, ratio),
        confidence=sure(flags),
        printed_unit=source,
        alternatives=others,
    )


def _oddities(source: str, unit: str) -> tuple[str, ...]:
    return ("kva",) if unit == "kW" and nfkc(source).lower() in ("kva", "千伏安") else ()


def _scale(source: str) -> Decimal:
    """Without a field unit only a bare multiplier counts: ``1.2万`` is 12000."""
    parsed = units.parse(source) if source else None
    return parsed.factor if parsed and parsed.family == "any" else Decimal(1)


def _power(ratio: Decimal) -> int:
    """The power of ten that ``ratio`` is, 0 where it is none."""
    sign, digits, exponent = ratio.normalize().as_tuple()
    return int(exponent) if digits == (1,) and not sign else 0


def _float(value: Decimal | None, ratio: Decimal) -> float | None:
    return None if value is None else float(value * ratio)


def sure(flags: tuple[str, ...]) -> float:
    """The confidence that the least certain flag leaves."""
    return min((SURENESS.get(flag, 0.99) for flag in flags), default=0.99)


def unreadable(unit: str, flags: tuple[str, ...]) -> Number:
    """Something is printed, but no figure that the field can take."""
    return Number(
        None,
        unit,
        flags=tuple(dict.fromkeys(flags)),
        state=State.UNREADABLE,
        confidence=sure(flags),
    )


def blank(unit: str, flag: str = "") -> Number:
    """Nothing is printed but, perhaps, a dash, ``无`` or a placeholder."""
    return Number(None, unit, flags=(flag,) if flag else (), state=State.BLANK)
