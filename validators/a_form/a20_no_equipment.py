"""附件2-3的现有主要设备清单、更新设备清单须有内容。

为什么：没有清单，设备能效、更新投资都无法核对。
现有清单为空是错误；更新清单为空是警告，但附件2-2列有设备投资时是错误（H10同此）。
整张清单缺失由A01说，本条不重复。

反例：

>>> say(check(right({"existing_equipment": ABSENT}), policy))
error A20 附件2-3“现有主要设备清单”为空。

正例：

>>> say(check(right(), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.fields import TABLE_TITLES
from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Part, Submission
from validators.faults import Ground, cell_ground, fault, place_ground
from validators.figures import named_rows, number, rows
from validators.part_names import pictured
from validators.unread import partly_unread

RULE = Rule(
    code="A20",
    name="no-equipment",
    title="附件2-3空表",
    severity=Severity.ERROR,
    speciality=Speciality.EQUIPMENT,
    citation="附件2-3 现有主要设备清单、更新设备清单",
    message="附件2-3“{title}”为空。",
)
_INVESTED = "附件2-3“{title}”为空，但附件2-2列有设备投资。"
_PARTS = {
    "existing_equipment": Part.ANNEX_2_3_EXISTING,
    "new_equipment": Part.ANNEX_2_3_NEW,
}


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """The lists that are there without a machine in them."""
    for table, part in _PARTS.items():
        place = submission.headings.get(table) or submission.parts.get(part)
        if part not in submission.parts or place is None or named_rows(submission, table):
            continue
        if part in pictured(submission):
            continue
        bought = _bought(submission) if part is Part.ANNEX_2_3_NEW else []
        grave = part is Part.ANNEX_2_3_EXISTING or bool(bought)
        yield fault(
            RULE,
            [place_ground(place, TABLE_TITLES[table]), *bought],
            severity=None if grave and not partly_unread(submission) else Severity.WARNING,
            template=_INVESTED if bought else "",
            title=TABLE_TITLES[table].split()[1],
            fields=(table,),
            expected="至少1台设备",
            actual="0台",
            fix="请逐台（套）填写设备名称、型号、数量和功率。",
        )


def _bought(submission: Submission) -> list[Ground]:
    return [
        cell_ground("projects", index, "equipment_investment", row["equipment_investment"])
        for index, row in rows(submission, "projects")
        if (number(row.get("equipment_investment")) or 0) > 0
    ][:3]
