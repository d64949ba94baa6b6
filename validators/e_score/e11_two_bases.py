"""可再生电量与综合能耗须按同一口径折标。

为什么：综合能耗按等价值、自发电量却按当量值0.1229折标（或相反），占比会差一倍多。
取自评说明写明的自用电量和占比，与上年度综合能耗复算：占比按另一口径才对得上（5%以内）、
按本口径对不上的才说；综合能耗口径没有写明、电量是多年合计的，不说。

反例：

>>> told = {"evidence.renewable_energy": "光伏年自用电量300万kWh，可再生能源占比4.3%",
...         "chapter.一（三）": "2024年综合能耗（等价值）8560吨标准煤。"}
>>> say(check(right(told), policy))
warning E11 可再生电量折标系数与综合能耗口径（等价值）不一致，按等价值计应为10.51%，按当量值为4.31%，填报4.3%。

正例：

>>> same = {**told, "evidence.renewable_energy": "光伏年自用电量300万kWh，可再生能源占比10.5%"}
>>> say(check(right(same), policy))
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import ScoreItem, Submission
from validators.energy.energy_basis import EQUIVALENT, stated_basis
from validators.faults import fault, field_ground, plain
from validators.figures import base_year, figure
from validators.lacking import Lacking
from validators.points.score_evidence import explained, explanation_ground
from validators.rounding import operand
from validators.slips import slipped

_ITEM = ScoreItem.RENEWABLE_ENERGY
RULE = Rule(
    code="E11",
    name="two-bases",
    title="可再生能源折标口径不一致",
    severity=Severity.WARNING,
    speciality=Speciality.ENERGY,
    citation="附件1 可再生能源使用；GB/T 2589—2020",
    message="可再生电量折标系数与综合能耗口径（{basis}）不一致，按等价值计应为{equivalent}%，按当量值为{calorific}%，填报{found}%。",
    inputs=("energy_consumption.*", "self_evaluation"),
)
_POWER: Final = re.compile(
    r"(?:光伏|太阳能|风电|自发|自用|发电)[^。;]{0,14}?"
    r"(?<![\d.])(?<!\d,)(\d{1,3}(?:,\d{3}){1,3}(?:\.\d{1,4})?|\d{1,9}(?:\.\d{1,4})?)(万kWh|万千瓦时|万度|MWh|兆瓦时)"
)
_SHARE: Final = re.compile(r"占比[^。;\d]{0,8}(\d{1,2}(?:\.\d{1,4})?)%")
_OTHERS: Final = re.compile(r"生物质|地热|水能|沼气|光热|累计|合计|三年|近3年共")


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Recompute the share with both factors."""
    own, basis = explained(submission, _ITEM), stated_basis(submission)
    key = f"energy_consumption.{base_year(submission)}"
    energy, ground = figure(submission, key), explanation_ground(submission, _ITEM, policy)
    power, share = _POWER.search(own), _SHARE.search(own)
    if policy.switches.re_basis == "any" or not energy or energy <= 0 or _OTHERS.search(own):
        return
    if not basis or power is None or share is None:
        raise Lacking("综合能耗口径、自评说明中的自用电量和占比")
    if ground is None:
        return
    if key in slipped(submission, policy):
        return
    ten_thousand_kwh = float(power[1].replace(",", "")) / (1 if power[2].startswith("万") else 10)
    factors = (policy.electricity.equivalent_kgce, policy.electricity.calorific_kgce)
    equivalent, calorific = (1000 * ten_thousand_kwh * k / energy for k in factors)
    found = float(share[1])
    own_way, other = (equivalent, calorific) if basis == EQUIVALENT else (calorific, equivalent)
    if _near(found, own_way, policy) or not _near(found, other, policy):
        return
    yield fault(
        RULE,
        [ground, field_ground(submission, key)],
        basis=basis,
        equivalent=plain(round(equivalent, 2)),
        calorific=plain(round(calorific, 2)),
        found=plain(found),
        expected=f"{plain(round(own_way, 2))}%",
        actual=f"{plain(found)}%",
        working=f"{operand(ten_thousand_kwh)}万kWh × {factors[0]} × 10 ÷ {operand(energy)} = {operand(equivalent, 2)}%；"
        f"{operand(ten_thousand_kwh)}万kWh × {factors[1]} × 10 ÷ {operand(energy)} = {operand(calorific, 2)}%",
        fix=f"请按综合能耗的口径（{basis}）重算占比，应为{plain(round(own_way, 2))}%。",
    )


def _near(found: float, computed: float, policy: Policy) -> bool:
    return abs(found - computed) <= policy.tolerance.own_power / 100 * computed + 0.05
