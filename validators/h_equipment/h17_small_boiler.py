"""小型燃煤、生物质锅炉属淘汰类，不应在用或新购。

为什么：产业结构调整指导目录（2024年本）淘汰每小时10蒸吨及以下燃煤锅炉、2蒸吨及以下生物质锅炉；
每小时35蒸吨以下燃煤锅炉各地限制新建，为警告。燃料看名称、备注或型号末位（A为煤，Q为气，Y为油），
容量看型号、备注或功率栏的吨位；看不出燃料或容量的不说。备注写明已停用、改气、列入淘汰的只作提示。

反例：

>>> boiler = {"existing_equipment.1.name": "蒸汽锅炉", "existing_equipment.1.model": "DZL4-1.25-AII"}
>>> say(check(right(boiler), policy))
error H17 现有主要设备清单第1行燃煤锅炉4t/h属淘汰类（10t/h及以下）。

正例：

>>> say(check(right({**boiler, "existing_equipment.1.model": "WNS6-1.25-Q"}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.bands import EquipmentBands
from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, plain
from validators.machinery.boilers import Boiler, boiler
from validators.machinery.machines import LISTS, machines
from validators.machinery.remarks import leaving

RULE = Rule(
    code="H17",
    name="small-boiler",
    title="燃煤锅炉等限制设备",
    severity=Severity.ERROR,
    speciality=Speciality.EQUIPMENT,
    citation="产业结构调整指导目录（2024年本）淘汰类；大气污染防治法第39条",
    message="{list}第{row}行{fuel}锅炉{capacity}t/h属{verdict}。",
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Look at the fuel and size of every boiler in both lists."""
    for machine in machines(submission):
        found = boiler(machine)
        severity, verdict = _judged(found, policy.equipment) if found else (None, "")
        if found is None or severity is None:
            continue
        gone = leaving(machine.remark) or found.converted
        yield fault(
            RULE,
            [machine.ground(c) for c in ("name", "model", "remark") if machine.shows(c)],
            severity=Severity.INFO if gone else severity,
            list=LISTS[machine.table],
            row=machine.position,
            fuel=found.fuel,
            capacity=plain(found.capacity),
            verdict=verdict,
            expected="燃气、电等清洁能源或集中供热",
            actual=f"{found.fuel}锅炉{plain(found.capacity)}t/h",
            fix="请核实燃料和容量；确属淘汰、限制类的请停用，改为集中供热、燃气、电锅炉或热泵，并列入更新计划。",
        )


def _judged(found: Boiler, bands: EquipmentBands) -> tuple[Severity | None, str]:
    coal = found.fuel == "燃煤"
    limit = bands.coal_eliminated if coal else bands.biomass_eliminated
    if found.capacity <= limit:
        return (
            Severity.ERROR if found.sure else Severity.WARNING
        ), f"淘汰类（{plain(limit)}t/h及以下）"
    if coal and found.capacity < bands.coal_limited:
        return Severity.WARNING, f"限制类（{plain(bands.coal_limited)}t/h以下）"
    return None, ""
