"""12项指标中11项以上自评满分的，请重点核查。

为什么：附件1多项带有“酌情”“最高”，几乎全满分的自评很少经得起核对。只作提示。

反例：

>>> full = {"energy_system": 5.0, "carbon_system": 5.0, "special_equipment": 5.0, "general_equipment": 5.0,
...         "renewable_energy": 8.0, "waste_energy": 4.0, "eco_design": 5.0, "carbon_management": 8.0,
...         "unit_consumption": 10.0, "retrofit_investment": 15.0, "retrofit_effect": 15.0}
>>> say(check(right({f"self.{item}": points for item, points in full.items()}), policy))
info E24 12项指标中11项自评满分，请重点核查。

正例：

>>> say(check(right(), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, item_ground
from validators.figures import claimed, number
from validators.points.claims import scored

RULE = Rule(
    code="E24",
    name="full-marks",
    title="满分过多",
    severity=Severity.INFO,
    speciality=Speciality.CLERICAL,
    citation="附件1 分值",
    message="{rows}项指标中{full}项自评满分，请重点核查。",
    inputs=("self_evaluation",),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Count the rows claimed in full."""
    rows = scored(policy)
    reads = {row: claimed(submission, row.item) for row in rows}
    full = {
        row: read for row, read in reads.items() if read is not None and number(read) == row.points
    }
    if len(full) < policy.tolerance.full_marks:
        return
    yield fault(
        RULE,
        [item_ground(row.item, read, policy) for row, read in full.items()],
        rows=len(rows),
        full=len(full),
        actual=f"{len(full)}项满分",
        fix="请逐项复核自评得分，并备齐佐证材料供现场核查。",
    )
