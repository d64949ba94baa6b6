"""碳抵消的手段须在附件1列举的范围内。

为什么：列举没有“等”字，按封闭理解（未明之处第5个问题）；国际自愿减排量、国际绿证、林业碳汇买了也可能不算。
在自评说明和正文三（三）里找；写明不采用的、林业碳汇注明为CCER的不说。

反例：

>>> say(check(right({"evidence.carbon_offset": "购买VCS减排量3000吨，抵消比例32%"}), policy))
warning E21 抵消方式“VCS”不在评价要求列举范围。

正例：

>>> say(check(right({"evidence.carbon_offset": "购买CCER减排量3000吨，抵消比例32%"}), policy))
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy, points_of
from schemas.submission import ScoreItem, Submission
from validators.faults import fault
from validators.wording.prose import clause_before, passages

RULE = Rule(
    code="E21",
    name="other-means",
    title="抵消手段不在列举范围",
    severity=Severity.WARNING,
    speciality=Speciality.CARBON,
    citation="附件1 碳抵消比例（碳捕集、碳封存、建设厂界外新能源项目，购买绿证、绿电、碳配额、CCER减排量、碳普惠减排量等）",
    message="抵消方式“{means}”不在评价要求列举范围。",
    inputs=("chapters",),
)
_MEANS: Final = re.compile(
    r"(?<![A-Za-z])(?:VCS|VERs?|VCUs?|I-?RECs?|TIGRs?|CERs?|GS\s?VER)(?![A-Za-z])"
    r"|黄金标准|国际绿证|国际可再生能源证书|核证碳标准|林业碳汇|森林碳汇|海洋碳汇|植树(?:造林)?",
    re.IGNORECASE,
)
_NOT: Final = re.compile(
    r"不(?:再|予)?(?:采[用购]|使用|购买|选[用购]|考虑|涉及|参与|认可|含|得)|没有|未|除外|避免|排除|研究|探索|关注"
)
_NOT_BEHIND: Final = re.compile(
    r"\A[^。；;]{0,30}?(?:[仅只](?:[作做]|供|用于)(?:为)?(?:技术|内部)?(?:研究|储备|参考|宣传|公益)|不(?:用于|作为|纳入|计入|列入|参与)|暂不)"
)
"""``VCS等项目仅作研究,不用于本方案抵消``."""
_LISTED: Final = re.compile(r"CCER|国家核证|碳普惠")


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Name each means that the list of annex 1 lacks, once."""
    if policy.switches.offset_means == "open":
        return
    sheet = f"自评 {points_of(ScoreItem.CARBON_OFFSET, policy).label}"
    seen: set[str] = set()
    for passage in passages(submission, policy):
        if passage.chapter != "三（三）" and passage.label != sheet:
            continue
        for found in _MEANS.finditer(passage.text):
            sentence = passage.sentence(found.start())
            means = found[0].upper()
            if means in seen or _allowed(found[0], sentence, passage.text, found.start()):
                continue
            seen.add(means)
            yield fault(
                RULE,
                [passage.ground(found.start(), found[0])],
                means=found[0],
                expected="附件1列举的手段",
                actual=found[0],
                fix="请改用列举范围内的抵消手段；认为应予认可的，请附依据由专家评定。",
            )


def _allowed(means: str, sentence: str, text: str, start: int) -> bool:
    if _NOT.search(clause_before(text, start)) or re.search(r"等?(?:均)?不(?:得|予|可)", sentence):
        return True
    if _NOT_BEHIND.match(text[start + len(means) :]):
        return True
    return "碳汇" in means and bool(_LISTED.search(sentence))
