"""培育建设目标须说明是建成零碳工厂还是近零碳工厂。

为什么：标题、模板都把两者并列为“零碳（近零碳）工厂”，申报单位应明确一种，便于对照目标；
政策没有写明两者的区别，只作提示。正文任何一处、主要举措一栏写明即可；正文二没有文字的不判。

反例：

>>> say(check(right({"chapter.二": "到2027年建成零碳（近零碳）工厂，能耗下降15%。"}), policy))
info G29 未明确申报目标为零碳工厂或近零碳工厂。

正例：

>>> say(check(right({"chapter.二": "到2027年建成近零碳工厂，能耗下降15%。"}), policy))
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, place_ground
from validators.figures import printed
from validators.lacking import Lacking
from validators.wording.passages import words

RULE = Rule(
    code="G29",
    name="goal-unnamed",
    title="目标零碳/近零碳类型未说明",
    severity=Severity.INFO,
    speciality=Speciality.CARBON,
    citation="标题；附件2 正文二 培育建设目标",
    message="未明确申报目标为零碳工厂或近零碳工厂。",
    inputs=("chapters",),
)
_BOTH: Final = re.compile(r"零碳[\s(（<〈《【\[/、或]*近零碳[\s)）>〉》】\]]*")
_ONE: Final = re.compile(r"零碳(?:示范|标杆|智慧|绿色)?(?:工厂|企业|园区|制造)")


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Look for either word once the pair of both is taken away."""
    if not words(submission, "二").strip():
        raise Lacking("正文二、培育建设目标")
    told = words(submission) + printed(submission.fields.get("measures"))
    if _ONE.search(_BOTH.sub("", unicodedata.normalize("NFKC", told))):
        return
    head = next(c for c in submission.chapters if c.number.startswith("二"))
    yield fault(
        RULE,
        [place_ground(head.where, "正文二 培育建设目标", head.title)],
        expected="零碳工厂或近零碳工厂",
        actual="零碳（近零碳）工厂，或未写",
        fix="请在正文二写明建设目标是“零碳工厂”还是“近零碳工厂”。",
    )
