"""实施后的单位消耗应低于实施前，可再生能源占比、碳抵消率应高于实施前。

为什么：没有改善的指标谈不上培育目标，也可能是前后两列填反。
能耗、碳排放、可再生能源持平或变差的作警告；填报的成效为正而实际变差的为错误；
原材料、取水、碳抵消持平，或前后都没有可再生能源，不影响方案成立，只作提示。已达100%的占比、前后单位不同的（G12说）不判。

反例：

>>> worse = {"energy_intensity.after": 63.0, "energy_intensity.effect": -1.6}
>>> say(check(right(worse), policy))
warning G14 “单位产品（工业增加值）能耗量”实施后未改善（62→63）。

正例：

>>> say(check(right({"energy_intensity.after": 53.0}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.energy.changes import RAISED, REDUCED, Turn, ends, turn
from validators.faults import fault, plain

RULE = Rule(
    code="G14",
    name="no-better",
    title="降低率为负或为零",
    severity=Severity.WARNING,
    speciality=Speciality.ENERGY,
    citation="附件2 基本信息表 二 实施前、实施后、实施成效",
    message="“{label}”实施后未改善（{before}→{after}）。",
)
_MAY_REST: Final = ("material_intensity", "water_intensity", "offset_rate")
_FULL: Final = 100.0


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Compare the two columns row by row."""
    for stem in (*REDUCED, *RAISED):
        row = turn(submission, stem, policy)
        if row is None or _gain(row) > 0 or (row.before, row.after) == (_FULL, _FULL):
            continue
        if stem in REDUCED and row.before == 0:
            continue
        yield fault(
            RULE,
            ends(submission, stem, effect=True),
            severity=_severity(row),
            label=row.label,
            before=plain(row.before),
            after=plain(row.after),
            expected=f"实施后{'低' if stem in REDUCED else '高'}于{plain(row.before)}",
            actual=plain(row.after),
            fix="请核对实施前、实施后是否填反；确无改善的请说明原因或调整目标。",
        )


def _gain(row: Turn) -> float:
    return row.before - row.after if row.stem in REDUCED else row.after - row.before


def _severity(row: Turn) -> Severity:
    if _gain(row) < 0 and (row.claimed or 0.0) > 0:
        return Severity.ERROR
    rests = _gain(row) == 0 and (row.stem in _MAY_REST or row.before == 0)
    return Severity.INFO if rests else Severity.WARNING
