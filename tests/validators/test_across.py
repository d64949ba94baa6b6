"""Rules that compare the submissions of a batch, and N01's ways of writing a code."""

from __future__ import annotations

import pytest

from fixtures.submissions import right
from schemas.policy import edition
from schemas.submission import Submission
from validators.catalogue import judge_across

CODE = "91330109MA2B3C4D1C"


def _batch(*codes: str | None) -> list[Submission]:
    return [right({"uscc": code}, name=f"{i:03}") for i, code in enumerate(codes, start=1)]


def _said(batch: list[Submission]) -> list[tuple[str, str, str]]:
    return [(name, f.rule, f.actual) for name, f in judge_across(batch, edition())]


def test_each_names_the_others() -> None:
    assert _said(_batch(CODE, "913306817125836037", CODE, CODE)) == [
        ("001", "N01", "另见003、004"),
        ("003", "N01", "另见001、004"),
        ("004", "N01", "另见001、003"),
    ]


@pytest.mark.parametrize(
    "other", ["91330109ma2b3c4d1c", "9133 0109 MA2B 3C4D 1C", "９１３３０１０９MA2B3C4D1C"]
)
def test_spelling_does_not_matter(other: str) -> None:
    assert len(_said(_batch(CODE, other))) == 2


@pytest.mark.parametrize("code", [None, "/", "无", "91330109", "9133010OMA2B3C4D1C"])
def test_what_is_no_code_is_not_compared(code: str | None) -> None:
    assert _said(_batch(code, code)) == []


def test_two_groups_are_kept_apart() -> None:
    found = _said(_batch(CODE, "913306817125836037", CODE, "913306817125836037"))
    assert [(name, actual) for name, _, actual in found] == [
        ("001", "另见003"),
        ("003", "另见001"),
        ("002", "另见004"),
        ("004", "另见002"),
    ]


def test_evidence_is_the_code_itself() -> None:
    (_, finding), _ = judge_across(_batch(CODE, CODE), edition())
    assert finding.fields == ("uscc",)
    assert finding.evidence[0].text == CODE
