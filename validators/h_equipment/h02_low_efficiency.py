"""现有电机、变压器不宜是低于现行能效限定值的系列。

为什么：通用设备全部达到2级以上能效才有3分，全部1级才有5分；低效系列照列，自评得分就站不住。
系列只是线索，以铭牌为准，故只作警告；备注已写明淘汰、更新计划的不说。属淘汰目录且条件已明的由H01说；
螺杆空压机等从型号看不出定频、变频和能效等级的，不猜。

反例：

>>> say(check(right({"existing_equipment.1.model": "S11-M-630/10"}), policy))
warning H02 第1行“S11-M-630/10”（S9、S10、S11油浸式）按现行标准可能低于二级能效，影响通用设备得分。

正例：

>>> say(check(right({"existing_equipment.1.model": "S22-M-630/10"}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault
from validators.machinery.machines import Machine, machines
from validators.machinery.remarks import leaving
from validators.registers.equipment_patterns import Hit, elimination, find, low_efficiency, met

RULE = Rule(
    code="H02",
    name="low-efficiency",
    title="低效但未列入淘汰目录",
    severity=Severity.WARNING,
    speciality=Speciality.EQUIPMENT,
    citation="GB 18613-2020；GB 20052-2024；附件1 通用设备能效",
    message="第{row}行“{model}”（{series}）按现行标准可能低于二级能效，影响通用设备得分。",
    inputs=("tables.existing_equipment",),
)
_OLD = "第{row}行“{model}”（{series}）按现行标准可能低于二级能效，影响通用设备得分；如为{condition}，已列入{catalogue}。"


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Compare each present machine's model with the series below the standards in force."""
    for machine in machines(submission, "existing_equipment"):
        hit = find(machine.model, machine.name, low_efficiency())
        if hit is None or leaving(machine.remark):
            continue
        old = find(machine.model, machine.name, elimination())
        holds = met(old.pattern, machine.remark) if old else False
        if holds:
            continue
        yield _finding(machine, hit, old if holds is None else None)


def _finding(machine: Machine, hit: Hit, old: Hit | None) -> Finding:
    return fault(
        RULE,
        [machine.ground("model")],
        severity=Severity.INFO if hit.guessed else None,
        template=_OLD if old else "",
        row=machine.position,
        model=hit.model,
        series=hit.pattern.series,
        condition=old.pattern.condition if old else "",
        catalogue=old.pattern.catalogue if old else "",
        expected="2级及以上能效",
        actual=hit.model,
        fix="请核对铭牌，在备注注明能效等级和出厂年份；确为低效的请列入更新计划并据实自评。",
    )
