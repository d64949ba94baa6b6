"""现有设备不得是国家明令淘汰的型号；仍在用的要列入淘汰更新计划。

为什么：明令淘汰的用能设备禁止使用（节约能源法第17、71条），也拉低专用、通用设备能效得分。
目录另有年份等条件而材料未说明的，或靠把O读作0才对上的，只作警告；备注年份晚于条件的不说；
备注已写明淘汰、更新计划的只作提示。条件不明但同属低效系列的由H02说，更新清单由H03说，锅炉由H17说。

反例：

>>> say(check(right({"existing_equipment.1.model": "JO2-52-4"}), policy))
error H01 现有设备第1行“JO2-52-4”疑似列入淘汰目录第一批（2009）（JO2、JO3小型异步），请核实并列入淘汰更新计划。

正例：

>>> say(check(right({"existing_equipment.1.model": "YE5-160M-4"}), policy))
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
    code="H01",
    name="eliminated",
    title="疑似国家明令淘汰设备仍列为现有设备",
    severity=Severity.ERROR,
    speciality=Speciality.EQUIPMENT,
    citation="节约能源法第16、17、71条；高耗能落后机电设备（产品）淘汰目录（第一至四批）；产业结构调整指导目录（2024年本）；附件1 专用设备能效、通用设备能效",
    message="现有设备第{row}行“{model}”疑似列入{catalogue}（{words}），请核实并列入淘汰更新计划。",
    inputs=("tables.existing_equipment",),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Compare each present machine's model and remark with the elimination catalogues."""
    for machine in machines(submission, "existing_equipment"):
        hit = find(machine.model, machine.name, elimination())
        severity = _severity(machine, hit) if hit else None
        if hit is None or severity is None:
            continue
        columns = [column for column in ("model", "remark") if machine.shows(column)]
        pattern = hit.pattern
        yield fault(
            RULE,
            [machine.ground(column) for column in columns],
            severity=severity,
            row=machine.position,
            model=hit.model,
            catalogue=pattern.catalogue,
            words="，".join(filter(None, (pattern.series, pattern.condition))),
            expected="不在淘汰目录内的型号",
            actual="，".join(filter(None, (hit.model, machine.remark))),
            fix="确属淘汰的请列入更新设备清单和淘汰计划；型号或年份有误的请更正，并在备注写明出厂年份。",
        )


def _severity(machine: Machine, hit: Hit) -> Severity | None:
    holds = met(hit.pattern, machine.remark)
    if holds is False:
        return None
    if leaving(machine.remark):
        return Severity.INFO
    if holds is None and find(machine.model, machine.name, low_efficiency()):
        return None
    return Severity.ERROR if holds and not hit.guessed else Severity.WARNING
