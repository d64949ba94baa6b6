"""余能利用率须写明且不超过100%。

为什么：附件1要求利用率达到60%以上才计分，没有利用率无从认定，超过100%是算法有误。
只看自评“余能使用”一行得分大于零的说明和正文写到余热、余压、余冷利用率的句子；
说明只写“见附件”“见正文”的不判。只作提示。

反例：

>>> say(check(right({"evidence.waste_energy": "余热利用率120%"}), policy))
info G30 余能利用率120%异常或缺少计算依据。

正例：

>>> say(check(right({"evidence.waste_energy": "余热利用率72%（回收热量/可回收热量）"}), policy))
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import ScoreItem, Submission
from validators.faults import Ground, fault, item_ground, plain, read_ground
from validators.figures import claimed, number, printed
from validators.wording.passages import passages

RULE = Rule(
    code="G30",
    name="waste-energy-rate",
    title="余能利用率表述",
    severity=Severity.INFO,
    speciality=Speciality.ENERGY,
    citation="附件1 能源使用/余能使用（利用率达到60%以上）；GB/T 1028",
    message="余能利用率{found}异常或缺少计算依据。",
    inputs=("self_evaluation.waste_energy",),
)
_ITEM: Final = ScoreItem.WASTE_ENERGY
_RATE: Final = re.compile(
    r"(?:利用率|回收率|利用效率|回收利用率)[^\d。;；]{0,10}(\d{1,4}(?:\.\d{1,2})?)\s*%"
)
_WASTE: Final = re.compile(r"余热|余压|余冷|余能|废热")
_ELSEWHERE: Final = re.compile(r"见|附件|佐证|附后")
_WHOLE: Final = 100.0


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Look for rates above the whole, and for points without any rate."""
    read = claimed(submission, _ITEM)
    if read is None or not number(read):
        return
    places = list(_places(submission, policy))
    rates = [(ground, float(rate)) for ground, said in places for rate in _RATE.findall(said)]
    over = [(ground, rate) for ground, rate in rates if rate > _WHOLE]
    for ground, rate in over:
        yield _finding([ground], f"{plain(rate)}%")
    said = "".join(said for _, said in places)
    if not rates and "%" not in said and not _ELSEWHERE.search(said):
        yield _finding([item_ground(_ITEM, read, policy)], "未写明，")


def _places(submission: Submission, policy: Policy) -> Iterator[tuple[Ground, str]]:
    sheet = submission.self_evaluation
    evidence = sheet.items[_ITEM].evidence if sheet else None
    if evidence is not None:
        ground = read_ground(f"self_evaluation.{_ITEM}", "自评 余能使用 说明", evidence)
        yield ground, unicodedata.normalize("NFKC", printed(evidence))
    for passage in passages(submission):
        if _WASTE.search(passage.sentence) and "率" in passage.sentence:
            yield passage.ground(), passage.sentence


def _finding(grounds: list[Ground], found: str) -> Finding:
    return fault(
        RULE,
        grounds,
        found=found,
        expected="不超过100%，并写明算法",
        actual=found.rstrip("，"),
        fix="请写明余能种类、回收量与可回收量（GB/T 1028）和由此算出的利用率。",
    )
