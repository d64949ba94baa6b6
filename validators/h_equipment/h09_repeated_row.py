"""同一清单内不应有两行完全相同的设备。

为什么：重复的行会把台数和功率算两遍；也可能是不同车间的同型设备，故只作提示。
名称、型号、厂家、数量、功率和备注都相同才算；备注或名称注明车间、编号的自然不同。

反例：

>>> twice = {f"new_equipment.2.{c}": v for c, v in {"name": "永磁变频空压机", "model": "PM-75", "manufacturer": "某压缩机", "quantity": 4, "power_kw": 75.0, "remark": "一级能效"}.items()}
>>> say(check(right(twice), policy))
info H09 更新设备清单第1、2行重复。

正例：

>>> say(check(right({**twice, "new_equipment.2.remark": "二车间"}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault
from validators.figures import printed
from validators.machinery.machines import LISTS, Machine, machines, numbered
from validators.machinery.models import as_read

RULE = Rule(
    code="H09",
    name="repeated-row",
    title="清单内重复",
    severity=Severity.INFO,
    speciality=Speciality.EQUIPMENT,
    citation="附件2-3 现有主要设备清单、更新设备清单",
    message="{list}第{rows}行重复。",
)
_COLUMNS = ("name", "model", "manufacturer", "quantity", "power_kw", "remark")


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Group the rows of each list by everything that they say."""
    groups: dict[tuple[str, ...], list[Machine]] = {}
    for machine in machines(submission):
        groups.setdefault(_said(machine), []).append(machine)
    for alike in groups.values():
        if len(alike) == 1:
            continue
        rows = numbered([machine.position for machine in alike])
        yield fault(
            RULE,
            [machine.ground("name") for machine in alike if machine.shows("name")],
            list=LISTS[alike[0].table],
            rows=rows,
            expected="每行设备各不相同",
            actual=f"第{rows}行均为{alike[0].name} {alike[0].model}",
            fix="重复填写的请删去；分属不同车间的请合并台数或在备注注明。",
        )


def _said(machine: Machine) -> tuple[str, ...]:
    cells = (as_read(printed(machine.row.get(column))) for column in _COLUMNS)
    return (machine.table, *cells)
