"""正文写出的折标准煤系数须与GB/T 2589-2020相符。

为什么：系数用错，综合能耗、分档和准入都跟着错；电力0.404千克标煤/千瓦时等旧等价值已不再使用。
电力认当量值0.1229和等价值0.28—0.31；原煤、天然气、蒸汽随品质变化，按常见范围；容差2%，只作警告。
写明实测、热值、化验或引用旧值作比较的不判；单位无法辨认的不判。

反例：

>>> say(check(right({"chapter.一（三）": "电力折标系数取0.404千克标煤每千瓦时。"}), policy))
warning G08 电力折标系数0.404与参考值0.1229（当量值）或0.28—0.31（等价值）不符。

正例：

>>> say(check(right({"chapter.一（三）": "电力折标系数取0.1229kgce/kWh，天然气折标系数1.33kgce/m3。"}), policy))
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, plain
from validators.registers.energy import fuels
from validators.wording.passages import passages

RULE = Rule(
    code="G08",
    name="coal-factor",
    title="折标系数错误",
    severity=Severity.WARNING,
    speciality=Speciality.ENERGY,
    citation="GB/T 2589-2020 附录A",
    message="{fuel}折标系数{found}与参考值{right}不符。",
    inputs=("chapters",),
)
_NAMES: Final = {
    name: fuel.kind
    for fuel in fuels().values()
    for name in fuel.names.split("|")
    if fuel.kind not in ("solar", "heat")
} | {"电": "electricity", "热力": "heat"}
_COAL: Final = r"(?:千克|公斤|kg)标(?:准)?煤|kgce|吨标(?:准)?煤|tce"
_FACTOR: Final = re.compile(
    rf"(?P<name>{'|'.join(sorted(_NAMES, key=len, reverse=True))})(?:的?(?:等价|当量)?值?折标(?:准)?煤?系数)?(?:取值?|为|是|按|采用|:|\s){{0,3}}"
    rf"(?P<value>\d{{1,2}}\.\d{{1,5}})\s*(?P<coal>{_COAL})\s*(?:/|每)\s*(?P<per>万?(?:kWh|千瓦·?时|度|N?m3|立方米)|千克|kg|吨|t|MJ|兆焦|GJ|吉焦|百万千焦)"
)
_POWER: Final = re.compile(
    r"(?P<name>电力?)(?:的?(?:等价|当量)?值?折标(?:准)?煤?系数)(?:取值?|为|是|按|采用|:|\s){0,3}"
    r"(?P<value>\d\.\d{2,4})(?P<coal>)(?P<per>)(?!\d|\s*(?:[a-zA-Z(（]|千克|公斤|吨|万))"
)
"""Electricity's factor without a unit: below 1 it is kgce/kWh, above tce/万kWh."""
_SPARED: Final = re.compile(r"实测|热值|化验|检测|发热量|原来|以前|旧|调整为|由")
_ABOUT: Final = re.compile(r"折标|折算|标准煤系数")
_PER: Final = {"吨": 1e3, "t": 1e3, "GJ": 1e3, "吉焦": 1e3, "百万千焦": 1e3}


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Compare every factor that a sentence on conversion prints with its unit."""
    seen: set[tuple[str, float]] = set()
    for passage in passages(submission):
        if not _ABOUT.search(passage.sentence) or _SPARED.search(passage.sentence):
            continue
        hits = (*_FACTOR.finditer(passage.sentence), *_POWER.finditer(passage.sentence))
        for hit in hits:
            kind, value = _NAMES[hit["name"]], _in_kilograms(hit)
            right = _right(kind, value, policy)
            if not right or (kind, value) in seen:
                continue
            seen.add((kind, value))
            yield fault(
                RULE,
                [passage.ground(hit[0])],
                fuel=hit["name"],
                found=hit["value"],
                right=right,
                expected=right,
                actual=hit[0],
                fix="请改用GB/T 2589-2020的系数并重算综合能耗；采用实测值的请注明检测依据。",
            )


def _in_kilograms(hit: re.Match[str]) -> float:
    """kgce per kWh, m3, MJ or kg, whatever the factor is printed in."""
    if not hit["coal"]:
        return float(hit["value"]) / (1 if float(hit["value"]) < 1 else 10)
    coal = 1e3 if hit["coal"].startswith(("吨", "tce")) else 1.0
    per = 1e4 if hit["per"].startswith("万") else _PER.get(hit["per"], 1.0)
    return round(float(hit["value"]) * coal / per, 8)


def _right(kind: str, value: float, policy: Policy) -> str:
    """The factor that should stand there, ``""`` where ``value`` is one."""
    room = policy.energy.factor_gap / 100
    fuel = fuels()[kind]
    bounds = (
        [(0.1229, 0.1229), (0.28, 0.31)]
        if kind == "electricity"
        else [(fuel.factor_least, fuel.factor_most)]
    )
    if kind == "steam":
        bounds.append((fuels()["heat"].factor_least, fuels()["heat"].factor_most))
    if any(low * (1 - room) <= value <= high * (1 + room) for low, high in bounds):
        return ""
    if kind == "electricity":
        return "0.1229（当量值）或0.28—0.31（等价值）"
    low, high = bounds[0]
    return plain(low) if low == high else f"{plain(low)}—{plain(high)}"
