"""同一笔绿电、绿证不得既扣减排放又用于抵消。

为什么：一个兆瓦时只能用一次；碳排放已按扣除绿电后的数填报，再拿同一笔去抵消，减排就算了两遍。
两处写明的电量相差1%以内才说。原文没有写明外购绿电能否两用（未明之处第4个问题），故为警告。

反例：

>>> told = {"chapter.一（三）": "2024年碳排放总量16200吨，已扣减外购绿电5000MWh对应的排放。",
...         "evidence.carbon_offset": "购买绿电5000MWh抵消2576吨，抵消比例16%"}
>>> say(check(right(told), policy))
warning E20 绿电/绿证5,000MWh疑似既扣减排放又用于抵消。

正例：

>>> gross = {**told, "chapter.一（三）": "2024年碳排放总量16200吨，未扣减外购绿电5000MWh对应的排放。"}
>>> say(check(right(gross), policy))
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.spelling import nfkc
from schemas.submission import Submission
from validators.faults import Ground, fault, plain
from validators.wording.prose import passages

RULE = Rule(
    code="E20",
    name="counted-twice",
    title="碳抵消重复计算",
    severity=Severity.WARNING,
    speciality=Speciality.CARBON,
    citation="附件1 碳抵消比例（对自主减碳后剩余排放量进行抵消）；可再生能源绿色电力证书核发和交易规则",
    message="绿电/绿证{volume}MWh疑似既扣减排放又用于抵消。",
    inputs=("chapters",),
)
_SENTENCE: Final = re.compile(r"[^。;!?\n]+")
_GREEN: Final = re.compile(r"绿电|绿证|绿色电力")
_VOLUME: Final = re.compile(
    r"(?<![\d.])(?<!\d,)(\d{1,3}(?:,\d{3}){1,3}(?:\.\d{1,4})?|\d{1,9}(?:\.\d{1,4})?)(万千瓦时|万kWh|万度|兆瓦时|MWh|张)",
    re.IGNORECASE,
)
_CUT: Final = re.compile(
    r"(?<![未不])(?:已|均|全部|并)?(?:扣减|扣除|核减|剔除)|(?:按|计为|取)零?0?(?:排放因子|排放)为?[零0]|不计(?:入)?排放"
)
_NOT_CUT: Final = re.compile(r"(?:未|不|没有|不再)(?:予以)?(?:扣减|扣除|核减|剔除)")
_OFFSET: Final = re.compile(r"抵消|抵扣|中和")
_TENFOLD: Final = frozenset({"万千瓦时", "万kwh", "万度"})


class _Use(Struct, frozen=True):
    """A volume (MWh) that a sentence cuts emissions by, or offsets them with."""

    volume: float
    cut: bool
    ground: Ground


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Look for one volume in both uses."""
    switches = policy.switches
    if switches.green_power_use == "both" or switches.carbon_scope == "scope_1":
        return
    uses = list(_uses(submission, policy))
    for cut in (use for use in uses if use.cut):
        twin = next((u for u in uses if not u.cut and _same(u, cut, policy)), None)
        if twin:
            yield fault(
                RULE,
                [cut.ground, twin.ground],
                volume=plain(cut.volume),
                expected="同一笔只用一次",
                actual=f"{plain(cut.volume)}MWh用了两次",
                fix="请在扣减排放和抵消两种用途中择一，并重算碳排放总量或抵消比例。",
            )
            return


def _same(one: _Use, other: _Use, policy: Policy) -> bool:
    gap = abs(one.volume - other.volume)
    return gap <= policy.tolerance.same_volume / 100 * other.volume


def _uses(submission: Submission, policy: Policy) -> Iterator[_Use]:
    for passage in passages(submission, policy):
        if not _GREEN.search(passage.text):
            continue
        for found in _SENTENCE.finditer(nfkc(passage.text)):
            sentence = found[0]
            volumes = {_megawatt_hours(m) for m in _VOLUME.finditer(sentence)}
            if not _GREEN.search(sentence) or len(volumes) != 1:
                continue
            ground = passage.ground(found.start())
            offset = bool(_OFFSET.search(sentence))
            cut = bool(_CUT.search(sentence)) and not _NOT_CUT.search(sentence)
            if cut != offset and (cut is False or "排放" in sentence):
                yield _Use(volumes.pop(), cut, ground)


def _megawatt_hours(found: re.Match[str]) -> float:
    return float(found[1].replace(",", "")) * (10 if found[2].lower() in _TENFOLD else 1)
