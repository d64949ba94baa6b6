"""Text for the firm: every finding of every executed example has its fix and its ready sentence."""

from __future__ import annotations

import doctest
import re
from collections.abc import Iterable
from types import ModuleType

import pytest

from fixtures.submissions import ABSENT, right, say
from schemas.finding import Finding
from schemas.place import SheetCell
from schemas.policy import edition
from validators.catalogue import judge, modules
from validators.faults import CHECK_IT, fault, place_ground

_ENDS = ("。", "；", "？", "）")


def _findings(module: ModuleType) -> list[Finding]:
    """What the module's own 反例 yield, caught on their way to ``say``."""
    caught: list[Finding] = []

    def keep(findings: Iterable[Finding]) -> None:
        listed = list(findings)
        caught.extend(listed)
        say(listed)

    names = {"right": right, "say": keep, "ABSENT": ABSENT, "policy": edition()}
    test = doctest.DocTestFinder(recurse=False).find(module, extraglobs=names)[0]
    doctest.DocTestRunner(verbose=False, optionflags=doctest.NORMALIZE_WHITESPACE).run(
        test, out=lambda _: None
    )
    return caught


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.RULE.code)
def test_every_finding_has_fix_and_sentence(module: ModuleType) -> None:
    findings = [f for f in _findings(module) if isinstance(f, Finding)]
    assert findings or module.RULE.across
    for finding in findings:
        _is_chinese(finding.fix)
        _is_chinese(finding.sentence)
        assert finding.fix != CHECK_IT, "say what the applicant is to do"
        assert finding.message in finding.sentence
        assert finding.fix in finding.sentence


def _is_chinese(text: str) -> None:
    assert re.search(r"[\u4e00-\u9fff]{4}", text)
    assert text.endswith(_ENDS)
    assert not re.search(r"\{\w*\}|None|TODO|  |。。|，。", text)


def test_a_sentence_says_place_label_fault_and_what_to_do() -> None:
    card = modules()[0].RULE
    ground = place_ground(SheetCell("自评表.xlsx", "Sheet1", "E9"), "自评 碳抵消比例")
    said = fault(card, [ground], template="得分不符。", fix="请改正。").sentence
    assert said == "自评表.xlsx Sheet1!E9“自评 碳抵消比例”：得分不符。请改正。"


def test_a_label_that_the_message_names_is_not_said_twice() -> None:
    said = judge(right({"energy_intensity.effect": 17.0}), edition()).findings
    sentence = next(f.sentence for f in said if f.rule == "G13")
    assert sentence.startswith(
        "方案.docx 表1 第22行第2列：“单位产品（工业增加值）能耗量”应降低14.52%"
    )


def test_a_power_of_ten_is_named_and_not_mended() -> None:
    card = modules()[0].RULE
    ground = place_ground(SheetCell("a.xlsx", "S", "A1"), "甲")
    finding = fault(card, [ground], template="甲与乙不符。", compared=(52000.0, 5.2))
    assert finding.message == "甲与乙不符，两数约差一万倍，疑似单位错位。"
    assert finding.fix.endswith("疑似单位错位的，请统一单位后填写。")
    assert fault(card, [ground], template="不符。", compared=(9.0, 8.0)).message == "不符。"
