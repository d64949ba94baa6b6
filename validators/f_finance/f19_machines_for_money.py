"""附件2-2的设备投资须与附件2-3更新设备的台数相称。

为什么：投了设备却没有更新设备，或平均每台超过5000万元、不到0.1万元，多为漏列设备或单位填错；只作提示。
有设备投资额或数量未填、无法识别的不算；更新设备清单整张没有的由A01说，有表而没有设备的按0台算。

反例：

>>> say(check(right({"new_equipment.1.quantity": 0}), policy))
info F19 设备投资6,800万元与更新设备0台不匹配。

正例：

>>> say(check(right({"new_equipment.1.quantity": 38}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Part, Read, Submission
from validators.faults import cell_ground, fault, plain
from validators.figures import number
from validators.form.annexes import added, column
from validators.form.unread import has_part
from validators.lacking import Lacking

RULE = Rule(
    code="F19",
    name="machines-for-money",
    title="投资与设备数量不匹配",
    severity=Severity.INFO,
    speciality=Speciality.EQUIPMENT,
    citation="附件2-2 设备投资额；附件2-3 更新设备清单 数量",
    message="设备投资{money}万元与更新设备{count}台不匹配{each}。",
    inputs=("tables.projects",),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Divide the equipment's money by the machines that it buys."""
    costs = column(submission, "projects", "equipment_investment")
    counts = column(submission, "new_equipment", "quantity")
    if not counts and not has_part(submission, Part.ANNEX_2_3_NEW):
        raise Lacking("tables.new_equipment")
    if not costs or not _known(costs) or not _known(counts):
        return
    money, count = added(costs.values()), added(counts.values())
    each = money / count if count > 0 else 0.0
    usual = policy.finance
    if money <= 0 or usual.machine_least_wan <= each <= usual.machine_most_wan:
        return
    yield fault(
        RULE,
        [
            *(cell_ground("projects", i, "equipment_investment", r) for i, r in costs.items()),
            *(cell_ground("new_equipment", i, "quantity", r) for i, r in counts.items()),
        ],
        money=plain(money),
        count=plain(count),
        each=f"（平均每台{plain(round(each, 4))}万元）" if count else "",
        expected=f"平均每台{plain(usual.machine_least_wan)}—{plain(usual.machine_most_wan)}万元",
        actual=f"{plain(money)}万元、{plain(count)}台",
        fix="请核对设备投资额的单位，并在附件2-3补齐更新设备及数量。",
    )


def _known(reads: dict[int, Read]) -> bool:
    return all(number(read) is not None for read in reads.values())
