"""可再生能源占比只计厂界内自产自用的，不得计入外购绿电、绿证。

为什么：附件1写明“来自厂界内可再生能源”；外购绿电只能用于碳抵消，计进来就虚高一档。
只看说明占比的语句：写着占比“含、包括、其中”绿电、绿证，或把外购的与自产的相加的才说；
写明不含的，或绿电在同一句里用于抵消的，不说。

反例：

>>> told = "近3年可再生能源占比21%，其中光伏5%、外购绿电16%"
>>> say(check(right({"evidence.renewable_energy": told}), policy))
warning E10 可再生能源占比疑似计入外购绿电/绿证，评价要求仅计厂界内可再生能源。

正例：

>>> told = "近3年厂界内光伏占比21%，外购绿电不计入"
>>> say(check(right({"evidence.renewable_energy": told}), policy))
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import ScoreItem, Submission
from validators.faults import fault, item_ground, mention_ground
from validators.figures import claimed
from validators.points.score_evidence import explained, explanation_ground, folded

_ITEM = ScoreItem.RENEWABLE_ENERGY
RULE = Rule(
    code="E10",
    name="green-power-in-share",
    title="可再生能源含外购绿电",
    severity=Severity.WARNING,
    speciality=Speciality.ENERGY,
    citation="附件1 可再生能源使用（来自厂界内可再生能源，包括太阳能、风能、生物质能、水能、地热能、海洋能等）",
    message="可再生能源占比疑似计入外购绿电/绿证，评价要求仅计厂界内可再生能源。",
)
_GREEN: Final = r"(?:外购|购买|购入|采购|市场化|交易)?的?(?:绿电|绿证|绿色电力)"
_WITHIN: Final = re.compile(
    rf"(?:占比|比例|比重)[^。;]{{0,24}}?(?:含|包括|其中|计入|加上|由)[^。;]{{0,24}}?{_GREEN}"
    rf"|(?:光伏|太阳能|自发自用|自产|风电|生物质)[^。;]{{0,20}}?(?:和|与|及|加|\+|、){_GREEN}[^。;]{{0,24}}?(?:占比|合计|比例|比重|之和|相加|总和)"
    rf"|{_GREEN}[^。;,]{{0,12}}?(?:计入|纳入|折算?入)[^。;]{{0,10}}?可再生"
)
_NOT: Final = re.compile(
    r"(?:不|未|均不|没有)(?:含|包括|包含|计|纳入)|除外|扣除|剔除|抵消|抵扣|不在其内|另计|仅(?:指|计|含)"
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Look where the share is explained."""
    own = explained(submission, _ITEM)
    ground = explanation_ground(submission, _ITEM, policy)
    claim = claimed(submission, _ITEM)
    grounds = [ground] if ground and _counts(own) else []
    grounds += [
        mention_ground(mention)
        for mention in submission.mentions
        if mention.metric == "renewable_share"
        and mention.tense == "past"
        and mention.chapter
        and _counts(folded(mention.sentence))
    ]
    if not grounds:
        return
    yield fault(
        RULE,
        [*grounds, *([item_ground(_ITEM, claim, policy)] if claim else [])],
        expected="厂界内可再生能源",
        actual="含外购绿电、绿证",
        fix="请从占比中剔除外购绿电、绿证，按厂界内自产自用量重算占比和该项自评。",
    )


def _counts(text: str) -> bool:
    found = _WITHIN.search(text)
    return bool(found) and not _NOT.search(text)
