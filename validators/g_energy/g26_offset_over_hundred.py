"""碳抵消率一般不超过100%。

为什么：抵消量可以多于剩余排放，实际可能发生，但得分以满分封顶，也可能是分母填错；只作提示。

反例：

>>> say(check(right({"offset_rate.after": 120.0, "offset_rate.effect": 120.0}), policy))
info G26 碳抵消率（实施后）120%超过100%。

正例：

>>> say(check(right({"offset_rate.after": 80.0, "offset_rate.effect": 80.0}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.fields import label_of
from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, field_ground, plain
from validators.figures import figure

RULE = Rule(
    code="G26",
    name="offset-over-hundred",
    title="碳抵消率超过100%",
    severity=Severity.INFO,
    speciality=Speciality.CARBON,
    citation="附件2 基本信息表 二 碳抵消率；附件1 碳抵消/碳抵消比例",
    message="{label}{found}%超过100%。",
)
_WHOLE = 100.0


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Look at both ends of the row."""
    for key in ("offset_rate.before", "offset_rate.after"):
        found = figure(submission, key)
        if found is None or found <= _WHOLE:
            continue
        yield fault(
            RULE,
            [field_ground(submission, key)],
            label=label_of(key),
            found=plain(found),
            expected="不超过100%",
            actual=f"{plain(found)}%",
            fix="请核对抵消量与剩余排放量；确实多抵消的不影响受理，得分以满分封顶。",
        )
