"""更新设备清单不得列入国家明令淘汰或低于现行能效限定值的型号。

为什么：拿淘汰型号做更新，既不合法也不节能，通用设备能效得分也站不住。
型号按淘汰目录和能效标准的系列比对；目录另有出厂年份等条件、
或靠把O读作0才对上的，只作警告，以铭牌为准。备注写“一级能效”与型号矛盾，不减轻。

反例：

>>> say(check(right({"new_equipment.1.model": "Y2-132S-4"}), policy))
error H03 更新设备第1行“Y2-132S-4”属淘汰/低效型号（GB 18613-2020（低于3级能效），Y2系列（IE1））。

正例：

>>> say(check(right({"new_equipment.1.model": "YE5-132S-4"}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Row, Submission
from validators.faults import cell_ground, fault
from validators.figures import rows, text
from validators.registers.equipment_patterns import Hit, elimination, find, low_efficiency

RULE = Rule(
    code="H03",
    name="new-but-outdated",
    title="更新设备列入低效或淘汰型号",
    severity=Severity.ERROR,
    speciality=Speciality.EQUIPMENT,
    citation="附件2-3 更新设备清单；节约能源法第17条；高耗能落后机电设备（产品）淘汰目录；GB 18613-2020、GB 20052-2024",
    message="更新设备第{row}行“{model}”属淘汰/低效型号（{catalogue}，{series}）。",
    inputs=("tables.new_equipment",),
)
_MAYBE: Final = (
    "更新设备第{row}行“{model}”疑似淘汰/低效型号（{catalogue}，{series}{condition}），请核对铭牌。"
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Compare each new machine's model with the catalogues."""
    for position, row in rows(submission, "new_equipment"):
        hit = _hit(row)
        if hit is None:
            continue
        condition = hit.pattern.condition
        yield fault(
            RULE,
            [cell_ground("new_equipment", position, "model", row["model"])],
            severity=Severity.ERROR if hit.sure else Severity.WARNING,
            template="" if hit.sure else _MAYBE,
            row=position,
            model=hit.model,
            catalogue=hit.pattern.catalogue,
            series=hit.pattern.series,
            condition=condition and f"，{condition}",
            expected="二级及以上能效的现行型号",
            actual=hit.model,
            fix="请改为现行高效型号；型号有误的请更正，并在备注注明能效等级。",
        )


def _hit(row: Row) -> Hit | None:
    model = text(row.get("model"))
    return (
        find(model, text(row.get("name")), (*low_efficiency(), *elimination())) if model else None
    )
