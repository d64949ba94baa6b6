"""设备功率须为合理的数值，单位是千瓦。

为什么：功率不明，装机容量、负荷率和节能量都无从核算；把瓦填进千瓦栏会放大一千倍。
未填、“/”的不说；变压器的kVA、锅炉的t/h、“55/75”一类双速写法允许。电机、压缩机、风机、泵按常见范围判断，
其他设备只看是否大于2万千瓦；栏目写“总功率”的先除以台数。

反例：

>>> say(check(right({"new_equipment.1.power_kw": 75000.0}), policy))
warning H06 更新设备清单第1行功率“75000.0”异常。

正例：

>>> say(check(right({"new_equipment.1.power_kw": 75.0}), policy))
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import State, Submission
from validators.faults import fault, plain
from validators.machinery.machines import LISTS, Machine, machines

RULE = Rule(
    code="H06",
    name="power",
    title="功率非数值或异常",
    severity=Severity.WARNING,
    speciality=Speciality.EQUIPMENT,
    citation="附件2-3 功率（kW）",
    message="{list}第{row}行功率“{text}”异常。",
)
_OTHER_RATING: Final = re.compile(r"\d\s*(?:[tT吨]|蒸吨|[kKMm][vVwW]|HP|匹|/\s*\d)")


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Look at the power of every machine in both lists."""
    for machine in machines(submission):
        expected = _expected(machine, policy)
        if not expected:
            continue
        read = machine.row["power_kw"]
        yield fault(
            RULE,
            [machine.ground("power_kw")],
            list=LISTS[machine.table],
            row=machine.position,
            text=read.raw.strip(),
            expected=expected,
            actual=read.raw.strip(),
            fix="请按铭牌填写单台额定功率（kW）；误填为瓦的请除以1000。",
        )


def _expected(machine: Machine, policy: Policy) -> str:
    """What should stand there instead; ``""`` where nothing is wrong."""
    read, power = machine.row.get("power_kw"), machine.power
    if read is not None and read.state is State.UNREADABLE:
        return "" if _OTHER_RATING.search(read.raw) else "数值（kW）"
    if power is None or read is None or read.printed_unit.upper() == "KVA":
        return ""
    bands = policy.equipment
    limits = next((band for band in bands.powers if band.kind == machine.kind), None)
    if limits is None:
        return f"不超过{plain(bands.power_most_kw)}kW" if power > bands.power_most_kw else ""
    inside = limits.least <= power <= limits.most
    return "" if inside else f"{plain(limits.least)}—{plain(limits.most)}kW"
