"""附件2-3的现有主要设备清单、更新设备清单须有内容。

为什么：没有清单，设备能效、更新投资都无法核对。
现有清单为空是错误；更新清单为空是警告，附件2-2列有设备投资的由H10说。
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
from validators.faults import fault, place_ground
from validators.figures import named_rows, number, rows
from validators.form.part_names import pictured
from validators.form.unread import partly_unread

RULE = Rule(
    code="A20",
    name="no-equipment",
    title="附件2-3空表",
    severity=Severity.ERROR,
    speciality=Speciality.EQUIPMENT,
    citation="附件2-3 现有主要设备清单、更新设备清单",
    message="附件2-3“{title}”为空。",
)
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
        present = part is Part.ANNEX_2_3_EXISTING
        if not present and _invested(submission):
            continue
        yield fault(
            RULE,
            [place_ground(place, TABLE_TITLES[table])],
            severity=None if present and not partly_unread(submission) else Severity.WARNING,
            title=TABLE_TITLES[table].split()[1],
            fields=(table,),
            expected="至少1台设备",
            actual="0台",
            fix="请逐台（套）填写设备名称、型号、数量和功率。",
        )


def _invested(submission: Submission) -> bool:
    spent = (number(row.get("equipment_investment")) for _, row in rows(submission, "projects"))
    return any((amount or 0) > 0 for amount in spent)
