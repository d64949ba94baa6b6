"""备注称一级、二级能效的，应注明所依据的标准或能效标识。

为什么：通用设备能效得分看等级，没有标准编号或标识备案号就无从核对。
现有设备关系到当前得分，为警告；更新设备尚未购置，只作提示。同一清单合为一条；
等级与型号系列矛盾、引用旧版标准的由H14说。

反例：

>>> say(check(right({"existing_equipment.1.remark": "一级能效"}), policy))
warning H13 现有主要设备清单第1行称1级能效，未注明标准或能效标识备案号。
info H13 更新设备清单第1行称1级能效，未注明标准或能效标识备案号。

正例：

>>> say(check(right({"new_equipment.1.remark": "1级（GB 19153-2019）"}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault
from validators.machinery.machines import LISTS, Machine, machines, numbered
from validators.machinery.plates import series_grade
from validators.machinery.remarks import proven, stated_grade

RULE = Rule(
    code="H13",
    name="grade-unproven",
    title="能效等级声明缺依据",
    severity=Severity.WARNING,
    speciality=Speciality.EQUIPMENT,
    citation="附件1 通用设备能效；各产品能效限定值及能效等级国家标准",
    message="{list}第{rows}行称{grades}能效，未注明标准或能效标识备案号。",
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Collect each list's bare claims of a grade."""
    for table, title in LISTS.items():
        bare = [machine for machine in machines(submission, table) if _bare(machine)]
        if not bare:
            continue
        grades = sorted({f"{stated_grade(machine.remark)}级" for machine in bare})
        yield fault(
            RULE,
            [machine.ground("remark") for machine in bare],
            severity=Severity.INFO if table == "new_equipment" else None,
            list=title,
            rows=numbered([machine.position for machine in bare]),
            grades="、".join(grades),
            expected="注明标准编号（含年份）或能效标识备案号",
            actual="、".join(dict.fromkeys(machine.remark for machine in bare)),
            fix="请在备注补注标准，如“1级（GB 18613-2020）”，或能效标识备案号。",
        )


def _bare(machine: Machine) -> bool:
    grade = stated_grade(machine.remark)
    if grade not in (1, 2) or proven(machine.remark):
        return False
    series = series_grade(machine.model)
    return series is None or series.grade <= grade
