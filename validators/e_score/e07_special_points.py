"""专用设备能效自评得分，不得高于现有主要设备清单所能支撑的分数。

为什么：“存在落后设备的按比例酌情扣分”，清单里列着淘汰型号却自评满分，站不住。
落后设备指型号确在淘汰目录、或备注自己写明落后、淘汰的；通用设备由E08说。按台数计5×(1-落后÷总数)，
原文“酌情”没有尺度（未明之处第11个问题），高出1分及以上才警告。

反例：

>>> old = {"existing_equipment.1.quantity": 10, "existing_equipment.2.name": "老式纺丝机",
...        "existing_equipment.2.model": "FS-900", "existing_equipment.2.quantity": 4,
...        "existing_equipment.2.remark": "落后机型，待更新", "self.special_equipment": 5.0}
>>> say(check(right(old), policy))
warning E07 专用设备能效自评5分，清单中疑似落后设备4台（共14台），建议不高于3.57分。

正例：

>>> say(check(right({"self.special_equipment": 5.0}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy, points_of
from schemas.submission import ScoreItem, Submission
from validators.faults import fault, item_ground, plain
from validators.figures import claimed, number
from validators.lacking import Lacking
from validators.points.score_machines import special
from validators.rounding import operand

_ITEM = ScoreItem.SPECIAL_EQUIPMENT
RULE = Rule(
    code="E07",
    name="special-points",
    title="专用设备能效得分与清单不符",
    severity=Severity.WARNING,
    speciality=Speciality.EQUIPMENT,
    citation="附件1 专用设备能效（5分，全部满足行业先进水平得满分，存在落后设备的按比例酌情扣分）；附件2-3 现有主要设备清单",
    message="专用设备能效自评{found}分，清单中疑似落后设备{odd}台（共{count}台），建议不高于{right}分。",
    inputs=("self_evaluation.special_equipment", "tables.existing_equipment"),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Compare the claim with the share of machines that are not backward."""
    claim, machines = claimed(submission, _ITEM), special(submission, policy)
    points, row = number(claim), points_of(_ITEM, policy)
    if machines is None:
        raise Lacking("现有主要设备清单中的专用设备")
    if claim is None or points is None or not machines.backward:
        return
    most = machines.points(policy)
    if points - most < policy.tolerance.special_points - 1e-9 or points > row.points:
        return
    right, odd, count = plain(round(most, 2)), plain(machines.backward), plain(machines.count)
    yield fault(
        RULE,
        [item_ground(_ITEM, claim, policy), *machines.grounds],
        found=plain(points),
        odd=odd,
        count=count,
        right=right,
        expected=f"不高于{right}分",
        actual=f"{plain(points)}分",
        working=f"{operand(row.points)} × (1 − {odd} ÷ {count}) = {right}",
        fix=f"请核对落后设备的型号和台数；确在使用的，把该项自评改为不高于{right}分。",
    )
