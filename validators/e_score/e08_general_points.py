"""通用设备能效自评得分，须与现有主要设备清单的能效等级相符。

为什么：全部一级得5分，二级以上得3分，有三级及以下的按比例扣分；清单注明二级却自评5分最常见。
等级看备注，备注没有的看型号系列；在淘汰、低效目录的算三级以下。一级、二级混用和“按比例”没有公式
（未明之处第10个问题），未注明等级的按一级算、按最有利的读法折算，仍高出0.5分才警告；
只高出已注明等级的、或未注明的超过两成的，只作提示。

反例：

>>> mixed = {"existing_equipment.2.name": "螺杆空压机", "existing_equipment.2.model": "A",
...          "existing_equipment.2.quantity": 6, "existing_equipment.2.remark": "一级能效",
...          "existing_equipment.3.name": "干式变压器", "existing_equipment.3.model": "B",
...          "existing_equipment.3.quantity": 4, "existing_equipment.3.remark": "二级能效"}
>>> say(check(right({**mixed, "self.general_equipment": 5.0}), policy))
warning E08 通用设备能效自评5分；一级6台、二级4台、三级及以下0台，建议3分。

正例：

>>> say(check(right({**mixed, "self.general_equipment": 3.0}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy, points_of
from schemas.submission import ScoreItem, Submission
from validators.faults import fault, item_ground, plain
from validators.figures import claimed, number
from validators.lacking import Lacking
from validators.points.score_machines import general

_ITEM = ScoreItem.GENERAL_EQUIPMENT
RULE = Rule(
    code="E08",
    name="general-points",
    title="通用设备能效得分与清单不符",
    severity=Severity.WARNING,
    speciality=Speciality.EQUIPMENT,
    citation="附件1 通用设备能效（5分，二级以上能效得3分，一级能效得5分，存在三级及以下能效设备的按比例酌情扣分）；附件2-3 现有主要设备清单",
    message="通用设备能效自评{found}分；{grades}，建议{right}分。",
    inputs=("self_evaluation.general_equipment", "tables.existing_equipment"),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Compare the claim with the grades in the list."""
    claim, machines = claimed(submission, _ITEM), general(submission, policy)
    points, row = number(claim), points_of(_ITEM, policy)
    if machines is None:
        raise Lacking("通用设备的能效等级")
    if claim is None or points is None or points > row.points:
        return
    room = policy.tolerance.general_points + 1e-9
    least, most = machines.points(policy), machines.most(policy)
    if points <= min(least, most) + room:
        return
    right = plain(round(min(least, most), 2))
    yield fault(
        RULE,
        [item_ground(_ITEM, claim, policy), *machines.grounds],
        severity=Severity.WARNING if points > most + room and machines.known else Severity.INFO,
        found=plain(points),
        grades=machines.words,
        right=right,
        expected=f"{right}分",
        actual=f"{plain(points)}分",
        fix=f"请在附件2-3备注逐台注明能效等级；等级无误的，把该项自评改为{right}分。",
    )
