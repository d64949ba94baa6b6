"""可再生能源使用占比须在0—100%之间，碳抵消率不得为负，均以百分数填报。

为什么：占比决定得分；0.25与25%相差百倍。
越界为错误。疑似小数（0.25当作25%）的：实施前、实施后都小于1，或正文另有相应百分数，才作警告；
正文已写明百分数的为错误。单个小占比（如0.5%）可能属实，不说。碳抵消率超过100%在实际中可能发生，由G26提示。

反例：

>>> say(check(right({"renewable_share.after": 121.0}), policy))
error G16 “可再生能源使用占比（实施后）”121超出0—100%或疑似小数/百分数混写。

正例：

>>> say(check(right({"renewable_share.before": 0.5}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from schemas.fields import label_of
from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, field_ground, mention_ground, plain
from validators.figures import figure
from validators.slips import fraction_slips, told_as

RULE = Rule(
    code="G16",
    name="share-out-of-range",
    title="占比越界",
    severity=Severity.ERROR,
    speciality=Speciality.ENERGY,
    citation="附件2 基本信息表 二 可再生能源使用占比（%）、碳抵消率（%）",
    message="“{label}”{found}超出0—100%或疑似小数/百分数混写。",
)
_KEYS: Final = tuple(
    f"{stem}.{end}" for stem in ("renewable_share", "offset_rate") for end in ("before", "after")
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Look at the four shares."""
    fractions = fraction_slips(submission)
    for key in _KEYS:
        value = figure(submission, key)
        if value is None or (_possible(key, value) and key not in fractions):
            continue
        yield _finding(submission, key, value, fractions.get(key))


def _possible(key: str, value: float) -> bool:
    """Whether the share can be; more may be offset than was emitted (G26)."""
    return value >= 0 and (value <= 100 or key.startswith("offset_rate"))


def _finding(submission: Submission, key: str, value: float, percent: float | None) -> Finding:
    stem = key.partition(".")[0]
    told = percent is not None and told_as(submission, stem, percent)
    said = [mention_ground(m) for m in submission.mentions if told and m.metric == stem]
    return fault(
        RULE,
        [field_ground(submission, key), *said],
        severity=Severity.ERROR if told or percent is None else Severity.WARNING,
        label=label_of(key),
        found=plain(value),
        expected="0—100%" if percent is None else f"{plain(percent)}%",
        actual=plain(value),
        working="" if percent is None else f"{plain(value)} × 100 = {plain(percent)}",
        fix="请以百分数填写（如25，而不是0.25），并核对数值。",
    )
