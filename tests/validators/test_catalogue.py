"""The catalogue tests itself: codes, file names, cards, examples, and the smallest right submission."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

import pytest

from fixtures.submissions import right
from schemas.finding import Rule, Severity, Speciality
from schemas.policy import edition
from schemas.submission import Submission
from validators import catalogue
from validators.catalogue import judge, judge_across, modules
from validators.retired import RETIRED

ISSUED = re.findall(
    r"\w+",
    """
    A01 A03 A04 A06 A08 A10 A12 A16 A19 A20 B01 B02 B07 B09 B11 B12 B13 B14 B16 B18 B20
    C01 C08 D01 D02 D03 E01 E02 E03 E04 E09 E16 E17 E18 F01 F02 F04 F09 F12 F13 F14 F15 F16
    G01 G02 G03 G13 G16 H03 H05 J02 J03 J04 J05 K01 M01 N01
    """,
)
RULES = [pytest.param(module, id=module.RULE.code) for module in modules()]


def test_every_issued_rule_is_here() -> None:
    assert set(ISSUED) <= {module.RULE.code for module in modules()}


def test_codes_are_unique_and_none_is_given_out_again() -> None:
    codes = [module.RULE.code for module in modules()]
    assert len(codes) == len(set(codes))
    assert not set(codes) & set(RETIRED)


@pytest.mark.parametrize("module", RULES)
def test_file_is_named_after_code_and_name(module: ModuleType) -> None:
    rule: Rule = module.RULE
    file = Path(module.__file__ or "")
    assert file.stem == f"{rule.code}_{rule.name}".replace("-", "_").lower()
    assert file.parent.name.startswith(f"{rule.code[0].lower()}_")
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name)


@pytest.mark.parametrize("module", RULES)
def test_docstring_has_its_boxes(module: ModuleType) -> None:
    sentence, _, rest = (module.__doc__ or "").partition("\n\n")
    assert sentence.endswith("。")
    assert rest.startswith("为什么：")
    assert re.search(r"\n反例：\n\n>>> .*\n正例：\n\n>>> ", rest, re.DOTALL)


@pytest.mark.parametrize("module", RULES)
def test_card_is_filled(module: ModuleType) -> None:
    rule: Rule = module.RULE
    assert rule.title and rule.citation
    assert rule.message.endswith("。")


@pytest.mark.parametrize("module", RULES)
def test_rule_is_short(module: ModuleType) -> None:
    lines = Path(module.__file__ or "").read_text("utf-8").splitlines()
    assert len(lines) <= 140


def test_the_smallest_right_submission_breaks_no_rule() -> None:
    verdicts = judge(right(), edition())
    assert [f for f in verdicts.findings if f.severity is not Severity.INFO] == []
    assert list(judge_across([right(), right(name="002-另一家")][:1], edition())) == []


def test_an_empty_submission_crashes_no_rule() -> None:
    findings = judge(Submission("空"), edition()).findings
    assert [f.message for f in findings if "运行出错" in f.message] == []


def _broken(submission: Submission, policy: object) -> list[object]:
    raise ZeroDivisionError


def test_a_rule_that_crashes_becomes_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = ModuleType("broken")
    rule = Rule("Z99", "z", "试", Severity.ERROR, Speciality.CLERICAL, "-", "。")
    vars(broken).update(RULE=rule, check=_broken)
    monkeypatch.setattr(catalogue, "modules", lambda: (broken,))
    said = judge(right(), edition()).findings
    assert [(f.severity, f.rule) for f in said] == [(Severity.WARNING, "Z99")]
    assert "ZeroDivisionError" in said[0].message


def test_a_missing_input_makes_a_rule_skipped_not_passed() -> None:
    skipped = {
        entry.rule: entry.missing for entry in judge(right({"uscc": None}), edition()).skipped
    }
    assert skipped["B02"] == ("uscc",)
    assert skipped["B01"] == ("uscc",)
