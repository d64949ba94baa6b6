"""每台设备须填写型号和生产厂家。

为什么：没有型号，能效等级和是否淘汰都无法核对；没有厂家，铭牌和能效标识无从查证。
同一清单缺同一栏的合为一条；表格没有这一栏的、除名称外全空的分组行不说；专用设备写非标、定制的只作提示。

反例：

>>> say(check(right({"new_equipment.1.model": None}), policy))
warning H08 更新设备清单第1行缺少设备型号。

正例：

>>> say(check(right({"new_equipment.1.model": "GA75VSD"}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemas.fields import EQUIPMENT
from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import State, Submission
from validators.faults import fault
from validators.figures import printed
from validators.machinery.machines import (
    GENERAL,
    LISTS,
    Machine,
    machines,
    nothing,
    numbered,
    unspecified,
)

RULE = Rule(
    code="H08",
    name="no-model",
    title="缺少设备型号或厂家",
    severity=Severity.WARNING,
    speciality=Speciality.EQUIPMENT,
    citation="附件2-3 设备型号、生产厂家",
    message="{list}第{rows}行缺少{column}。",
)
_CUSTOM = "{list}第{rows}行{column}为非标或定制，请以铭牌或合同佐证能效。"


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Look for empty cells, list by list and column by column."""
    for table in LISTS:
        listed = list(machines(submission, table))
        for column in ("model", "manufacturer"):
            lacking = [m for m in listed if _lacks(m, column) and not _heading(m)]
            if lacking:
                yield _finding(lacking, column)
        custom = [m for m in listed if unspecified(m.model) and not nothing(m.model)]
        if custom:
            yield _finding(custom, "model", _CUSTOM)


def _lacks(machine: Machine, column: str) -> bool:
    read = machine.row.get(column)
    return read is not None and read.state is not State.UNREADABLE and nothing(printed(read))


def _heading(machine: Machine) -> bool:
    """Whether the row only names a workshop or a kind of machine above its list."""
    return not any(machine.shows(column) for column in machine.row if column not in ("seq", "name"))


def _finding(lacking: Sequence[Machine], column: str, template: str = "") -> Finding:
    label = next(field.label for field in EQUIPMENT if field.key == column)
    special = template and not any(machine.kind in GENERAL for machine in lacking)
    return fault(
        RULE,
        [machine.ground(column) for machine in lacking],
        severity=Severity.INFO if special else None,
        template=template,
        list=LISTS[lacking[0].table],
        rows=numbered([machine.position for machine in lacking]),
        column=label,
        expected=f"填写{label}",
        actual=f"{len(lacking)}行未填" if not template else "、".join({m.model for m in lacking}),
        fix=f"请按铭牌补填{label}；确无型号的专用设备请写明“定制”及制造单位。",
    )
