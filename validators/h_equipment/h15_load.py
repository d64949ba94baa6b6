"""现有设备的总功率应与年用电量大致相称。

为什么：全年满负荷也用不了那么多电，或负荷率不到3%，说明清单漏列、功率或电量单位有误。
清单只列主要设备，故只作提示；用电量取正文所述上年度全厂用电（只写外购电量的，仅看是否超过满负荷），功率或台数不全的不算，
变压器、锅炉和发电设备不计。

反例：

>>> say(check(right(mentions=[("electricity", 2024, 3000.0)]), policy))
info H15 设备总功率1,320kW与年用电量3,000万kWh不匹配（负荷率259%）。

正例：

>>> say(check(right(mentions=[("electricity", 2024, 500.0)]), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Mention, Submission
from validators.faults import fault, mention_ground, plain
from validators.figures import base_year, number
from validators.machinery.machines import Kind, Machine, machines
from validators.rounding import operand

RULE = Rule(
    code="H15",
    name="load",
    title="总装机与用电量不匹配",
    severity=Severity.INFO,
    speciality=Speciality.ENERGY,
    citation="附件2-3 功率、数量；附件2 正文一（三）",
    message="设备总功率{power}kW与年用电量{kwh}万kWh不匹配（负荷率{load}%）。",
    inputs=("tables.existing_equipment", "mentions"),
)
_WHOLE = ("", "外购")
"""Of the whole works; what is bought is the least that it draws."""
_NO_LOAD = frozenset({Kind.TRANSFORMER, Kind.BOILER, Kind.SOLAR, Kind.STORAGE})


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Compare the year's electricity with what the listed machines could draw."""
    used = _electricity(submission)
    kwh = number(used.read) if used else None
    power = _power(submission)
    if used is None or kwh is None or power is None:
        return
    load = kwh * 10000 / (power * policy.equipment.year_hours) * 100
    if (used.entity or load >= policy.equipment.load_least) and load <= 100:
        return
    hours = plain(policy.equipment.year_hours)
    yield fault(
        RULE,
        [mention_ground(used), *(m.ground("power_kw") for m in _drawing(submission)[:6])],
        power=plain(power),
        kwh=plain(kwh),
        load=operand(load, 0 if load > 10 else 1),
        expected=f"负荷率{operand(policy.equipment.load_least)}%—100%",
        actual=f"{operand(load, 1)}%",
        working=f"{operand(kwh)} × 10000 ÷ ({operand(power)} × {hours}) = {operand(load, 1)}%",
        fix="请核对设备功率、台数和用电量的单位，并补列漏列的主要用能设备。",
    )


def _electricity(submission: Submission) -> Mention | None:
    year = base_year(submission)
    said = [m for m in submission.mentions if m.metric == "electricity" and m.year == year]
    whole = [m for m in said if m.entity in _WHOLE and m.tense == "past" and number(m.read)]
    return whole[0] if len({number(m.read) for m in whole}) == 1 else None


def _drawing(submission: Submission) -> list[Machine]:
    listed = machines(submission, "existing_equipment")
    return [machine for machine in listed if machine.kind not in _NO_LOAD]


def _power(submission: Submission) -> float | None:
    """All machines' rated power in kW, ``None`` where one of them lacks power or number."""
    drawn = [(m.power, number(m.row.get("quantity"))) for m in _drawing(submission)]
    if not drawn or any(not power or not count for power, count in drawn):
        return None
    return sum((power or 0) * (count or 0) for power, count in drawn)
