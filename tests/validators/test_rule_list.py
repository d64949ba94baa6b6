"""The catalogue against the list of rules as it was agreed: every code, its severity, desk and title.

``data/rules.csv`` is that list without group L (the life after admission), which comes later. What
differs on purpose stands below, with the section of ADR 8 that says why.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from pathlib import Path
from typing import Final

import pytest
from msgspec import Struct

from lingtan.commands import rules
from schemas.finding import Rule, Severity, Speciality
from validators.catalogue import cards

_LIST = Path(__file__).parent / "data" / "rules.csv"
_ADR = Path(__file__).parents[2] / "docs/decisions/0008-rules-where-the-catalogue-differs.md"
_DESKS = {
    "completeness/clerical": Speciality.CLERICAL,
    "energy": Speciality.ENERGY,
    "carbon": Speciality.CARBON,
    "finance/investment": Speciality.INVESTMENT,
    "equipment": Speciality.EQUIPMENT,
    "process technology": Speciality.PROCESS,
}
_WORDS = {"错误": Severity.ERROR, "警告": Severity.WARNING, "提示": Severity.INFO}


class Listed(Struct, frozen=True):
    """A rule as the list has it."""

    code: str
    severity: Severity
    speciality: Speciality
    title: str


_DEVIATING_SEVERITY: Final[dict[str, str]] = {}
_DEVIATING_DESK: Final[dict[str, str]] = {}
_DEVIATING_TITLE: Final = {"A06": "A06, H18: titles", "H18": "A06, H18: titles"}
"""code → section of ADR 8."""


def _listed() -> dict[str, Listed]:
    with _LIST.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        row["code"]: Listed(
            row["code"], Severity(row["severity"]), _DESKS[row["expert"]], _plain(row["title"])
        )
        for row in rows
    }


def _plain(title: str) -> str:
    return unicodedata.normalize("NFKC", title)


LISTED: Final = _listed()
CARDS: Final = {card.code: card for card in cards()}


def test_every_listed_rule_has_a_card_and_no_other_has() -> None:
    assert set(CARDS) == set(LISTED)


def test_the_command_lists_them_all(capsys: pytest.CaptureFixture[str]) -> None:
    assert rules(None) == 0
    printed = re.findall(r"^ +([A-Z]\d\d)  (\w+)  (.+)$", capsys.readouterr().out, re.MULTILINE)
    shown = {code: (_WORDS[word], title) for code, word, title in printed}
    assert shown == {code: (card.severity, card.title) for code, card in CARDS.items()}


def _differing(of: str) -> set[str]:
    return {code for code, card in CARDS.items() if _told(card, of) != getattr(LISTED[code], of)}


def _told(card: Rule, of: str) -> str:
    return _plain(str(getattr(card, of)))


@pytest.mark.parametrize(
    ("of", "known"),
    [
        ("severity", _DEVIATING_SEVERITY),
        ("speciality", _DEVIATING_DESK),
        ("title", _DEVIATING_TITLE),
    ],
)
def test_a_card_is_as_listed_or_its_section_says_why(of: str, known: dict[str, str]) -> None:
    assert _differing(of) == set(known)
    adr = _ADR.read_text("utf-8")
    assert all(f"## {section}\n" in adr for section in known.values())
