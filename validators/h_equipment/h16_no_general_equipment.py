"""现有设备清单应列出变压器、空压机、风机、水泵等通用用能设备。

为什么：附件1按通用设备能效打分，清单一台也不列就无从核对。一类都没有才说，只作提示。

反例：

>>> say(check(right(), policy))
info H16 现有设备清单未列变压器、空压机、风机、水泵等通用设备，无法核对通用设备能效。

正例：

>>> say(check(right({"existing_equipment.1.name": "油浸式变压器"}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, place_ground
from validators.machinery.machines import GENERAL, LISTS, kinds_in, machines

RULE = Rule(
    code="H16",
    name="no-general-equipment",
    title="主要用能设备类型缺失",
    severity=Severity.INFO,
    speciality=Speciality.EQUIPMENT,
    citation="附件1 通用设备能效；附件2-3 现有主要设备清单",
    message="现有设备清单未列变压器、空压机、风机、水泵等通用设备，无法核对通用设备能效。",
    inputs=("tables.existing_equipment",),
)
_TABLE: Final = "existing_equipment"


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Look for any machine of the kinds that annex 1 names."""
    listed = list(machines(submission, _TABLE))
    if not listed or any(GENERAL & kinds_in(machine.name + machine.remark) for machine in listed):
        return
    place = submission.headings.get(_TABLE)
    ground = place_ground(place, LISTS[_TABLE]) if place else listed[0].ground("name")
    yield fault(
        RULE,
        [ground],
        fields=(_TABLE,),
        expected="列有变压器、空压机、风机、水泵等",
        actual=f"{len(listed)}行均为专用设备",
        fix="请补列变压器、空压机、风机、水泵等主要通用设备及其能效等级。",
    )
