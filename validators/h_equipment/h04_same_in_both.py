"""更新设备的型号不应与现有设备相同。

为什么：同型号换同型号没有节能效果；若是增加台数，应当说明。
名称和型号都相同才说（型号按半角、大写、短横统一）；型号空白、非标、定制的不比；
备注已说明新增、扩建的不说。

反例：

>>> same = {"existing_equipment.1.name": "空压机", "existing_equipment.1.model": "GA75", "new_equipment.1.name": "空压机", "new_equipment.1.model": "GA 75"}
>>> say(check(right(same), policy))
warning H04 “空压机 GA 75”同时出现在现有和更新清单，请说明更新内容。

正例：

>>> say(check(right({**same, "new_equipment.1.model": "GA75VSD+"}), policy))
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault
from validators.firms.names import normalised
from validators.machinery.machines import Machine, machines, unspecified
from validators.machinery.models import as_read

RULE = Rule(
    code="H04",
    name="same-in-both",
    title="现有与更新清单型号相同",
    severity=Severity.WARNING,
    speciality=Speciality.EQUIPMENT,
    citation="附件2-3 现有主要设备清单、更新设备清单",
    message="“{name} {model}”同时出现在现有和更新清单，请说明更新内容。",
    inputs=("tables.existing_equipment", "tables.new_equipment"),
)
_ADDED: Final = re.compile(r"新增|增加|扩建|扩产|增设|加装")


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Look up each new machine among the present ones."""
    present = {_key(machine): machine for machine in machines(submission, "existing_equipment")}
    for machine in machines(submission, "new_equipment"):
        old = present.get(_key(machine))
        if old is None or unspecified(machine.model) or _ADDED.search(machine.remark):
            continue
        yield fault(
            RULE,
            [machine.ground("model"), old.ground("model")],
            name=machine.name,
            model=machine.model,
            expected="更新后的型号不同于现有型号",
            actual=f"现有清单第{old.position}行、更新清单第{machine.position}行均为{machine.model}",
            fix="请填写更新后的型号；同型号增加台数的，请在备注写明新增原因。",
        )


def _key(machine: Machine) -> tuple[str, str]:
    return normalised(machine.name), as_read(machine.model)
