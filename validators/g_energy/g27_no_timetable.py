"""培育建设目标（二）须给出能耗、碳两方面的量化目标和时间安排。

为什么：模板要求“明确实施路径、时间表”并计算各项变化，没有数字和时间的目标无法考核。
能耗、碳各有一处数字（强度、降幅、抵消率均可），有年份或阶段安排即可；写“见表”的以表为准，不判。
没有这一章的由A12说，照抄模板的由A16说；章内文字未读到的不判。只作警告。

反例：

>>> say(check(right({"chapter.二": "公司将加强管理，持续推进绿色低碳发展，努力建成近零碳工厂。"}), policy))
warning G27 培育建设目标未给出能耗、碳排放、时间安排的量化目标或时间表。

正例：

>>> say(check(right({"chapter.二": "能耗强度2026年57kgce/t、2027年53kgce/t，碳排放强度由0.2降至0.16tCO2/t。"}), policy))
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, place_ground
from validators.lacking import Lacking
from validators.wording.passages import passages

RULE = Rule(
    code="G27",
    name="no-timetable",
    title="目标缺少年度时间表",
    severity=Severity.WARNING,
    speciality=Speciality.ENERGY,
    citation="附件2 正文二（明确实施路径、时间表）；二（二）目标合理性",
    message="培育建设目标未给出{missing}的量化目标或时间表。",
    inputs=("chapters",),
)
_DIGIT: Final = re.compile(r"(?<!20)\d(?!\d{3}年)|百分之")
_YEAR: Final = re.compile(r"20\d\d|阶段|时间表|年底|季度|近期|远期|第[一二三]年")
_IN_A_TABLE: Final = re.compile(r"(?:下|附|上|如|见)表|表\d|附图|下图|如图")
_WANTED: Final = {
    "能耗": ("能耗", "能源消费", "节能", "能效", "单耗", "标煤", "标准煤"),
    "碳排放": ("碳", "CO2"),
}


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Look for figures on energy and carbon, and for anything that says when."""
    heads = [c for c in submission.chapters if c.number.startswith("二")]
    said = [passage.sentence for passage in passages(submission, "二")]
    if not said:
        raise Lacking("正文二、培育建设目标")
    if any(_IN_A_TABLE.search(sentence) for sentence in said):
        return
    parts = [
        part
        for sentence in said
        for part in re.split(r"[;；,，]", sentence)
        if _DIGIT.search(_undated(part))
    ]
    missing = [
        name
        for name, names in _WANTED.items()
        if not any(word in part for part in parts for word in names)
    ]
    if not any(_YEAR.search(sentence) for sentence in said):
        missing.append("时间安排")
    if missing:
        yield fault(
            RULE,
            [place_ground(heads[0].where, "正文二 培育建设目标", heads[0].title)],
            missing="、".join(missing),
            expected="能耗、碳排放目标值及分年度安排",
            actual=f"未见{'、'.join(missing)}",
            fix="请在正文二写明各项指标实施前、实施后数值和分年度（阶段）的目标。",
        )


def _undated(part: str) -> str:
    return re.sub(r"20\d\d年?(?:底|末)?", "", part)
