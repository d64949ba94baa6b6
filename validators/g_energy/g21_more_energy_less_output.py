"""产值下降超过5%的年度，综合能耗不应上升超过5%。

为什么：少生产而多用能，多为能耗口径改变、数值填错或两行填反；属实的须说明原因。只作警告。
单位错位由F09、G02说，本条不再重复。

反例：

>>> change = {"energy_consumption.2023": 8000.0, "output_value.2024": 50000.0}
>>> say(check(right(change), policy))
warning G21 2024年能耗上升7%而产值下降9.09%，请说明。

正例：

>>> say(check(right({"energy_consumption.2024": 8900.0}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.energy.trends import steps
from validators.faults import fault, field_ground, plain

RULE = Rule(
    code="G21",
    name="more-energy-less-output",
    title="能耗上升而产值下降",
    severity=Severity.WARNING,
    speciality=Speciality.ENERGY,
    citation="附件2 基本信息表 年综合能耗、工业总产值",
    message="{year}年能耗上升{up}%而产值下降{down}%，请说明。",
    inputs=("energy_consumption.*", "output_value.*"),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Compare the two rows' changes from year to year."""
    outputs = {step.last: step for step in steps(submission, "output_value", policy)}
    for energy in steps(submission, "energy_consumption", policy):
        output = outputs.get(energy.last)
        if output is None or energy.percent <= policy.energy.energy_up:
            continue
        if output.percent >= -policy.energy.output_down:
            continue
        yield fault(
            RULE,
            [field_ground(submission, key) for key in (*energy.keys, *output.keys)],
            year=energy.last,
            up=plain(round(energy.percent, 2)),
            down=plain(round(-output.percent, 2)),
            expected="能耗与产值同向变化，或有说明",
            actual=f"能耗+{energy.percent:.2f}%，产值{output.percent:.2f}%",
            fix="请核对两个年度的能耗口径和产值；属实的请说明原因（如价格下降、试生产、外协转自产）。",
        )
