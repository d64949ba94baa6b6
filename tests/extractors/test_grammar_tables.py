"""Every table of ``data/grammar``: raw text → what a careful reader makes of it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from extractors.grammar import units
from extractors.grammar.dates import read_date, read_period, read_year
from extractors.grammar.industry import read_industry
from extractors.grammar.numbers import (
    Number,
    read_count,
    read_free_number,
    read_number,
    read_percent,
)
from extractors.grammar.phones import read_phone
from extractors.grammar.text import fold, tidy
from extractors.grammar.ticks import read_ticks
from schemas.document import Span
from schemas.fields import HONOURS, OWNERSHIP
from schemas.submission import State

TABLES = Path(__file__).parent / "data" / "grammar"
Case = dict[str, Any]


def cases(*names: str) -> Any:
    """The cases of tables as pytest parameters, each with its name."""
    found = [
        pytest.param(case, id=f"{name}: {case['name']}")
        for name in names
        for case in yaml.safe_load((TABLES / f"{name}.yml").read_text("utf-8"))
    ]
    return pytest.mark.parametrize("case", found)


def judge(case: Case, flags: tuple[str, ...], state: State, confidence: float) -> None:
    assert set(flags) == set(case["flags"])
    assert state.value == case.get("state", "stated")
    assert confidence < case.get("below", 1.0)
    assert confidence > 0.0
    if not case["flags"] and state is State.STATED:
        assert confidence >= 0.9


def judge_number(case: Case, read: Number) -> None:
    judge(case, read.flags, read.state, read.confidence)
    value = case.get("value")
    assert read.value == (None if value is None else pytest.approx(value, rel=1e-12))
    assert (read.low, read.high) == (case.get("low"), case.get("high"))
    if "decimals" in case:
        assert read.decimals == case["decimals"]
    if "alternatives" in case:
        assert dict(read.alternatives) == case["alternatives"]


@cases("numbers")
def test_number(case: Case) -> None:
    unit = case.get("unit", "万元")
    read = read_number(
        case["text"],
        unit,
        printed_unit=case.get("printed", ""),
        brackets_negative=case.get("brackets", False),
    )
    judge_number(case, read)
    assert read.unit == unit


@cases("percents")
def test_percent(case: Case) -> None:
    judge_number(case, read_percent(case["text"]))


@cases("free_numbers")
def test_free_number(case: Case) -> None:
    read = read_free_number(case["text"])
    judge_number(case, read)
    assert read.unit == case["unit"]


@cases("counts")
def test_count(case: Case) -> None:
    judge_number(case, read_count(case["text"]))


@cases("dates")
def test_date(case: Case) -> None:
    read = read_date(case["text"], serial=case.get("serial", False))
    judge(case, read.flags, read.state, read.confidence)
    assert read.value == case.get("value")


@cases("periods")
def test_period(case: Case) -> None:
    read = read_period(case["text"])
    judge(case, read.flags, read.state, read.confidence)
    assert (read.start, read.end) == (case.get("start"), case.get("end"))
    assert read.months == case.get("months")


@cases("years")
def test_year(case: Case) -> None:
    year, flags = read_year(case["text"])
    assert (year, set(flags)) == (case["value"], set(case["flags"]))


@cases("phones")
def test_phone(case: Case) -> None:
    read = read_phone(case["text"])
    judge(case, read.flags, read.state, read.confidence)
    assert read.value == case.get("value")


@cases("industries")
def test_industry(case: Case) -> None:
    read = read_industry(case["text"])
    judge(case, read.flags, read.state, read.confidence)
    assert (read.code, read.name) == (case.get("code"), case.get("title"))


@cases("units")
def test_unit(case: Case) -> None:
    result = units.convert(Decimal(case["value"]), case["from"], case["to"])
    assert result == (Decimal(case["result"]) if case["result"] else None)


@cases("unit_labels")
def test_unit_in_label(case: Case) -> None:
    assert units.unit_in_label(case["label"]) == (case["rest"], case["unit"])


@cases("texts")
def test_text(case: Case) -> None:
    read = {"fold": fold, "tidy": tidy}[case["do"]]
    assert read(case["text"]) == case["result"]


@cases("ticks")
def test_ticks(case: Case) -> None:
    options = HONOURS if case.get("of") == "honours" else tuple(OWNERSHIP)
    spans = [Span(a, b, **{kind: True}) for a, b, kind in case.get("spans", [])]
    read = read_ticks(case["text"], options, spans)
    judge(case, read.flags, read.state, read.confidence)
    assert list(read.ticked) == case["ticked"]
    assert list(read.extra) == case.get("extra", [])
    assert len(read.offered) == case.get("offered", len(read.offered))
