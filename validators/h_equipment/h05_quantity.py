"""设备数量须为正整数。

为什么：数量不明，更新台数、淘汰比例和节能量都无从核算。
“2套”“10+2”“两台”都算；未填由A20等说，“/”“不涉及”的行不说；米、吨等计量单位允许小数。
“若干”“一批”等无法识别的为错误。

反例：

>>> say(check(right({"new_equipment.1.quantity": "?若干"}), policy))
error H05 更新设备清单第1行数量“若干”无效。

正例：

>>> say(check(right({"new_equipment.1.quantity": 3}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Read, State, Submission
from validators.faults import cell_ground, fault
from validators.figures import number, rows

RULE = Rule(
    code="H05",
    name="quantity",
    title="数量非正整数",
    severity=Severity.ERROR,
    speciality=Speciality.EQUIPMENT,
    citation="附件2-3 数量（台）",
    message="{list}第{row}行数量“{text}”无效。",
)
_LISTS: Final = {"existing_equipment": "现有主要设备清单", "new_equipment": "更新设备清单"}


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Look at the quantity of every machine in both lists."""
    for table, title in _LISTS.items():
        for position, row in rows(submission, table):
            read = row.get("quantity")
            if read is None or not _wrong(read):
                continue
            yield fault(
                RULE,
                [cell_ground(table, position, "quantity", read)],
                list=title,
                row=position,
                text=read.raw.strip(),
                expected="正整数",
                actual=read.raw.strip(),
                fix="请填写台（套）数；多台合计的请写总数。",
            )


def _wrong(read: Read) -> bool:
    value = number(read)
    if value is None:
        return read.state == State.UNREADABLE
    return value <= 0 or (not value.is_integer() and "other_unit" not in read.flags)
