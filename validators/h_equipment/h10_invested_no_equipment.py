"""附件2-2列有设备投资的，更新设备清单就不能为空。

为什么：买什么设备说不出来，投资额和节能量都没有依据。
设备投资全部用于平台、软件等信息化项目的，只作提示；整张清单缺失由A01说，清单是图片的由M05说，没有设备投资的空清单由A20说。

反例：

>>> say(check(right({"new_equipment": ABSENT}), policy))
error H10 设备投资6,800万元，但更新设备清单为空。

正例：

>>> say(check(right(), policy))
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Part, Submission
from validators.faults import cell_ground, fault, plain
from validators.figures import named_rows, number, printed
from validators.form.annexes import added, column
from validators.form.part_names import pictured
from validators.form.unread import partly_unread

RULE = Rule(
    code="H10",
    name="invested-no-equipment",
    title="有设备投资而无更新设备",
    severity=Severity.ERROR,
    speciality=Speciality.EQUIPMENT,
    citation="附件2-2 设备投资额；附件2-3 更新设备清单",
    message="设备投资{total}万元，但更新设备清单为空。",
    inputs=("tables.projects",),
)
_SOFTWARE: Final = re.compile(r"平台|软件|信息化|数字化|智能化|系统建设|管控|监测")
_MACHINES: Final = re.compile(r"改造|更换|替换|更新|机组|设备|光伏|储能|电机|锅炉|\d台")


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Add up what goes into equipment and look whether any is listed."""
    part = Part.ANNEX_2_3_NEW
    shown = part in submission.parts and part not in pictured(submission)
    if not shown or named_rows(submission, "new_equipment"):
        return
    reads = column(submission, "projects", "equipment_investment")
    bought = {i: read for i, read in reads.items() if (number(read) or 0) > 0}
    if not bought:
        return
    total = plain(added(bought.values()))
    yield fault(
        RULE,
        [cell_ground("projects", i, "equipment_investment", read) for i, read in bought.items()],
        severity=_severity(submission, list(bought)),
        total=total,
        fields=("new_equipment",),
        expected="更新设备清单列出所购设备",
        actual=f"设备投资{total}万元，清单0行",
        fix="请在附件2-3更新设备清单逐台（套）填写拟购设备；不购置设备的请更正设备投资额。",
    )


def _severity(submission: Submission, bought: list[int]) -> Severity | None:
    rows = submission.tables["projects"]
    said = (printed(rows[i - 1].get("name")) + printed(rows[i - 1].get("content")) for i in bought)
    if all(_SOFTWARE.search(words) and not _MACHINES.search(words) for words in said):
        return Severity.INFO
    return Severity.WARNING if partly_unread(submission) else None
