"""正文提到的荣誉，“主要荣誉”栏应当勾选。

为什么：漏勾会使汇总时少计企业资质。
一项都未勾选才提示（可复选，不勾也合法）；“拟申报”“争创”等未获得的不算。

反例：

>>> said = {"honours": None, "chapter.一（一）": "公司为国家级专精特新“小巨人”企业。"}
>>> say(check(right(said), policy))
info A25 正文提到“专精特新小巨人企业”，但主要荣誉栏未勾选。

正例：

>>> say(check(right({**said, "honours": ["专精特新小巨人企业"]}), policy))
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from schemas.fields import HONOURS
from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import OCR_FLAGS, fault, field_ground
from validators.wording.prose import Passage, clause_before, passages

RULE = Rule(
    code="A25",
    name="honour-unticked",
    title="未提供主要荣誉勾选",
    severity=Severity.INFO,
    speciality=Speciality.CLERICAL,
    citation="附件2 基本信息表 主要荣誉（可复选）",
    message="正文提到“{honours}”，但主要荣誉栏未勾选。",
)
_WORDS: Final = (
    r"专精特新[“\"「]?小巨人",
    r"雄鹰(?:行动|企业)",
    r"隐形冠军",
    r"单项冠军",
    r"首(?:台套|台（套）|批次|版次)",
    r"智能工厂|数字化车间",
    r"省级?(?:认定)?企业技术中心",
    r"省级节水型企业",
    r"清洁生产审核(?:验收|企业|评估)",
    r"水效领跑者",
    r"绿色供应链管理企业",
)
_PATTERNS: Final = tuple(map(re.compile, _WORDS))
_NOT_YET: Final = re.compile(r"拟|计划|争创|争取|申报|申请|力争|培育|目标|未|尚|将|推进|建设")


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """The honours that 一（一） states, where none at all is ticked."""
    read = submission.fields.get("honours")
    if read is None or read.value or read.raw.strip().endswith(("☑", "√")):
        return
    if OCR_FLAGS & set(read.flags):  # ticks that a scan did not show are not ticks that are missing
        return
    found = {
        label: (passage, match)
        for passage in passages(submission, policy)
        if passage.chapter == "一（一）"
        for label, pattern in zip(HONOURS, _PATTERNS, strict=True)
        if (match := _held(passage, pattern))
    }
    if not found:
        return
    yield fault(
        RULE,
        [
            field_ground(submission, "honours"),
            *(passage.ground(match.start(), match[0]) for passage, match in found.values()),
        ],
        honours="、".join(found),
        expected="、".join(found),
        actual="未勾选",
        fix="请在主要荣誉栏勾选已获得的荣誉。",
    )


def _held(passage: Passage, pattern: re.Pattern[str]) -> re.Match[str] | None:
    """The first mention that is no plan and no denial."""
    for match in pattern.finditer(passage.text):
        if not _NOT_YET.search(clause_before(passage.text, match.start()).split("，")[-1]):
            return match
    return None
