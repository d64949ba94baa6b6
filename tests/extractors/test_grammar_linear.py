"""Hostile text costs time in proportion to its length: every pattern, every door."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules
from time import process_time

import pytest

import extractors.grammar
import extractors.narrative
from extractors.grammar import dates, industry, numbers, phones, text, ticks, units
from extractors.narrative.ledger import text_mentions
from schemas.place import WholeFile

_PIECES = ("1", "1,", "(", "一", "2025-", "1万元、", " ", "√□", "综合能耗", "约20%")
_SMALL, _LARGE = 500, 4_000
_NOISE = 0.004
_GROWTH = 5 * _LARGE / _SMALL
"""Quadratic time would grow eight times more than linear; five leaves room for a busy machine."""


def patterns() -> list[re.Pattern[str]]:
    found: dict[str, re.Pattern[str]] = {}
    for package in (extractors.grammar, extractors.narrative):
        for module in iter_modules(package.__path__, package.__name__ + "."):
            for value in vars(import_module(module.name)).values():
                held = value if isinstance(value, tuple) else (value,)
                found |= {one.pattern: one for one in held if isinstance(one, re.Pattern)}
    return list(found.values())


def seconds(run: Callable[[str], object], text: str) -> float:
    start = process_time()
    run(text)
    return process_time() - start


def is_slow(run: Callable[[str], object], small: str, large: str) -> bool:
    """Whether eight times the text takes far more than eight times as long, beyond noise."""
    took = seconds(run, large)
    if took <= _NOISE:
        return False
    took = min(took, seconds(run, large), seconds(run, large))
    return took > _GROWTH * max(min(seconds(run, small) for _ in range(3)), 1e-5)


def scan(pattern: re.Pattern[str]) -> Callable[[str], object]:
    return lambda text: sum(1 for _ in pattern.finditer(text))


def sized(piece: str, size: int) -> str:
    return piece * (size // len(piece))


@pytest.mark.parametrize("piece", _PIECES)
def test_patterns_grow_with_the_text(piece: str) -> None:
    small, large = sized(piece, _SMALL), sized(piece, _LARGE)
    assert [p.pattern[:80] for p in patterns() if is_slow(scan(p), small, large)] == []


_DOORS: tuple[Callable[[str], object], ...] = (
    text.fold, text.tidy, text.is_blank, units.unit_in_label, units.is_unit,
    lambda cell: numbers.read_number(cell, "万元"), numbers.read_free_number,
    numbers.read_percent, numbers.read_count, dates.read_date, dates.read_period, dates.read_year,
    phones.read_phone, industry.read_industry, lambda cell: ticks.read_ticks(cell, ("国有", "民营")),
    lambda cell: text_mentions(cell, WholeFile("x"), "", (2022, 2023, 2024)),
)  # fmt: skip


@pytest.mark.parametrize("piece", _PIECES)
def test_doors_stand_a_hundred_thousand_characters(piece: str) -> None:
    small, large = sized(piece, 100_000 // 8), sized(piece, 100_000)
    assert [n for n, door in enumerate(_DOORS) if is_slow(door, small, large)] == []
