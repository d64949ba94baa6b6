"""工业总产值、工业增加值一年增长超过100%或下降超过50%的，须说明原因。

为什么：骤增骤减会使强度和年均下降率失真，也可能是单位或行列填错。
利润、税收波动本属平常，不说；建厂当年或次年可能不是完整年度，只作提示。千倍以上的差异由F09说，增加值达到产值的由F04说；同一年的两行合为一条。

反例：

>>> say(check(right({"output_value.2023": 21000.0, "output_value.2024": 60000.0}), policy))
warning F11 工业总产值2022—2023年变动-59.6%，2023—2024年变动185.7%，请说明原因。

正例：

>>> say(check(right({"output_value.2024": 61600.0}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.fields import label_of
from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.energy.trends import Step, started, steps
from validators.f_finance import f04_value_added
from validators.faults import fault, field_ground

RULE = Rule(
    code="F11",
    name="great-change",
    title="经营数据大幅波动",
    severity=Severity.WARNING,
    speciality=Speciality.INVESTMENT,
    citation="附件2 基本信息表 一 工业总产值、工业增加值",
    message="{label}{changes}，请说明原因。",
    inputs=("years",),
)
_STEMS = ("output_value", "value_added")


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Look at each row's changes; rows that moved alike are one finding."""
    moved = [_great(submission, stem, policy) for stem in _STEMS]
    output, added = ({(s.first, s.last) for s in row} for row in moved)
    if output and added and output == added:
        yield _finding(submission, moved[0] + moved[1], "工业总产值（及工业增加值）", moved[0])
        return
    for stem, row in zip(_STEMS, moved, strict=True):
        if row:
            yield _finding(submission, row, label_of(stem), row)


def _great(submission: Submission, stem: str, policy: Policy) -> list[Step]:
    usual = policy.finance
    told = {key for f in f04_value_added.check(submission, policy) for key in f.fields}
    return [
        step
        for step in steps(submission, stem, policy)
        if not told & set(step.keys) and not -usual.fall <= step.percent <= usual.rise
    ]


def _finding(submission: Submission, great: list[Step], label: str, told: list[Step]) -> Finding:
    changes = "，".join(f"{s.first}—{s.last}年变动{s.percent:.1f}%" for s in told)
    keys = dict.fromkeys(key for step in great for key in step.keys)
    new = any(started(submission, step.first) for step in great)
    return fault(
        RULE,
        [field_ground(submission, key) for key in keys],
        severity=Severity.INFO if new else Severity.WARNING,
        label=label,
        changes=changes,
        expected="增长不超过一倍、下降不超过一半",
        actual=changes,
        fix="请核对数值；属实的请在正文说明原因（投产、停产、并购、口径调整等）。",
    )
