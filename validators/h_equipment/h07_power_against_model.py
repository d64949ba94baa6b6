"""功率须与型号所示的额定值相符。

为什么：Y系列等电机的机座号和极数决定功率，变压器、部分空压机和水泵的型号写明容量；对不上，多半有一处填错。
容许相差10%；功率是台数的整倍数（填了总功率）、一台设备装几台同型电机、变压器按kVA或更小的kW填的不说；
型号看不出额定值的（永磁电机、一格多个型号、机座号不全）不猜。异常数值由H06说。

反例：

>>> wrong = {"new_equipment.1.name": "水泵电机", "new_equipment.1.model": "YE3-132S-4", "new_equipment.1.power_kw": 55.0}
>>> say(check(right(wrong), policy))
warning H07 更新设备清单第1行型号“YE3-132S-4”与功率55kW不匹配（型号所示5.5kW）。

正例：

>>> say(check(right({**wrong, "new_equipment.1.power_kw": 5.5}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, plain
from validators.figures import number
from validators.machinery.machines import LISTS, Kind, Machine, machines
from validators.machinery.plates import Plate, rated

RULE = Rule(
    code="H07",
    name="power-against-model",
    title="功率与型号不符",
    severity=Severity.WARNING,
    speciality=Speciality.EQUIPMENT,
    citation="附件2-3 设备型号、功率；GB/T 4772.1、GB/T 28575（电机机座号与功率）",
    message="{list}第{row}行型号“{model}”与功率{power}kW不匹配（型号所示{rated}）。",
)

_SINGLE: Final = frozenset({Kind.MOTOR, Kind.COMPRESSOR, Kind.PUMP, Kind.FAN, Kind.TRANSFORMER})
_MOTORS: Final = 6
"""So many alike may drive any other machine."""


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Compare the stated power with what the model tells for certain."""
    for machine in machines(submission):
        plate, power = rated(machine.model, machine.name), number(machine.row.get("power_kw"))
        if plate is None or power is None or _fits(machine, power, plate, policy):
            continue
        shown = f"{plain(plate.power)}{plate.unit}"
        yield fault(
            RULE,
            [machine.ground("model"), machine.ground("power_kw")],
            list=LISTS[machine.table],
            row=machine.position,
            model=machine.model,
            power=plain(power),
            rated=shown,
            expected=shown,
            actual=f"{plain(power)}kW",
            fix="请按铭牌核对型号和功率，更正填错的一处。",
        )


def _fits(machine: Machine, power: float, plate: Plate, policy: Policy) -> bool:
    count = number(machine.row.get("quantity")) or 1.0
    room = 1 + policy.equipment.plate_percent / 100
    if power <= 0 or power > policy.equipment.power_most_kw:
        return True
    if plate.unit == "kVA":
        return power <= plate.power * count * room
    inside = 1 if machine.kind in _SINGLE else _MOTORS
    times = {1.0, count, *range(2, max(inside, int(min(count, 12))) + 1)}
    return any(plate.power * n / room <= power <= plate.power * n * room for n in times)
