"""能效等级应按现行标准评定。

为什么：标准修订后等级普遍收紧（YE3电机按GB 18613-2012是2级，按2020版只是3级），沿用旧等级会虚高得分。
现行版本按申报日期取；备注写明购置早于新版实施的，按购置时等级，只作提示。
型号系列达不到所称等级的也在此说，因旧铭牌可能印旧版等级，只作提示；标准库没有的标准不猜，年份不明的不说。

反例：

>>> say(check(right({"existing_equipment.1.remark": "1级（GB 20052-2013）"}), policy))
warning H14 现有主要设备清单第1行能效等级引用GB 20052-2013，现行为GB 20052-2024，等级可能变化。

正例：

>>> say(check(right({"existing_equipment.1.remark": "1级（GB 20052-2024）"}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault
from validators.figures import application_day
from validators.machinery.machines import LISTS, Machine, machines, numbered
from validators.machinery.plates import series_grade
from validators.machinery.remarks import Standard, cited, in_force, since, stated_grade

RULE = Rule(
    code="H14",
    name="old-standard",
    title="能效等级依据旧版标准",
    severity=Severity.WARNING,
    speciality=Speciality.EQUIPMENT,
    citation="附件1 通用设备能效；GB 18613-2020、GB 20052-2024等现行能效标准",
    message="{list}第{rows}行能效等级引用{old}，现行为{new}，等级可能变化。",
)
_SERIES = "{list}第{rows}行“{model}”备注称{claimed}级能效，{series}按GB 18613-2020为{grade}级，请核对是否沿用旧版等级。"
_FIX = "请按现行标准重新核定能效等级；购置时按旧版标准定级的，请注明购置年份。"


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Compare cited editions with those in force, and claims with what the series is."""
    day = application_day(submission)
    for table in LISTS:
        groups: dict[tuple[str, str, bool], list[Machine]] = {}
        for machine in machines(submission, table):
            for old, new in _superseded(machine, day) if day else ():
                bought = since(machine.remark)
                early = bought is not None and bought < int(new.effective[:4])
                groups.setdefault((old.name, new.name, early), []).append(machine)
        yield from (_finding(table, *key, alike) for key, alike in groups.items())
        yield from filter(None, map(_overstated, machines(submission, table)))


def _superseded(machine: Machine, day: str) -> Iterator[tuple[Standard, Standard]]:
    for old in cited(machine.remark) if stated_grade(machine.remark) else ():
        new = in_force(old.number, day)
        if new is not None and old.year < new.year:
            yield old, new


def _finding(table: str, old: str, new: str, early: bool, alike: list[Machine]) -> Finding:
    return fault(
        RULE,
        [machine.ground("remark") for machine in alike],
        severity=Severity.INFO if early else None,
        list=LISTS[table],
        rows=numbered([machine.position for machine in alike]),
        old=old,
        new=new,
        expected=new,
        actual=old,
        fix=_FIX,
    )


def _overstated(machine: Machine) -> Finding | None:
    claimed, series = stated_grade(machine.remark), series_grade(machine.model)
    if claimed is None or series is None or claimed >= series.grade or _by_old(machine):
        return None
    return fault(
        RULE,
        [machine.ground("model"), machine.ground("remark")],
        severity=Severity.INFO,
        template=_SERIES,
        list=LISTS[machine.table],
        rows=machine.position,
        model=machine.model,
        claimed=claimed,
        series=series.series,
        grade=series.grade,
        expected=f"{series.grade}级（GB 18613-2020）",
        actual=machine.remark,
        fix=_FIX,
    )


def _by_old(machine: Machine) -> bool:
    """The remark itself names the older edition: then the other finding speaks."""
    return any(entry.number == "18613" and entry.year < 2020 for entry in cited(machine.remark))
