"""正文三（三）的碳抵消手段须与自评“碳抵消比例”所列手段相符。

为什么：得分依据的手段在方案里没有安排，或方案安排的手段与得分无关，抵消比例就落不到实处。
自评说现状、正文说计划，允许增减；两处各有手段而没有一种相同才说。自评说尚未抵消或得0分的不比。

反例：

>>> plan = {"chapter.三（三）": "公司拟购买CCER减排量抵消剩余排放。", "self.carbon_offset": 6.0,
...         "evidence.carbon_offset": "已购买绿证抵消剩余排放"}
>>> say(check(right(plan), policy))
warning K11 碳抵消方式正文与自评不一致：正文CCER，自评绿证。

正例：

>>> plan = {"chapter.三（三）": "公司拟购买绿证和CCER减排量。", "self.carbon_offset": 6.0,
...         "evidence.carbon_offset": "已购买绿证抵消剩余排放"}
>>> say(check(right(plan), policy))
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.spelling import nfkc
from schemas.submission import ScoreItem, Submission
from validators.faults import fault, place_ground, read_ground
from validators.figures import claimed, number, printed
from validators.wording.passages import words

RULE = Rule(
    code="K11",
    name="offset-means",
    title="三（三）与附件1抵消手段不一致",
    severity=Severity.WARNING,
    speciality=Speciality.CARBON,
    citation="附件2 正文三（三）；附件1 碳抵消比例",
    message="碳抵消方式正文与自评不一致：正文{said}，自评{found}。",
    inputs=("chapters", "self_evaluation.carbon_offset"),
)
_MEANS: Final = {
    "绿证": re.compile(r"绿证|绿色电力证书"),
    "绿电": re.compile(r"绿电|绿色电力(?!证书)"),
    "CCER": re.compile(r"CCER|核证自愿减排"),
    "碳普惠": re.compile(r"碳普惠"),
    "碳配额": re.compile(r"碳配额|碳排放配额|配额"),
    "碳捕集": re.compile(r"碳捕集|CCUS|碳封存"),
    "厂界外新能源": re.compile(r"厂界外|厂外(?:新能源|光伏|风电)|边界外新能源"),
}
_NOT_YET: Final = re.compile(r"尚未|未开展|未实施|未购买|暂未|没有")


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """The means of the plan against those that were scored."""
    points = claimed(submission, ScoreItem.CARBON_OFFSET)
    sheet = submission.self_evaluation
    entry = sheet.items.get(ScoreItem.CARBON_OFFSET) if sheet else None
    chapter = next((c for c in submission.chapters if c.number == "三（三）"), None)
    if not points or not number(points) or not entry or not entry.evidence or not chapter:
        return
    scored = nfkc(printed(entry.evidence))
    one, other = _means(words(submission, "三（三）")), _means(scored)
    if not one or not other or set(one) & set(other) or _NOT_YET.search(scored):
        return
    said, found = "、".join(one), "、".join(other)
    yield fault(
        RULE,
        [
            place_ground(chapter.where, "正文三（三）", said),
            read_ground("self_evaluation.carbon_offset", "自评 碳抵消比例", entry.evidence),
        ],
        said=said,
        found=found,
        expected=found,
        actual=said,
        fix="请在正文三（三）写明自评所列的抵消手段及数量，或更正自评。",
    )


def _means(text: str) -> tuple[str, ...]:
    return tuple(name for name, pattern in _MEANS.items() if pattern.search(text))
