"""A figure of a sentence → a mention in the contract's unit."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from extractors.grammar.numbers_core import Number
from extractors.grammar.numbers_core import settle as in_unit
from extractors.grammar.numbers_draft import Draft
from extractors.narrative.lexer import Amount, Kind, items
from extractors.narrative.sentence import Figure, Setting
from schemas.place import Where
from schemas.quantities import BOUND, UNITS
from schemas.submission import Mention, Read

_LEAST = 10
_SINGLE = frozenset({"吨", "t", "tce", "吨标准煤", "吨标煤", "tCO2", "吨二氧化碳", "吨CO2"})
_UNPLACED = 0.86
"""Which of the years in its sentence a figure belongs to was not seen."""
_UNDATED = frozenset(
    {
        "total_investment",
        "retrofit_investment",
        "project_investment",
        "renewable_threshold",
        "offset_threshold",
        "annual_drop",
        "pv_capacity",
        "equipment_count",
        "energy_saving",
        "carbon_reduction",
    }
)
"""What mostly has no year of its own."""
_DATABLE = frozenset({"equipment_count", "energy_saving", "carbon_reduction"})
"""What may have one: without it in a sentence that names a year, its year was perhaps not seen."""


def mention_of(figure: Figure, where: Where, sentence: str, setting: Setting) -> Mention:
    """The mention that ``figure`` makes; ``sentence`` is printed, ``figure`` was read from it."""
    unit = UNITS[figure.metric]
    amount = figure.amount
    number = _number(amount, unit)
    low, high = (_bound(end, unit) for end in (figure.low, figure.high))
    bounded = low is not None or high is not None
    flags = tuple(flag for flag in number.flags if flag not in ("unit_inline", "other_unit"))
    read = Read(
        value=None if bounded else number.value,
        raw=amount.raw,
        where=where,
        confidence=min(figure.confidence, number.confidence),
        unit=unit or amount.unit,
        decimals=number.decimals,
        flags=(*flags, BOUND) if bounded else flags,
        label=figure.label,
        printed_unit=amount.unit,
        low=low,
        high=high,
    )
    return Mention(
        figure.metric, read, figure.year, figure.tense, sentence, setting.chapter, figure.entity
    )


def surely(figures: Iterable[Figure], text: str) -> list[Figure]:
    """The figures, those less sure that have no year in a sentence that names some."""
    listed = [figure for figure in figures if not _too_small(figure)]
    if all(figure.year is not None for figure in listed) or not _names_a_year(text):
        return listed
    return [
        figure
        if figure.year is not None or figure.metric in _UNDATED - _DATABLE
        else replace(figure, confidence=min(figure.confidence, _UNPLACED))
        for figure in listed
    ]


def _too_small(figure: Figure) -> bool:
    """No factory that applies uses so little: the figure is per tonne or per piece."""
    return (
        figure.metric in ("energy_consumption", "emissions")
        and figure.amount.unit in _SINGLE
        and figure.amount.value < _LEAST
    )


def _names_a_year(text: str) -> bool:
    return any(item.kind is Kind.YEAR and not item.last for item in items(text))


def _number(amount: Amount, unit: str) -> Number:
    if not unit:
        return Number(float(amount.value), amount.unit, amount.decimals, amount.flags)
    return in_unit(Draft(amount.value, amount.decimals, amount.unit, amount.flags), unit)


def _bound(amount: Amount | None, unit: str) -> float | None:
    number = _number(amount, unit) if amount is not None else None
    return number.value if number is not None else None
